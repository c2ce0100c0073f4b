"""Reads a sentence for figures: its numbers, nouns, verbs and the marks between its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from alertbot.signals.figures_lexicon import FigureWords
from alertbot.signals.figures_phrases import Entry
from alertbot.signals.numbers import Number, find_numbers
from alertbot.signals.text import Document, Sentence, Token


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that says what happened to somebody: tokens `first` to `last - 1`."""

    first: int
    last: int
    term: str
    slot: str


@dataclass(frozen=True, slots=True)
class Scan:
    """One sentence, read."""

    sentence: Sentence
    tokens: Sequence[Token]
    folded: Sequence[str]
    numbers: Sequence[Number]
    verbs: Sequence[Verb]
    breaks: Sequence[int]
    """Strength of the mark before each token: 0 none, 1 comma or dash or bracket, 2 semicolon or colon."""
    words: FigureWords
    text: str
    previous: Sequence[str] = ()
    """Folded words of the sentence before."""

    @property
    def hazard(self) -> str:
        """A word for a natural hazard in this sentence or the one before, '' if there is none."""
        return hazard_of(self.folded, self.words) or hazard_of(self.previous, self.words)

    def noun(self, place: int) -> tuple[Entry, int] | None:
        """The noun that begins at a token."""
        return self.words.nouns.find(self.folded, place)

    def grammar(self, place: int) -> str:
        """'stop', 'link' ... of the token, '' for other words."""
        found = self.words.grammar.find(self.folded, place)
        return found[0].role if found else ""

    def verb_at(self, place: int) -> Verb | None:
        """The verb that covers a token."""
        return next((verb for verb in self.verbs if verb.first <= place < verb.last), None)

    def commas(self, first: int, last: int) -> int:
        """Commas and the like before tokens `first` to `last - 1`."""
        return sum(mark == 1 for mark in self.breaks[first:last])

    def divided(self, first: int, last: int) -> bool:
        """A semicolon or colon stands before one of these tokens."""
        return 2 in self.breaks[first:last]


def scan_sentence(
    sentence: Sentence, document: Document, words: FigureWords, previous: Sequence[str] = ()
) -> Scan | None:
    """Read one sentence; None if nothing in it can be counted."""
    tokens = sentence.tokens
    folded = [token.folded for token in tokens]
    numbers = find_numbers(tokens, document.full, document.language)
    if not numbers and not _may_name_one(folded, words):
        return None
    full = document.full
    breaks = [0, *(_strength(full[before.end : after.start]) for before, after in pairwise(tokens))]
    return Scan(
        sentence=sentence,
        tokens=tokens,
        folded=folded,
        numbers=numbers,
        verbs=_verbs(folded, words),
        breaks=breaks,
        words=words,
        text=full,
        previous=previous,
    )


def _may_name_one(folded: Sequence[str], words: FigureWords) -> bool:
    """A dual, or a noun for one victim, stands in the sentence."""
    if words.duals and any(word.removeprefix("و") in words.duals for word in folded):
        return True
    return any(words.singles.find(folded, place) for place in words.singles.places(folded))


def hazard_of(folded: Sequence[str], words: FigureWords) -> str:
    """The first word for a natural hazard, '' if there is none."""
    places = words.hazard.places(folded)
    return next((folded[place] for place in places if words.hazard.find(folded, place)), "")


def _strength(between: str) -> int:
    if between == " ":
        return 0
    if any(mark in between for mark in ";:؛.!?؟"):
        return 2
    if any(mark in between for mark in ",،()—–") or " - " in between:
        return 1
    return 0


def _verbs(folded: Sequence[str], words: FigureWords) -> list[Verb]:
    verbs: list[Verb] = []
    last = 0
    for place in words.verbs.places(folded):
        found = words.verbs.find(folded, place) if place >= last else None
        if found is not None:
            entry, length = found
            last = place + length
            verbs.append(Verb(place, last, entry.value, entry.role))
    return verbs
