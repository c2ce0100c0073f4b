"""What filing an alert puts into the outbox: a row for each chat, and when it may go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Row

from alertbot.model import DeliveryState, Incident, Match
from alertbot.store.database import Transaction
from alertbot.store.tables import chats, deliveries

ALERT_LIFE = timedelta(hours=72)
"""An alert not sent by then is no news any more and expires."""


async def plan_deliveries(
    transaction: Transaction, alert_id: int, incident: Incident, matches: Sequence[Match], now: datetime
) -> None:
    """One pending delivery for each chat that still exists, the first match of a chat counting.

    A chat in its quiet hours, and one that Telegram asked us to leave alone, waits. What need not wait takes
    along earlier revisions that do, since these go first.
    """
    wanted: dict[int, Match] = {}
    for match in matches:
        wanted.setdefault(match.chat, match)
    if not wanted:
        return
    query = select(chats.c.id, chats.c.not_before).where(chats.c.id.in_(wanted)).order_by(chats.c.id)
    present = (await transaction.run(query.with_for_update(read=True, key_share=True))).all()
    common = {"alert_id": alert_id, "incident_id": incident.id, "revision": incident.revision}
    rows = [_row(chat, wanted[chat.id], now) | common for chat in present]
    if rows:
        await transaction.run(insert(deliveries), rows)
        await _release(transaction, incident, [row["chat_key"] for row in rows if row["due_at"] <= now], now)


def _row(chat: Row[Any], match: Match, now: datetime) -> dict[str, Any]:
    return {
        "chat_key": chat.id,
        "reason": match.reason,
        "due_at": max(now, chat.not_before or now, match.not_before or now),
        "state": DeliveryState.HELD if match.hold else DeliveryState.PENDING,
        "expires_at": now + ALERT_LIFE,
        "attempt": 0,
        "ambiguous": 0,
        "plain": False,
        "created_at": now,
    }


async def _release(transaction: Transaction, incident: Incident, keys: Sequence[int], now: datetime) -> None:
    """Earlier revisions that were held back and never tried are due now too."""
    held = update(deliveries).where(
        deliveries.c.chat_key.in_(keys),
        deliveries.c.incident_id == incident.id,
        deliveries.c.revision < incident.revision,
        deliveries.c.state == DeliveryState.PENDING,
        deliveries.c.attempt == 0,
        deliveries.c.due_at > now,
    )
    if keys:
        await transaction.run(held.values(due_at=now))
