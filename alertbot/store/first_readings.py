"""What the first poll of an added feed brought, for whoever added it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, func, select, update

from alertbot.model import ArticleState, ChatKind, FeedId, FirstReading, NewFeed, NoticeKind, SourceNews
from alertbot.ports import Wake
from alertbot.store.database import Database, Transaction
from alertbot.store.notices import notice_row
from alertbot.store.operator_tables import notices
from alertbot.store.tables import articles, chats, entries, feeds

PATIENCE = timedelta(minutes=30)
"""So long the articles of the first poll may take before the report is written without them."""
WHOLE = 1500
"""Letters from which an entry's own HTML counts as the whole article (as `pipeline.read` has it)."""
_DAY = timedelta(days=1)


class FirstReadings:
    """Implements `ports.FirstReadingStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime) -> list[NewFeed]:
        """Added feeds that were polled well, and whose articles were read or took too long."""
        polled = select(feeds).where(feeds.c.report_due.is_not(None), feeds.c.last_ok_at.is_not(None))
        async with self._database.read() as transaction:
            rows = (await transaction.run(polled.order_by(feeds.c.id))).mappings().all()
            return [
                NewFeed(FeedId(row["id"]), row["name"], row["url"], row["added_by"], found)
                for row in rows
                if (found := await _found(transaction, row, now)) is not None
            ]

    async def told(self, feed: NewFeed, news: SourceNews, now: datetime) -> bool:
        """Mark a feed as reported, with a notice to whoever added it; False: there is nobody to tell."""
        private = select(chats.c.id).where(
            chats.c.telegram_id == feed.added_by, chats.c.kind == ChatKind.PRIVATE
        )
        earlier = notices.c.kind == NoticeKind.FEED_READ, notices.c.subject == feed.feed
        once = update(feeds).where(feeds.c.id == feed.feed, feeds.c.report_due.is_not(None))
        async with self._database.write() as transaction:
            if (await transaction.run(once.values(report_due=None))).rowcount == 0:
                return False
            keys = (await transaction.run(private)).scalars().all()
            await transaction.run(delete(notices).where(*earlier))
            rows = [notice_row(NoticeKind.FEED_READ, feed.feed, key, now) | {"news": news} for key in keys]
            if rows:
                await transaction.run(transaction.insert(notices), rows)
                transaction.wakes(Wake.ANNOUNCE)
            return bool(rows)


async def _found(transaction: Transaction, feed: RowMapping, now: datetime) -> FirstReading | None:
    """None while articles of it wait to be read."""
    whole = func.length(entries.c.html) >= WHOLE
    query = (
        select(entries.c.published, whole.label("whole"), articles.c.state, articles.c.language)
        .add_columns(articles.c.reading, articles.c.first_seen)
        .join(articles, articles.c.entry_id == entries.c.id)
        .where(entries.c.feed_id == feed["id"])
    )
    rows = (await transaction.run(query)).all()
    waiting = any(row.state in (ArticleState.TO_READ, ArticleState.TO_ASSESS) for row in rows)
    begun = min((row.first_seen for row in rows), default=now)
    if waiting and now - begun < PATIENCE:
        return None
    dates = sorted(row.published for row in rows if row.published)
    languages = Counter(row.language for row in rows if row.language)
    return FirstReading(
        entries=len(rows),
        newest=dates[-1] if dates else None,
        languages=tuple(language for language, _ in languages.most_common(3)),
        full_text=sum(bool(row.whole) for row in rows) * 2 > len(rows),
        alerts=sum(row.reading is not None and row.reading.alert for row in rows),
        a_day=_a_day(dates),
    )


def _a_day(dates: Sequence[datetime]) -> float | None:
    """Entries a day between the oldest and the newest; None where they tell too little."""
    span = dates[-1] - dates[0] if len(dates) > 1 else timedelta(0)
    return (len(dates) - 1) / (span / _DAY) if span >= timedelta(hours=1) else None
