"""Feeds in trouble: kept over restarts, with the notices that tell operators and readers of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from alertbot.model import (
    ChatKey,
    ChatKind,
    FeedId,
    Findings,
    Gap,
    NoticeKind,
    ReliantChat,
    SourceNews,
    Trouble,
)
from alertbot.ports import Wake
from alertbot.store.database import Database, Transaction
from alertbot.store.notices import notice_row
from alertbot.store.operator_tables import notices
from alertbot.store.reader_tables import muted_feeds
from alertbot.store.tables import chats, feeds, watches
from alertbot.store.trouble_tables import feed_troubles, source_gaps

_TROUBLE = ("id", "kind", "since", "detail", "told_at", "suggestion")


class Troubles:
    """Implements `ports.TroubleStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self) -> list[Trouble]:
        """Those that are not over, the longest first."""
        query = select(feed_troubles).where(feed_troubles.c.over_at.is_(None))
        return await self._troubles(query.order_by(feed_troubles.c.since, feed_troubles.c.id))

    async def find(self, trouble: int) -> Trouble | None:
        """One, over or not."""
        found = await self._troubles(select(feed_troubles).where(feed_troubles.c.id == trouble))
        return found[0] if found else None

    async def told_since(self, since: datetime) -> list[datetime]:
        """When operators were told of troubles since then."""
        query = select(feed_troubles.c.told_at).where(feed_troubles.c.told_at >= since)
        async with self._database.read() as transaction:
            return [row.told_at for row in await transaction.run(query)]

    async def note(self, findings: Findings) -> None:
        """Keep what began and changed, forget what is over and was never told."""
        async with self._database.write() as transaction:
            known = select(feeds.c.id).where(feeds.c.id.in_([one.feed for one in findings.begun]))
            there = set((await transaction.run(known)).scalars())
            begun = [_row(one) for one in findings.begun if one.feed in there]
            if begun:
                await transaction.run(insert(feed_troubles), begun)
            for one in findings.changed:
                same = update(feed_troubles).where(feed_troubles.c.id == one.id)
                await transaction.run(same.values(_row(one)))
            gone = [one.id for one in findings.dropped]
            await transaction.run(delete(feed_troubles).where(feed_troubles.c.id.in_(gone)))

    async def tell(
        self,
        kind: NoticeKind,
        troubles: Sequence[Trouble],
        news: SourceNews,
        operators: Sequence[int],
        now: datetime,
    ) -> bool:
        """One notice to each operator's private chat, and a mark on each trouble, in one transaction."""
        private = select(chats.c.id).where(
            chats.c.telegram_id.in_(operators), chats.c.kind == ChatKind.PRIVATE, chats.c.suspended.is_(None)
        )
        over = kind is NoticeKind.FEED_WELL
        async with self._database.write() as transaction:
            keys = (await transaction.run(private)).scalars().all()
            if not keys and not over:
                return False
            subject = max(one.id or 0 for one in troubles)
            await _notify(transaction, kind, subject, keys, news, now)
            for one in troubles:
                values: dict[str, Any] = (
                    {"over_at": now} if over else {"told_at": now, "suggestion": one.suggestion}
                )
                await transaction.run(
                    update(feed_troubles).where(feed_troubles.c.id == one.id).values(values)
                )
            return bool(keys)

    async def reliant_chats(self) -> list[ReliantChat]:
        """Chats that can be reached, watch a country by name and want to hear of sources."""
        watched = (
            select(watches.c.chat_key, watches.c.watch)
            .join(chats, chats.c.id == watches.c.chat_key)
            .where(chats.c.suspended.is_(None), chats.c.source_notices.is_(True))
            .order_by(watches.c.chat_key)
        )
        muted = select(muted_feeds.c.chat_key, muted_feeds.c.feed_id)
        async with self._database.read() as transaction:
            countries: dict[int, set[str]] = {}
            for row in await transaction.run(watched):
                countries.setdefault(row.chat_key, set()).update(row.watch.countries)
            mutes: dict[int, set[FeedId]] = {}
            for row in await transaction.run(muted):
                mutes.setdefault(row.chat_key, set()).add(FeedId(row.feed_id))
        return [
            ReliantChat(ChatKey(key), frozenset(named), frozenset(mutes.get(key, ())))
            for key, named in countries.items()
            if named
        ]

    async def gaps(self) -> list[Gap]:
        """Those that readers were told of and that are not over."""
        query = select(source_gaps).where(source_gaps.c.over_at.is_(None)).order_by(source_gaps.c.id)
        async with self._database.read() as transaction:
            return [_gap(row) for row in (await transaction.run(query)).mappings()]

    async def tell_gap(self, gap: Gap, news: SourceNews, now: datetime) -> None:
        """Keep a gap with the notice that tells of it; a gap that is known already is not told again."""
        values = {name: getattr(gap, name) for name in ("country", "language", "feeds", "since")}
        here = select(chats.c.id).where(chats.c.id == gap.chat).with_for_update(read=True, key_share=True)
        async with self._database.write() as transaction:
            if (await transaction.run(here)).first() is None:
                return
            add = transaction.insert(source_gaps).values(values | {"chat_key": gap.chat})
            made = await transaction.run(add.on_conflict_do_nothing().returning(source_gaps.c.id))
            subject = made.scalar()
            if subject is not None:
                await _notify(transaction, NoticeKind.SOURCES_SILENT, subject, [gap.chat], news, now)

    async def close_gap(self, gap: Gap, news: SourceNews | None, now: datetime) -> None:
        """It is over; `news`: say so to the chat."""
        still = source_gaps.c.id == gap.id, source_gaps.c.over_at.is_(None)
        async with self._database.write() as transaction:
            closed = await transaction.run(update(source_gaps).where(*still).values(over_at=now))
            if closed.rowcount and news is not None and gap.id is not None:
                await _notify(transaction, NoticeKind.SOURCES_BACK, gap.id, [gap.chat], news, now)

    async def _troubles(self, query: Select[Any]) -> list[Trouble]:
        async with self._database.read() as transaction:
            rows = (await transaction.run(query)).mappings()
            return [
                Trouble(feed=FeedId(row["feed_id"]), **{name: row[name] for name in _TROUBLE}) for row in rows
            ]


async def _notify(
    transaction: Transaction,
    kind: NoticeKind,
    subject: int,
    keys: Sequence[int],
    news: SourceNews,
    now: datetime,
) -> None:
    rows = [notice_row(kind, subject, key, now) | {"news": news} for key in keys]
    if rows:
        await transaction.run(transaction.insert(notices).on_conflict_do_nothing(), rows)
        transaction.wakes(Wake.ANNOUNCE)


def _row(trouble: Trouble) -> dict[str, Any]:
    return {
        "feed_id": trouble.feed,
        "kind": trouble.kind,
        "since": trouble.since,
        "detail": trouble.detail,
        "suggestion": trouble.suggestion,
    }


def _gap(row: RowMapping) -> Gap:
    return Gap(
        ChatKey(row["chat_key"]),
        row["country"],
        row["language"],
        tuple(FeedId(feed) for feed in row["feeds"]),
        row["since"],
        row["id"],
    )
