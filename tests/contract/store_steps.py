"""Values for store tests, and the way of one entry through the store in few words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from alertbot.model import (
    Alert,
    Article,
    ArticleText,
    Category,
    Certainty,
    Change,
    ChangeKind,
    Chat,
    ChatKind,
    Entry,
    Feed,
    FeedSource,
    Filed,
    Incident,
    Match,
    PollOutcome,
    Reading,
    Report,
    Schedule,
    Severity,
    Status,
    Validators,
    Watch,
    WatchId,
)
from alertbot.store import SqlStore

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
LEASE = 2 * MINUTE


def a_source(name: str = "Dawn", **changes: object) -> FeedSource:
    return replace(FeedSource(url=f"https://{name.lower()}.example/feed", name=name), **changes)


def an_entry(name: str = "one", **changes: object) -> Entry:
    entry = Entry(
        keys=(f"guid:{name}", f"url:{name}"),
        url=f"https://dawn.example/{name}",
        title=f"Title {name}",
        html=f"<p>{name}</p>",
        published=NOW - HOUR,
        content_hash=f"hash {name}",
    )
    return replace(entry, **changes)


def an_outcome(*entries: Entry, at: datetime = NOW, **changes: object) -> PollOutcome:
    schedule = Schedule(at + 10 * MINUTE, 10 * MINUTE, last_ok_at=at)
    return replace(PollOutcome(Validators(etag="v1"), schedule, entries), **changes)


def a_text(text: str = "Some text.", **changes: object) -> ArticleText:
    return replace(ArticleText("Title", text, "en", NOW - HOUR, b"signature", (1, 2)), **changes)


def a_reading(**changes: object) -> Reading:
    reading = Reading("en", True, 0.9, (Category.FORCED_DISPLACEMENT,), country="AFG")
    return replace(reading, **changes)


def a_report(article: Article, reading: Reading | None = None, **changes: object) -> Report:
    reading = reading or a_reading()
    report = Report(article.id, article.source_name, article.url, article.title, article.published, reading)
    return replace(report, **changes)


def an_incident(*reports: Report, **changes: object) -> Incident:
    incident = Incident(
        id=None,
        code="K7Q2",
        revision=1,
        reports=reports,
        categories=(Category.FORCED_DISPLACEMENT, Category.LOOTING_EXTORTION),
        country="AFG",
        places=(),
        figures=(),
        perpetrators=("the Taliban",),
        sources=("Human Rights Watch",),
        denied_by=(),
        status=Status.ALLEGED,
        severity=Severity.SEVERE,
        certainty=Certainty.POSSIBLE,
        first_at=NOW - HOUR,
        last_at=NOW - HOUR,
    )
    return replace(incident, **changes)


def filed_as(incident: Incident, *keys: str, kind: ChangeKind = ChangeKind.FIRST) -> Filed:
    return Filed(incident, Change(kind, True, "a test"), keys or ("AFG|flight",))


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[AsyncConnection]:
    """A connection of its own, outside the store; commits."""
    engine = create_async_engine(address, poolclass=NullPool)
    async with engine.begin() as connection:
        yield connection
    await engine.dispose()


@dataclass
class Steps:
    """One entry's way, step by step, each through the store's own methods."""

    store: SqlStore
    now: datetime = NOW

    async def feed(self, name: str = "Dawn", *, polled: bool = True) -> Feed:
        """A feed of ours, polled once before so that old entries count."""
        listed = [feed.source for feed in await self.store.feeds.all()]
        await self.store.feeds.sync_catalogue([*listed, a_source(name)], self.now)
        feed = next(feed for feed in await self.store.feeds.all() if feed.source.name == name)
        if polled:
            await self.store.feeds.save_poll(feed, an_outcome(at=self.now), self.now)
        return feed

    async def read(self, *entries: Entry, text: ArticleText | None = None) -> list[Article]:
        """The entries as claimed articles, ready to be filed."""
        feeds = await self.store.feeds.all()
        feed = feeds[0] if feeds else await self.feed()
        await self.store.feeds.save_poll(feed, an_outcome(*(entries or (an_entry(),))), self.now)
        for article in await self.store.articles.claim_to_read(self.now, 1000, LEASE):
            chosen = text or a_text(f"Text of {article.entry.title}.", bands=())
            await self.store.articles.save_text(article, chosen, self.now)
        return await self.store.articles.claim_to_assess(self.now, 1000, LEASE)

    async def chat(self, telegram_id: int = 100, thread_id: int = 0) -> Chat:
        return await self.store.chats.open(telegram_id, thread_id, ChatKind.GROUP, "en", self.now)

    async def watch(self, chat: Chat, **changes: object) -> Watch:
        return await self.store.chats.save_watch(replace(Watch(None, chat.key), **changes))

    async def file(
        self,
        article: Article,
        incident: Incident | None,
        chats: Sequence[Chat] = (),
        *keys: str,
    ) -> None:
        """T2: with an alert to the chats if there are any; each chat has a watch."""
        for chat in chats:
            if await self.store.chats.by_key(chat.key) and not await self.store.chats.watches(chat.key):
                await self.watch(chat)
        filed = filed_as(incident, *keys) if incident else None
        alert = Alert(None, filed.incident, filed.change, self.now) if filed and chats else None
        matches = [Match(chat.key, WatchId(1), f"why {chat.telegram_id}") for chat in chats]
        async with self.store.articles.filing() as filing:
            await filing.save(article, a_reading(), filed, alert, matches, self.now)

    async def revise(self, code: str, article: Article, chats: Sequence[Chat] = ()) -> Incident:
        """A later article makes a new revision."""
        before = await self.store.incidents.by_code(code)
        after = replace(
            before,
            revision=before.revision + 1,
            reports=(*before.reports, a_report(article)),
            last_at=before.last_at + MINUTE,
        )
        await self.file(article, after, chats)
        return await self.store.incidents.by_code(code)

    async def alerted(self, *chats: Chat, revisions: int = 1) -> None:
        """An incident K7Q2 of that many revisions, each to be delivered to the chats."""
        first, *later = await self.read(*(an_entry(f"entry {number}") for number in range(revisions)))
        await self.file(first, an_incident(a_report(first)), chats)
        for article in later:
            await self.revise("K7Q2", article, chats)
