"""The operator's desk for incidents: what `alertbot incident show|merge|split` do and say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from alertbot.alerts.render import summary
from alertbot.errors import UnknownIncident
from alertbot.incidents.edit import merge, split
from alertbot.incidents.severity import SeverityRules, load_severity
from alertbot.model import Alert, Change, ChangeKind, Incident, Report
from alertbot.ports import Store
from alertbot.store import open_store
from alertbot.texts import TextCatalogue, Texts


@dataclass(frozen=True, slots=True)
class IncidentDesk:
    """Shows and edits stored incidents; every answer is text for a terminal."""

    store: Store
    rules: SeverityRules
    texts: Texts
    clock: Callable[[], datetime]

    async def show(self, code: str) -> str:
        """An incident as people would read it now, with every report. Raises UnknownIncident."""
        incident = await self.store.incidents.by_code(code)
        if incident is None:
            raise UnknownIncident(
                f"There is no incident with the code {code}: copy it from a message, such as K7Q2."
            )
        told = Alert(None, incident, Change(ChangeKind.FIRST, True, "asked for"), incident.last_at)
        state = f"revision {incident.revision}{', withdrawn' if incident.retracted else ''}"
        reports = [_line(report) for report in incident.reports]
        return "\n".join([summary(told, self.texts), state, f"{len(reports)} reports:", *reports])

    async def merge(self, code: str, other: str) -> str:
        """Make one incident of two. Raises UnknownIncident, CannotEdit."""
        decide = partial(merge, rules=self.rules)
        merged = await self.store.incident_edits.merge(code, other, decide, self.clock())
        return f"Merged: {_named(merged)}."

    async def split(self, code: str, urls: Collection[str]) -> str:
        """Make an incident of its own of the reports at `urls`. Raises UnknownIncident, CannotEdit."""
        decide = partial(split, urls=urls, rules=self.rules)
        old, new = await self.store.incident_edits.split(code, decide, self.clock())
        return f"Split: {_named(old)}; new: {_named(new)}."


async def at_incidents(
    database: str,
    config_dir: Path,
    do: Callable[[IncidentDesk], Awaitable[str]],
    clock: Callable[[], datetime],
) -> str:
    """Open the store at that address, let `do` act at the desk, and return what it says."""
    rules = load_severity(config_dir / "severity.yaml")
    store = await open_store(database)
    try:
        return await do(IncidentDesk(store, rules, TextCatalogue().load_texts("en"), clock))
    finally:
        await store.close()


def _named(incident: Incident) -> str:
    return f"{incident.code} with {len(incident.reports)} reports"


def _line(report: Report) -> str:
    copy = ", a copy" if report.copy_of else ""
    told = "alert" if report.reading.alert else "no alert"
    return f"  {report.published:%Y-%m-%d %H:%M} {report.source_name} ({told}{copy}) {report.url}"
