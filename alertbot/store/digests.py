"""Digests: who is owed one, what it tells of, and its letters in the outbox, once for a chat and period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from alertbot.model import Chat, ChatKey, DeliveryId, DeliveryState, Letter
from alertbot.ports import Period, Told, Wake
from alertbot.store.chats import chat_of
from alertbot.store.database import Database, Transaction
from alertbot.store.held import mark_away
from alertbot.store.outbox import ALERT_LIFE
from alertbot.store.outgoing import alerts_of
from alertbot.store.tables import chats, deliveries, watches


class Digests:
    """Implements `ports.DigestStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def owed(self, now: datetime, limit: int) -> list[Chat]:
        """Chats that can be written to and whose digest is due, or whose next is not worked out yet.

        Also those that want digests no more while alerts still wait for one.
        """
        unknown = and_(chats.c.digest_at.is_(None), or_(chats.c.digest != "", _has_waiting()))
        query = (
            select(chats)
            .where(chats.c.paused.is_(False), chats.c.suspended.is_(None), _watches())
            .where(or_(chats.c.digest_at <= now, unknown))
            .order_by(chats.c.digest_at, chats.c.id)
            .limit(limit)
        )
        async with self._database.read() as transaction:
            return [chat_of(row) for row in (await transaction.run(query)).mappings()]

    async def set_next(self, chat: Chat, at: datetime | None, since: datetime) -> None:
        """When the next digest is due and from when it tells; nothing if that was changed meanwhile."""
        async with self._database.write() as transaction:
            await transaction.run(_unchanged(chat).values(digest_at=at, digest_since=since))

    async def told(self, chat: ChatKey, since: datetime, until: datetime, limit: int) -> list[Told]:
        """Alerts planned for the chat in that time and not cancelled, in order of planning, the latest.

        And those of before that still wait for a digest.
        """
        query = (
            select(deliveries.c.id, deliveries.c.alert_id)
            .where(_planned(chat, since, until), deliveries.c.state != DeliveryState.CANCELLED)
            .order_by(deliveries.c.created_at.desc(), deliveries.c.id.desc())
            .limit(limit)
        )
        async with self._database.read() as transaction:
            rows = (await transaction.run(query)).all()[::-1]
            told = await alerts_of(transaction, [row.alert_id for row in rows])
        return [Told(DeliveryId(row.id), told[row.alert_id]) for row in rows]

    async def last_sent(self, chat: ChatKey) -> datetime | None:
        """When the last message that Telegram confirmed was sent there."""
        query = select(func.max(deliveries.c.finished_at)).where(
            deliveries.c.chat_key == chat, deliveries.c.state == DeliveryState.SENT
        )
        async with self._database.read() as transaction:
            last: datetime | None = (await transaction.run(query)).scalar_one()
            return last

    async def plan(
        self,
        chat: Chat,
        period: Period,
        letters: Sequence[Letter],
        told: Sequence[Told],
        next_at: datetime | None,
        now: datetime,
    ) -> bool:
        """Put the letters into the outbox, once for each chat and period; False if they are there already.

        Those of `told` that waited for a digest are done when the first letter is. The next digest is due
        `next_at` and tells from the end of the period on.
        """
        rows = [_letter(chat.key, period, part, letter, now) for part, letter in enumerate(letters, start=1)]
        async with self._database.write() as transaction:
            moved = _unchanged(chat).values(digest_at=next_at, digest_since=period.until)
            if (await transaction.run(moved)).rowcount == 0:
                return False
            first = await _post(transaction, rows)
            transaction.wakes(Wake.DELIVER)
            if first is not None:
                await _carry(transaction, first, told, now)
            return first is not None

    async def end_pauses(self, now: datetime, limit: int) -> list[ChatKey]:
        """Chats whose pause was to end by now: ended, what waited marked `Due.away`."""
        over = select(chats.c.id).where(chats.c.paused, chats.c.paused_until <= now).order_by(chats.c.id)
        async with self._database.write() as transaction:
            locked = over.limit(limit).with_for_update(skip_locked=True)
            keys = (await transaction.run(locked)).scalars().all()
            if keys:
                ended = update(chats).where(chats.c.id.in_(keys)).values(paused=False, paused_until=None)
                await transaction.run(ended)
                await mark_away(transaction, keys)
            return [ChatKey(key) for key in keys]


def _watches() -> ColumnElement[bool]:
    return select(watches.c.id).where(watches.c.chat_key == chats.c.id).correlate(chats).exists()


def _has_waiting() -> ColumnElement[bool]:
    waiting = select(deliveries.c.id).where(
        deliveries.c.chat_key == chats.c.id, deliveries.c.state == DeliveryState.WAITING
    )
    return waiting.correlate(chats).exists()


def _unchanged(chat: Chat) -> Any:
    """An update of the chat that does nothing if its digest was planned or chosen anew since it was read."""
    known = chats.c.digest_at
    same = known.is_(None) if chat.digest_at is None else known == chat.digest_at
    return update(chats).where(
        chats.c.id == chat.key, same, chats.c.digest == chat.digest, chats.c.timezone == chat.timezone
    )


def _planned(chat: ChatKey, since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(
        deliveries.c.chat_key == chat,
        deliveries.c.alert_id.is_not(None),
        or_(
            and_(deliveries.c.created_at >= since, deliveries.c.created_at < until),
            and_(deliveries.c.created_at < until, deliveries.c.state == DeliveryState.WAITING),
        ),
    )


def _letter(chat: ChatKey, period: Period, part: int, letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "chat_key": chat,
        "period": period.key,
        "revision": part,
        "letter": letter,
        "reason": "digest",
        "due_at": now,
        "state": DeliveryState.PENDING,
        "expires_at": now + ALERT_LIFE,
        "attempt": 0,
        "ambiguous": 0,
        "plain": False,
        "created_at": now,
    }


async def _post(transaction: Transaction, rows: Sequence[dict[str, Any]]) -> int | None:
    """Insert the letters; returns the first one's id, None if the period was told already."""
    if not rows:
        return None
    add = transaction.insert(deliveries).on_conflict_do_nothing(
        index_elements=["chat_key", "period", "revision"]
    )
    first: int | None = (
        await transaction.run(add.values(rows[0]).returning(deliveries.c.id))
    ).scalar_one_or_none()
    if first is not None and rows[1:]:
        await transaction.run(add, rows[1:])
    return first


async def _carry(transaction: Transaction, letter: int, told: Sequence[Told], now: datetime) -> None:
    waiting = update(deliveries).where(
        deliveries.c.id.in_([one.delivery for one in told]), deliveries.c.state == DeliveryState.WAITING
    )
    values = {"state": DeliveryState.PENDING, "carried_by": letter, "expires_at": now + ALERT_LIFE}
    await transaction.run(waiting.values(values))
