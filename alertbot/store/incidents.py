"""Incidents with their reports, to read; filing writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, select

from alertbot.model import Alert, AlertId, Category, Incident, IncidentId, Report
from alertbot.store.codes import id_of_code
from alertbot.store.database import Database, Transaction
from alertbot.store.tables import alerts, incident_categories, incidents, reports


class Incidents:
    """Implements `ports.IncidentStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(
        self,
        countries: Sequence[str],
        categories: Sequence[Category],
        limit: int,
        since: datetime | None = None,
    ) -> list[Incident]:
        """Latest first; empty sequences mean no such condition."""
        query = select(incidents.c.id).order_by(incidents.c.last_at.desc(), incidents.c.id.desc())
        if countries:
            query = query.where(incidents.c.country.in_(countries))
        if categories:
            query = query.where(_has_any(categories))
        if since is not None:
            query = query.where(incidents.c.last_at >= since)
        async with self._database.read() as transaction:
            ids = (await transaction.run(query.limit(limit))).scalars().all()
            return await load_incidents(transaction, ids)

    async def by_code(self, code: str) -> Incident | None:
        """The incident with that code, any case; a code merged away leads to the incident that stands."""
        async with self._database.read() as transaction:
            found = await id_of_code(transaction, code)
            return None if found is None else (await load_incidents(transaction, [found]))[0]

    async def revisions(self, incident: IncidentId) -> list[Alert]:
        """What was told of an incident, the first revision first."""
        query = select(alerts).where(alerts.c.incident_id == incident).order_by(alerts.c.revision)
        async with self._database.read() as transaction:
            rows = await transaction.run(query)
            return [replace(row.snapshot, id=AlertId(row.id)) for row in rows]


async def load_incidents(transaction: Transaction, ids: Sequence[int]) -> list[Incident]:
    """The incidents in the order of `ids`, each with its reports in order of filing."""
    if not ids:
        return []
    heads = await transaction.run(select(incidents.c.id, incidents.c.snapshot).where(incidents.c.id.in_(ids)))
    found: dict[int, Incident] = {row.id: row.snapshot for row in heads}
    accounts: dict[int, list[Report]] = {identity: [] for identity in found}
    told = select(reports.c.incident_id, reports.c.report).where(reports.c.incident_id.in_(ids))
    for row in await transaction.run(told.order_by(reports.c.position)):
        accounts[row.incident_id].append(row.report)
    return [
        replace(found[identity], id=IncidentId(identity), reports=tuple(accounts[identity]))
        for identity in ids
    ]


def _has_any(categories: Sequence[Category]) -> ColumnElement[bool]:
    return (
        select(incident_categories.c.incident_id)
        .where(
            incident_categories.c.incident_id == incidents.c.id,
            incident_categories.c.category.in_(categories),
        )
        .exists()
    )
