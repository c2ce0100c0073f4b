"""Files a report under its incident and says what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from alertbot.incidents.cluster import block_keys
from alertbot.incidents.evidence import takes_back
from alertbot.incidents.figures import agree, counted, recommend
from alertbot.incidents.history import history_keys
from alertbot.incidents.severity import RANK, SeverityRules, certainty, severity
from alertbot.incidents.sources import count_independent, independent_groups
from alertbot.model import (
    Category,
    Certainty,
    Change,
    ChangeKind,
    Filed,
    Incident,
    Place,
    PlaceRole,
    Precision,
    Reading,
    Report,
    Severity,
    Status,
    Toll,
)

MOST_KEYS = 200
"""Block keys kept of an incident, the newest."""
MOST_NAMES = 12
_WEIGHTY = frozenset({Toll.KILLED, Toll.DISPLACED, Toll.DEPORTED, Toll.ABDUCTED})
"""Tolls whose first count is news even if the incident was known without it."""
_COARSE = {Precision.ADMIN2: 1, Precision.ADMIN1: 2, Precision.COUNTRY: 3}


def file_report(
    report: Report, incident: Incident | None, now: datetime, code: str, rules: SeverityRules
) -> Filed:
    """Return the incident with `report` filed under it (a new one called `code` if None) and what changed.

    A report of an article that is filed there already replaces it: the article was corrected. The
    revision grows only with a material change; it is 0 while nothing alert-worthy was reported.
    """
    before = incident
    report = _as_copy(report, before)
    kept = (other for other in (before.reports if before else ()) if other.article_id != report.article_id)
    reports = (*kept, report)
    after = retell(reports, before, code, rules)
    change = _change(before, after, report, rules)
    withdrawn_before = before is not None and before.retracted and not change.material
    if change.kind is ChangeKind.RETRACTED or withdrawn_before:
        after = replace(after, retracted=True, certainty=Certainty.UNLIKELY)
    if change.material:
        after = replace(after, revision=after.revision + 1)
    return Filed(after, change, (*history_keys(after), *keys_of(reports)))


def _as_copy(report: Report, incident: Incident | None) -> Report:
    """Take a copy of an article filed elsewhere for a report of its own: here it repeats nothing."""
    known = {report.article_id for report in incident.reports} if incident else set()
    known |= {report.copy_of for report in incident.reports if report.copy_of} if incident else set()
    return report if report.copy_of is None or report.copy_of in known else replace(report, copy_of=None)


def retell(reports: tuple[Report, ...], before: Incident | None, code: str, rules: SeverityRules) -> Incident:
    """Return the incident as all its reports tell it, with the id, code and revision it had (`code`, 0)."""
    alerting = [report for report in reports if report.reading.alert] or list(reports)
    readings = [report.reading for report in alerting]
    status = _status(alerting)
    told = Incident(
        id=before.id if before else None,
        code=before.code if before else code,
        revision=before.revision if before else 0,
        reports=reports,
        categories=_first_met(category for reading in readings for category in reading.categories),
        country=next((reading.country for reading in readings if reading.country), None),
        places=_places(place for reading in readings for place in reading.places),
        figures=recommend(reports),
        perpetrators=_names(_known(reading, name) for reading in readings for name in reading.perpetrators),
        sources=_names(_known(reading, name) for reading in readings for name in reading.sources),
        denied_by=_names(
            _known(report.reading, name) for report in reports for name in report.reading.denied_by
        ),
        status=status,
        severity=Severity.UNKNOWN,
        certainty=certainty(status, min(report.reliability for report in alerting)),
        first_at=min(report.published for report in reports),
        last_at=max(report.published for report in reports),
        context=_names(tag for reading in readings for tag in reading.context),
        independent_sources=count_independent(reports),
    )
    return replace(told, severity=severity(told, rules))


def _status(reports: Sequence[Report]) -> Status:
    """Return the status by the rules of docs/taxonomy.md; a denial outweighs two relays of a claim."""
    stated = {report.reading.status for report in reports}
    if Status.CONFIRMED in stated:
        return Status.CONFIRMED
    if Status.DENIED in stated or any(report.reading.denied_by for report in reports):
        return Status.DENIED
    return Status.CONFIRMED if count_independent(reports) > 1 else Status.ALLEGED


def _change(before: Incident | None, after: Incident, report: Report, rules: SeverityRules) -> Change:
    if takes_back(report):
        return _withdrawal(before, report)
    if not report.reading.alert:
        return Change(ChangeKind.NOTHING, False, "the report tells of no new harm")
    if before is None or before.revision == 0:
        return Change(ChangeKind.FIRST, True, "first report")
    if report.copy_of is not None:
        return Change(ChangeKind.NOTHING, False, "a copy of an earlier report")
    return next(
        (change for change in _news(before, after, report, rules) if change),
        Change(ChangeKind.NOTHING, False, "nothing that people do not know yet"),
    )


def _news(before: Incident, after: Incident, report: Report, rules: SeverityRules) -> Iterable[Change | None]:
    """Give every kind of news a report may hold, the weightiest first."""
    yield _again(before)
    yield _denial(before, after)
    yield _escalation(before, after, rules)
    yield _correction(before, after, report, rules)
    yield _corroboration(before, after)


def _withdrawal(before: Incident | None, report: Report) -> Change:
    """Say what a retraction does: it takes back its own outlet's report, or refutes the only source."""
    if before is None or before.revision == 0 or before.retracted:
        return Change(ChangeKind.NOTHING, False, "takes back what was never told")
    alerting = [other for other in before.reports if other.reading.alert]
    others = [
        group
        for group in independent_groups(alerting)
        if all(other.source_name != report.source_name for other in group)
    ]
    own = len(others) < len(independent_groups(alerting))
    if not others or (not own and len(others) == 1):
        return Change(ChangeKind.RETRACTED, True, f"withdrawn or refuted, says {report.source_name}")
    return Change(
        ChangeKind.CORRECTED, True, f"{report.source_name} takes back or refutes a report; others stand"
    )


