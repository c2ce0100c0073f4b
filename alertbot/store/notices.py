"""The outbox of what is no alert: broadcasts, and questions to operators; claimed, sent, finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, insert, literal, or_, select, update

from alertbot.errors import LostClaim
from alertbot.model import (
    ArticleId,
    ChatKind,
    DeliveryResult,
    DeliveryState,
    MentionFor,
    Notice,
    NoticeKind,
)
from alertbot.ports import Broadcast, Wake
from alertbot.store.chat_moves import move_chat
from alertbot.store.chats import chat_of, leave_alone, suspend
from alertbot.store.database import Database, Transaction
from alertbot.store.operator_tables import broadcasts, notices
from alertbot.store.tables import chats, deliveries, watches
from alertbot.store.trail import Author, note
from alertbot.store.unconfirmed import unconfirmed_unknown

_FOR_READERS = (NoticeKind.MENTION, NoticeKind.SOURCES_SILENT, NoticeKind.SOURCES_BACK)
NOTICE_LIFE = timedelta(hours=72)
"""What was not sent by then is not sent any more."""


class Notices:
    """Implements `ports.NoticeStore`."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self._database = database
        self._author = author

    async def draft(self, text: str, audience: str, now: datetime) -> Broadcast:
        """Keep a broadcast until it is confirmed."""
        row = {"text": text, "audience": audience, "created_at": now, "sent": False}
        async with self._database.write() as transaction:
            added = await transaction.run(insert(broadcasts).returning(broadcasts.c.id), [row])
            return Broadcast(added.scalar_one(), text, audience, sent=False)

    async def audience(self, audience: str) -> int:
        """To how many chats a broadcast would go."""
        async with self._database.read() as transaction:
            return len(await _listeners(transaction, audience))

    async def broadcast(self, number: int, now: datetime) -> int | None:
        """Put a draft into the outbox, once; returns to how many chats, None if it went or is unknown."""
        once = update(broadcasts).where(broadcasts.c.id == number, broadcasts.c.sent.is_(False))
        async with self._database.write() as transaction:
            if (await transaction.run(once.values(sent=True))).rowcount == 0:
                return None
            query = select(broadcasts.c.audience).where(broadcasts.c.id == number)
            audience = (await transaction.run(query)).scalar_one()
            keys = await _listeners(transaction, audience)
            if keys:
                rows = [notice_row(NoticeKind.BROADCAST, number, key, now) for key in keys]
                await transaction.run(insert(notices), rows)
                transaction.wakes(Wake.ANNOUNCE)
            told = {"broadcast": number, "audience": audience, "chats": len(keys)}
            await note(transaction, self._author, "broadcast.sent", None, told)
            return len(keys)

    async def ask_about_held(self, operators: Sequence[int], now: datetime) -> None:
        """A notice to each operator's private chat for each held alert they were not asked about."""
        asked = select(literal(1)).where(
            notices.c.kind == NoticeKind.HELD,
            notices.c.subject == deliveries.c.alert_id,
            notices.c.chat_key == chats.c.id,
        )
        query = (
            select(deliveries.c.alert_id, chats.c.id)
            .select_from(deliveries)
            .join(chats, and_(chats.c.telegram_id.in_(operators), chats.c.kind == ChatKind.PRIVATE))
            .where(deliveries.c.state == DeliveryState.HELD)
            .where(~asked.correlate(deliveries, chats).exists())
            .distinct()
        )
        async with self._database.read() as transaction:
            due = (await transaction.run(query)).all()
        if due:
            rows = [notice_row(NoticeKind.HELD, alert, key, now) for alert, key in due]
            async with self._database.write() as transaction:
                await transaction.run(transaction.insert(notices).on_conflict_do_nothing(), rows)
                transaction.wakes(Wake.ANNOUNCE)

    async def tell_of_unconfirmed(self, operators: Sequence[int], now: datetime) -> None:
        """A notice to each operator where a delivery became `unconfirmed` since the last; at most hourly."""
        query = unconfirmed_unknown(operators, now)
        async with self._database.read() as transaction:
            keys = (await transaction.run(query)).scalars().all()
        if keys:
            rows = [notice_row(NoticeKind.UNCONFIRMED, int(now.timestamp()), key, now) for key in keys]
            async with self._database.write() as transaction:
                await transaction.run(transaction.insert(notices).on_conflict_do_nothing(), rows)
                transaction.wakes(Wake.ANNOUNCE)

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[Notice]:
        """Claim due notices to chats that can be reached, oldest first, attempt + 1.

        Those whose lease ran out come again: a notice that may have arrived counts as ambiguous.
        """
        open_states = (DeliveryState.PENDING, DeliveryState.SENDING)
        waited = or_(chats.c.not_before.is_(None), chats.c.not_before <= now)
        due = (
            select(notices.c.id)
            .join(chats, chats.c.id == notices.c.chat_key)
            .where(notices.c.state.in_(open_states), notices.c.due_at <= now)
            .where(chats.c.suspended.is_(None), waited, _wanted())
            .order_by(notices.c.due_at, notices.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=notices)
        )
        stale = update(notices).where(notices.c.state.in_(open_states), notices.c.expires_at <= now)
        async with self._database.write() as transaction:
            expired = {"state": DeliveryState.EXPIRED, "outcome": "not sent in time", "finished_at": now}
            await transaction.run(stale.values(expired))
            ids = (await transaction.run(due)).scalars().all()
            lost = case((notices.c.state == DeliveryState.SENDING.value, 1), else_=0)
            taken = {
                "ambiguous": notices.c.ambiguous + lost,
                "state": DeliveryState.SENDING,
                "attempt": notices.c.attempt + 1,
                "due_at": now + lease,
            }
            await transaction.run(update(notices).where(notices.c.id.in_(ids)).values(taken))
            return await _load(transaction, ids)

    async def finish(self, notice: Notice, result: DeliveryResult, now: datetime) -> None:
        """Record the result, and what it means for the chat. Raises LostClaim."""
        over = result.state is not DeliveryState.PENDING
        values: dict[str, Any] = {
            "state": result.state,
            "outcome": result.reason,
            "due_at": result.not_before or now,
            "ambiguous": notices.c.ambiguous + int(result.ambiguous),
            "finished_at": now if over else None,
        } | ({"plain": True} if result.plain else {})
        mine = and_(
            notices.c.id == notice.id,
            notices.c.attempt == notice.attempt,
            notices.c.state == DeliveryState.SENDING,
        )
        async with self._database.write() as transaction:
            if result.suspend_chat is not None:
                await suspend(transaction, chats.c.id == notice.chat.key, result.suspend_chat)
            if result.chat_not_before is not None:
                await leave_alone(transaction, notice.chat.telegram_id, result.chat_not_before)
            if result.migrate_to is not None:
                await move_chat(transaction, notice.chat.telegram_id, result.migrate_to)
            if (await transaction.run(update(notices).where(mine).values(values))).rowcount == 0:
                raise LostClaim(f"Notice {notice.id} was claimed again or erased; this result is dropped.")


