"""What is forgotten after its time: incidents and what was told of them, and hopeless work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from alertbot.model import ArticleState
from alertbot.store.database import Database
from alertbot.store.tables import alerts, articles, deliveries, incidents, reports
from alertbot.store.trouble_tables import feed_troubles, source_gaps

_AT_ONCE = 100
MOST_ATTEMPTS = 12
"""An article claimed so often and never finished ends the process that reads it: it is given up."""


class Retention:
    """Implements `ports.RetentionStore`; each call does a bounded piece, so that nobody waits long."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_incidents(self, before: datetime) -> int:
        """Erase incidents last reported before then, with reports, alerts, deliveries; returns how many."""
        old = select(incidents.c.id).where(incidents.c.last_at < before).order_by(incidents.c.last_at)
        async with self._database.write() as transaction:
            ids = (
                (await transaction.run(old.limit(_AT_ONCE).with_for_update(skip_locked=True))).scalars().all()
            )
            if ids:
                for table in (deliveries, alerts, reports):
                    await transaction.run(delete(table).where(table.c.incident_id.in_(ids)))
                await transaction.run(delete(incidents).where(incidents.c.id.in_(ids)))
            return len(ids)

    async def forget_troubles(self, before: datetime) -> int:
        """Erase troubles of feeds and gaps of readers that were over before then; returns how many."""
        erased = 0
        async with self._database.write() as transaction:
            for table in (feed_troubles, source_gaps):
                old = select(table.c.id).where(table.c.over_at < before).limit(_AT_ONCE)
                ids = (await transaction.run(old)).scalars().all()
                if ids:
                    await transaction.run(delete(table).where(table.c.id.in_(ids)))
                erased += len(ids)
        return erased

    async def give_up(self, now: datetime) -> int:
        """Give up articles that were claimed again and again and never finished; returns how many."""
        waiting = or_(articles.c.state == ArticleState.TO_READ, articles.c.state == ArticleState.TO_ASSESS)
        hopeless = (
            select(articles.c.id)
            .where(waiting, articles.c.due_at <= now, articles.c.attempt >= MOST_ATTEMPTS)
            .limit(_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        async with self._database.write() as transaction:
            ids = (await transaction.run(hopeless)).scalars().all()
            if ids:
                values = {
                    "state": ArticleState.UNREADABLE,
                    "due_at": articles.c.first_seen,
                    "trouble": func.coalesce(articles.c.trouble, "claimed again and again, never finished"),
                }
                await transaction.run(update(articles).where(articles.c.id.in_(ids)).values(values))
            return len(ids)
