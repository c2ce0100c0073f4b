"""What filing an alert puts into the outbox: a row for each chat, and when it may go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Row

from alertbot.model import DeliveryState, Hold, Incident, Match, Way
from alertbot.ports import Wake
from alertbot.store.database import Transaction
from alertbot.store.tables import chats, deliveries

ALERT_LIFE = timedelta(hours=72)
"""An alert not sent by then is no news any more and expires."""


async def plan_deliveries(
    transaction: Transaction, alert_id: int, incident: Incident, matches: Sequence[Match], now: datetime
) -> None:
    """One pending delivery for each chat that still exists, the first match of a chat counting.

    A chat that Telegram asked us to leave alone waits; one that wants digests only gets it with the next.
    Whether its hours are quiet is judged when it is claimed, and then again for earlier revisions that wait.
    """
    wanted: dict[int, Match] = {}
    for match in matches:
        wanted.setdefault(match.chat, match)
    if not wanted:
        return
    query = (
        select(chats.c.id, chats.c.not_before, chats.c.immediate, chats.c.digest)
        .where(chats.c.id.in_(wanted))
        .order_by(chats.c.id)
    )
    present = (await transaction.run(query.with_for_update(read=True, key_share=True))).all()
    common = {
        "alert_id": alert_id,
        "incident_id": incident.id,
        "revision": incident.revision,
        "severity": incident.severity,
    }
    rows = [_row(chat, wanted[chat.id], now) | common for chat in present]
    if rows:
        await transaction.run(insert(deliveries), rows)
        transaction.wakes(Wake.DELIVER)
        await _judge_again(transaction, incident, [row["chat_key"] for row in rows])


def _row(chat: Row[Any], match: Match, now: datetime) -> dict[str, Any]:
    return {
        "chat_key": chat.id,
        "reason": match.reason,
        "due_at": max(now, chat.not_before or now),
        "state": _first_state(chat, match),
        "way": match.way,
        "expires_at": now + ALERT_LIFE,
        "attempt": 0,
        "ambiguous": 0,
        "plain": False,
        "created_at": now,
    }


def _first_state(chat: Row[Any], match: Match) -> DeliveryState:
    """An operator's decision comes first; then whether watch or chat want it by itself or with a digest."""
    if match.hold:
        return DeliveryState.HELD
    if match.way is None:
        return DeliveryState.PENDING if chat.immediate else DeliveryState.WAITING
    return DeliveryState.WAITING if match.way is Way.DIGEST and chat.digest else DeliveryState.PENDING


async def _judge_again(transaction: Transaction, incident: Incident, keys: Sequence[int]) -> None:
    """Earlier revisions that are held back: this one may be too grave to wait behind them."""
    held = update(deliveries).where(
        deliveries.c.chat_key.in_(keys),
        deliveries.c.incident_id == incident.id,
        deliveries.c.revision < incident.revision,
        deliveries.c.state == DeliveryState.PENDING,
        deliveries.c.held.in_((Hold.QUIET, Hold.LIMIT)),
    )
    await transaction.run(held.values(due_at=deliveries.c.created_at, held=None))
