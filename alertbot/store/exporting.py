"""Incidents that were told, as other tools may have them: nothing passes the do-no-harm switches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from alertbot.model import Alert, AlertId, Incident, IncidentId, Watch
from alertbot.ports.exports import IncidentPage
from alertbot.store.cautions import load_cautions, treated_alerts, treated_incidents
from alertbot.store.chats import watch_of
from alertbot.store.codes import id_of_code
from alertbot.store.database import Database, Transaction
from alertbot.store.incidents import load_incidents
from alertbot.store.tables import alerts, incidents, watches


class Exporting:
    """Implements `ports.ExportStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        limit: int,
        *,
        before: IncidentId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> IncidentPage:
        """Look at `limit` incidents in the order of their making, the newest first, ids below `before`."""
        query = select(incidents.c.id).where(incidents.c.revision > 0)
        if before is not None:
            query = query.where(incidents.c.id < before)
        if since is not None:
            query = query.where(incidents.c.last_at >= since)
        if until is not None:
            query = query.where(incidents.c.last_at < until)
        async with self._database.read() as transaction:
            ordered = query.order_by(incidents.c.id.desc()).limit(limit + 1)
            ids = (await transaction.run(ordered)).scalars().all()
            kept = ids[:limit]
            found = await _told(transaction, kept)
        return IncidentPage(tuple(found), IncidentId(kept[-1]) if len(ids) > limit else None)

    async def by_code(self, code: str) -> Incident | None:
        """The incident with that code, any case, also of one merged into it."""
        async with self._database.read() as transaction:
            found = await id_of_code(transaction, code)
            told = await _told(transaction, [found]) if found is not None else []
        return next((incident for incident in told if incident.revision > 0), None)

    async def revisions(self, incidents: Sequence[IncidentId]) -> dict[IncidentId, list[Alert]]:
        """What was told of each, the first revision first."""
        query = select(alerts).where(alerts.c.incident_id.in_(incidents)).order_by(alerts.c.revision)
        told: dict[IncidentId, list[Alert]] = {number: [] for number in incidents}
        async with self._database.read() as transaction:
            switches = await load_cautions(transaction)
            for row in await transaction.run(query):
                alert = replace(row.snapshot, id=AlertId(row.id))
                told[IncidentId(row.incident_id)] += treated_alerts([alert], switches)
        return told

    async def watches(self) -> list[Watch]:
        """The watches of every chat, in order of making."""
        async with self._database.read() as transaction:
            rows = await transaction.run(select(watches).order_by(watches.c.id))
            return [watch_of(row.watch, row.id, row.chat_key) for row in rows]


async def _told(transaction: Transaction, ids: Sequence[int]) -> list[Incident]:
    switches = await load_cautions(transaction)
    return treated_incidents(await load_incidents(transaction, ids), switches)
