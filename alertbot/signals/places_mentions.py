"""Finds the spans of a text that name a place or a country, with what the gazetteer knows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from alertbot.ports import GazetteerPlace
from alertbot.signals.places_context import Around, Neighbour, Relation, around
from alertbot.signals.places_extent import UNCASED, may_span, may_start, unknown_run
from alertbot.signals.places_judge import is_place, is_plausible
from alertbot.signals.places_names import Hit, PlaceNames
from alertbot.signals.places_tokens import Span, Word, lower_words, words_of
from alertbot.signals.places_words import KIND, SEAT_PLACES
from alertbot.signals.text import Document, Part, Sentence, dateline

MOST = 400
"""Places of an article that are looked at; a list of more is no news item."""
MOST_TRIED = 5_000
"""Words of an article that are tried as the beginning of a name."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span that names a place; `full[start:end] == text`."""

    start: int
    end: int
    text: str
    sentence: int
    """Index of its sentence."""
    relation: Relation
    candidates: tuple[GazetteerPlace, ...] = ()
    """What the gazetteer has under that name; empty for a country and for a name it does not know."""
    countries: tuple[str, ...] = ()
    """ISO3 of the country or people named."""
    people: bool = False
    """An adjective or people ('Sudanese'), not the country itself."""
    kind: str | None = None
    """'village', 'town', 'camp', 'district', 'province' or 'area' where a word beside the name says so."""


@dataclass(frozen=True, slots=True)
class PlaceMentions:
    """All mentions of a document in order of position."""

    mentions: tuple[PlaceMention, ...]


def find_places(document: Document, names: PlaceNames) -> PlaceMentions:
    """Find every place and country that the text names, boilerplate left out.

    A name that the gazetteer does not have is a mention if a word of kind stands beside it ('the village
    of Um Haraz'); persons, months and organisations are left out as well as their context allows.
    """
    finder = _Finder(document, names)
    found: list[PlaceMention] = []
    for sentence in document.sentences:
        if len(found) >= MOST or finder.tried >= MOST_TRIED:
            break
        if sentence.part is not Part.BOILERPLATE:
            found += finder.read(sentence)
    return PlaceMentions(tuple(found))


class _Finder:
    """Reads sentence after sentence of one document."""

    def __init__(self, document: Document, names: PlaceNames) -> None:
        self.tried = 0
        self._document = document
        self._language = document.language
        self._lookup = names.of(document.language)
        self._dateline = dateline(document) or (0, 0)
        self._lower = frozenset() if document.language in UNCASED else lower_words(document)

    def read(self, sentence: Sentence) -> Iterator[PlaceMention]:
        """Every mention of one sentence; the longest name from each word on wins."""
        words = words_of(self._document, sentence)
        position = 0
        previous: PlaceMention | None = None
        while position < len(words):
            mention, length = None, 1
            if self._may_start(words, position):
                span = Span(words, position, 1, sentence, self._language)
                mention, length = self._at(span, previous)
            position += length
            if mention:
                previous = mention
                yield mention

    def _may_start(self, words: Sequence[Word], position: int) -> bool:
        word = words[position]
        if not may_start(word, self._language):
            return False
        if self._language not in UNCASED:
            return True
        after_kind = position > 0 and words[position - 1].folded in KIND
        return after_kind or not self._lookup.is_no_name(word)

    def _at(self, span: Span, previous: PlaceMention | None) -> tuple[PlaceMention | None, int]:
        self.tried += 1
        for length in range(self._lookup.reach(span), 0, -1):
            longer = span.at(length)
            hit = self._lookup.find(longer) if may_span(longer) else None
            mention = self._known(longer, hit, previous) if hit else None
            if mention:
                return mention, length
        return self._unknown(span, previous)

    def _known(self, span: Span, hit: Hit, previous: PlaceMention | None) -> PlaceMention | None:
        hit = self._town(span, hit) if hit.countries and not hit.people else hit
        mention, near = self._mention(span, hit, previous)
        if hit.countries or is_place(span, hit, near, mention.text, self._lower):
            return mention
        return None

    def _town(self, span: Span, country: Hit) -> Hit:
        """'Armenia, Quindío' is a town of Colombia: what a name means that is a country's by itself."""
        following = Span(span.words, span.start + span.length, 1, span.sentence, span.language)
        if following.start >= len(span.words):
            return country
        if self._document.full[span.last.end : following.first.start].strip() != ",":
            return country
        for length in range(self._lookup.reach(following), 0, -1):
            province = self._lookup.find(following.at(length))
            if province:
                return self._lookup.town_of(span, province) or country
        return country

    def _unknown(self, span: Span, previous: PlaceMention | None) -> tuple[PlaceMention | None, int]:
        """A name that the gazetteer does not have, where its surroundings tell what it is."""
        run = unknown_run(span)
        if run is None:
            return None, 1
        mention, near = self._mention(run, Hit(), previous)
        if not is_plausible(run, near) or self._lookup.names_people(run):
            return None, 1
        return mention, run.length

    def _mention(self, span: Span, hit: Hit, previous: PlaceMention | None) -> tuple[PlaceMention, Around]:
        near = self._around(span, hit, previous)
        start, end = span.first.start + hit.skipped, span.last.end
        text = self._document.full[start:end]
        if self._language == "en" and text.endswith(("'s", "’s")):
            text, end = text[:-2], end - 2
        mention = PlaceMention(
            start, end, text, span.sentence.index, near.relation,
            hit.candidates, hit.countries, hit.people, near.kind,
        )  # fmt: skip
        return mention, near

    def _around(self, span: Span, hit: Hit, previous: PlaceMention | None) -> Around:
        neighbour, gap = None, ""
        if previous:
            gap = self._document.full[previous.end : span.first.start]
            neighbour = Neighbour(
                previous.end, previous.relation, previous.kind, bool(previous.candidates), previous.people
            )
        near = around(span, neighbour, gap)
        relation = self._relation(span, hit, near.relation)
        return near if relation is near.relation else replace(near, relation=relation)

    def _relation(self, span: Span, hit: Hit, relation: Relation) -> Relation:
        if self._dateline[0] <= span.first.start < self._dateline[1]:
            return Relation.DATELINE
        inflected = not hit.exact and self._language in ("ru", "uk") and not span.opens()
        if relation is Relation.BARE and inflected:
            return Relation.AT  # the case ending is the preposition
        if relation is Relation.AT and span.folded in SEAT_PLACES and span.sentence.part is not Part.TITLE:
            return Relation.SEAT
        return relation
