"""Finds words and phrases of a lexicon in a sentence: exact, by stem ('displac*') or by ending ('*uawa')."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_REMEMBERED = 50_000


class Entry(NamedTuple):
    """What a word or phrase is: its role in the grammar and its value there."""

    role: str
    """'noun', 'stops', 'links', 'others', 'cumulative', 'since' ...; for verbs the slot."""
    value: str
    """A unit for nouns, an IDMC term for verbs."""
    term: str = ""
    """For nouns that say themselves what happened: 'hostages', 'wounded'."""


class _Word(NamedTuple):
    """All that a lexicon knows of one word."""

    single: tuple[Entry, int] | None
    phrases: tuple[tuple[tuple[str, ...], Entry], ...]
    """Phrases that may begin with it, longest first."""


_UNKNOWN = _Word(None, ())


class Phrases:
    """Finds the longest phrase of a set that begins at a token."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]], clitics: tuple[str, ...] = ()) -> None:
        self._exact: dict[str, Entry] = {}
        self._stems: dict[str, Entry] = {}
        self._tails: dict[str, Entry] = {}
        self._long: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._clitics = clitics
        self._known: dict[str, _Word] = {}
        for phrase, entry in phrases:
            self._add(phrase.split(), entry)
        self._stem_lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        self._tail_lengths = sorted({len(tail) for tail in self._tails}, reverse=True)

    def _add(self, words: list[str], entry: Entry) -> None:
        if len(words) > 1:
            self._long.setdefault(_key(words[0]), []).append((tuple(words), entry))
        elif words[0].endswith("*"):
            self._stems.setdefault(words[0][:-1], entry)
        elif words[0].startswith("*"):
            self._tails.setdefault(words[0][1:], entry)
        else:
            self._exact.setdefault(words[0], entry)

    def find(self, folded: Sequence[str], place: int) -> tuple[Entry, int] | None:
        """(entry, number of tokens) of the longest phrase at `place`, None if there is none."""
        word = self._known.get(folded[place])
        if word is None:
            word = self._learn(folded[place])
        for words, entry in word.phrases:
            if self._matches(words, folded, place):
                return entry, len(words)
        return word.single

    def _learn(self, word: str) -> _Word:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        single = next(
            (entry for form in self._forms(word) if (entry := self._look_up(form)) is not None), None
        )
        phrases = [
            item
            for key in {*(form[:3] for form in self._forms(word)), f"*{word[-3:]}"}
            for item in self._long.get(key, ())
            if self._same(item[0][0], word)
        ]
        phrases.sort(key=lambda item: -len(item[0]))
        known = _Word((single, 1) if single else None, tuple(phrases)) if single or phrases else _UNKNOWN
        self._known[word] = known
        return known

    def _matches(self, words: tuple[str, ...], folded: Sequence[str], place: int) -> bool:
        if place + len(words) > len(folded):
            return False
        return all(self._same(words[step], folded[place + step]) for step in range(1, len(words)))

    def _same(self, pattern: str, word: str) -> bool:
        if pattern.startswith("*"):
            return word.endswith(pattern[1:])
        if pattern.endswith("*"):
            return any(form.startswith(pattern[:-1]) for form in self._forms(word))
        return pattern == word or (bool(self._clitics) and pattern in self._forms(word))

    def _look_up(self, word: str) -> Entry | None:
        if word in self._exact:
            return self._exact[word]
        for length in self._stem_lengths:
            if length <= len(word) and word[:length] in self._stems:
                return self._stems[word[:length]]
        for length in self._tail_lengths:
            if length <= len(word) and word[-length:] in self._tails:
                return self._tails[word[-length:]]
        return None

    def _forms(self, word: str) -> list[str]:
        """The word, and what remains without the particles that Arabic writes on it."""
        bare = [word[len(clitic) :] for clitic in self._clitics if word.startswith(clitic)]
        return [word, *(form for form in bare if len(form) >= 3)]


def _key(word: str) -> str:
    return f"*{word[-3:]}" if word.startswith("*") else word.rstrip("*")[:3]
