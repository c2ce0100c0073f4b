"""The outbox: claimed (T3), sent outside any transaction, and finished (T4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal, or_, select, update
from sqlalchemy.engine import RowMapping

from alertbot.errors import LostClaim
from alertbot.model import (
    Alert,
    AlertId,
    ChatKey,
    Delivery,
    DeliveryResult,
    DeliveryState,
    TakeTurns,
)
from alertbot.ports import DeliveryRecord
from alertbot.store.chat_moves import move_chat
from alertbot.store.chats import UNSUBSCRIBED, leave_alone, still_watching, suspend
from alertbot.store.database import Database, Transaction
from alertbot.store.outgoing import alerts_of, load
from alertbot.store.tables import chats, deliveries, incidents
from alertbot.store.turns import due, in_turn, oldest_due, with_carried

ROUNDS = 10
"""Looks at the outbox in one claim, while rows found due are left out."""
_OPEN = (DeliveryState.PENDING, DeliveryState.SUSPENDED)


class Deliveries:
    """Implements `ports.DeliveryStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, take_turns: TakeTurns | None = None
    ) -> list[Delivery]:
        """T3: claim due rows, oldest first, state sending, attempt + 1.

        Skips chats that are paused, suspended or waiting, and a revision while an earlier one of the
        same incident and chat is unfinished. Rows too old to be news become `expired`, those of chats that
        watch nothing any more `cancelled`. `take_turns` says which of the rest wait, and which share one
        message; without it each goes by itself.
        """
        async with self._database.write() as transaction:
            await _expire(transaction, now)
            claimed: list[int] = []
            for _ in range(ROUNDS):
                ids = (await transaction.run(due(now, limit - len(claimed)))).scalars().all()
                unwanted = await _cancel_unwatched(transaction, ids, now)
                wanted = [identity for identity in ids if identity not in unwanted]
                going = await in_turn(transaction, wanted, now, take_turns) if take_turns else wanted
                await _take(transaction, going, now + lease)
                claimed += going
                if len(claimed) >= limit or set(ids) <= set(going):
                    break
            return await load(transaction, claimed)

    async def finish(self, delivery: Delivery, result: DeliveryResult, now: datetime) -> None:
        """T4: record the result, and what it means for the chat. Raises LostClaim.

        A late `sent` still counts while nobody has claimed the row again: it spares a repeat.
        """
        standing: ColumnElement[bool] = deliveries.c.state == DeliveryState.SENDING
        if result.state is DeliveryState.SENT:
            standing = or_(standing, deliveries.c.state.in_((*_OPEN, DeliveryState.UNCONFIRMED)))
        statement = update(deliveries).where(
            deliveries.c.id == delivery.id, deliveries.c.attempt == delivery.attempt, standing
        )
        async with self._database.write() as transaction:
            await _lock_chat(transaction, delivery, result)
            done = await transaction.run(statement.values(_outcome(result, now)))
            if done.rowcount == 0:
                raise LostClaim(
                    f"Delivery {delivery.id} was claimed again or erased; this result is dropped."
                )
            carried = update(deliveries).where(
                deliveries.c.carried_by == delivery.id,
                deliveries.c.state.in_((*_OPEN, DeliveryState.SENDING, DeliveryState.UNCONFIRMED)),
            )
            await transaction.run(carried.values(_outcome(result, now)))
            await _tell_chat(transaction, delivery, result)

    async def put_back(
        self, claimed: Sequence[tuple[Delivery, datetime]], reason: str, *, whole_chat: bool
    ) -> None:
        """Give claimed rows back unsent, each due again at its time; what others claimed meanwhile is left.

        `whole_chat`: nothing else of their chats is claimed before the first of its times either.
        """
        first: dict[int, datetime] = {}
        for delivery, when in claimed:
            first[delivery.chat.telegram_id] = min(when, first.get(delivery.chat.telegram_id, when))
        ours = and_(
            deliveries.c.id == bindparam("claimed_id"),
            deliveries.c.attempt == bindparam("claimed_attempt"),
            deliveries.c.state == DeliveryState.SENDING,
        )
        back = (
            update(deliveries)
            .where(ours)
            .values(state=_waiting(), outcome=reason, due_at=bindparam("again_at"))
        )
        rows = [
            {"claimed_id": row.id, "claimed_attempt": row.attempt, "again_at": when} for row, when in claimed
        ]
        along = update(deliveries).where(deliveries.c.carried_by == bindparam("claimed_id"))
        async with self._database.write() as transaction:
            if whole_chat:
                await _rest(transaction, first)
            await transaction.run(back, rows)
            carried = along.where(deliveries.c.state == DeliveryState.SENDING)
            again = {"state": _waiting(), "outcome": reason, "due_at": bindparam("again_at")}
            whose = [{"claimed_id": row.id, "again_at": when} for row, when in claimed]
            await transaction.run(carried.values(again), whose)

    async def expired_claims(self, now: datetime, limit: int) -> list[Delivery]:
        """Rows in `sending` whose lease ran out, as claimed: their outcome is unknown."""
        query = (
            select(deliveries.c.id)
            .where(
                deliveries.c.state == DeliveryState.SENDING,
                deliveries.c.due_at <= now,
                deliveries.c.carried_by.is_(None),
            )
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(limit)
        )
        async with self._database.read() as transaction:
            return await load(transaction, (await transaction.run(query)).scalars().all())

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the longest waiting row that could be sent is due; None: nothing is late."""
        async with self._database.read() as transaction:
            return (await transaction.run(oldest_due(now))).scalar_one_or_none()

    async def next_due(self) -> datetime | None:
        """When the next pending row becomes due."""
        query = select(func.min(deliveries.c.due_at)).where(
            deliveries.c.state == DeliveryState.PENDING, deliveries.c.carried_by.is_(None)
        )
        async with self._database.read() as transaction:
            due: datetime | None = (await transaction.run(query)).scalar_one()
            return due

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Rows by state; states without any are left out."""
        query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        async with self._database.read() as transaction:
            return {row[0]: row[1] for row in await transaction.run(query)}

    async def history(self, chat: ChatKey, limit: int) -> list[DeliveryRecord]:
        """What was planned for a chat, latest first."""
        query = (
            select(deliveries, incidents.c.code)
            .join(incidents, incidents.c.id == deliveries.c.incident_id)
            .where(deliveries.c.chat_key == chat)
            .order_by(deliveries.c.id.desc())
            .limit(limit)
        )
        async with self._database.read() as transaction:
            return [_record(row) for row in (await transaction.run(query)).mappings()]

    async def alert(self, alert: AlertId) -> Alert | None:
        """One alert revision."""
        async with self._database.read() as transaction:
            return (await alerts_of(transaction, [alert])).get(alert)


def _waiting() -> ColumnElement[DeliveryState]:
    """What an unsent row is: its chat may have been suspended while the row was claimed."""
    away = select(literal(1)).where(chats.c.id == deliveries.c.chat_key, chats.c.suspended.is_not(None))
    kind = deliveries.c.state.type
    suspended = literal(DeliveryState.SUSPENDED, kind)
    return case((away.correlate(deliveries).exists(), suspended), else_=literal(DeliveryState.PENDING, kind))


async def _rest(transaction: Transaction, until: Mapping[int, datetime]) -> None:
    """Chats first, in order of their keys, as everybody locks them."""
    which = select(chats.c.id).where(chats.c.telegram_id.in_(until)).order_by(chats.c.id)
    await transaction.run(which.with_for_update())
    for chat, when in until.items():
        later = or_(chats.c.not_before.is_(None), chats.c.not_before < when)
        await transaction.run(update(chats).where(chats.c.telegram_id == chat, later).values(not_before=when))


def _record(row: RowMapping) -> DeliveryRecord:
    names = ("revision", "state", "reason", "created_at", "finished_at", "message_id")
    return DeliveryRecord(row["code"], **{name: row[name] for name in names})


async def _expire(transaction: Transaction, now: datetime) -> None:
    """Close what is too old to be news, leaving rows to others who hold them."""
    old = (
        select(deliveries.c.id)
        .where(deliveries.c.state.in_((DeliveryState.PENDING, DeliveryState.HELD)))
        .where(deliveries.c.expires_at <= now)
        .with_for_update(skip_locked=True)
    )
    ids = (await transaction.run(old)).scalars().all()
    values = {
        "state": DeliveryState.EXPIRED,
        "outcome": "not sent in time",
        "finished_at": now,
        "letter": None,
    }
    await transaction.run(update(deliveries).where(deliveries.c.id.in_(ids)).values(values))


async def _take(transaction: Transaction, ids: Sequence[int], lease_until: datetime) -> None:
    taken = {"state": DeliveryState.SENDING, "attempt": deliveries.c.attempt + 1, "due_at": lease_until}
    pending = update(deliveries).where(with_carried(ids), deliveries.c.state == DeliveryState.PENDING)
    await transaction.run(pending.values(taken))


async def _cancel_unwatched(transaction: Transaction, due: Sequence[int], now: datetime) -> list[int]:
    """Close those of the due rows whose chat unsubscribed while they were planned or sent in vain; which."""
    query = select(deliveries.c.id).where(deliveries.c.id.in_(due), ~still_watching())
    ids = list((await transaction.run(query)).scalars())
    values = {"state": DeliveryState.CANCELLED, "outcome": UNSUBSCRIBED, "finished_at": now}
    if ids:
        await transaction.run(update(deliveries).where(with_carried(ids)).values(values))
    return ids


def _outcome(result: DeliveryResult, now: datetime) -> dict[str, Any]:
    over = result.state not in _OPEN
    values: dict[str, Any] = {
        "state": result.state,
        "outcome": result.reason,
        "due_at": result.not_before or now,
        "ambiguous": deliveries.c.ambiguous + int(result.ambiguous),
        "finished_at": now if over else None,
    }
    if result.state is DeliveryState.PENDING and result.migrate_to is None:
        values["state"] = _waiting()
    if over:
        values["letter"] = None  # what was written is not kept longer than it is needed
    if result.plain:
        values["plain"] = True
    if result.message_id is not None:
        values["message_id"] = result.message_id
    return values


async def _lock_chat(transaction: Transaction, delivery: Delivery, result: DeliveryResult) -> None:
    """Chats before deliveries, in order of their keys, as everybody locks them: nobody waits in a circle."""
    effects = (result.suspend_chat, result.chat_not_before, result.migrate_to)
    if any(effect is not None for effect in effects):
        ids = (delivery.chat.telegram_id, result.migrate_to)
        query = select(chats.c.id).where(chats.c.telegram_id.in_(ids)).order_by(chats.c.id)
        await transaction.run(query.with_for_update())


async def _tell_chat(transaction: Transaction, delivery: Delivery, result: DeliveryResult) -> None:
    """A refusal counts for that destination, a wait for the whole chat, a move for all its topics."""
    if result.suspend_chat is not None:
        await suspend(transaction, chats.c.id == delivery.chat.key, result.suspend_chat)
    if result.chat_not_before is not None:
        await leave_alone(transaction, delivery.chat.telegram_id, result.chat_not_before)
    if result.migrate_to is not None:
        await move_chat(transaction, delivery.chat.telegram_id, result.migrate_to)
