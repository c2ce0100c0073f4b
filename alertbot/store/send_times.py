"""When messages left lately, and until when nobody is written to: shared by processes, kept over restarts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, ColumnElement, Select, Table, and_, delete, select

from alertbot.ports import SendTimes
from alertbot.store.columns import Json, UtcTime
from alertbot.store.database import Database, Transaction
from alertbot.store.tables import metadata

SEND_LOCK = 0x616C6572_00000006
"""PostgreSQL advisory lock: 'aler', 6."""
EVERYBODY = 0
KEPT = timedelta(minutes=2)
"""Longer than any limit of Telegram looks back."""

send_times = Table(
    "send_times",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),  # 0: all chats together
    Column("times", Json(tuple[datetime, ...]), nullable=False),
    Column("last_at", UtcTime, nullable=False, index=True),
    Column("hold_until", UtcTime),  # of all chats together
)


class SentLately:
    """Implements `ports.SendTimesStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(
        self, chats: Collection[int], decide: Callable[[SendTimes], SendTimes], now: datetime
    ) -> None:
        """Let `decide` see the send times of `chats` and of all together, and keep what it returns."""
        async with self._database.write() as transaction:
            await transaction.serialise(SEND_LOCK)
            wanted = send_times.c.telegram_id.in_((*chats, EVERYBODY))
            rows = await transaction.run(select(send_times.c.telegram_id, send_times.c.times).where(wanted))
            decided = decide({row.telegram_id: row.times for row in rows})
            await transaction.run(delete(send_times).where(_idle(now)))
            await _keep(transaction, {chat: times for chat, times in decided.items() if times})

    async def hold(self, until: datetime) -> None:
        """Nobody is written to before `until`; an earlier word that says later stands."""
        async with self._database.write() as transaction:
            await transaction.serialise(SEND_LOCK)
            known = (await transaction.run(_hold())).scalar_one_or_none()
            latest = max(known, until) if known else until
            row = {"telegram_id": EVERYBODY, "times": (), "last_at": until, "hold_until": latest}
            insert = transaction.insert(send_times).values(row)
            await transaction.run(
                insert.on_conflict_do_update(
                    index_elements=[send_times.c.telegram_id], set_={"hold_until": latest}
                )
            )

    async def held_until(self, now: datetime) -> datetime | None:
        """Until when nobody is written to; None: write."""
        async with self._database.read() as transaction:
            until: datetime | None = (await transaction.run(_hold())).scalar_one_or_none()
        return until if until and until > now else None


def _hold() -> Select[tuple[datetime | None]]:
    return select(send_times.c.hold_until).where(send_times.c.telegram_id == EVERYBODY)


def _idle(now: datetime) -> ColumnElement[bool]:
    return and_(send_times.c.last_at < now - KEPT, send_times.c.telegram_id != EVERYBODY)


async def _keep(transaction: Transaction, decided: SendTimes) -> None:
    rows = [
        {"telegram_id": chat, "times": tuple(times), "last_at": times[-1]} for chat, times in decided.items()
    ]
    if rows:
        insert = transaction.insert(send_times)
        new = {"times": insert.excluded.times, "last_at": insert.excluded.last_at}
        await transaction.run(
            insert.on_conflict_do_update(index_elements=[send_times.c.telegram_id], set_=new), rows
        )
