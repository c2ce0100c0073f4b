"""Merging and splitting stored incidents: one serialised transaction each, with a line in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from alertbot.errors import UnknownIncident
from alertbot.model import Filed, Incident
from alertbot.store.codes import id_of_code, remember_code
from alertbot.store.database import Database, Transaction
from alertbot.store.feedback import move_feedback
from alertbot.store.filing import FILING_LOCK, OpenFiling
from alertbot.store.incidents import load_incidents
from alertbot.store.mutes import move_mutes
from alertbot.store.tables import alerts, deliveries, incidents
from alertbot.store.trail import Author, note


class IncidentEdits:
    """Implements `ports.IncidentEdits`."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self._database = database
        self._author = author

    async def merge(
        self, code: str, other: str, decide: Callable[[Incident, Incident], Filed], now: datetime
    ) -> Incident:
        """One incident of two, as `decide` tells it; alerts and deliveries of both stay and follow it.

        Raises UnknownIncident, and whatever `decide` raises.
        """
        async with self._database.write() as transaction:
            await transaction.serialise(FILING_LOCK)
            found = [await _by_code(transaction, wanted) for wanted in (code, other)]
            filed = decide(*found)
            [absorbed] = [incident for incident in found if incident.id != filed.incident.id]
            offset = filed.incident.revision - absorbed.revision
            for table in (alerts, deliveries):
                moved = update(table).where(table.c.incident_id == absorbed.id)
                values = {"incident_id": filed.incident.id, "revision": table.c.revision + offset}
                await transaction.run(moved.values(values))
            await _follow(transaction, absorbed, filed.incident)
            await transaction.run(delete(incidents).where(incidents.c.id == absorbed.id))
            merged = await OpenFiling(transaction).rewrite(filed)
            told = {"code": merged.code, "absorbed": absorbed.code, "reports": len(merged.reports)}
            await self._note(transaction, "incident.merge", now, told)
            return merged

    async def split(
        self, code: str, decide: Callable[[Incident], tuple[Filed, Filed]], now: datetime
    ) -> tuple[Incident, Incident]:
        """Two incidents of one, as `decide` tells what stays and what is new; what was told stays told.

        Raises UnknownIncident, and whatever `decide` raises.
        """
        async with self._database.write() as transaction:
            await transaction.serialise(FILING_LOCK)
            staying, leaving = decide(await _by_code(transaction, code))
            filing = OpenFiling(transaction)
            old, new = await filing.rewrite(staying), await filing.rewrite(leaving)
            addresses = [report.url for report in new.reports]
            told = {"code": old.code, "new": new.code, "urls": addresses}
            await self._note(transaction, "incident.split", now, told)
            return old, new

    async def _note(
        self, transaction: Transaction, action: str, now: datetime, details: dict[str, Any]
    ) -> None:
        await note(transaction, self._author or Author(None, now), action, None, details)


async def _by_code(transaction: Transaction, code: str) -> Incident:
    found = await id_of_code(transaction, code)
    if found is None:
        raise UnknownIncident(
            f"There is no incident with the code {code}: copy it from a message, such as K7Q2."
        )
    return (await load_incidents(transaction, [found]))[0]


async def _follow(transaction: Transaction, absorbed: Incident, standing: Incident) -> None:
    """Codes that people still type, and what they said and muted, follow the incident that stands."""
    if absorbed.id is None or standing.id is None:
        return
    await remember_code(transaction, absorbed.code, absorbed.id, standing.id)
    await move_feedback(transaction, absorbed.id, standing.id)
    await move_mutes(transaction, absorbed.id, standing.id)
