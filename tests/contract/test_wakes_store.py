"""Wake-ups between processes: heard after the commit, once for each stage, again after a lost connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa
from store_steps import NOW, Steps, a_report, an_entry, an_incident, an_outcome, connected

from alertbot.errors import LostClaim
from alertbot.ports import Wake
from alertbot.store import SqlStore, wakes


@asynccontextmanager
async def listening(listener: SqlStore) -> AsyncIterator[list[Wake]]:
    """What is heard after the first wake-up of every stage, which says that it listens."""
    heard: list[Wake] = []
    stopping = asyncio.Event()
    task = asyncio.create_task(listener.wakes.listen(heard.append, stopping))
    await until(lambda: task.done() or set(heard) == set(Wake))
    heard.clear()
    yield heard
    stopping.set()
    await task


async def until(check) -> None:
    async with asyncio.timeout(30):
        while not check():
            await asyncio.sleep(0.02)


@pytest.fixture
def shared(address: str) -> bool:
    """Whether several processes may use this kind of database."""
    return address.startswith("postgresql")


async def test_each_stage_hears_of_its_work_and_on_sqlite_nobody_listens(store, second, shared):
    steps = Steps(store)
    chat = await steps.chat()
    await steps.watch(chat)
    async with listening(second) as heard:
        feed = await steps.feed()
        await store.feeds.poll_now(NOW)
        (article,) = await steps.read(an_entry())
        await steps.file(article, an_incident(a_report(article)), [chat])
        draft = await store.notices.draft("Hello", "", NOW)
        await store.notices.broadcast(draft.id, NOW)
        wanted = {Wake.POLL, Wake.READ, Wake.ASSESS, Wake.DELIVER, Wake.ANNOUNCE} if shared else set()
        await until(lambda: set(heard) >= wanted)
    assert feed.id
    assert set(heard) == wanted


async def test_nothing_is_heard_of_what_was_not_committed_or_changes_nothing(store, second, shared):
    steps = Steps(store)
    feed = await steps.feed()
    (article,) = await steps.read(an_entry())
    async with listening(second) as heard:
        with pytest.raises(LostClaim):
            await store.feeds.save_poll(replace(feed, id=feed.id + 1), an_outcome(an_entry("two")), NOW)
        await store.feeds.save_poll(feed, an_outcome(), NOW)
        await steps.file(article, None)
        await store.feeds.poll_now(NOW)
        await until(lambda: Wake.POLL in heard or not shared)
    assert heard == ([Wake.POLL] if shared else [])


async def test_a_lost_connection_is_opened_again_and_every_stage_woken(
    store, second, shared, address, monkeypatch
):
    monkeypatch.setattr(wakes, "AGAIN_AFTER", 0.2)
    async with listening(second) as heard:
        if shared:
            async with connected(address) as connection:
                await connection.execute(
                    sa.text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
                    )
                )
        await until(lambda: set(heard) == set(Wake) or not shared)
        heard.clear()
        await store.feeds.poll_now(NOW)
        await until(lambda: heard or not shared)
    assert heard == ([Wake.POLL] if shared else [])
