"""Match: finds every lexicon word of a text in one pass of an automaton."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from alertbot.signals.lexicon import Lexicon, Pattern, Word
from alertbot.signals.text import Document, Part, Sentence

_CLITICS = frozenset("و ف ب ل ك ال وال بال فال كال لل ولل وب ول وك فل فب س وس فس".split())  # noqa: SIM905
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
        if self.concepts.isdisjoint(concepts):
            return []
        return [hit for hit in self.hits if hit.concept in concepts]


@dataclass(slots=True)
class _Step:
    """Where a pattern with gaps has come after a piece: what it means there, which pieces may follow."""

    concepts: set[str] = field(default_factory=set)
    following: dict[int, list[tuple[int, _Step]]] = field(default_factory=dict)
    """Piece -> (words that may stand between, where it leads)."""

    def then(self, piece: int, gap: int) -> _Step:
        """The step behind `piece`, made if it is new."""
        ways = self.following.setdefault(piece, [])
        for known, step in ways:
            if known == gap:
                return step
        ways.append((gap, _Step()))
        return ways[-1][1]


@dataclass(slots=True)
class _Piece:
    """A part of patterns without open word ends inside: one key of the automaton."""

    number: int
    concepts: set[str] = field(default_factory=set)
    """What it means alone."""
    start: _Step | None = None
    """The patterns with gaps that begin with it."""
    chained: bool = False
    """It stands in a pattern with gaps."""


class _Key(NamedTuple):
    length: int
    open_start: bool
    open_end: bool
    clitics: bool
    piece: _Piece


Spans = dict[int, list[tuple[int, int]]]
"""Piece -> where it stands in a sentence (first word, last word), in order."""


class Matcher:
    """The compiled lexicon of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.language = lexicon.language
        pieces: dict[tuple[str, bool, bool], _Piece] = {}
        for pattern in lexicon.patterns:
            _add(pattern, pieces)
        self._automaton = _automaton(pieces, clitics=self.language == "ar")
        self._starts = {piece.number: piece.start for piece in pieces.values() if piece.start}

    def scan(self, document: Document) -> tuple[Found, ...]:
        """Every sentence of the document with the concepts in it; boilerplate has none."""
        live = [sentence for sentence in document.sentences if sentence.part is not Part.BOILERPLATE]
        text, starts, owners = _joined(live)
        hits: dict[int, list[Hit]] = defaultdict(list)
        chained: dict[int, Spans] = defaultdict(dict)
        for first, last, piece in self._spans(text, starts):
            sentence, offset = owners[first]
            span = (first - offset, last - offset)
            hits[sentence] += [Hit(concept, *span) for concept in piece.concepts]
            if piece.chained:
                chained[sentence].setdefault(piece.number, []).append(span)
        for sentence, spans in chained.items():
            hits[sentence] += self._chains(spans)
        return tuple(_found(sentence, hits[number]) for number, sentence in enumerate(live))

    def _spans(self, text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, _Piece]]:
        for end, keys in self._automaton.iter(text):
            for key in keys:
                begin = end - key.length + 1
                first_char = begin if key.open_start else begin + 1
                first = bisect_right(starts, first_char) - 1
                if key.clitics and not _starts_word(text, starts[first], first_char):
                    continue
                last = bisect_right(starts, end if key.open_end else end - 1) - 1
                yield first, last, key.piece

    def _chains(self, spans: Spans) -> Iterator[Hit]:
        for piece, places in spans.items():
            step = self._starts.get(piece)
            if step is not None and not step.following.keys().isdisjoint(spans):
                for first, last in places:
                    yield from _chained(step, first, last, spans)


def _chained(step: _Step, first: int, end: int, spans: Spans) -> Iterator[Hit]:
    """The patterns that go on after word `end`; of several places for a piece the one that ends first."""
    for piece, ways in step.following.items() if len(step.following) < len(spans) else _ways(step, spans):
        places = spans.get(piece)
        if places is None:
            continue
        for gap, further in ways:
            stop = _soonest(places, end, gap)
            if stop is not None:
                yield from (Hit(concept, first, stop) for concept in further.concepts)
                yield from _chained(further, first, stop, spans)


def _ways(step: _Step, spans: Spans) -> Iterator[tuple[int, list[tuple[int, _Step]]]]:
    return ((piece, step.following[piece]) for piece in spans if piece in step.following)


def _soonest(places: Sequence[tuple[int, int]], end: int, gap: int) -> int | None:
    """The last word of the place that ends first, of those that begin within `gap` words after `end`."""
    begin = bisect_right(places, end, key=lambda place: place[0])
    stops = []
    for start, stop in islice(places, begin, None):
        if start > end + 1 + gap:
            break
        stops.append(stop)
    return min(stops, default=None)


def _add(pattern: Pattern, pieces: dict[tuple[str, bool, bool], _Piece]) -> None:
    words, gaps = pieces_of(pattern)
    own = [pieces.setdefault(key, _Piece(len(pieces))) for key in map(_key, words)]
    if not gaps:
        own[0].concepts.add(pattern.concept)
        return
    step = own[0].start = own[0].start or _Step()
    for piece, gap in zip(own[1:], gaps, strict=True):
        step = step.then(piece.number, gap)
    step.concepts.add(pattern.concept)
    for piece in own:
        piece.chained = True


def pieces_of(pattern: Pattern) -> tuple[list[list[Word]], tuple[int, ...]]:
    """A pattern as pieces without open word ends inside, and how many words may stand between them."""
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


def _automaton(pieces: Mapping[tuple[str, bool, bool], _Piece], *, clitics: bool) -> ahocorasick.Automaton:
    words: dict[str, list[_Key]] = defaultdict(list)
    for (text, open_start, open_end), piece in pieces.items():
        prefixed = clitics and not open_start and len(text) > 2
        left = "" if open_start or prefixed else " "
        literal = left + text + ("" if open_end else " ")
        words[literal].append(_Key(len(literal), open_start or prefixed, open_end, prefixed, piece))
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
    kept = {hit for hit in hits if hit.concept != "hypothetical" or not _is_month(hit, sentence)}
    ordered = tuple(sorted(kept, key=_PLACE))
    return Found(sentence, ordered, frozenset([hit.concept for hit in ordered]))


_PLACE = itemgetter(1, 2)
"""First and last word of a hit."""


def _is_month(hit: Hit, sentence: Sentence) -> bool:
    """True for the month of May beside a number, which is no 'may'."""
    token = sentence.tokens[hit.first]
    if token.text != "May":
        return False
    beside = sentence.tokens[max(0, hit.first - 1) : hit.first] + sentence.tokens[hit.last + 1 : hit.last + 2]
    return hit.first > 0 and (not beside or any(word.text[:1].isdigit() for word in beside))
