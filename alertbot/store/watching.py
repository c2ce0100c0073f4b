"""The watches that filing holds an incident against: those that changed, and whose they are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from alertbot.model import Chat, ChatKey, WatchChanges, WatchId
from alertbot.store.chats import chat_of, watch_of
from alertbot.store.database import Transaction
from alertbot.store.tables import chats, watches
from alertbot.store.watch_clock import NO_CHANGE, watch_clock

_AT_ONCE = 5000
"""Numbers in one IN; both databases take 32,000."""


async def changes_since(transaction: Transaction, since: int) -> WatchChanges:
    """Watches made or changed after the count `since` (0: all)."""
    count = (await transaction.run(select(watch_clock.c.changes))).scalar() or NO_CHANGE
    if since >= count:
        return WatchChanges(since)
    query = select(watches)
    if since:
        query = query.where(watches.c.changed > since)
    rows = (await transaction.run(query.order_by(watches.c.id))).all()
    return WatchChanges(count, tuple(watch_of(row.watch, row.id, row.chat_key) for row in rows))


async def load_listening(
    transaction: Transaction, wanted: Collection[WatchId], of_chats: Collection[ChatKey]
) -> list[tuple[Chat, WatchId]]:
    """Of these watches and all those of these chats, the ones that exist, in order of making."""
    found: dict[WatchId, Chat] = {}
    for column, numbers in ((watches.c.id, list(wanted)), (watches.c.chat_key, list(of_chats))):
        for start in range(0, len(numbers), _AT_ONCE):
            found |= await _chats_of(transaction, column.in_(numbers[start : start + _AT_ONCE]))
    return [(found[number], number) for number in sorted(found)]


async def _chats_of(transaction: Transaction, which: ColumnElement[bool]) -> dict[WatchId, Chat]:
    query = (
        select(chats, watches.c.id.label("watch_id"))
        .join(watches, watches.c.chat_key == chats.c.id)
        .where(which)
    )
    rows = (await transaction.run(query)).mappings()
    return {WatchId(row["watch_id"]): chat_of(row) for row in rows}
