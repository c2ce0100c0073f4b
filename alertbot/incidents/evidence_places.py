"""What places say for and against two reports telling of one incident: names, containment, distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from alertbot.incidents import points
from alertbot.incidents.spelling import folded, same_name
from alertbot.model import Place, PlaceRole, Precision, Report

_FINE = (Precision.PLACE, Precision.PARENT)

ANOTHER_COUNTRY = "another country"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for (positive) or against (negative) two reports telling of one incident."""

    points: float
    reason: str


def weigh_places(report: Report, other: Report) -> Evidence:
    """Weigh where two reports say it happened; a clash weighs more where both tell of new harm."""
    places = _places(report, other)
    if places.points > points.OTHER_COUNTRY or not (report.reading.alert and other.reading.alert):
        return places
    return Evidence(places.points + points.SURELY_OTHER, places.reason)


def _places(report: Report, other: Report) -> Evidence:
    one, two = (list(event_places(which))[: points.MOST_PLACES] for which in (report, other))
    countries = {p.country for p in one if p.country}, {p.country for p in two if p.country}
    if all(countries) and not countries[0] & countries[1]:
        return _abroad(one, two)
    if not one or not two:
        return Evidence(0.0, "")
    fine, finer = [[p for p in places if p.precision in _FINE] for places in (one, two)]
    if fine and finer:
        return max((_towns(a, b) for a in fine for b in finer), key=lambda evidence: evidence.points)
    return max((_areas(a, b) for a in one for b in two), key=lambda evidence: evidence.points)


def _abroad(one: Sequence[Place], two: Sequence[Place]) -> Evidence:
    """Weigh places read as of two countries: a village not in the gazetteer may be put in a wrong one."""
    guessed = [(a, b) for a in one for b in two if Precision.PARENT in (a.precision, b.precision)]
    for a, b in guessed:
        if a.precision in _FINE and b.precision in _FINE and same_name(a.name, b.name):
            return Evidence(points.SAME_NAME_ABROAD, f"{a.name} sounds like {b.name}")
    return Evidence(points.OTHER_COUNTRY, ANOTHER_COUNTRY)


def _towns(one: Place, other: Place) -> Evidence:
    """Weigh two towns or villages."""
    if _same_place(one, other):
        unlisted = Precision.PARENT in (one.precision, other.precision)
        same = points.SAME_VILLAGE if unlisted else points.SAME_TOWN
        return Evidence(same, f"{one.name} is {other.name}")
    far = distance_km(one, other)
    if far is not None and far > points.FAR_KM:
        return Evidence(points.OTHER_PLACE, f"{one.name} and {other.name} are {far:.0f} km apart")
    if far is not None and far <= points.NEAR_KM and Precision.PARENT not in (one.precision, other.precision):
        return Evidence(points.NEAR, f"{one.name} and {other.name} are {far:.0f} km apart")
    if _inside(one, other) or _inside(other, one):
        return Evidence(points.NEAR, f"{one.name} is near {other.name}")
    if _province(one) and _province(other) and _province(one) != _province(other):
        return Evidence(points.OTHER_PROVINCE, f"{one.admin1} is not {other.admin1}")
    return Evidence(points.OTHER_VILLAGE, f"{one.name} is not {other.name}")


def _areas(one: Place, other: Place) -> Evidence:
    """Weigh two places of which one is known by its district or province only."""
    if one.country != other.country and one.country and other.country:
        return Evidence(points.OTHER_COUNTRY, ANOTHER_COUNTRY)
    if one.admin2 and other.admin2 and folded(one.admin2) == folded(other.admin2):
        return Evidence(points.SAME_DISTRICT, f"both in {one.admin2}")
    provinces = _province(one), _province(other)
    if not all(provinces):
        return Evidence(0.0, "")
    if provinces[0] != provinces[1]:
        return Evidence(
            points.OTHER_PROVINCE, f"{one.admin1 or one.name} is not {other.admin1 or other.name}"
        )
    if Precision.ADMIN1 not in (one.precision, other.precision) and _same_place(one, other):
        return Evidence(points.SAME_TOWN, f"{one.name} is {other.name}")
    return Evidence(points.SAME_PROVINCE, f"both in {one.admin1 or one.name}")


def _inside(one: Place, other: Place) -> bool:
    """Return whether `one` is a village known only as being near the town `other`."""
    return (
        one.precision is Precision.PARENT
        and other.precision is Precision.PLACE
        and one.geo_id == other.geo_id
    )


def _same_place(one: Place, other: Place) -> bool:
    if Precision.PARENT not in (one.precision, other.precision) and one.geo_id and one.geo_id == other.geo_id:
        return True
    names, others = _spellings(one), _spellings(other)
    return any(same_name(a, b) for a in names for b in others)


def _spellings(place: Place) -> list[str]:
    known = place.canonical if place.precision is not Precision.PARENT else None
    return [place.name, known] if known else [place.name]


def _province(place: Place) -> str:
    return folded(place.province or "")


def event_places(report: Report) -> Iterator[Place]:
    """Give where a report says it happened, finer than a country, the most specific first."""
    for place in report.reading.places:
        if place.role in (PlaceRole.EVENT, PlaceRole.ORIGIN) and place.precision is not Precision.COUNTRY:
            yield place


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance of two places, None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b, c, d = map(radians, (one.lat, one.lon, other.lat, other.lon))
    return 12_742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