def _again(before: Incident) -> Change | None:
    if not before.retracted:
        return None
    return Change(ChangeKind.CORRECTED, True, "reported again after it had been withdrawn")


def _denial(before: Incident, after: Incident) -> Change | None:
    if before.denied_by or not after.denied_by:
        return None
    return Change(ChangeKind.DENIED, True, f"{', '.join(after.denied_by[:3])} denies it")


def _escalation(before: Incident, after: Incident, rules: SeverityRules) -> Change | None:
    if RANK[after.severity] > max(RANK[before.severity], RANK[Severity.MINOR]):
        return Change(
            ChangeKind.ESCALATED, True, f"severity {before.severity.value} to {after.severity.value}"
        )
    known = {counted(figure): figure for figure in before.figures}
    news = _WEIGHTY - {toll for _, toll in known}
    for figure in after.figures:
        old = known.get(counted(figure))
        if old is None and counted(figure)[1] not in news:
            continue
        if rules.is_step(old, figure) and not (old and agree(old, figure)):
            was = f"up from {old.value} to" if old else "now known:"
            return Change(ChangeKind.ESCALATED, True, f"{figure.term} {was} {figure.value}")
    return None


def _correction(before: Incident, after: Incident, report: Report, rules: SeverityRules) -> Change | None:
    if "correction" in report.reading.context:
        return Change(ChangeKind.CORRECTED, True, f"{report.source_name} corrects the report")
    known = {counted(figure): figure for figure in before.figures}
    for figure in after.figures:
        old = known.get(counted(figure))
        if old and rules.is_step(figure, old) and not agree(old, figure):
            return Change(
                ChangeKind.CORRECTED, True, f"{figure.term} down from {old.value} to {figure.value}"
            )
    return None


def _corroboration(before: Incident, after: Incident) -> Change | None:
    if count_independent(before.reports) >= 2 or count_independent(after.reports) < 2:
        return None
    return Change(ChangeKind.CORROBORATED, True, "a second independent source")


def keys_of(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the block keys under which an incident of these reports is found, the newest first."""
    keys = dict.fromkeys(key for report in reversed(reports) for key in block_keys(report))
    return tuple(keys)[:MOST_KEYS]


def _first_met(categories: Iterable[Category]) -> tuple[Category, ...]:
    return tuple(dict.fromkeys(categories))


def _known(reading: Reading, name: str) -> str:
    """The actor's English name where the lexicon has one, so that one actor is named once in any language."""
    return dict(reading.aliases).get(name, name)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in order of first mention, once each whatever their case."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())[:MOST_NAMES]


def _places(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places once each: of the event before where people went, towns and villages before provinces."""
    seen: dict[tuple[str, str | None], Place] = {}
    for place in places:
        seen.setdefault((place.name.casefold(), place.country), place)
    return tuple(sorted(seen.values(), key=_coarseness))[:MOST_NAMES]


def _coarseness(place: Place) -> tuple[bool, int]:
    away = place.role in (PlaceRole.DESTINATION, PlaceRole.TRANSIT)
    return away, _COARSE.get(place.precision, 0)
