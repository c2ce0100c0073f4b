"""Finds the incident a report belongs to, among few candidates found by index keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import nlargest

from alertbot.incidents import points
from alertbot.incidents.evidence import weigh, when
from alertbot.incidents.evidence_places import Evidence
from alertbot.incidents.likeness import Likeness
from alertbot.incidents.roundups import is_round_up
from alertbot.incidents.spelling import folded, skeleton
from alertbot.model import Incident, Place, PlaceRole, Precision, Report

WINDOW = timedelta(days=14)
"""Length of a time bucket; two rows of buckets overlap by half, so a week apart always shares one."""
MOST_PLACES = 4
MOST_CATEGORIES = 3
MOST_WORDS = 16
MOST_COMPARED = 8
"""Reports of one incident that a new one is compared with: the first and the latest."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which incident a report belongs to, and why."""

    incident: Incident | None
    """None: an incident of its own."""
    score: float
    """Of the best candidate; the incident was chosen if it is at least points.THRESHOLD."""
    reasons: tuple[str, ...]


def block_keys(report: Report) -> tuple[str, ...]:
    """Return at most 60 index keys; reports of one incident share at least one with it.

    Places (by sound, so that spellings meet), map cells and provinces within time buckets; and the
    weightiest words of the text without time, for follow-ups and for texts without a place.
    """
    own = f"i:{report.copy_of or report.article_id}"
    return tuple(dict.fromkeys((own, *_place_keys(report), *_word_keys(report))))


def choose(report: Report, candidates: Sequence[Incident], now: datetime) -> Choice:
    """Return the incident the report tells of, if any candidate is like it enough.

    A round-up is an incident of its own and never draws other reports.
    """
    if is_round_up(report):
        return Choice(None, 0.0, ("a round-up of several events",))
    open_to = [c for c in candidates if not all(map(is_round_up, c.reports)) and c.first_at <= now + WINDOW]
    compared = {id(incident): _compared(incident) for incident in open_to}
    others = [other.sketch for reports in compared.values() for other in reports]
    likeness = Likeness([report.sketch, *others])
    scored = [(_score(report, compared[id(incident)], likeness), incident) for incident in open_to]
    if not scored:
        return Choice(None, 0.0, ("no incident near in place, time or words",))
    (score, pieces), best = max(scored, key=lambda pair: pair[0][0])
    reasons = tuple(f"{piece.points:+.2f} {piece.reason}" for piece in pieces)
    return Choice(best if score >= points.THRESHOLD else None, score, reasons)


def _compared(incident: Incident) -> list[Report]:
    tellers = [report for report in incident.reports if not is_round_up(report)]
    return tellers if len(tellers) <= MOST_COMPARED else [tellers[0], *tellers[1 - MOST_COMPARED :]]


def _score(report: Report, others: Sequence[Report], likeness: Likeness) -> tuple[float, list[Evidence]]:
    """Return the mean of the likeness to every report and to the closest one, with that one's reasons."""
    weighed = [weigh(report, other, likeness) for other in others]
    sums = [sum(piece.points for piece in pieces) for pieces in weighed]
    best = max(range(len(sums)), key=sums.__getitem__)
    return (sums[best] + sum(sums) / len(sums)) / 2, weighed[best]


def _place_keys(report: Report) -> Iterator[str]:
    buckets = list(_buckets(when(report)))
    events = [p for p in report.reading.places if p.role in (PlaceRole.EVENT, PlaceRole.ORIGIN)]
    for bucket in buckets:
        for place in events[:MOST_PLACES]:
            for name in _names(place):
                yield f"p:{name}:{bucket}"
        for cell in dict.fromkeys(cell for place in events[:2] for cell in _cells(place)):
            yield f"g:{cell}:{bucket}"
        for kind in report.reading.categories[:MOST_CATEGORIES]:
            yield f"k:{report.reading.country}:{_province(events)}:{kind.value}:{bucket}"


def _word_keys(report: Report) -> Iterator[str]:
    for word in nlargest(MOST_WORDS, report.sketch, key=lambda number: number & 15):
        yield f"w:{word >> 4:x}"


def _buckets(day: datetime) -> Iterator[str]:
    for row, shift in enumerate((timedelta(0), WINDOW / 2)):
        yield f"{row}{(day - _EPOCH + shift) // WINDOW}"


def _names(place: Place) -> Iterator[str]:
    if place.precision in (Precision.COUNTRY, Precision.ADMIN1):
        return
    for name in dict.fromkeys((place.name, place.canonical or place.name)):
        sounds = skeleton(name)
        yield sounds if len(sounds) > 1 else folded(name)


def _cells(place: Place) -> Iterator[str]:
    """Give two map cells of one degree, the second shifted by half: neighbours mostly share one."""
    if place.lat is None or place.lon is None or place.precision in (Precision.COUNTRY, Precision.ADMIN1):
        return
    yield f"a{place.lat // 1:.0f},{place.lon // 1:.0f}"
    yield f"b{(place.lat + 0.5) // 1:.0f},{(place.lon + 0.5) // 1:.0f}"


def _province(places: Sequence[Place]) -> str:
    return next((folded(place.admin1) for place in places if place.admin1), "")
