"""Sources that readers want read, for the operators to look at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from alertbot.model import Suggestion
from alertbot.store.database import Database
from alertbot.store.reader_tables import suggestions


class Suggestions:
    """Implements `ports.SuggestionStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, url: str, telegram_id: int, now: datetime) -> bool:
        """Keep an address once; False if somebody suggested it before."""
        async with self._database.write() as transaction:
            add = transaction.insert(suggestions).on_conflict_do_nothing().returning(suggestions.c.id)
            row = {"url": url, "telegram_id": telegram_id, "at": now}
            return (await transaction.run(add, [row])).first() is not None

    async def latest(self, limit: int, telegram_id: int | None = None) -> list[Suggestion]:
        """Latest first; of one chat or of all."""
        query = select(suggestions).order_by(suggestions.c.id.desc()).limit(limit)
        if telegram_id is not None:
            query = query.where(suggestions.c.telegram_id == telegram_id)
        async with self._database.read() as transaction:
            return [Suggestion(row.url, row.at, row.telegram_id) for row in await transaction.run(query)]
