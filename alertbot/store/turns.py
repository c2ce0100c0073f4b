"""Which due rows of the outbox go now, which wait, and which share one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, update

from alertbot.model import Chat, DeliveryId, DeliveryState, Due, Hold, Severity, TakeTurns, Turns
from alertbot.store.chats import chat_of
from alertbot.store.database import Transaction
from alertbot.store.tables import chats, deliveries

MOST_OF_A_CHAT = 60
"""Due rows of one chat that are looked at in one claim."""
HOUR = timedelta(hours=1)
_UNFINISHED = (
    DeliveryState.PENDING,
    DeliveryState.SENDING,
    DeliveryState.SUSPENDED,
    DeliveryState.HELD,
)


def oldest_due(now: datetime) -> Select[tuple[datetime]]:
    """When the row that waits longest fell due, of those that may be claimed."""
    return (
        select(deliveries.c.due_at)
        .join(chats, chats.c.id == deliveries.c.chat_key)
        .where(*_claimable(now))
        .order_by(deliveries.c.due_at)
        .limit(1)
    )


def due(now: datetime, limit: int, chat: int | None = None) -> Select[tuple[int]]:
    """Rows that may be claimed, oldest first, locked, without those another worker holds."""
    query = (
        select(deliveries.c.id)
        .join(chats, chats.c.id == deliveries.c.chat_key)
        .where(
            deliveries.c.state == DeliveryState.PENDING,
            deliveries.c.due_at <= now,
            ~_carried(),
            _reachable(now),
            ~_earlier_unfinished(),
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
    )
    return query if chat is None else query.where(deliveries.c.chat_key == chat)


async def in_turn(
    transaction: Transaction, ids: Sequence[int], now: datetime, take_turns: TakeTurns
) -> list[int]:
    """The rows to send now: those of chats without wishes as they are, of others as `take_turns` says.

    What has to wait is put off, what shares a message hangs on the first of its rows. None but of `ids`.
    """
    choosy = await _choosy(transaction, ids)
    going = [identity for identity in ids if identity not in choosy]
    for chat in {chat.key: chat for chat in choosy.values()}.values():
        rows = await _due_rows(transaction, chat, now)
        turns = take_turns(chat, rows, await _sent_lately(transaction, chat, now), now)
        await _hold(transaction, turns)
        going += [identity for identity in turns.alone if identity in choosy]
        if turns.together and turns.together[0] in choosy:
            await _bind(transaction, turns.together)
            going.append(turns.together[0])
    return going


def with_carried(ids: Sequence[int]) -> ColumnElement[bool]:
    """These rows and those that they carry."""
    return or_(deliveries.c.id.in_(ids), deliveries.c.carried_by.in_(ids))


async def _choosy(transaction: Transaction, ids: Sequence[int]) -> dict[int, Chat]:
    """Of these rows, those whose chat has quiet hours or a limit, or was away."""
    wishes = or_(chats.c.quiet != "", chats.c.hourly > 0, deliveries.c.held == Hold.AWAY)
    query = (
        select(deliveries.c.id.label("delivery_id"), chats)
        .join(chats, chats.c.id == deliveries.c.chat_key)
        .where(deliveries.c.id.in_(ids), wishes)
        .order_by(chats.c.id)
    )
    return {row["delivery_id"]: chat_of(row) for row in (await transaction.run(query)).mappings()}


async def _due_rows(transaction: Transaction, chat: Chat, now: datetime) -> list[Due]:
    ids = (await transaction.run(due(now, MOST_OF_A_CHAT, chat.key))).scalars().all()
    later = deliveries.alias("later")
    grave = (
        select(literal(1))
        .where(
            later.c.chat_key == deliveries.c.chat_key,
            later.c.incident_id == deliveries.c.incident_id,
            later.c.state == DeliveryState.PENDING,
            later.c.severity == Severity.EXTREME,
        )
        .correlate(deliveries)
        .exists()
    )
    columns = (deliveries.c.id, deliveries.c.held, deliveries.c.alert_id, grave.label("urgent"))
    found = {row.id: row for row in await transaction.run(select(*columns).where(deliveries.c.id.in_(ids)))}
    return [_due(found[identity]) for identity in ids]


def _due(row: Any) -> Due:
    return Due(
        DeliveryId(row.id),
        urgent=bool(row.urgent),
        letter=row.alert_id is None,
        away=row.held is Hold.AWAY,
    )


async def _sent_lately(transaction: Transaction, chat: Chat, now: datetime) -> list[datetime]:
    """When alerts left in the last hour, those under way counted as leaving now; in order."""
    own = and_(
        deliveries.c.chat_key == chat.key, deliveries.c.carried_by.is_(None), deliveries.c.period.is_(None)
    )
    sent = select(deliveries.c.finished_at).where(
        own, deliveries.c.state == DeliveryState.SENT, deliveries.c.finished_at > now - HOUR
    )
    under_way = select(func.count()).where(own, deliveries.c.state == DeliveryState.SENDING)
    times = list((await transaction.run(sent.order_by(deliveries.c.finished_at))).scalars())
    return times + [now] * (await transaction.run(under_way)).scalar_one()


async def _hold(transaction: Transaction, turns: Turns) -> None:
    if turns.held:
        values = {"due_at": turns.until, "held": turns.hold}
        rows = update(deliveries).where(deliveries.c.id.in_(turns.held))
        await transaction.run(rows.values(values))


async def _bind(transaction: Transaction, together: Sequence[DeliveryId]) -> None:
    """Hang all but the first on the first, with later revisions of the same incidents that wait."""
    if len(together) < 2:
        return
    lead, *others = together
    bound = deliveries.alias("bound")
    alike = (
        select(literal(1))
        .where(
            bound.c.id.in_(together),
            bound.c.chat_key == deliveries.c.chat_key,
            bound.c.incident_id == deliveries.c.incident_id,
            bound.c.revision < deliveries.c.revision,
        )
        .correlate(deliveries)
        .exists()
    )
    waiting = and_(deliveries.c.state == DeliveryState.PENDING, deliveries.c.carried_by.is_(None))
    chat = select(bound.c.chat_key).where(bound.c.id == lead).scalar_subquery()
    behind = select(deliveries.c.id).where(deliveries.c.chat_key == chat, waiting, alike)
    others = [*others, *(await transaction.run(behind)).scalars()]
    last = select(func.max(bound.c.expires_at)).where(bound.c.id.in_([lead, *others])).scalar_subquery()
    both = update(deliveries).where(deliveries.c.id.in_([lead, *others]))
    carrier = case((deliveries.c.id == lead, None), else_=lead)
    await transaction.run(both.values(carried_by=carrier, expires_at=last))


def _carried() -> ColumnElement[bool]:
    """Whether another row's message will tell of it; a row whose carrier was taken out goes by itself."""
    carrier = deliveries.alias("carrier")
    lives = select(literal(1)).where(
        carrier.c.id == deliveries.c.carried_by, carrier.c.state.in_(_UNFINISHED)
    )
    return lives.correlate(deliveries).exists()


def _claimable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.state == DeliveryState.PENDING,
        deliveries.c.due_at <= now,
        ~_carried(),
        _reachable(now),
        ~_earlier_unfinished(),
    )


def _reachable(now: datetime) -> ColumnElement[bool]:
    waited = or_(chats.c.not_before.is_(None), chats.c.not_before <= now)
    return and_(chats.c.paused.is_(False), chats.c.suspended.is_(None), waited)


def _earlier_unfinished() -> ColumnElement[bool]:
    """An earlier revision of the same incident, or an earlier part of the same digest."""
    earlier = deliveries.alias("earlier")
    same = or_(
        earlier.c.incident_id == deliveries.c.incident_id,
        and_(earlier.c.period == deliveries.c.period, earlier.c.alert_id.is_(None)),
    )
    return (
        select(literal(1))
        .where(
            earlier.c.chat_key == deliveries.c.chat_key,
            same,
            earlier.c.revision < deliveries.c.revision,
            earlier.c.state.in_(_UNFINISHED),
        )
        .correlate(deliveries)
        .exists()
    )
