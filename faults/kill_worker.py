"""A worker of the story: the real stages over numbered ports, in a process that may be killed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import func, select

from alertbot.articles.language import LanguageIdentifier
from alertbot.delivery.telegram import Message
from alertbot.incidents.severity import SeverityRules
from alertbot.model import ArticleState, Category, DeliveryState, Reading, Watch
from alertbot.pipeline.assess import Assess
from alertbot.pipeline.deliver import Deliver
from alertbot.pipeline.poll import Poll
from alertbot.pipeline.read import Read
from alertbot.signals.read import Reader
from alertbot.store import SqlStore, open_store
from alertbot.store.tables import alerts, articles, deliveries, entries, feeds, reports
from faults.databases import PATIENCE
from faults.kill_steps import NEVER, Numbered, Shared, Steps
from faults.kill_story import (
    CHATS,
    OUTLETS,
    SECOND,
    Confirming,
    Ledger,
    SameProcess,
    StoryFetcher,
    StorySender,
    etag_at,
    shown,
    sources,
    urls,
)

LEASES = timedelta(minutes=4)
"""Longer than any lease of the house."""
STEP = timedelta(seconds=1)
PASSES = 400
READING = (ArticleState.TO_READ, ArticleState.TO_ASSESS)
SENDING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SUSPENDED)


class Remembered:
    """A reader that reads each article once: the story is the same in every case."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[str, Reading] = {}

    def read(self, title: str, text: str, language: str | None, **rest: Any) -> Reading:
        """As `Reader.read`."""
        if title not in self._known:
            self._known[title] = self._reader.read(title, text, language, **rest)
        return self._known[title]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the parent has loaded once and every child inherits."""

    reader: Remembered
    rules: SeverityRules
    languages: LanguageIdentifier
    shared: Shared


def nothing() -> None:
    """Wakes nobody: the stages are called in turn."""


def steady() -> float:
    """No jitter."""
    return 0.0


async def prepare(address: str, now: datetime) -> None:
    """Feeds, chats and watches, in the template."""
    store = await open_store(address, migrate=False)
    await store.feeds.sync_catalogue(sources(), now)
    for number, kind in CHATS:
        chat = await store.chats.open(number, 0, kind, "en", now)
        await store.chats.save_watch(Watch(None, chat.key, categories=tuple(Category)))
    await store.close()


class Worker:
    """All stages over one store."""

    def __init__(self, store: SqlStore, tools: Tools, ledger: Ledger, steps: Steps) -> None:
        self.store, self.shared, self.ledger = store, tools.shared, ledger
        clock = tools.shared.now
        world = Numbered(StoryFetcher(clock, ledger), steps)
        box = Numbered(SameProcess(), steps)
        kept = Numbered(store.articles, steps)
        outbox = Numbered(Confirming(store.deliveries, ledger), steps)
        sender = Numbered(StorySender(clock, ledger), steps)
        self.deliver = Deliver(
            outbox, Numbered(store.send_times, steps), sender, write, clock, sleep=tools.shared.sleep
        )
        self.stages: tuple[Callable[[], Awaitable[bool]], ...] = (
            Poll(Numbered(store.feeds, steps), world, box, clock, steady, 8, nothing),
            Read(kept, world, box, tools.languages, clock, 4, nothing),
            Assess(kept, cast(Reader, tools.reader), tools.rules, clock, nothing),
            self.deliver,
        )

    async def work(self) -> None:
        """Until the whole story is told, or raise: then something is stuck for good."""
        for _ in range(PASSES):
            await self.deliver.recover()
            for stage in self.stages:
                while await stage():
                    pass
            if await self._done():
                return
            await self._wait()
        raise TimeoutError(f"not done at {self.shared.now()}: {await facts(self.store)}")

    async def _done(self) -> bool:
        found = await facts(self.store)
        return found["behind"] == 0 and not found["unread"] and not found["unsent"]

    async def _wait(self) -> None:
        """Move the clock to what is due next; while another worker lives, let it go on instead."""
        if self.shared.alone:
            self.shared.advance_to(max(await _next_due(self.store), self.shared.now() + STEP))
        else:
            await asyncio.sleep(0.002)


def write(_: Any) -> Message:
    """The words are tested elsewhere."""
    return Message("text", "text")


async def _next_due(store: SqlStore) -> datetime:
    """When the next feed, article or delivery may be worked on."""
    queries = (
        select(func.min(feeds.c.next_poll_at)),
        select(func.min(articles.c.due_at)).where(articles.c.state.in_(READING)),
        select(func.min(deliveries.c.due_at)).where(deliveries.c.state.in_(SENDING)),
    )
    async with store.audit._database.read() as transaction:
        found = [(await transaction.run(query)).scalar_one() for query in queries]
    return min(one for one in found if one is not None)


async def facts(store: SqlStore) -> dict[str, Any]:
    """What the database says: compared with the ledgers by the parent."""
    queries: Mapping[str, Any] = {
        "behind": select(func.count())
        .select_from(feeds)
        .where(func.coalesce(feeds.c.last_ok_at < SECOND, True)),
        "unread": select(func.count()).select_from(articles).where(articles.c.state.in_(READING)),
        "unsent": select(func.count()).select_from(deliveries).where(deliveries.c.state.in_(SENDING)),
    }
    async with store.audit._database.read() as transaction:
        return {name: (await transaction.run(query)).scalar_one() for name, query in queries.items()}


async def report(store: SqlStore) -> dict[str, Any]:
    """Every entry, alert and delivery, for the parent to judge."""
    async with store.audit._database.read() as transaction:
        rows = await transaction.run(
            select(
                deliveries.c.id,
                deliveries.c.state,
                deliveries.c.ambiguous,
                deliveries.c.alert_id,
                deliveries.c.chat_key,
            )
        )
        told = [
            {
                "id": r.id,
                "state": r.state.value,
                "repeats": r.ambiguous,
                "alert": r.alert_id,
                "chat": r.chat_key,
            }
            for r in rows
        ]
        stored = list((await transaction.run(select(entries.c.url).order_by(entries.c.url))).scalars())
        states = [state.value for state in (await transaction.run(select(articles.c.state))).scalars()]
        filed = await transaction.run(
            select(reports.c.incident_id, entries.c.url)
            .join(articles, articles.c.id == reports.c.article_id)
            .join(entries, entries.c.id == articles.c.entry_id)
        )
        incidents: dict[int, list[str]] = {}
        for row in filed:
            incidents.setdefault(row.incident_id, []).append(row.url)
        count = (await transaction.run(select(func.count()).select_from(alerts))).scalar_one()
    return {"deliveries": told, "entries": stored, "articles": states, "alerts": count,
            "incidents": sorted(sorted(one) for one in incidents.values())}  # fmt: skip


async def torn(store: SqlStore) -> list[str]:
    """Feeds whose validators are ahead of their entries, right after a kill."""
    async with store.audit._database.read() as transaction:
        stored = set((await transaction.run(select(entries.c.url))).scalars())
        etags = {row.name: row.etag for row in await transaction.run(select(feeds.c.name, feeds.c.etag))}
    wrong = []
    for outlet, stories in OUTLETS:
        for now in (SECOND - STEP, SECOND):
            promised = set(urls(shown(stories, now), outlet))
            if etags[outlet.name] == etag_at(outlet, now) and not promised <= stored:
                wrong.append(f"{outlet.name}: the validator moved without its entries")
    return wrong


async def live(address: str, tools: Tools, ledger: Ledger, fatal: int = NEVER) -> dict[str, Any]:
    """Open the database, see whether it is whole, work until all is told, report."""
    store = await open_store(address, migrate=False, busy_timeout=PATIENCE)
    try:
        broken = await torn(store)
        await Worker(store, tools, ledger, Steps(tools.shared, fatal)).work()
        return await report(store) | {"torn": broken}
    finally:
        await store.close()
