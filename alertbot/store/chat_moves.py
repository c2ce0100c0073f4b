"""A group that became a supergroup: everything we have about it moves to the new Telegram id."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, delete, select, update

from alertbot.model import ChatKind, DeliveryState
from alertbot.store.database import Transaction
from alertbot.store.operator_tables import access
from alertbot.store.reader_tables import suggestions
from alertbot.store.readers import move_reader
from alertbot.store.tables import audit, chats, deliveries, watches

REVOKED = "access revoked"
"""Why a chat is suspended whose access was revoked: only letting it in again lifts that."""
_FINISHED = (
    DeliveryState.SENT,
    DeliveryState.UNCONFIRMED,
    DeliveryState.DEAD,
    DeliveryState.EXPIRED,
    DeliveryState.CANCELLED,
)


async def move_chat(transaction: Transaction, old_id: int, new_id: int) -> None:
    """Give the chats of `old_id` their new id; one known there already is merged into its old self.

    The old settings win, since the new chat was made with defaults when it first spoke to us. The
    suspension ends, unless access was revoked. Message ids of the old group mean nothing in the new one
    and are dropped.
    """
    if old_id == new_id:
        return
    query = select(chats).where(chats.c.telegram_id.in_((old_id, new_id)))
    rows = (await transaction.run(query.order_by(chats.c.id).with_for_update())).mappings().all()
    arrived = {row["thread_id"]: row["id"] for row in rows if row["telegram_id"] == new_id}
    for row in rows:
        if row["telegram_id"] == old_id:
            await _move(transaction, row["id"], new_id, arrived.get(row["thread_id"]))
    for table in (audit, suggestions):
        await transaction.run(update(table).where(table.c.telegram_id == old_id).values(telegram_id=new_id))
    if (await transaction.run(select(access.c.telegram_id).where(access.c.telegram_id == old_id))).first():
        await transaction.run(delete(access).where(access.c.telegram_id == new_id))
        await transaction.run(update(access).where(access.c.telegram_id == old_id).values(telegram_id=new_id))


async def _move(transaction: Transaction, key: int, new_id: int, double: int | None) -> None:
    mine = deliveries.c.chat_key == key
    await transaction.run(update(deliveries).where(mine).values(message_id=None))
    waiting = update(deliveries).where(mine, deliveries.c.state == DeliveryState.SUSPENDED)
    await transaction.run(waiting.values(state=DeliveryState.PENDING))
    if double is not None:
        await _merge_watches(transaction, double, key)
        await _merge_deliveries(transaction, double, key)
        await move_reader(transaction, double, key)
        await transaction.run(delete(chats).where(chats.c.id == double))
    moved: dict[str, Any] = {"telegram_id": new_id, "kind": ChatKind.SUPERGROUP}
    await transaction.run(update(chats).where(chats.c.id == key).values(moved))
    lifted = and_(chats.c.id == key, chats.c.suspended != REVOKED)
    await transaction.run(update(chats).where(lifted).values(suspended=None))


async def _merge_watches(transaction: Transaction, source: int, target: int) -> None:
    await transaction.run(update(watches).where(watches.c.chat_key == source).values(chat_key=target))


async def _merge_deliveries(transaction: Transaction, source: int, target: int) -> None:
    """Each alert and part of a digest once: where both have it, a finished row stays, not one to be sent."""
    columns = [deliveries.c[name] for name in ("id", "alert_id", "period", "revision", "chat_key", "state")]
    query = select(*columns).where(deliveries.c.chat_key.in_((source, target)))
    best: dict[tuple[object, ...], tuple[bool, bool, int]] = {}
    every: list[int] = []
    for row in await transaction.run(query.order_by(deliveries.c.id)):
        rank = (row.state in _FINISHED, row.chat_key == target, row.id)
        one = (row.alert_id,) if row.alert_id else (row.period, row.revision)
        best[one] = max(best.get(one, rank), rank)
        every.append(row.id)
    kept = [identity for _, _, identity in best.values()]
    drop = set(every) - set(kept)
    await transaction.run(delete(deliveries).where(deliveries.c.id.in_(drop)))
    await transaction.run(update(deliveries).where(deliveries.c.chat_key == source).values(chat_key=target))
