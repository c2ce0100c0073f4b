"""Weighs mentions of places by their nearness to the event, and countries by all mentions."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from alertbot.ports import GazetteerPlace
from alertbot.signals.places_context import Relation
from alertbot.signals.places_mentions import PlaceMention
from alertbot.signals.places_words import KIND_LEVEL
from alertbot.signals.text import Document, Part, Sentence

_FOCUS, _TITLE, _LEAD, _NEXT, _SAME, _ELSEWHERE = 1.0, 0.6, 0.55, 0.5, 0.45, 0.12
_LATER_FOCUS = 0.9
_NO_FOCUS = 1.6
_BY_RELATION = {
    Relation.AT: 1.0,
    Relation.FROM: 0.9,
    Relation.NEAR: 0.8,
    Relation.TO: 0.35,
    Relation.BARE: 0.55,
    Relation.SEAT: 0.2,
    Relation.DATELINE: 0.3,
}
_BARE_BUT_CLEAR = 0.9
"""Of a bare name in the title, or with a word of kind."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BACKGROUND = 0.5
"""A sentence beside the event that names a year tells of another time."""
_DATELINE_VOTE = 0.35
_AREA = 0.5
"""A river or forest that only shares its name with a town says less."""
_PLACE_VOTE = 2.0
_IN_PROVINCE = 0.8
"""Share of a vote more for a place whose province the text names too: Palma beside Cabo Delgado."""

_LIKELY = 0.9
"""Share of a vote more for a namesake in a country that the language or a named group speaks for."""


class Weighed(NamedTuple):
    """A mention and how much it belongs to the event, 0-1."""

    mention: PlaceMention
    weight: float
    focal: bool
    """It stands in a sentence that tells the event."""


def weigh(document: Document, mention: PlaceMention, nearness: Nearness) -> Weighed:
    """Weigh one mention by where it stands and by the words that tie it in."""
    sentence = document.sentences[mention.sentence]
    near, focal = nearness.of(sentence)
    tie = _BY_RELATION[mention.relation]
    if mention.relation is Relation.BARE and (sentence.part is Part.TITLE or mention.kind):
        tie = _BARE_BUT_CLEAR
    if not focal and _YEAR.search(sentence.text):
        tie *= _BACKGROUND
    return Weighed(mention, near * tie, focal)


class Nearness:
    """How near each sentence is to the event told in the spans `focus`, the leading one first."""

    def __init__(self, document: Document, focus: Sequence[tuple[int, int]]) -> None:
        self._focus = [(start, end, document.sentence_at(start)) for start, end in focus]
        self._known: dict[int, tuple[float, bool]] = {}

    def of(self, sentence: Sentence) -> tuple[float, bool]:
        """(nearness, 0-1; whether the sentence tells the event), remembered: places share sentences."""
        known = self._known.get(sentence.index)
        if known is None:
            known = self._known[sentence.index] = self._measure(sentence)
        return known

    def _measure(self, sentence: Sentence) -> tuple[float, bool]:
        best = {Part.TITLE: _TITLE, Part.LEAD: _LEAD}.get(sentence.part, _ELSEWHERE)
        if not self._focus:
            return min(1.0, best * _NO_FOCUS), False
        focal = False
        for rank, (start, end, told) in enumerate(self._focus):
            if sentence.start < end and start < sentence.end:
                best, focal = max(best, _FOCUS if rank == 0 else _LATER_FOCUS), True
            elif told:
                best = max(best, _beside(told, sentence))
        return best, focal


def _beside(told: Sentence, sentence: Sentence) -> float:
    distance = abs(told.index - sentence.index)
    if told.paragraph == sentence.paragraph:
        return _NEXT if distance <= 2 else _SAME
    return _SAME if distance == 1 else 0.0


def count_votes(weighed: Sequence[Weighed], likely: frozenset[str]) -> defaultdict[str, float]:
    """Votes for each country (ISO3) by every mention; of those that share a name, `likely` ones get more."""
    votes: defaultdict[str, float] = defaultdict(float)
    provinces = _provinces(weighed)
    for mention, weight, _ in weighed:
        for rank, code in enumerate(mention.countries, 1):
            votes[code] += _strength(mention) * weight / rank
        for code, share in _shares(mention).items():
            votes[code] += _place_weight(mention, weight) * share * _renown(mention, code)
        for code in {place.country for place in mention.candidates if _lies_in(place, provinces)}:
            votes[code] += _place_weight(mention, weight) * _IN_PROVINCE
        namesakes = {place.country for place in mention.candidates}
        for code in namesakes & likely if len(namesakes) > 1 else ():
            votes[code] += _place_weight(mention, weight) * _LIKELY
    return votes


def _provinces(weighed: Sequence[Weighed]) -> frozenset[tuple[str, str]]:
    """(country, province) for every province that the text itself names, in the story or its background."""
    places = (place for mention, _, _ in weighed for place in mention.candidates)
    return frozenset((place.country, place.name) for place in places if place.kind == "admin1")


def _lies_in(place: GazetteerPlace, provinces: frozenset[tuple[str, str]]) -> bool:
    return place.kind != "admin1" and (place.country, place.admin1 or "") in provinces


def _place_weight(mention: PlaceMention, weight: float) -> float:
    if mention.relation is Relation.DATELINE:
        weight = max(weight, _DATELINE_VOTE)
    return _PLACE_VOTE * weight * (_AREA if mention.kind == "area" else 1.0)


def _strength(mention: PlaceMention) -> float:
    """How much the name of a country or people says: 'Sudanese soldiers' little, 'in Sudan' much."""
    if mention.people:
        return 2.2 if mention.kind else 0.6
    return {Relation.BARE: 1.8, Relation.FROM: 1.5}.get(mention.relation, 3.0)


def _renown(mention: PlaceMention, country: str) -> float:
    """0.2-1.4: how much a name says about the country; a hamlet's may be of one unlisted."""
    sizes = [size_of(place, mention) for place in mention.candidates if place.country == country]
    return min(1.4, max(0.2, (max(sizes, default=0.0) - 2.2) / 2.5))


def _shares(mention: PlaceMention) -> dict[str, float]:
    """How the countries that have a place of that name share it."""
    best: dict[str, float] = {}
    for place in mention.candidates:
        best[place.country] = max(best.get(place.country, 0.0), size_of(place, mention) ** 3)
    total = sum(best.values())
    return {code: value / total for code, value in best.items()}


def size_of(place: GazetteerPlace, mention: PlaceMention) -> float:
    """How likely a place is meant by its size (log of people) and by the word of kind beside the name."""
    size = math.log10(max(place.population, 0) + 300) + {"admin1": 1.5, "admin2": 0.3}.get(place.kind, 0.0)
    level = KIND_LEVEL.get(mention.kind or "")
    if place.kind == "approximate":
        size += 2.0
    if level == place.kind or (level == "place" and place.kind == "approximate"):
        return size + 2.0
    return size - 1.0 if level else size
