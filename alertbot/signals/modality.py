"""Modality: is what a clause tells news, or denied, feared, planned, or long past?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from alertbot.signals.match import Found, Hit
from alertbot.signals.text import Document, clauses


class Modality(StrEnum):
    """How the text presents a piece of evidence."""

    LIVE = "live"
    """Told as something that happened recently."""
    NEGATED = "negated"
    DENIED = "denied"
    """Told only as what somebody denies."""
    CONTESTED = "contested"
    """Told as what those accused of it reject: news with two sides."""
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    """More than about a year before the article, by its date or words."""
    TOTAL = "total"
    """Part of a running total or of the state of things."""


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_PERSIAN_YEAR = re.compile(r"1[34]\d\d$")
_PERSIAN_ERA = 621
_NEGATION_REACH = 6
_HYPOTHESIS_REACH = 9
_OPENING = 8
"""Words at the start of a sentence whose time holds for all of it."""
_PARTICIPLES = {"en": "ing", "fr": "ant", "es": "ndo", "pt": "ndo"}
"""Endings of a word that opens a clause and takes its time from the one before."""
_VERB_LAST = frozenset({"fa"})
"""Languages in which 'denied' follows what is denied."""


class Clock:
    """What counts as now for one article: its day of publication, else the latest year it names."""

    def __init__(self, document: Document, published: datetime | None) -> None:
        self._language = document.language
        self._year = published.year if published is not None else _latest_year(document)
        self._undated = published is None
        self._past: dict[int, list[int]] = {}

    def past_words(self, found: Found) -> list[int]:
        """Positions of words that put their clause into the past: lexicon words and earlier years."""
        place = found.sentence.start
        if place not in self._past:
            self._past[place] = self._words(found)
        return self._past[place]

    def _words(self, found: Found) -> list[int]:
        words = [hit.first for hit in found.of("past")]
        counted = {place for hit in found.of("figure") for place in range(hit.first + 1, hit.last + 1)}
        for place, token in enumerate(found.sentence.tokens):
            word = "" if place in counted else token.folded  # 'about 1800 people', but 'in 2009 soldiers'
            if word[:1].isdigit() and (self._is_past(word) or (self._undated and _bare_year(found, place))):
                words.append(place)
        return sorted(words)

    def opens_past(self, found: Found) -> bool:
        """True if the first words of a sentence set it in the past, and nothing in it is days ago."""
        return "recent" not in found.concepts and any(word < _OPENING for word in self.past_words(found))

    def _is_past(self, word: str) -> bool:
        if self._year is None or not word[:4].isdigit():
            return False
        if _YEAR.match(word):
            return int(word) < self._year
        persian = self._language == "fa" and bool(_PERSIAN_YEAR.match(word))
        return persian and int(word) < self._year - _PERSIAN_ERA - 1


def _bare_year(found: Found, place: int) -> bool:
    """True for a bare year ('in 2013'): undated news gives the day of what is new."""
    tokens = found.sentence.tokens
    if not _YEAR.match(tokens[place].folded):
        return False
    return not any(token.folded.isdigit() for token in tokens[max(0, place - 3) : place])


def _latest_year(document: Document) -> int | None:
    years = [int(t.folded) for s in document.sentences for t in s.tokens if _YEAR.match(t.folded)]
    return max((year for year in years if year < 2100), default=None)


def modality(found: Found, trigger: Hit, past: Sequence[int], language: str) -> Modality:
    """How the clause around `trigger` presents it; `past` are the positions of words of the past."""
    first, last = _clause_at(found, trigger.first)
    if any(hit.concept == "negation" and hit.first < trigger.first <= hit.last for hit in found.hits):
        return Modality.NEGATED  # 'without casualties': the negation holds the word itself
    before = [hit for hit in found.hits if first <= hit.first and hit.last < trigger.first]
    if _within(before, trigger, "negation", _NEGATION_REACH):
        return Modality.NEGATED
    if _is_denied(found, trigger, language):
        return Modality.CONTESTED if _rejects_a_charge(found) else Modality.DENIED
    if _within(before, trigger, "hypothetical", _HYPOTHESIS_REACH):
        return Modality.HYPOTHETICAL
    opening = any(word < _OPENING for word in past) and "recent" not in found.concepts
    since = _led_by(found, first, language) if "recent" not in found.concepts else first
    if opening or any(since <= word <= last for word in past):
        return Modality.PAST
    if "recent" not in found.concepts and any(first <= hit.first <= last for hit in found.of("total")):
        return Modality.TOTAL
    return Modality.LIVE


def _is_denied(found: Found, trigger: Hit, language: str) -> bool:
    return any(hit.last < trigger.first or language in _VERB_LAST for hit in found.of("deny"))


def _rejects_a_charge(found: Found) -> bool:
    """The accused deny their own act, or armed powers what somebody found; no mere rumour."""
    if "rumour" in found.concepts:
        return False
    return "own_act" in found.concepts or {"charge", "armed"} <= found.concepts


def _within(hits: Sequence[Hit], trigger: Hit, concept: str, reach: int) -> bool:
    return any(hit.concept == concept and trigger.first - hit.last <= reach for hit in hits)


def _led_by(found: Found, first: int, language: str) -> int:
    """Where the time of a clause begins: ', killing five' happened when the clause before it did."""
    ending = _PARTICIPLES.get(language)
    if not first or ending is None or not found.sentence.tokens[first].folded.endswith(ending):
        return first
    return _clause_at(found, first - 1)[0]


def _clause_at(found: Found, word: int) -> tuple[int, int]:
    """First and last word of the clause that holds `word`."""
    tokens = found.sentence.tokens
    place = tokens[word].start
    for start, end in clauses(found.sentence):
        if start <= place < end:
            inside = [number for number, token in enumerate(tokens) if start <= token.start < end]
            return inside[0], inside[-1]
    return 0, len(tokens) - 1
