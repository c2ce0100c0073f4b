"""Finds words and phrases of a lexicon in a sentence: exact, by stem ('displac*') or by ending ('*uawa')."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from alertbot.signals.remembered import Remembered


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
    phrases: Mapping[str, tuple[_Phrase, ...]] | None
    """Phrases that may begin with it, longest first, by the word that follows; None if there are none."""


_Phrase = tuple[tuple[str, ...], Entry]
_UNKNOWN = _Word(None, None)
_FOLLOWING = 2_000
"""Words for which it is remembered which phrases they continue."""


class Phrases:
    """Finds the longest phrase of a set that begins at a token."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]], clitics: tuple[str, ...] = ()) -> None:
        self._exact: dict[str, Entry] = {}
        self._stems: dict[str, Entry] = {}
        self._tails: dict[str, Entry] = {}
        self._long: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._clitics = clitics
        self._known = Remembered(self._learn)
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
        word = self._known[folded[place]]
        if word.phrases is not None and place + 1 < len(folded):
            for words, entry in word.phrases[folded[place + 1]]:
                if len(words) == 2 or self._matches(words, folded, place):
                    return entry, len(words)
        return word.single

    def places(self, folded: Sequence[str]) -> list[int]:
        """The tokens at which a word or phrase may begin: `find` returns None for all others."""
        known = self._known
        return [place for place, word in enumerate(folded) if known[word] is not _UNKNOWN]

    def _learn(self, word: str) -> _Word:
        single = next(
            (entry for form in self._forms(word) if (entry := self._look_up(form)) is not None), None
        )
        phrases = [
            item
            for key in {*(form[:3] for form in self._forms(word)), f"*{word[-3:]}"}
            for item in self._long.get(key, ())
            if self._same(item[0][0], word)
        ]
        if not single and not phrases:
            return _UNKNOWN
        phrases.sort(key=lambda item: -len(item[0]))
        continued = Remembered(partial(self._continued, phrases), _FOLLOWING) if phrases else None
        return _Word((single, 1) if single else None, continued)

    def _continued(self, phrases: Sequence[_Phrase], second: str) -> tuple[_Phrase, ...]:
        """Those of some phrases whose second word is this one."""
        return tuple(phrase for phrase in phrases if self._same(phrase[0][1], second))

    def _matches(self, words: tuple[str, ...], folded: Sequence[str], place: int) -> bool:
        """Whether the words of a phrase from the third on stand where they should."""
        if place + len(words) > len(folded):
            return False
        return all(self._same(words[step], folded[place + step]) for step in range(2, len(words)))

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
