"""care: FEEDS to NOTICES. Looks for feeds in trouble, tells operators once, and chats that depend on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from alertbot.feeds.reliance import find_gaps, last_sign, still_read
from alertbot.feeds.trouble import has_lasted, look_over, to_tell
from alertbot.model import (
    Feed,
    FeedId,
    FeedLine,
    Gap,
    NoticeKind,
    ReliantChat,
    SourceNews,
    Trouble,
    TroubleKind,
)
from alertbot.ports import FeedStore, FirstReadingStore, TroubleStore

log = structlog.get_logger(__name__)
EVERY = timedelta(minutes=1)
MOST_NAMED = 12
"""Feeds that one message names."""

Suggest = Callable[[Feed, Trouble], Awaitable[str]]
"""Looks for a feed's new address on the web; '' where none is found."""


@dataclass(slots=True)
class Care:
    """A stage that is woken each second and looks at all feeds once a minute."""

    feeds: FeedStore
    troubles: TroubleStore
    suggest: Suggest
    operators: Sequence[int]
    clock: Callable[[], datetime]
    planned: Callable[[], None]
    """Called when there is a notice to send."""
    first_readings: FirstReadingStore
    last: datetime | None = None

    async def __call__(self) -> bool:
        """Look over the feeds if it is time; there is never more to do at once."""
        now = self.clock()
        if self.last is not None and timedelta(0) <= now - self.last < EVERY:
            return False
        self.last = now
        feeds = {feed.id: feed for feed in await self.feeds.all()}
        findings = look_over(list(feeds.values()), await self.troubles.open(), now)
        for trouble in findings.begun:
            name, kind = feeds[trouble.feed].source.name, trouble.kind.value
            log.warning("feed.trouble", feed=trouble.feed, name=name, kind=kind, detail=trouble.detail)
        await self.troubles.note(findings)
        await self._tell_mended(feeds, findings.mended, now)
        await self._tell_trouble(feeds, now)
        await self._tell_readers(feeds, now)
        await self._tell_first_readings(now)
        return False

    async def _tell_first_readings(self, now: datetime) -> None:
        for feed in await self.first_readings.due(now):
            found = feed.reading
            log.info(
                "feed.first_reading",
                feed=feed.feed,
                name=feed.name,
                entries=found.entries,
                newest=found.newest,
                languages=found.languages,
                full_text=found.full_text,
                alerts=found.alerts,
            )
            line = FeedLine(feed.feed, feed.name, feed.url, TroubleKind.OTHER, None)
            if await self.first_readings.told(feed, SourceNews((line,), 1, reading=found), now):
                self.planned()

    async def _tell_mended(
        self, feeds: Mapping[FeedId, Feed], mended: Sequence[Trouble], now: datetime
    ) -> None:
        if mended and await self.troubles.tell(
            NoticeKind.FEED_WELL, mended, _news(feeds, mended), self.operators, now
        ):
            self.planned()

    async def _tell_trouble(self, feeds: Mapping[FeedId, Feed], now: datetime) -> None:
        known = [one for one in await self.troubles.open() if one.feed in feeds]
        lately = await self.troubles.told_since(now - timedelta(days=1))
        for together in to_tell(known, lately, now):
            found = together
            if len(together) == 1:
                address = await self.suggest(feeds[together[0].feed], together[0])
                found = [replace(together[0], suggestion=address)]
            news = _news(feeds, found)
            if await self.troubles.tell(NoticeKind.FEED_TROUBLE, found, news, self.operators, now):
                self.planned()

    async def _tell_readers(self, feeds: Mapping[FeedId, Feed], now: datetime) -> None:
        ill = {
            one.feed: one.kind
            for one in await self.troubles.open()
            if has_lasted(one, now) and one.kind is not TroubleKind.MOVED
        }
        known = await self.troubles.gaps()
        if not ill and not known:
            return
        every = list(feeds.values())
        chats = await self.troubles.reliant_chats()
        found = {_where(gap): gap for gap in find_gaps(chats, every, ill, now)}
        told = {_where(gap): gap for gap in known}
        for where, gap in found.items():
            if where not in told:
                others = still_read(gap.country, every, ill)
                await self.troubles.tell_gap(gap, _gap_news(feeds, gap, others, ill), now)
                self.planned()
        for where, gap in told.items():
            if where not in found:
                await self._close(feeds, gap, chats, now)

    async def _close(
        self, feeds: Mapping[FeedId, Feed], gap: Gap, chats: Sequence[ReliantChat], now: datetime
    ) -> None:
        """Say that a source is back if one is: a gap also ends when nobody watches the country any more."""
        back = tuple(
            feed
            for feed in gap.feeds
            if feed in feeds and feeds[feed].source.enabled and not feeds[feed].schedule.failures
        )
        watching = any(chat.chat == gap.chat and gap.country in chat.countries for chat in chats)
        heard = watching and bool(back)
        news = _gap_news(feeds, replace(gap, feeds=back), 0, {}) if heard else None
        await self.troubles.close_gap(gap, news, now)
        self.planned()


def _where(gap: Gap) -> tuple[int, str, str]:
    return gap.chat, gap.country, gap.language


def _news(feeds: Mapping[FeedId, Feed], troubles: Sequence[Trouble]) -> SourceNews:
    shown = [one for one in troubles if one.feed in feeds]
    lines = tuple(_line(feeds[one.feed], one) for one in shown[:MOST_NAMED])
    counts = Counter(one.kind for one in shown).most_common()
    return SourceNews(lines, len(shown), tuple(counts))


def _line(feed: Feed, trouble: Trouble) -> FeedLine:
    return FeedLine(
        feed.id,
        feed.source.name,
        feed.source.url,
        trouble.kind,
        last_sign(feed, trouble.kind),
        trouble.detail,
        trouble.id or 0,
        trouble.suggestion,
    )


def _gap_news(
    feeds: Mapping[FeedId, Feed], gap: Gap, others: int, ill: Mapping[FeedId, TroubleKind]
) -> SourceNews:
    lines = tuple(
        FeedLine(
            feed,
            feeds[feed].source.name,
            feeds[feed].source.url,
            ill.get(feed, TroubleKind.OTHER),
            gap.since,
        )
        for feed in gap.feeds[:MOST_NAMED]
        if feed in feeds
    )
    return SourceNews(lines, len(gap.feeds), (), gap.country, gap.language, others)