async def plan_mentions(
    transaction: Transaction, article: ArticleId, mentions: Sequence[MentionFor], now: datetime
) -> None:
    """One pending notice for each chat that has none of this article: read again, it is not told again."""
    rows = [
        notice_row(NoticeKind.MENTION, article, found.chat, now) | {"mention": found.mention}
        for found in mentions
    ]
    if rows:
        await transaction.run(transaction.insert(notices).on_conflict_do_nothing(), rows)
        transaction.wakes(Wake.ANNOUNCE)


def _wanted() -> ColumnElement[bool]:
    """What readers get waits while a chat is paused, and goes to nobody who watches nothing any more."""
    watching = select(watches.c.id).where(watches.c.chat_key == notices.c.chat_key).correlate(notices)
    heard = and_(chats.c.paused.is_(False), watching.exists())
    return or_(notices.c.kind.not_in(_FOR_READERS), heard)


async def _listeners(transaction: Transaction, audience: str) -> list[int]:
    """Chats that can be reached and watch something; of a language, or that hear of a country."""
    country = len(audience) == len("SDN")
    columns = (chats.c.id, watches.c.watch) if country else (chats.c.id,)
    query = (
        select(*columns).join(watches, watches.c.chat_key == chats.c.id).where(chats.c.suspended.is_(None))
    )
    if audience and not country:
        query = query.where(chats.c.language == audience)
    rows = await transaction.run(query.order_by(chats.c.id))
    heard = (
        row.id for row in rows if not country or not row.watch.countries or audience in row.watch.countries
    )
    return list(dict.fromkeys(heard))


def notice_row(kind: NoticeKind, subject: int, chat: int, now: datetime) -> dict[str, Any]:
    """A new row of the outbox, due at once."""
    return {
        "kind": kind,
        "subject": subject,
        "chat_key": chat,
        "state": DeliveryState.PENDING,
        "due_at": now,
        "expires_at": now + NOTICE_LIFE,
        "attempt": 0,
        "ambiguous": 0,
        "plain": False,
        "created_at": now,
    }


async def _load(transaction: Transaction, ids: Sequence[int]) -> list[Notice]:
    if not ids:
        return []
    fields = [notices.c[name].label(f"notice_{name}") for name in _FIELDS]
    said = and_(broadcasts.c.id == notices.c.subject, notices.c.kind == NoticeKind.BROADCAST)
    query = (
        select(chats, *fields, broadcasts.c.text.label("said"))
        .join_from(notices, chats, chats.c.id == notices.c.chat_key)
        .outerjoin(broadcasts, said)
        .where(notices.c.id.in_(ids))
    )
    rows = {row["notice_id"]: row for row in (await transaction.run(query)).mappings()}
    return [
        Notice(
            chat=chat_of(rows[one]),
            text=rows[one]["said"] or "",
            **{n: rows[one][f"notice_{n}"] for n in _FIELDS},
        )
        for one in ids
        if one in rows
    ]


_FIELDS = ("id", "kind", "subject", "attempt", "ambiguous", "plain", "created_at", "mention", "news")
