"""Chats and their watches; what Telegram's answers about a chat mean for its deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from alertbot.errors import UnknownChat
from alertbot.model import Chat, ChatKey, ChatKind, DeliveryState, Watch, WatchId
from alertbot.store.chat_moves import REVOKED, move_chat
from alertbot.store.database import Database, Transaction
from alertbot.store.held import digest_times, judge_again, mark_away
from alertbot.store.operator_tables import access
from alertbot.store.readers import forget_reader
from alertbot.store.tables import audit, chats, deliveries, watches
from alertbot.store.trail import Author, changes, note
from alertbot.store.watch_clock import next_change

UNSUBSCRIBED = "the chat watches nothing any more"
"""The outcome of a delivery cancelled for that."""
_APART = timedelta(seconds=1)


class Chats:
    """Implements `ports.ChatStore`; with an author, each change leaves its line in the audit trail."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self._database = database
        self._author = author

    async def open(
        self, telegram_id: int, thread_id: int, kind: ChatKind, language: str, now: datetime
    ) -> Chat:
        """The chat, made with defaults if unknown; lifts a suspension (they are talking to us again)."""
        row = {
            "telegram_id": telegram_id,
            "thread_id": thread_id,
            "kind": kind,
            "language": language,
            "timezone": "UTC",
            "paused": False,
            "countries": (),
            "created_at": now,
        }
        async with self._database.write() as transaction:
            add = transaction.insert(chats).on_conflict_do_update(
                index_elements=["telegram_id", "thread_id"], set_={"kind": kind}
            )
            await transaction.run(add, [row])
            await _resume(transaction, telegram_id, now)
            found = await transaction.run(select(chats).where(_exactly(telegram_id, thread_id)))
            return chat_of(found.mappings().one())

    async def find(self, telegram_id: int, thread_id: int = 0) -> Chat | None:
        """The chat if we know it."""
        return await self._first(_exactly(telegram_id, thread_id))

    async def by_key(self, key: ChatKey) -> Chat | None:
        """The chat with our own number `key`."""
        return await self._first(chats.c.id == key)

    async def save(self, chat: Chat) -> None:
        """Store the settings: language, time zone, countries, pause, quiet hours, limit, digests.

        What is held back is judged again by the new settings; when a pause ends, what waited is marked so
        that it need not come one by one; with another digest or zone its next time is worked out anew. What
        Telegram says about the chat (its id, suspension, waits) has methods of its own.
        """
        chosen = {name: getattr(chat, name) for name in _SETTINGS}
        async with self._database.write() as transaction:
            locked = select(chats).where(chats.c.id == chat.key).with_for_update()
            before = (await transaction.run(locked)).mappings().first()
            await transaction.run(
                update(chats).where(chats.c.id == chat.key).values(chosen | digest_times(chat))
            )
            if before is None:
                return
            await self._note_settings(transaction, chat_of(before), chosen)
            await judge_again(transaction, chat.key)
            if before["paused"] and not chat.paused:
                await mark_away(transaction, [chat.key])

    async def suspend(self, telegram_id: int, reason: str) -> None:
        """Telegram refuses us there: every topic; pending deliveries wait as `suspended`."""
        async with self._database.write() as transaction:
            await suspend(transaction, chats.c.telegram_id == telegram_id, reason)

    async def resume(self, telegram_id: int, now: datetime) -> None:
        """The chat is back: lift the suspension, unexpired deliveries become pending."""
        async with self._database.write() as transaction:
            await _resume(transaction, telegram_id, now)

    async def migrate(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup: same settings, watches, deliveries under the new id. Idempotent."""
        async with self._database.write() as transaction:
            await move_chat(transaction, old_id, new_id)

    async def forget(self, telegram_id: int, thread_id: int = 0) -> None:
        """Erase the chat with its watches and deliveries, and who it was from the audit trail."""
        async with self._database.write() as transaction:
            await transaction.run(delete(chats).where(_exactly(telegram_id, thread_id)))
            left = select(chats.c.id).where(chats.c.telegram_id == telegram_id).limit(1)
            if (await transaction.run(left)).first() is None:
                await transaction.run(delete(audit).where(audit.c.telegram_id == telegram_id))
                nobody = update(audit).where(audit.c.actor == telegram_id).values(actor=None)
                await transaction.run(nobody)
                await forget_reader(transaction, telegram_id)
                await transaction.run(delete(access).where(access.c.telegram_id == telegram_id))
                unnamed = update(access).where(access.c.let_in_by == telegram_id).values(let_in_by=None)
                await transaction.run(unnamed)

    async def watches(self, chat: ChatKey) -> list[Watch]:
        """In order of making."""
        query = select(watches).where(watches.c.chat_key == chat).order_by(watches.c.id)
        async with self._database.read() as transaction:
            rows = await transaction.run(query)
            return [watch_of(row.watch, row.id, row.chat_key) for row in rows]

    async def save_watch(self, watch: Watch) -> Watch:
        """Insert (id None) or replace. Raises UnknownChat if the chat, or the watch to replace, is gone."""
        async with self._database.write() as transaction:
            await _must_exist(transaction, watch.chat)
            changed = await next_change(transaction)
            row = {"chat_key": watch.chat, "watch": replace(watch, id=None), "changed": changed}
            if watch.id is None:
                added = await transaction.run(insert(watches).returning(watches.c.id), [row])
                made = replace(watch, id=WatchId(added.scalar_one()))
                await self._note_watch(transaction, "watch.made", None, made)
                return made
            same = and_(watches.c.id == watch.id, watches.c.chat_key == watch.chat)
            before = (await transaction.run(select(watches.c.watch).where(same))).scalar()
            if (await transaction.run(update(watches).where(same).values(row))).rowcount == 0:
                raise UnknownChat("This watch was deleted meanwhile: make a new one.")
            await self._note_watch(transaction, "watch.changed", before, watch)
            return watch

    async def delete_watch(self, chat: ChatKey, watch: WatchId) -> None:
        """Gone; with its last watch a chat's waiting deliveries are cancelled (sent rows are history)."""
        same = and_(watches.c.id == watch, watches.c.chat_key == chat)
        waiting = update(deliveries).where(
            deliveries.c.chat_key == chat,
            deliveries.c.state.in_((DeliveryState.PENDING, DeliveryState.SUSPENDED, DeliveryState.WAITING)),
            ~still_watching(),
        )
        async with self._database.write() as transaction:
            await _keys(transaction, chats.c.id == chat)
            before = (await transaction.run(select(watches.c.watch).where(same))).scalar()
            await transaction.run(delete(watches).where(same))
            if before is not None:
                await self._note_watch(transaction, "watch.deleted", watch_of(before, watch, chat), None)
            await transaction.run(waiting.values(state=DeliveryState.CANCELLED, outcome=UNSUBSCRIBED))

    async def _note_settings(self, transaction: Transaction, before: Chat, values: dict[str, Any]) -> None:
        changed = changes(Chat, before, replace(before, **values))
        if changed:
            await note(transaction, self._author, "chat.changed", before.telegram_id, changed)

    async def _note_watch(
        self, transaction: Transaction, action: str, old: Watch | None, new: Watch | None
    ) -> None:
        watch = new or old
        changed = changes(Watch, old, new)
        if self._author is None or watch is None or not changed:
            return
        where = select(chats.c.telegram_id).where(chats.c.id == watch.chat)
        telegram_id = (await transaction.run(where)).scalar()
        await note(transaction, self._author, action, telegram_id, {"watch": watch.id} | changed)

    async def _first(self, condition: ColumnElement[bool]) -> Chat | None:
        async with self._database.read() as transaction:
            row = (await transaction.run(select(chats).where(condition))).mappings().first()
            return None if row is None else chat_of(row)


def still_watching() -> ColumnElement[bool]:
    """Whether the chat of a delivery watches anything; a chat that unsubscribed gets nothing more."""
    return (
        select(watches.c.id).where(watches.c.chat_key == deliveries.c.chat_key).correlate(deliveries).exists()
    )


async def suspend(transaction: Transaction, which: ColumnElement[bool], reason: str) -> None:
    """Suspend the chats that meet `which`; their pending deliveries wait."""
    keys = await _keys(transaction, which)
    others = or_(chats.c.suspended.is_(None), chats.c.suspended != REVOKED)
    await transaction.run(update(chats).where(chats.c.id.in_(keys), others).values(suspended=reason))
    waiting = update(deliveries).where(
        deliveries.c.chat_key.in_(keys), deliveries.c.state == DeliveryState.PENDING
    )
    await transaction.run(waiting.values(state=DeliveryState.SUSPENDED))


async def leave_alone(transaction: Transaction, telegram_id: int, until: datetime) -> None:
    """Telegram asked us to wait: nothing of any topic is due before `until`.

    What waits falls due one by one after that, so that a chat's backlog does not crowd out all others.
    """
    later = or_(chats.c.not_before.is_(None), chats.c.not_before < until)
    which = and_(chats.c.telegram_id == telegram_id, later)
    await transaction.run(update(chats).where(which).values(not_before=until))
    keys = await _keys(transaction, chats.c.telegram_id == telegram_id)
    early = (
        select(deliveries.c.id)
        .where(
            deliveries.c.chat_key.in_(keys),
            deliveries.c.state == DeliveryState.PENDING,
            deliveries.c.due_at < until,
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .with_for_update()
    )
    ids = (await transaction.run(early)).scalars().all()
    if ids:
        later_by = [{"row": row, "due": until + _APART * at} for at, row in enumerate(ids)]
        change = update(deliveries).where(deliveries.c.id == bindparam("row")).values(due_at=bindparam("due"))
        await transaction.run(change, later_by)


async def let_back_in(transaction: Transaction, telegram_id: int, now: datetime) -> None:
    """End the suspension of a chat whose access was revoked."""
    shut_out = and_(chats.c.telegram_id == telegram_id, chats.c.suspended == REVOKED)
    await _go_on(transaction, await _keys(transaction, shut_out), now)


async def _resume(transaction: Transaction, telegram_id: int, now: datetime) -> None:
    lifted = and_(chats.c.telegram_id == telegram_id, chats.c.suspended.is_not(None))
    await _go_on(transaction, await _keys(transaction, and_(lifted, chats.c.suspended != REVOKED)), now)


async def _go_on(transaction: Transaction, keys: Sequence[int], now: datetime) -> None:
    if not keys:
        return
    await transaction.run(update(chats).where(chats.c.id.in_(keys)).values(suspended=None))
    news = case(
        (deliveries.c.expires_at > now, DeliveryState.PENDING.value), else_=DeliveryState.EXPIRED.value
    )
    waiting = update(deliveries).where(
        deliveries.c.chat_key.in_(keys), deliveries.c.state == DeliveryState.SUSPENDED
    )
    await transaction.run(waiting.values(state=news))
    await mark_away(transaction, keys)


async def _keys(transaction: Transaction, which: ColumnElement[bool]) -> Sequence[int]:
    """Keys of the chats, in one order for all, locked: two transactions must not wait for each other."""
    query = select(chats.c.id).where(which).order_by(chats.c.id).with_for_update()
    return (await transaction.run(query)).scalars().all()


async def _must_exist(transaction: Transaction, key: ChatKey) -> None:
    query = select(chats.c.id).where(chats.c.id == key).with_for_update(read=True, key_share=True)
    if (await transaction.run(query)).first() is None:
        raise UnknownChat("This chat's settings were erased meanwhile: send /start to begin again.")


def _exactly(telegram_id: int, thread_id: int) -> ColumnElement[bool]:
    return and_(chats.c.telegram_id == telegram_id, chats.c.thread_id == thread_id)


def chat_of(row: RowMapping) -> Chat:
    """The chat of a row of `chats`."""
    fields: dict[str, Any] = {name: row[name] for name in _FIELDS}
    return Chat(key=ChatKey(row["id"]), **fields)


def watch_of(watch: Watch, identity: int, chat: int) -> Watch:
    """A stored watch with the numbers that its row holds."""
    return replace(watch, id=WatchId(identity), chat=ChatKey(chat))


_SETTINGS = (
    "language",
    "timezone",
    "quiet",
    "countries",
    "paused",
    "paused_until",
    "immediate",
    "digest",
    "digest_empty",
    "digest_picture",
    "alert_map",
    "hourly",
    "silent_below",
    "source_notices",
)
_FIELDS = (
    *_SETTINGS,
    *("telegram_id", "thread_id", "kind", "suspended", "not_before", "digest_at", "digest_since"),
)
