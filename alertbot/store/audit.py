"""The audit trail: who changed what, when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select

from alertbot.ports import AuditEvent
from alertbot.store.database import Database
from alertbot.store.tables import audit


class Audit:
    """Implements `ports.AuditStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(
        self,
        action: str,
        now: datetime,
        *,
        actor: int | None = None,
        telegram_id: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Note that `actor` (a person's Telegram id; None: alertbot itself) did `action` in or to a chat."""
        row = {
            "at": now,
            "actor": actor,
            "telegram_id": telegram_id,
            "action": action,
            "details": dict(details or {}),
        }
        async with self._database.write() as transaction:
            await transaction.run(insert(audit), [row])

    async def latest(self, limit: int, telegram_id: int | None = None) -> list[AuditEvent]:
        """Latest first; of one chat or of all."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if telegram_id is not None:
            query = query.where(audit.c.telegram_id == telegram_id)
        async with self._database.read() as transaction:
            rows = await transaction.run(query)
            return [AuditEvent(row.at, row.action, row.actor, row.telegram_id, row.details) for row in rows]

    async def page(self, wanted: str, limit: int, offset: int) -> list[AuditEvent]:
        """Latest first; `wanted`: a Telegram id (of actor or chat), the start of an action, or ''."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        if wanted.lstrip("-").isdecimal():
            query = query.where(or_(audit.c.actor == int(wanted), audit.c.telegram_id == int(wanted)))
        elif wanted:
            query = query.where(audit.c.action.startswith(wanted, autoescape=True))
        async with self._database.read() as transaction:
            rows = await transaction.run(query)
            return [AuditEvent(row.at, row.action, row.actor, row.telegram_id, row.details) for row in rows]

    async def forget(self, before: datetime) -> int:
        """Erase lines older than that; returns how many."""
        async with self._database.write() as transaction:
            return (await transaction.run(delete(audit).where(audit.c.at < before))).rowcount
