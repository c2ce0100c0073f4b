"""Match: finds every lexicon word of a text in one pass of an automaton."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from alertbot.signals.lexicon import Lexicon, Pattern, Word
from alertbot.signals.text import Document, Part, Sentence

_CLITICS = frozenset("و ف ب ل ك ال وال بال فال كال لل ولل وب ول وك فل فب س وس فس أ".replace("أ", "ا").split())
"""Arabic particles written together with the next word."""


class Hit(NamedTuple):
    """A concept found in a sentence: words `first` to `last` of it."""

    concept: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Found:
    """The concepts of one sentence, in order of appearance."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    concepts: frozenset[str]

    def of(self, *concepts: str) -> list[Hit]:
        """Hits of any of `concepts`, in order."""
        return [hit for hit in self.hits if hit.concept in concepts]


class _Segment(NamedTuple):
    """A part of a pattern without open word ends inside: one key of the automaton."""

    pattern: int
    position: int


class _Key(NamedTuple):
    length: int
    open_start: bool
    open_end: bool
    clitics: bool
    segments: list[_Segment]


class Matcher:
    """The compiled lexicon of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.language = lexicon.language
        self._concepts = [pattern.concept for pattern in lexicon.patterns]
        self._gaps: list[tuple[int, ...]] = []
        keys: dict[tuple[str, bool, bool], list[_Segment]] = defaultdict(list)
        for number, pattern in enumerate(lexicon.patterns):
            pieces, gaps = _pieces(pattern)
            self._gaps.append(gaps)
            for position, piece in enumerate(pieces):
                keys[_key(piece)].append(_Segment(number, position))
        self._automaton = _automaton(keys, clitics=self.language == "ar")

    def scan(self, document: Document) -> tuple[Found, ...]:
        """Every sentence of the document with the concepts in it; boilerplate has none."""
        live = [sentence for sentence in document.sentences if sentence.part is not Part.BOILERPLATE]
        text, starts, owners = _joined(live)
        hits: dict[int, list[Hit]] = defaultdict(list)
        partial: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = {}
        for first, last, segments in self._spans(text, starts):
            sentence, offset = owners[first]
            for pattern, position in segments:
                span = (first - offset, last - offset)
                if not self._gaps[pattern]:
                    hits[sentence].append(Hit(self._concepts[pattern], *span))
                else:
                    parts = partial.setdefault((sentence, pattern), defaultdict(list))
                    parts[position].append(span)
        for (sentence, pattern), parts in partial.items():
            hits[sentence].extend(self._chained(pattern, parts))
        return tuple(_found(sentence, hits[number]) for number, sentence in enumerate(live))

    def _spans(self, text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, list[_Segment]]]:
        for end, keys in self._automaton.iter(text):
            for key in keys:
                begin = end - key.length + 1
                first_char = begin if key.open_start else begin + 1
                first = bisect_right(starts, first_char) - 1
                if key.clitics and not _starts_word(text, starts[first], first_char):
                    continue
                last = bisect_right(starts, end if key.open_end else end - 1) - 1
                yield first, last, key.segments

    def _chained(self, pattern: int, parts: Mapping[int, list[tuple[int, int]]]) -> Iterator[Hit]:
        gaps = self._gaps[pattern]
        if len(parts) <= len(gaps):
            return
        for first, last in parts[0]:
            end = last
            for position, gap in enumerate(gaps, 1):
                following = [stop for start, stop in parts[position] if end < start <= end + 1 + gap]
                if not following:
                    break
                end = min(following)
            else:
                yield Hit(self._concepts[pattern], first, end)


def _pieces(pattern: Pattern) -> tuple[list[list[Word]], tuple[int, ...]]:
    pieces = [[pattern.words[0]]]
    gaps: list[int] = []
    for word, gap in zip(pattern.words[1:], pattern.gaps, strict=True):
        if gap or pieces[-1][-1].open_end or word.open_start:
            pieces.append([word])
            gaps.append(gap)
        else:
            pieces[-1].append(word)
    return pieces, tuple(gaps)


def _key(piece: Sequence[Word]) -> tuple[str, bool, bool]:
    return " ".join(word.text for word in piece), piece[0].open_start, piece[-1].open_end


def _automaton(
    keys: Mapping[tuple[str, bool, bool], list[_Segment]], *, clitics: bool
) -> ahocorasick.Automaton:
    words: dict[str, list[_Key]] = defaultdict(list)
    for (text, open_start, open_end), segments in keys.items():
        prefixed = clitics and not open_start and len(text) > 2
        left = "" if open_start or prefixed else " "
        literal = left + text + ("" if open_end else " ")
        words[literal].append(_Key(len(literal), open_start or prefixed, open_end, prefixed, segments))
    automaton = ahocorasick.Automaton()
    for literal, entries in words.items():
        automaton.add_word(literal, entries)
    automaton.make_automaton()
    return automaton


def _starts_word(text: str, word_start: int, key_start: int) -> bool:
    return key_start == word_start or text[word_start:key_start] in _CLITICS


def _joined(sentences: Sequence[Sentence]) -> tuple[str, list[int], list[tuple[int, int]]]:
    """Folded words parted by spaces, where each starts, and its (sentence, first word of the sentence)."""
    pieces: list[str] = []
    starts: list[int] = []
    owners: list[tuple[int, int]] = []
    position = 0
    for number, sentence in enumerate(sentences):
        position += 1
        offset = len(starts)
        for token in sentence.tokens:
            starts.append(position)
            owners.append((number, offset))
            position += len(token.folded) + 1
        pieces.append("".join([" ", *(f"{token.folded} " for token in sentence.tokens), "\n"]))
        position += 1
    return "".join(pieces), starts or [0], owners


def _found(sentence: Sentence, hits: Sequence[Hit]) -> Found:
    kept = {hit for hit in hits if not _is_month(hit, sentence)}
    ordered = tuple(sorted(kept, key=lambda hit: (hit.first, hit.last)))
    return Found(sentence, ordered, frozenset(hit.concept for hit in ordered))


def _is_month(hit: Hit, sentence: Sentence) -> bool:
    """True for the month of May beside a number, which is no 'may'."""
    token = sentence.tokens[hit.first]
    if token.text != "May" or hit.concept != "hypothetical":
        return False
    beside = sentence.tokens[max(0, hit.first - 1) : hit.first] + sentence.tokens[hit.last + 1 : hit.last + 2]
    return hit.first > 0 and (not beside or any(word.text[:1].isdigit() for word in beside))
