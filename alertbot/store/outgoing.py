"""Claimed rows of the outbox as deliveries: with chat, alerts or letter, and the message they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.engine import RowMapping

from alertbot.model import Alert, AlertId, Delivery, DeliveryId, DeliveryState, Way
from alertbot.store.chats import chat_of
from alertbot.store.database import Transaction
from alertbot.store.tables import alerts, chats, deliveries


async def load(transaction: Transaction, ids: Sequence[int]) -> list[Delivery]:
    """The claimed rows, in the order of `ids`, each with the alerts that it carries."""
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
    carried = await _carried(transaction, [row["delivery_id"] for row in found if row["delivery_alert_id"]])
    wanted = {row["delivery_alert_id"] for row in found}.union(*carried.values()) - {None}
    told = await alerts_of(transaction, list(wanted))
    by_id = {row["delivery_id"]: _delivery(row, told, carried) for row in found}
    return [by_id[identity] for identity in ids if identity in by_id]


async def _carried(transaction: Transaction, ids: Sequence[int]) -> dict[int, list[int]]:
    """Alerts that other rows hang on these rows, in order of planning."""
    query = select(deliveries.c.carried_by, deliveries.c.alert_id).where(
        deliveries.c.carried_by.in_(ids), deliveries.c.state == DeliveryState.SENDING
    )
    carried: dict[int, list[int]] = {}
    for row in await transaction.run(query.order_by(deliveries.c.id)):
        carried.setdefault(row.carried_by, []).append(row.alert_id)
    return carried


async def alerts_of(transaction: Transaction, ids: Sequence[int]) -> dict[int, Alert]:
    """Alerts by their ids."""
    query = select(alerts.c.id, alerts.c.snapshot).where(alerts.c.id.in_(ids))
    return {row.id: replace(row.snapshot, id=AlertId(row.id)) for row in await transaction.run(query)}


_FIELDS = ("id", "alert_id", "attempt", "ambiguous", "reason", "plain", "created_at", "letter", "way")


def _delivery(row: RowMapping, told: Mapping[int, Alert], carried: Mapping[int, Sequence[int]]) -> Delivery:
    folded = tuple(told[alert] for alert in carried.get(row["delivery_id"], ()))
    return Delivery(
        id=DeliveryId(row["delivery_id"]),
        alert=told.get(row["delivery_alert_id"]),
        chat=chat_of(row),
        attempt=row["delivery_attempt"],
        ambiguous=row["delivery_ambiguous"],
        reply_to=None if folded else row["reply_to"],
        reason=row["delivery_reason"],
        plain=row["delivery_plain"],
        created_at=row["delivery_created_at"],
        folded=folded,
        letter=row["delivery_letter"],
        silent=row["delivery_way"] is Way.SILENT,
    )
