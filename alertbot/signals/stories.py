"""Stories: cuts a round-up of several events into its events, each read as an article of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alertbot.gazetteer.fold import fold
from alertbot.model import Place, PlaceRole, Precision, Reading
from alertbot.model.round_ups import ROUND_UP_NAMES, ROUND_UP_TIMES
from alertbot.signals.boilerplate import is_boilerplate
from alertbot.signals.read import Reader
from alertbot.signals.segments import paragraphs

MOST_EVENTS = 12
"""Events told of one article; who digests more than that reads the article."""
UNTITLED_COUNTRIES = 3
"""Countries that paragraphs must open with where no title says that several events follow."""
_MOST_PARAGRAPHS = 60
_HEADING = 60
"""Characters of a line that may be a heading of what follows."""
_OPENING = 80
"""Characters at the start of a paragraph in which a round-up says where the next event was."""
_LEAD = 180
"""Characters of a first paragraph that may be a standfirst, in which a round-up names itself."""
_BREAK = 2
"""Characters between title and text."""
_NAME = re.compile(ROUND_UP_NAMES, re.IGNORECASE)
_TIMES = re.compile(ROUND_UP_TIMES, re.IGNORECASE)

ReadAlone = Callable[[str, str | None], Reading]
"""Reads a text without a title; the second is the country it is likely about, None if not known."""


@dataclass(frozen=True, slots=True)
class Story:
    """One event of an article."""

    reading: Reading
    """Offsets count characters of the whole article, `title + "\\n\\n" + text`."""
    text: str
    """The part of the article that tells of it."""


def read_stories(
    reader: Reader,
    title: str,
    text: str,
    language: str | None,
    published: datetime | None,
    whole: Reading,
    country_prior: str | None = None,
) -> tuple[Story, ...]:
    """Return the events of an article that `reader` read as `whole`, see `stories`."""

    def alone(part: str, prior: str | None) -> Reading:
        return reader.read("", part, language, published, "", prior or country_prior)

    return stories(title, text, whole, alone)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    where: frozenset[tuple[str, str]]
    """Provinces of its event, with their countries."""


def stories(title: str, text: str, whole: Reading, read_alone: ReadAlone) -> tuple[Story, ...]:
    """Return the events of an article; one story, the whole, unless it is a round-up of several.

    A round-up says so in its title or first lines and tells of harm in two provinces or countries, paragraph
    by paragraph; or without saying so, its paragraphs open with places of three countries.
    """
    alone = (Story(whole, text),)
    if not whole.alert:
        return alone
    spans = paragraphs(text)[:_MOST_PARAGRAPHS]
    live = [signal.start - len(title) - _BREAK for signal in whole.signals]
    told = _says_so(title, text[slice(*spans[0])] if spans else "", read_alone)
    telling = [(start, end) for start, end in spans if any(start <= place < end for place in live)]
    if len(telling) < (2 if told else UNTITLED_COUNTRIES):
        return alone
    found = _joined(list(_pieces(text, spans, read_alone, told)))
    pieces = [piece for piece in found if any(piece.start <= start < piece.end for start in live)]
    countries = {country for piece in pieces for country, _ in piece.where}
    if len(pieces) < 2 or not (told or len(countries) >= UNTITLED_COUNTRIES):
        return alone
    prior = next(iter(countries)) if len(countries) == 1 else None
    read = [_story(piece, title, text, read_alone, prior) for piece in pieces[:MOST_EVENTS]]
    events = tuple(story for story in read if story.reading.alert)
    return events if len(events) > 1 else alone


def _says_so(title: str, lead: str, read_alone: ReadAlone) -> bool:
    """Whether title or standfirst calls the article a round-up.

    A standfirst, or a span of time in the title, says so only if it tells of no event itself: "600 families
    flee Kunduz this week" is one.
    """
    if _NAME.search(title):
        return True
    if _TIMES.search(title) and not read_alone(title, None).alert:
        return True
    return len(lead) <= _LEAD and bool(_NAME.search(lead)) and not read_alone(lead, None).alert


def _pieces(
    text: str, spans: Sequence[tuple[int, int]], read_alone: ReadAlone, told: bool
) -> Iterator[_Piece]:
    """Each paragraph that tells of harm in a place of its own, with its heading and what follows it."""
    opened: tuple[int, frozenset[tuple[str, str]]] | None = None
    heading, parts, last = None, False, 0
    for start, end in spans:
        paragraph = text[start:end]
        if _is_heading(paragraph):
            heading = start if heading is None else heading
            parts = parts or not is_boilerplate(paragraph)
            continue
        reading = read_alone(paragraph, None)
        where = _provinces(reading, paragraph, read_alone, told) if reading.alert else frozenset()
        if where or parts:
            if opened:
                yield _Piece(opened[0], last, opened[1])
            opened = (start if heading is None else heading, where) if where else None
        heading, parts, last = None, False, end
    if opened:
        yield _Piece(opened[0], last, opened[1])


def _is_heading(paragraph: str) -> bool:
    """A short line without a full stop; one or two words may also be a page's own (`is_boilerplate`)."""
    return len(paragraph) < _HEADING and paragraph[-1:] not in ".!?…؟۔"


def _provinces(
    reading: Reading, paragraph: str, read_alone: ReadAlone, told: bool
) -> frozenset[tuple[str, str]]:
    """Where the paragraph's event was; without a title that tells of several, only what it opens with."""
    events = [place for place in reading.places if place.role in (PlaceRole.EVENT, PlaceRole.ORIGIN)]
    country = reading.country
    if not told:
        opening = paragraph[:_OPENING]
        events = [place for place in events if fold(place.name) in fold(opening)]
        country = country if country == read_alone(opening, None).country else None
    found = {(place.country, _province(place)) for place in events if place.country}
    return frozenset(found or ({(country, "")} if country else ()))


def _province(place: Place) -> str:
    return fold(place.admin1 or (place.name if place.precision is not Precision.COUNTRY else ""))


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Neighbours that tell of one province are one story."""
    joined: list[_Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and before.where & piece.where:
            joined[-1] = _Piece(before.start, piece.end, before.where | piece.where)
        else:
            joined.append(piece)
    return joined


def _story(piece: _Piece, title: str, text: str, read_alone: ReadAlone, prior: str | None) -> Story:
    part = text[piece.start : piece.end]
    shift = len(title) + piece.start
    return Story(_shifted(read_alone(part, prior), shift), part)


def _shifted(reading: Reading, shift: int) -> Reading:
    """The reading of a part with offsets of the whole; part and whole both have a break before their text."""
    figures = tuple(replace(f, start=f.start + shift, end=f.end + shift) for f in reading.figures)
    signals = tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in reading.signals)
    return replace(reading, figures=figures, signals=signals)
