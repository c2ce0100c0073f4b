"""The figures to recommend where several reports count the same thing (IDMC's triangulation)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alertbot.incidents.sources import is_counting_body
from alertbot.model import FeedKind, Figure, FigureRole, Qualifier, Report, Toll, Unit, toll_of

Counted = tuple[Unit, Toll]
"""What a figure counts; figures of one `Counted` in two reports are rival counts."""
_RELIABILITY = "ABCDEF"
_KIND_RANK = (FeedKind.UN, FeedKind.NGO, FeedKind.MONITOR, FeedKind.INTERNATIONAL, FeedKind.LOCAL)
_SLACK = {
    Qualifier.EXACT: (1.0, 1.0),
    Qualifier.APPROXIMATELY: (0.9, 1.1),
    Qualifier.MORE_THAN: (1.0, 1.5),
    Qualifier.AT_LEAST: (1.0, 1.5),
    Qualifier.LESS_THAN: (0.5, 1.0),
    Qualifier.UP_TO: (0.5, 1.0),
}
"""Within which multiples of its number a hedged figure agrees with another."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One report's count of one thing."""

    report: Report
    figure: Figure


def counted(figure: Figure) -> Counted:
    """Return what a figure counts; the evicted are displaced: which word is used depends on the language."""
    toll = toll_of(figure.term)
    return figure.unit, Toll.DISPLACED if toll is Toll.EVICTED else toll


def event_figures(report: Report) -> dict[Counted, list[Figure]]:
    """Return a report's figures of the event itself, by what they count, most important first."""
    found: dict[Counted, list[Figure]] = {}
    for figure in report.reading.figures:
        if figure.role is FigureRole.EVENT:
            found.setdefault(counted(figure), []).append(figure)
    return found


def recommend(reports: Sequence[Report]) -> tuple[Figure, ...]:
    """Return one figure for each thing counted, most important first; a range where sources disagree.

    Recommended is the most recent count of the most reliable counting body, else the lowest. Copies, older
    counts of the same outlet and counts that a later report calls outdated are left out.
    """
    claims: dict[Counted, list[Claim]] = {}
    for report in reports:
        if report.copy_of is None and report.reading.alert:
            for key, figures in event_figures(report).items():
                claims.setdefault(key, []).append(Claim(report, _whole(figures)))
    return tuple(_recommended(_standing(rivals, reports)) for rivals in claims.values())


def agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures can both be true of one event, given their hedges."""
    low, high = bounds(one)
    other_low, other_high = bounds(other)
    return low <= other_high and other_low <= high


def bounds(figure: Figure) -> tuple[float, float]:
    """Return the numbers a figure may stand for."""
    if figure.vague:
        return figure.value, figure.value * 10
    if figure.value_max is not None:
        return figure.value, figure.value_max
    below, above = _SLACK[figure.qualifier or Qualifier.EXACT]
    return figure.value * below, figure.value * above


def _whole(figures: Sequence[Figure]) -> Figure:
    """Return the report's headline count; a number rather than a vague word if it has one."""
    return next((figure for figure in figures if not figure.vague), figures[0])


def _standing(claims: Sequence[Claim], reports: Sequence[Report]) -> list[Claim]:
    """Drop what is superseded: older counts of one outlet, withdrawn counts, vague words beside numbers."""
    latest = {claim.report.source_name: claim for claim in sorted(claims, key=_published)}
    outdated = {
        (counted(figure), figure.value)
        for report in reports
        for figure in report.reading.figures
        if figure.role is FigureRole.SUPERSEDED
    }
    standing = [c for c in latest.values() if (counted(c.figure), c.figure.value) not in outdated]
    numbers = [claim for claim in standing or latest.values() if not claim.figure.vague]
    return numbers or standing or list(latest.values())


def _recommended(claims: Sequence[Claim]) -> Figure:
    counting = [claim for claim in claims if is_counting_body(claim.report)]
    if counting:
        best = min(map(_reliability, counting))
        chosen = max((c for c in counting if _reliability(c) == best), key=_published)
        rivals = [c for c in claims if c.report.published >= chosen.report.published]
    else:
        chosen = min(claims, key=lambda claim: claim.figure.value)
        rivals = list(claims)
    return _with_range(chosen.figure, [claim.figure for claim in rivals])


def _with_range(chosen: Figure, rivals: Sequence[Figure]) -> Figure:
    clashing = [figure for figure in rivals if not agree(chosen, figure)]
    if not clashing:
        return chosen
    low = min(figure.value for figure in (chosen, *clashing))
    high = max(figure.value_max or figure.value for figure in (chosen, *clashing))
    return replace(chosen, value=low, value_max=high, qualifier=None, vague=False)


def _reliability(claim: Claim) -> tuple[int, int]:
    return _RELIABILITY.find(claim.report.reliability), _KIND_RANK.index(claim.report.source_kind)


def _published(claim: Claim) -> datetime:
    return claim.report.published
