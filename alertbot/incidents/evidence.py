"""What speaks for and against two reports telling of one incident: places, time, harm, figures, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt

from alertbot.incidents.figures import agree, event_figures
from alertbot.incidents.likeness import Likeness
from alertbot.incidents.spelling import folded, same_name
from alertbot.model import Figure, Place, PlaceRole, Precision, Report

NEAR_KM = 20.0
FAR_KM = 60.0
_FINE = (Precision.PLACE, Precision.PARENT)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for (positive) or against (negative) two reports telling of one incident."""

    points: float
    reason: str


def weigh(report: Report, other: Report, likeness: Likeness) -> list[Evidence]:
    """Return every piece of evidence between two reports; its sum says how likely they are one event."""
    words = likeness.between(report.sketch, other.sketch)
    pieces = [
        _places(report, other),
        _time(report, other, words),
        _kinds(report, other),
        _figures(report, other),
        _actors(report, other),
        Evidence(WORDS * (words - 0.1), f"words {words:.2f}"),
    ]
    return [piece for piece in pieces if piece.points]


WORDS = 5.0
SAME_VILLAGE = 1.0
SAME_TOWN = 0.7
NEAR = 0.5
SAME_DISTRICT = 0.4
SAME_PROVINCE = 0.15
OTHER_PLACE = -0.5
OTHER_PROVINCE = -0.6
OTHER_COUNTRY = -0.8
SAME_DAY = 0.4
OLD = -0.8
SAME_KIND = 0.15
OTHER_KIND = -0.4
FIGURE_AGREES = 0.3
FIGURE_CLASHES = -0.2


def _places(report: Report, other: Report) -> Evidence:
    one, two = list(_of_event(report)), list(_of_event(other))
    countries = {p.country for p in one if p.country}, {p.country for p in two if p.country}
    if all(countries) and not countries[0] & countries[1]:
        return Evidence(OTHER_COUNTRY, "another country")
    if not one or not two:
        return Evidence(0.0, "")
    return max((_pair(a, b) for a in one[:4] for b in two[:4]), key=lambda evidence: evidence.points)


def _pair(one: Place, other: Place) -> Evidence:
    if one.country and other.country and one.country != other.country:
        return Evidence(OTHER_COUNTRY, "another country")
    if one.precision in _FINE and other.precision in _FINE and _same_place(one, other):
        points = SAME_VILLAGE if Precision.PARENT in (one.precision, other.precision) else SAME_TOWN
        return Evidence(points, f"{one.name} is {other.name}")
    if one.precision in _FINE and other.precision in _FINE:
        far = distance_km(one, other)
        if far is not None and far <= NEAR_KM:
            return Evidence(NEAR, f"{one.name} and {other.name} are {far:.0f} km apart")
        if far is not None and far > FAR_KM:
            return Evidence(OTHER_PLACE, f"{one.name} and {other.name} are {far:.0f} km apart")
    return _containment(one, other)


def _containment(one: Place, other: Place) -> Evidence:
    if one.admin2 and other.admin2 and folded(one.admin2) == folded(other.admin2):
        return Evidence(SAME_DISTRICT, f"both in {one.admin2}")
    provinces = _province(one), _province(other)
    if all(provinces) and provinces[0] == provinces[1]:
        fine = one.precision is Precision.ADMIN2 and other.precision is Precision.ADMIN2
        if fine and same_name(one.name, other.name):
            return Evidence(SAME_TOWN, f"{one.name} is {other.name}")
        return Evidence(SAME_PROVINCE, f"both in {one.admin1 or one.name}")
    if all(provinces):
        return Evidence(OTHER_PROVINCE, f"{one.admin1 or one.name} is not {other.admin1 or other.name}")
    return Evidence(0.0, "")


def _same_place(one: Place, other: Place) -> bool:
    if Precision.PARENT not in (one.precision, other.precision) and one.geo_id and one.geo_id == other.geo_id:
        return True
    names, others = _spellings(one), _spellings(other)
    return any(same_name(a, b) for a in names for b in others)


def _spellings(place: Place) -> list[str]:
    known = place.canonical if place.precision is not Precision.PARENT else None
    return [place.name, known] if known else [place.name]


def _province(place: Place) -> str:
    name = place.name if place.precision is Precision.ADMIN1 and not place.admin1 else place.admin1
    return folded(name) if name else ""


def _of_event(report: Report) -> Iterator[Place]:
    for place in report.reading.places:
        if place.role in (PlaceRole.EVENT, PlaceRole.ORIGIN) and place.precision is not Precision.COUNTRY:
            yield place


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance of two places, None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b, c, d = map(radians, (one.lat, one.lon, other.lat, other.lon))
    return 12_742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def _time(report: Report, other: Report, words: float) -> Evidence:
    days = abs((when(report) - when(other)).total_seconds()) / 86_400
    if days <= 2:
        return Evidence(SAME_DAY * (1 - days / 4), f"{days:.1f} days apart")
    return Evidence(max(OLD, -0.06 * (days - 2)), f"{days:.0f} days apart")


def when(report: Report) -> datetime:
    """Return the day of the event, or of publication where the text does not tell it."""
    return report.reading.occurred or report.published


def _kinds(report: Report, other: Report) -> Evidence:
    one, two = set(report.reading.categories), set(other.reading.categories)
    if not one or not two:
        return Evidence(0.0, "")
    if one & two:
        return Evidence(SAME_KIND, "the same kind of harm")
    return Evidence(OTHER_KIND, "another kind of harm")


def _figures(report: Report, other: Report) -> Evidence:
    one, two = event_figures(report), event_figures(other)
    shared = [key for key in one if key in two]
    if not shared:
        return Evidence(0.0, "")
    agreeing = [key for key in shared if _some_agree(one[key], two[key])]
    if agreeing:
        large = any(max(f.value for f in one[key]) >= 10 for key in agreeing)
        return Evidence(
            FIGURE_AGREES * (1 + large) * (1 if len(agreeing) == len(shared) else 0.5), "figures agree"
        )
    return Evidence(FIGURE_CLASHES, "figures differ")


def _some_agree(figures: Sequence[Figure], others: Sequence[Figure]) -> bool:
    if any(agree(a, b) for a in figures for b in others):
        return True
    return _sums_to(figures, others) or _sums_to(others, figures)


def _sums_to(parts: Sequence[Figure], wholes: Sequence[Figure]) -> bool:
    """Return whether the parts one report lists make the total of the other: 400 + 200 and 600."""
    total = sum(figure.value for figure in parts)
    return len(parts) > 1 and any(abs(total - whole.value) <= 0.1 * whole.value for whole in wholes)


def _actors(report: Report, other: Report) -> Evidence:
    def names(actors: Iterable[str]) -> set[str]:
        return {folded(actor) for actor in actors}

    if names(report.reading.perpetrators) & names(other.reading.perpetrators):
        return Evidence(0.1, "the same accused")
    return Evidence(0.0, "")
