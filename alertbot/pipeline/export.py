"""From the store to a file: gathers the incidents that somebody may have and writes them in one format."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from alertbot.alerts.judge import countries_of, judge_watch
from alertbot.exports.formats import TELLS_REVISIONS, Contents, Format, write
from alertbot.exports.record import record_of
from alertbot.exports.told import Told, told_of
from alertbot.model import Chat, ChatKey, Incident, IncidentId, OptIn, Watch
from alertbot.ports.exports import ExportStore, IncidentPage
from alertbot.texts import Texts

Accepts = Callable[[Incident], bool]
MOST_LOOKED = 50_000
BATCH = 100
"""Incidents read at once: what else runs in the process waits no longer for it than for an alert."""
EVERYTHING = Watch(id=None, chat=ChatKey(0), opt_ins=(OptIn.DISPLACEMENT_RISK,))
"""Every kind of harm, those too that a chat has to ask for by name."""


@dataclass(frozen=True, slots=True)
class Span:
    """Reported from `since` on and before `until`; None: no such limit."""

    since: datetime | None = None
    until: datetime | None = None


def any_of(watches: Sequence[Watch], chat: Chat | None = None, countries: Collection[str] = ()) -> Accepts:
    """Return what accepts an incident that one of the watches (of the chat) asks for.

    And that lies in one of the countries, where some are given.
    """

    def accepts(incident: Incident) -> bool:
        here = not countries or bool(countries_of(incident) & set(countries))
        return here and any(judge_watch(watch, incident, chat).matched for watch in watches)

    return accepts


async def gather(
    exports: ExportStore,
    accepts: Accepts,
    span: Span,
    most: int,
    before: IncidentId | None = None,
    looks: int = MOST_LOOKED,
) -> IncidentPage:
    """Return up to `most` accepted incidents, the newest first, and where to go on.

    Looks at no more than `looks` incidents: a page may be short, or empty, and yet not be the last.
    """
    found: list[Incident] = []
    for _ in range(0, looks, BATCH):
        page = await exports.page(BATCH, before=before, since=span.since, until=span.until)
        for place, incident in enumerate(page.incidents, 1):
            found += [incident] if accepts(incident) else []
            if len(found) == most:
                ended = place == len(page.incidents) and page.next is None
                return IncidentPage(tuple(found), None if ended else incident.id)
        before = page.next
        if before is None:
            break
    return IncidentPage(tuple(found), before)


async def file_of(
    exports: ExportStore, incidents: Sequence[Incident], form: Format, texts: Texts, sender: str
) -> bytes:
    """Return the incidents as a file; the writing is done beside the loop."""
    told = await revisions_of(exports, incidents, texts) if form in TELLS_REVISIONS else ()
    return await asyncio.to_thread(_written, incidents, form, texts, sender, told)


async def revisions_of(
    exports: ExportStore, incidents: Sequence[Incident], texts: Texts
) -> Sequence[Sequence[Told]]:
    """Return the revisions of each incident, in the order of `incidents`; of those that have any."""
    told: list[Sequence[Told]] = []
    for start in range(0, len(incidents), BATCH):
        numbers = [one.id for one in incidents[start : start + BATCH] if one.id is not None]
        revisions = await exports.revisions(numbers)
        told += [told_of(revisions[number], texts) for number in numbers if revisions.get(number)]
    return told


def _written(
    incidents: Sequence[Incident],
    form: Format,
    texts: Texts,
    sender: str,
    told: Sequence[Sequence[Told]],
) -> bytes:
    records = [] if form is Format.CAP else [record_of(incident, texts) for incident in incidents]
    return write(form, Contents(records, told, sender))
