"""Remembered: a mapping that works a value out when first asked for it, and forgets if it grows too much."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST = 50_000
"""Values that are remembered at once: about the words of a thousand articles."""


class Remembered(dict[K, V]):
    """`remembered[key]` is `work_out(key)`, worked out once; fast as a dict, safe to share between threads.

    For words: a text repeats them, and texts repeat each other's.
    """

    __slots__ = ("_most", "_work_out")

    def __init__(self, work_out: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._work_out(key)
        return value
