"""What an operator's hand does to incidents: two that are one merged, reports of another event split off."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from alertbot.errors import AlertbotError
from alertbot.incidents.change import keys_of, retell
from alertbot.incidents.code import make_code
from alertbot.incidents.history import history_keys
from alertbot.incidents.severity import SeverityRules
from alertbot.model import Certainty, Change, ChangeKind, Filed, Incident, Report


class CannotEdit(AlertbotError):
    """The incidents cannot be merged or split as asked; the message says why."""

    permanent = True


def older_first(one: Incident, other: Incident) -> tuple[Incident, Incident]:
    """Return two stored incidents, the one first filed before the other."""
    earlier, later = sorted((one, other), key=lambda incident: incident.id or 0)
    return earlier, later


def merge(one: Incident, other: Incident, rules: SeverityRules) -> Filed:
    """Return two stored incidents as one: the older with its code, and the reports of both.

    Its revision is the sum of theirs, so that alerts about either keep a place in its history. Raises
    CannotEdit where both are the same incident.
    """
    kept, absorbed = older_first(one, other)
    if kept.id == absorbed.id:
        raise CannotEdit(f"{one.code} and {other.code} are one incident already: there is nothing to merge.")
    known = {report.article_id for report in kept.reports}
    moved = tuple(report for report in absorbed.reports if report.article_id not in known)
    merged = replace(
        retell((*kept.reports, *moved), kept, kept.code, rules), revision=kept.revision + absorbed.revision
    )
    if kept.retracted and absorbed.retracted:
        merged = replace(merged, retracted=True, certainty=Certainty.UNLIKELY)
    return Filed(
        merged, _by_hand(f"merged with {absorbed.code}"), (*history_keys(merged), *keys_of(merged.reports))
    )


def split(incident: Incident, urls: Collection[str], rules: SeverityRules) -> tuple[Filed, Filed]:
    """Return what stays of an incident, and a new one of the reports at `urls`.

    The new one was never told under its own code: its revision is 0 and the next report of it is a first
    alert. Raises CannotEdit for addresses that are not of this incident, and if nothing would stay.
    """
    strange = sorted(set(urls) - {report.url for report in incident.reports})
    if strange:
        raise CannotEdit(
            f"Incident {incident.code} has no report at {', '.join(strange)}: "
            f"see `alertbot incident show {incident.code}`."
        )
    leaving = _own(report for report in incident.reports if report.url in urls)
    staying = _own(report for report in incident.reports if report.url not in urls)
    if not leaving or not staying:
        raise CannotEdit(f"Name some of the reports of {incident.code}, not none or all of them.")
    code = make_code(str(leaving[0].article_id))
    old = replace(retell(staying, incident, incident.code, rules), retracted=incident.retracted)
    new = retell(leaving, None, code, rules)
    return (
        Filed(old, _by_hand(f"{len(leaving)} reports split off"), (*history_keys(old), *keys_of(staying))),
        Filed(new, _by_hand(f"split from {incident.code}"), (*history_keys(new), *keys_of(leaving))),
    )


def _own(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Take copies of a report that is not among them for reports of their own."""
    told = tuple(reports)
    known = {report.article_id for report in told}
    return tuple(r if r.copy_of in known else replace(r, copy_of=None) for r in told)


def _by_hand(reason: str) -> Change:
    return Change(ChangeKind.NOTHING, False, reason)
