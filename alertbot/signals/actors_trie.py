"""A trie of word patterns: finds names and phrases in a sentence's folded words in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from alertbot.signals import segments
from alertbot.signals.folding import fold_word
from alertbot.signals.remembered import Remembered

T = TypeVar("T")

_SHORTEST_STEM = 2
_LONGEST_STEM = 24
_GAP = 4
"""Words that `~` may stand for, at most."""


@dataclass(slots=True)
class _Node(Generic[T]):
    words: dict[str, _Node[T]] = field(default_factory=dict)
    stems: dict[str, _Node[T]] = field(default_factory=dict)
    any: _Node[T] | None = None
    gap: _Node[T] | None = None
    values: list[T] = field(default_factory=list)


class PhraseTrie(Generic[T]):
    """Phrases with a value each.

    A phrase is words in the text's folded spelling; `stem*` stands for every word that begins so, `_` for
    any one word, `~` for up to four words.
    """

    __slots__ = ("_first", "_root")

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()
        self._first = Remembered(self._begun)
        """Where a first word leads, remembered: words repeat, and most lead nowhere."""

    def add(self, phrase: Sequence[str], value: T) -> None:
        """Add one phrase, as `pattern` cuts it."""
        node = self._root
        for word in phrase:
            node = _child(node, word)
        node.values.append(value)

    def at(self, words: Sequence[tuple[str, ...]], start: int) -> Iterator[tuple[int, T]]:
        """Yield (index after the last word, value) of every phrase that begins at `start`.

        `words` holds the accepted spellings of each word of the sentence.
        """
        for node in self._first[words[start]]:
            yield from _walk(node, words, start + 1)

    def places(self, words: Sequence[tuple[str, ...]]) -> list[int]:
        """The words at which a phrase may begin: `at` yields nothing for all others."""
        first = self._first
        return [place for place, spellings in enumerate(words) if first[spellings]]

    def _begun(self, spellings: tuple[str, ...]) -> tuple[_Node[T], ...]:
        return tuple(_following(self._root, spellings))


def pattern(phrase: str, language: str) -> tuple[str, ...]:
    """Cut a phrase of a lexicon into words as a text is cut; `*`, `_` and `~` keep their meaning."""
    parts: list[str] = []
    for piece in phrase.split():
        if piece in ("_", "~"):
            parts.append(piece)
            continue
        stem = piece.endswith("*")
        bare = piece.rstrip("*")
        spans = segments.words(bare, 0, len(bare), language)
        parts += [fold_word(bare[first:last], language) for first, last in spans]
        if stem and parts:
            parts[-1] += "*"
    return tuple(parts)


def _child(node: _Node[T], word: str) -> _Node[T]:
    if word == "_":
        node.any = node.any or _Node()
        return node.any
    if word == "~":
        node.gap = node.gap or _Node()
        return node.gap
    if word.endswith("*"):
        return node.stems.setdefault(word[:-1], _Node())
    return node.words.setdefault(word, _Node())


def _walk(node: _Node[T], words: Sequence[tuple[str, ...]], place: int) -> Iterator[tuple[int, T]]:
    for value in node.values:
        yield place, value
    if node.gap is not None:
        for skipped in range(_GAP + 1):
            if place + skipped <= len(words):
                yield from _walk(node.gap, words, place + skipped)
    if place >= len(words):
        return
    for following in _following(node, words[place]):
        yield from _walk(following, words, place + 1)


def _following(node: _Node[T], spellings: tuple[str, ...]) -> Iterator[_Node[T]]:
    if node.any is not None:
        yield node.any
    for word in spellings:
        exact = node.words.get(word)
        if exact is not None:
            yield exact
        if node.stems:
            for length in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
                stem = node.stems.get(word[:length])
                if stem is not None:
                    yield stem
