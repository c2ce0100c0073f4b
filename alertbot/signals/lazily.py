"""Lazily: values per language that are made when first asked for, so that starting costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Lazily(Mapping[str, T]):
    """A mapping of `languages` to what `make` returns for each; safe to share between threads."""

    def __init__(self, languages: Mapping[str, object], make: Callable[[str], T]) -> None:
        self._languages = languages
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, language: str) -> T:
        if language not in self._made:
            if language not in self._languages:
                raise KeyError(language)
            self._made[language] = self._make(language)
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)
