"""The outbox: claimed (T3), sent outside any transaction, and finished (T4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_, update
from sqlalchemy.engine import RowMapping

from alertbot.errors import LostClaim
from alertbot.model import Alert, AlertId, ChatKey, Delivery, DeliveryId, DeliveryResult, DeliveryState
from alertbot.ports import DeliveryRecord
from alertbot.store.chat_moves import move_chat
from alertbot.store.chats import UNSUBSCRIBED, chat_of, leave_alone, still_watching, suspend
from alertbot.store.database import Database, Transaction
from alertbot.store.tables import alerts, chats, deliveries, incidents

_UNFINISHED = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.SUSPENDED,
    DeliveryState.HELD,
)
_OPEN = (DeliveryState.PENDING, DeliveryState.SUSPENDED)


class Deliveries:
    """Implements `ports.DeliveryStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[Delivery]:
        """T3: claim due rows, oldest first, state sending, attempt + 1.

        Skips chats that are paused, suspended or waiting, and a revision while an earlier one of the
        same incident and chat is unfinished. Rows too old to be news become `expired`, those of chats that
        watch nothing any more `cancelled`.
        """
        async with self._database.write() as transaction:
            await _expire(transaction, now)
            claimed: list[int] = []
            unwanted = [0]
            while unwanted and len(claimed) < limit:
                ids = (await transaction.run(_due(now, limit - len(claimed)))).scalars().all()
                unwanted = await _cancel_unwatched(transaction, ids, now)
                wanted = [identity for identity in ids if identity not in unwanted]
                await _take(transaction, wanted, now + lease)
                claimed += wanted
            return await _load(transaction, claimed)

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
            await _tell_chat(transaction, delivery, result)

    async def put_back(
        self, claimed: Sequence[Delivery], reason: str, until: datetime, *, whole_chat: bool
    ) -> None:
        """Give claimed rows back unsent, due again at `until`; rows claimed by others meanwhile are left.

        `whole_chat`: nothing else of their chats is claimed before then either.
        """
        ids = {delivery.chat.telegram_id for delivery in claimed}
        keys = [(delivery.id, delivery.attempt) for delivery in claimed]
        ours = and_(
            tuple_(deliveries.c.id, deliveries.c.attempt).in_(keys),
            deliveries.c.state == DeliveryState.SENDING,
        )
        back = {"state": DeliveryState.PENDING, "outcome": reason, "due_at": until}
        async with self._database.write() as transaction:
            if whole_chat:
                await _rest(transaction, ids, until)
            await transaction.run(update(deliveries).where(ours).values(back))

    async def expired_claims(self, now: datetime, limit: int) -> list[Delivery]:
        """Rows in `sending` whose lease ran out, as claimed: their outcome is unknown."""
        query = (
            select(deliveries.c.id)
            .where(deliveries.c.state == DeliveryState.SENDING, deliveries.c.due_at <= now)
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(limit)
        )
        async with self._database.read() as transaction:
            return await _load(transaction, (await transaction.run(query)).scalars().all())

    async def next_due(self) -> datetime | None:
        """When the next pending row becomes due."""
        query = select(func.min(deliveries.c.due_at)).where(deliveries.c.state == DeliveryState.PENDING)
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
            return (await _alerts(transaction, [alert])).get(alert)


async def _rest(transaction: Transaction, telegram_ids: Collection[int], until: datetime) -> None:
    """Chats first, in order of their keys, as everybody locks them."""
    which = chats.c.telegram_id.in_(telegram_ids)
    await transaction.run(select(chats.c.id).where(which).order_by(chats.c.id).with_for_update())
    later = or_(chats.c.not_before.is_(None), chats.c.not_before < until)
    await transaction.run(update(chats).where(which, later).values(not_before=until))


def _record(row: RowMapping) -> DeliveryRecord:
    names = ("revision", "state", "reason", "created_at", "finished_at", "message_id")
    return DeliveryRecord(row["code"], **{name: row[name] for name in names})


def _reachable(now: datetime) -> ColumnElement[bool]:
    waited = or_(chats.c.not_before.is_(None), chats.c.not_before <= now)
    return and_(chats.c.paused.is_(False), chats.c.suspended.is_(None), waited)


def _earlier_unfinished() -> ColumnElement[bool]:
    earlier = deliveries.alias("earlier")
    return (
        select(literal(1))
        .where(
            earlier.c.chat_key == deliveries.c.chat_key,
            earlier.c.incident_id == deliveries.c.incident_id,
            earlier.c.revision < deliveries.c.revision,
            earlier.c.state.in_(_UNFINISHED),
        )
        .correlate(deliveries)
        .exists()
    )


async def _expire(transaction: Transaction, now: datetime) -> None:
    """Close what is too old to be news, leaving rows to others who hold them."""
    old = (
        select(deliveries.c.id)
        .where(deliveries.c.state.in_((DeliveryState.PENDING, DeliveryState.HELD)))
        .where(deliveries.c.expires_at <= now)
        .with_for_update(skip_locked=True)
    )
    ids = (await transaction.run(old)).scalars().all()
    values = {"state": DeliveryState.EXPIRED, "outcome": "not sent in time", "finished_at": now}
    await transaction.run(update(deliveries).where(deliveries.c.id.in_(ids)).values(values))


def _due(now: datetime, limit: int) -> Select[tuple[int]]:
    return (
        select(deliveries.c.id)
        .join(chats, chats.c.id == deliveries.c.chat_key)
        .where(
            deliveries.c.state == DeliveryState.PENDING,
            deliveries.c.due_at <= now,
            _reachable(now),
            ~_earlier_unfinished(),
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
    )


async def _take(transaction: Transaction, ids: Sequence[int], lease_until: datetime) -> None:
    taken = {"state": DeliveryState.SENDING, "attempt": deliveries.c.attempt + 1, "due_at": lease_until}
    await transaction.run(update(deliveries).where(deliveries.c.id.in_(ids)).values(taken))


async def _cancel_unwatched(transaction: Transaction, due: Sequence[int], now: datetime) -> list[int]:
    """Close those of the due rows whose chat unsubscribed while they were planned or sent in vain; which."""
    query = select(deliveries.c.id).where(deliveries.c.id.in_(due), ~still_watching())
    ids = list((await transaction.run(query)).scalars())
    values = {"state": DeliveryState.CANCELLED, "outcome": UNSUBSCRIBED, "finished_at": now}
    if ids:
        await transaction.run(update(deliveries).where(deliveries.c.id.in_(ids)).values(values))
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


async def _load(transaction: Transaction, ids: Sequence[int]) -> list[Delivery]:
    if not ids:
        return []
    first = deliveries.alias("first")
    reply_to = (
        select(first.c.message_id)
        .where(
            first.c.chat_key == deliveries.c.chat_key,
            first.c.incident_id == deliveries.c.incident_id,
            first.c.message_id.is_not(None),
            first.c.id != deliveries.c.id,
        )
        .order_by(first.c.revision)
        .limit(1)
        .correlate(deliveries)
        .scalar_subquery()
    )
    query = select(
        chats, *(deliveries.c[name].label(f"delivery_{name}") for name in _FIELDS), reply_to.label("reply_to")
    ).join_from(deliveries, chats, chats.c.id == deliveries.c.chat_key)
    found = (await transaction.run(query.where(deliveries.c.id.in_(ids)))).mappings().all()
    told = await _alerts(transaction, list({row["delivery_alert_id"] for row in found}))
    by_id = {row["delivery_id"]: _delivery(row, told) for row in found}
    return [by_id[identity] for identity in ids if identity in by_id]


async def _alerts(transaction: Transaction, ids: Sequence[int]) -> dict[int, Alert]:
    query = select(alerts.c.id, alerts.c.snapshot).where(alerts.c.id.in_(ids))
    return {row.id: replace(row.snapshot, id=AlertId(row.id)) for row in await transaction.run(query)}


_FIELDS = ("id", "alert_id", "attempt", "ambiguous", "reason", "plain", "created_at")


def _delivery(row: RowMapping, told: Mapping[int, Alert]) -> Delivery:
    return Delivery(
        id=DeliveryId(row["delivery_id"]),
        alert=told[row["delivery_alert_id"]],
        chat=chat_of(row),
        attempt=row["delivery_attempt"],
        ambiguous=row["delivery_ambiguous"],
        reply_to=row["reply_to"],
        reason=row["delivery_reason"],
        plain=row["delivery_plain"],
        created_at=row["delivery_created_at"],
    )
