"""A transaction cut short, by an error, a cancellation or a kill, leaves nothing and blocks nobody."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from store_steps import LEASE, NOW, a_reading, a_report, a_text, an_entry, an_incident, an_outcome, filed_as

from alertbot.model import Alert, Article, Chat, DeliveryResult, DeliveryState, Feed, Match, WatchId
from alertbot.store import SqlStore, codec
from alertbot.store.database import Transaction
from alertbot.store.tables import metadata


async def contents(store: SqlStore) -> dict[str, list[Any]]:
    """Every row of every table."""
    async with store.audit._database.read() as transaction:
        return {
            table.name: sorted(map(repr, await transaction.connection.execute(sa.select(table))))
            for table in metadata.sorted_tables
        }


class Work:
    """Each transaction of the write order, ready to run once."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store

    async def prepare(self, steps) -> None:
        self.chat = await steps.chat()
        await steps.watch(self.chat)
        [self.article] = await steps.read(an_entry("one"))
        [self.feed] = await self.store.feeds.all()
        await self.store.feeds.save_poll(self.feed, an_outcome(an_entry("two")), NOW)
        [self.to_read] = await self.store.articles.claim_to_read(NOW, 1, LEASE)
        self.outcome = an_outcome(an_entry("three"), an_entry("two", content_hash="new"))

    async def poll(self) -> None:
        await self.store.feeds.save_poll(self.feed, self.outcome, NOW)

    async def text(self) -> None:
        await self.store.articles.save_text(self.to_read, a_text(), NOW)

    async def file(self) -> None:
        filed = filed_as(an_incident(a_report(self.article)))
        alert = Alert(None, filed.incident, filed.change, NOW)
        async with self.store.articles.filing() as filing:
            matches = [Match(self.chat.key, WatchId(1), "why")]
            await filing.save(self.article, a_reading(), filed, alert, matches, NOW)

    async def deliver(self) -> None:
        [delivery] = await self.store.deliveries.claim(NOW, 1, LEASE)
        refused = DeliveryResult(DeliveryState.SUSPENDED, "blocked", suspend_chat="blocked")
        await self.store.deliveries.finish(delivery, refused, NOW)


class Saboteur:
    """Does something at the n-th statement from now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.countdown, self.deed = -1, lambda: None
        genuine = Transaction.run

        async def run(transaction: Transaction, *args: Any) -> Any:
            self.countdown -= 1
            if self.countdown == 0:
                self.deed()
            return await genuine(transaction, *args)

        monkeypatch.setattr(Transaction, "run", run)

    @property
    def struck(self) -> bool:
        return self.countdown <= 0


@pytest.fixture
def saboteur(monkeypatch: pytest.MonkeyPatch) -> Saboteur:
    return Saboteur(monkeypatch)


@pytest.fixture
async def work(store, steps) -> Work:
    work = Work(store)
    await work.prepare(steps)
    return work


def explode() -> None:
    raise RuntimeError("struck")


def cancel() -> None:
    asyncio.current_task().cancel()


@pytest.mark.parametrize("deed", [explode, cancel])
@pytest.mark.parametrize("name", ["poll", "text", "file"])
async def test_struck_at_any_statement_a_transaction_leaves_nothing(store, work, saboteur, name, deed):
    before = await contents(store)
    saboteur.deed = deed
    for statement in range(1, 100):
        saboteur.countdown = statement
        task = asyncio.ensure_future(getattr(work, name)())
        [outcome] = await asyncio.gather(task, return_exceptions=True)
        if not saboteur.struck:
            break
        assert isinstance(outcome, RuntimeError | asyncio.CancelledError)
        assert await contents(store) == before
    assert statement > 2
    assert outcome is None
    assert await contents(store) != before


async def test_a_result_is_recorded_with_its_meaning_for_the_chat_or_not_at_all(
    store, work, saboteur, address
):
    await work.file()
    [delivery] = await store.deliveries.claim(NOW, 1, LEASE)
    refused = DeliveryResult(DeliveryState.SUSPENDED, "blocked", suspend_chat="blocked")
    before = await contents(store)
    saboteur.deed = explode
    for statement in range(1, 100):
        saboteur.countdown = statement
        try:
            await store.deliveries.finish(delivery, refused, NOW)
        except RuntimeError:
            assert await contents(store) == before
            continue
        break
    saboteur.countdown = -1
    assert statement > 3
    assert (await store.chats.by_key(work.chat.key)).suspended == "blocked"


async def test_cancelled_at_any_moment_a_write_frees_the_database(store, work):
    """Not only between statements: while one runs, while the connection opens, while it commits."""
    for delay in range(12):
        task = asyncio.ensure_future(work.store.audit.record("pause", NOW, actor=delay))
        for _ in range(delay):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.wait_for(store.audit.record("resume", NOW, actor=delay), 3)
    assert sum(event.action == "resume" for event in await store.audit.latest(100)) == 12


KILLED = Path(__file__).with_name("killed_child.py")


@pytest.mark.parametrize(("name", "statement"), [("poll", 5), ("file", 3), ("file", 0)])
async def test_killed_inside_a_transaction_a_worker_leaves_nothing(store, work, address, name, statement):
    """Statement 0: all of them done, the commit not yet."""
    before = await contents(store)
    held = codec.encode(tuple[Feed, Article, Chat], (work.feed, work.article, work.chat))
    command = [sys.executable, KILLED, address, name, str(statement), held]
    child = await asyncio.to_thread(subprocess.run, command, timeout=60, check=False)
    assert child.returncode == -signal.SIGKILL
    assert await contents(store) == before
    await asyncio.wait_for(getattr(work, name)(), 5)
