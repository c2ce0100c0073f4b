"""What speaks for and against two reports telling of one incident: places, time, harm, figures, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt

from alertbot.incidents.figures import Counted, agree, counted
from alertbot.incidents.likeness import Likeness
from alertbot.incidents.sketch import sketch
from alertbot.incidents.spelling import folded, same_name
from alertbot.model import Figure, FigureRole, Place, PlaceRole, Precision, Report

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
    pieces = [
        _sure(_places(report, other), report, other),
        _time(report, other),
        _kinds(report, other),
        _figures(report, other),
        _actors(report, other),
        _words(report, other, likeness),
        _copy(report, other),
    ]
    return [piece for piece in pieces if piece.points]


WORDS = 10.0
TITLES = 2.0
UNLIKE = 0.09
MOST_OF_WORDS = 2.0
SAME_VILLAGE = 0.8
SAME_TOWN = 0.6
SAME_NAME_ABROAD = 0.4
NEAR = 0.4
SAME_DISTRICT = 0.4
SAME_PROVINCE = 0.15
OTHER_VILLAGE = -0.05
OTHER_PLACE = -0.8
OTHER_PROVINCE = -0.8
OTHER_COUNTRY = -0.6
SURELY_OTHER = -0.8
SAME_DAY = 0.8
FRESH_DAYS = 6.0
PER_DAY = -0.3
OLD = -3.0
PER_DAY_OF_FOLLOW_UP = -0.06
OLD_FOLLOW_UP = -1.0
SAME_KIND = 0.15
OTHER_KIND = -0.4
ONE_HARMLESS = -0.1
FIGURE_AGREES = 0.2
FIGURE_CLASHES = -0.2
OTHER_WITHDRAWN = -3.5
COPY = 0.5
LARGE = 10
FAR_APART = 4.0
MOST_PLACES = 4


def _sure(places: Evidence, report: Report, other: Report) -> Evidence:
    """Let clashing places weigh more where both tell of new harm: those are read from its own sentences."""
    if places.points > OTHER_COUNTRY or not (report.reading.alert and other.reading.alert):
        return places
    return Evidence(places.points + SURELY_OTHER, places.reason)


def _places(report: Report, other: Report) -> Evidence:
    one, two = list(_of_event(report))[:MOST_PLACES], list(_of_event(other))[:MOST_PLACES]
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
            return Evidence(SAME_NAME_ABROAD, f"{a.name} sounds like {b.name}")
    return Evidence(OTHER_COUNTRY, "another country")


def _towns(one: Place, other: Place) -> Evidence:
    """Weigh two towns or villages."""
    if _same_place(one, other):
        points = SAME_VILLAGE if Precision.PARENT in (one.precision, other.precision) else SAME_TOWN
        return Evidence(points, f"{one.name} is {other.name}")
    far = distance_km(one, other)
    if far is not None and far > FAR_KM:
        return Evidence(OTHER_PLACE, f"{one.name} and {other.name} are {far:.0f} km apart")
    if far is not None and far <= NEAR_KM and Precision.PARENT not in (one.precision, other.precision):
        return Evidence(NEAR, f"{one.name} and {other.name} are {far:.0f} km apart")
    if _inside(one, other) or _inside(other, one):
        return Evidence(NEAR, f"{one.name} is near {other.name}")
    if _province(one) and _province(other) and _province(one) != _province(other):
        return Evidence(OTHER_PROVINCE, f"{one.admin1} is not {other.admin1}")
    return Evidence(OTHER_VILLAGE, f"{one.name} is not {other.name}")


def _areas(one: Place, other: Place) -> Evidence:
    """Weigh two places of which one is known by its district or province only."""
    if one.country != other.country and one.country and other.country:
        return Evidence(OTHER_COUNTRY, "another country")
    if one.admin2 and other.admin2 and folded(one.admin2) == folded(other.admin2):
        return Evidence(SAME_DISTRICT, f"both in {one.admin2}")
    provinces = _province(one), _province(other)
    if not all(provinces):
        return Evidence(0.0, "")
    if provinces[0] != provinces[1]:
        return Evidence(OTHER_PROVINCE, f"{one.admin1 or one.name} is not {other.admin1 or other.name}")
    if Precision.ADMIN1 not in (one.precision, other.precision) and _same_place(one, other):
        return Evidence(SAME_TOWN, f"{one.name} is {other.name}")
    return Evidence(SAME_PROVINCE, f"both in {one.admin1 or one.name}")


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


def _time(report: Report, other: Report) -> Evidence:
    """Weigh the days between two reports; both telling of new harm weeks apart are two events."""
    days = abs((when(report) - when(other)).total_seconds()) / 86_400
    if days <= FRESH_DAYS:
        return Evidence(SAME_DAY * (1 - days / FRESH_DAYS), f"{days:.1f} days apart")
    new_harm = report.reading.alert and other.reading.alert
    slope, least = (PER_DAY, OLD) if new_harm else (PER_DAY_OF_FOLLOW_UP, OLD_FOLLOW_UP)
    return Evidence(max(least, slope * (days - FRESH_DAYS)), f"{days:.0f} days apart")


def when(report: Report) -> datetime:
    """Return the day of the event, or of publication where the text does not tell it."""
    return report.reading.occurred or report.published


def _kinds(report: Report, other: Report) -> Evidence:
    one, two = set(report.reading.categories), set(other.reading.categories)
    if one & two:
        return Evidence(SAME_KIND, "the same kind of harm")
    if one and two:
        return Evidence(OTHER_KIND, "another kind of harm")
    return Evidence(ONE_HARMLESS if one or two else 0.0, "one tells of no harm")


def _figures(report: Report, other: Report) -> Evidence:
    one, two = _numbers(report), _numbers(other)
    shared = [key for key in one if key in two]
    if not shared:
        return Evidence(0.0, "")
    agreeing = [key for key in shared if _some_agree(one[key], two[key])]
    if agreeing:
        large = any(max(f.value for f in one[key]) >= LARGE for key in agreeing)
        part = 1.0 if len(agreeing) == len(shared) else 0.5
        return Evidence(FIGURE_AGREES * (1 + large) * part, "figures agree")
    if takes_back(report) or takes_back(other):
        return Evidence(OTHER_WITHDRAWN, "what is taken back had other figures")
    apart = max(_ratio(a, b) for key in shared for a, b in zip(one[key], two[key], strict=False))
    return Evidence(FIGURE_CLASHES * (2 if apart >= FAR_APART else 1), "figures differ")


def _ratio(figure: Figure, other: Figure) -> float:
    return max(figure.value, other.value) / max(1, min(figure.value, other.value))


def takes_back(report: Report) -> bool:
    """Return whether a report withdraws or refutes an earlier one instead of telling of harm."""
    return "retraction" in report.reading.context and not report.reading.alert


def _numbers(report: Report) -> dict[Counted, list[Figure]]:
    """Return figures that can tell events apart: no vague words; all that a retraction names."""
    numbers: dict[Counted, list[Figure]] = {}
    for figure in report.reading.figures:
        if not figure.vague and (figure.role is FigureRole.EVENT or takes_back(report)):
            numbers.setdefault(counted(figure), []).append(figure)
    return numbers


def _some_agree(figures: Sequence[Figure], others: Sequence[Figure]) -> bool:
    if any(agree(a, b) for a in figures for b in others):
        return True
    return _sums_to(figures, others) or _sums_to(others, figures)


def _sums_to(parts: Sequence[Figure], wholes: Sequence[Figure]) -> bool:
    """Return whether the parts one report lists make the total of the other: 400 + 200 and 600."""
    total = sum(figure.value for figure in parts)
    return len(parts) > 1 and any(abs(total - whole.value) <= 0.1 * whole.value for whole in wholes)


def _words(report: Report, other: Report, likeness: Likeness) -> Evidence:
    """Weigh words that texts and titles share; other languages share few, which says nothing."""
    texts = likeness.between(report.sketch, other.sketch)
    titles = likeness.between(sketch(report.title), sketch(other.title))
    points = min(MOST_OF_WORDS, WORDS * (texts - UNLIKE) + TITLES * (titles - UNLIKE))
    if report.reading.language != other.reading.language:
        points = max(0.0, points)
    return Evidence(points, f"words {texts:.2f}, titles {titles:.2f}")


def _copy(report: Report, other: Report) -> Evidence:
    """Weigh a near-copy; not decisive, as short pages of one outlet may share little but their frame."""
    if other.article_id == report.copy_of or (report.copy_of and report.copy_of == other.copy_of):
        return Evidence(COPY, "a near-copy")
    return Evidence(0.0, "")


def _actors(report: Report, other: Report) -> Evidence:
    def names(actors: Iterable[str]) -> set[str]:
        return {folded(actor) for actor in actors}

    if names(report.reading.perpetrators) & names(other.reading.perpetrators):
        return Evidence(0.1, "the same accused")
    return Evidence(0.0, "")
