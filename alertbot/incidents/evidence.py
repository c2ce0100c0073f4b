"""What speaks for and against two reports telling of one incident: places, time, harm, figures, words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from alertbot.incidents import points
from alertbot.incidents.evidence_places import ANOTHER_COUNTRY, Evidence, event_places, weigh_places
from alertbot.incidents.figures import Counted, agree, counted
from alertbot.incidents.likeness import Likeness
from alertbot.incidents.sketch import sketch
from alertbot.incidents.spelling import folded
from alertbot.model import Figure, FigureRole, Report


def weigh(report: Report, other: Report, likeness: Likeness) -> list[Evidence]:
    """Return every piece of evidence between two reports; its sum says how likely they are one event."""
    places, figures = weigh_places(report, other), _figures(report, other)
    pieces = [
        places,
        _time(report, other),
        _kinds(report, other),
        figures,
        _actors(report, other),
    ]
    if figures.points > 0 or not _abroad(places, report, other):
        pieces += _frame(report, other, likeness, elsewhere=_elsewhere(places, report, other))
    return [piece for piece in pieces if piece.points]


def _elsewhere(places: Evidence, report: Report, other: Report) -> bool:
    """Return whether both tell of new harm in places far apart, each named in its own title."""
    new_harm = report.reading.alert and other.reading.alert
    return new_harm and places.points <= points.OTHER_PROVINCE and all(map(_names_its_place, (report, other)))


def _names_its_place(report: Report) -> bool:
    title = folded(report.title)
    return any(folded(place.name) in title for place in event_places(report))


def _frame(report: Report, other: Report, likeness: Likeness, *, elsewhere: bool) -> list[Evidence]:
    """Weigh words and copying; a desk tells of two attacks in the same words: elsewhere they prove little."""
    words = _words(report, other, likeness)
    if elsewhere:
        return [Evidence(min(points.MOST_OF_WORDS_ELSEWHERE, words.points), words.reason)]
    return [words, _copy(report, other)]


def _abroad(places: Evidence, report: Report, other: Report) -> bool:
    """Return whether both tell of new harm, in two countries: like words may be a frame used again."""
    return places.reason == ANOTHER_COUNTRY and report.reading.alert and other.reading.alert


def _time(report: Report, other: Report) -> Evidence:
    """Weigh the days between two reports; both telling of new harm weeks apart are two events."""
    days = _days_apart(report, other)
    if days <= points.FRESH_DAYS:
        return Evidence(points.SAME_DAY * (1 - days / points.FRESH_DAYS), f"{days:.1f} days apart")
    new_harm = report.reading.alert and other.reading.alert
    slope, least = (
        (points.PER_DAY, points.OLD) if new_harm else (points.PER_DAY_OF_FOLLOW_UP, points.OLD_FOLLOW_UP)
    )
    return Evidence(max(least, slope * (days - points.FRESH_DAYS)), f"{days:.0f} days apart")


def _days_apart(report: Report, other: Report) -> float:
    """Days between the events; between the reports, if nearer and one of the two does not tell its day."""
    apart = abs(when(report) - when(other))
    if report.reading.occurred is None or other.reading.occurred is None:
        apart = min(apart, abs(report.published - other.published))
    return apart.total_seconds() / 86_400


def when(report: Report) -> datetime:
    """Return the day of the event, or of publication where the text does not tell it."""
    return report.reading.occurred or report.published


def _kinds(report: Report, other: Report) -> Evidence:
    one, two = set(report.reading.categories), set(other.reading.categories)
    if one & two:
        return Evidence(points.SAME_KIND, "the same kind of harm")
    if one and two:
        return Evidence(points.OTHER_KIND, "another kind of harm")
    return Evidence(points.ONE_HARMLESS if one or two else 0.0, "one tells of no harm")


def _figures(report: Report, other: Report) -> Evidence:
    one, two = _numbers(report), _numbers(other)
    shared = [key for key in one if key in two]
    if not shared:
        return Evidence(0.0, "")
    agreeing = [key for key in shared if _some_agree(one[key], two[key])]
    if agreeing:
        large = any(max(f.value for f in one[key]) >= points.LARGE for key in agreeing)
        part = 1.0 if len(agreeing) == len(shared) else 0.5
        return Evidence(points.FIGURE_AGREES * (1 + large) * part, "figures agree")
    if takes_back(report) or takes_back(other):
        return Evidence(points.OTHER_WITHDRAWN, "what is taken back had other figures")
    apart = max(_ratio(a, b) for key in shared for a, b in zip(one[key], two[key], strict=False))
    return Evidence(points.FIGURE_CLASHES * (2 if apart >= points.FAR_APART else 1), "figures differ")


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
    alike = points.WORDS * (texts - points.UNLIKE) + points.TITLES * (titles - points.UNLIKE)
    if report.reading.language != other.reading.language:
        alike = max(0.0, alike)
    return Evidence(min(points.MOST_OF_WORDS, alike), f"words {texts:.2f}, titles {titles:.2f}")


def _copy(report: Report, other: Report) -> Evidence:
    """Weigh a near-copy; not decisive, as short pages of one outlet may share little but their frame."""
    if other.article_id == report.copy_of or (report.copy_of and report.copy_of == other.copy_of):
        return Evidence(points.COPY, "a near-copy")
    return Evidence(0.0, "")


def _actors(report: Report, other: Report) -> Evidence:
    def names(actors: Iterable[str]) -> set[str]:
        return {folded(actor) for actor in actors}

    if names(report.reading.perpetrators) & names(other.reading.perpetrators):
        return Evidence(points.SAME_ACCUSED, "the same accused")
    return Evidence(0.0, "")
