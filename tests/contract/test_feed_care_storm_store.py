"""Two thousand chats that lose and regain their only source: each is told once, in bearable time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from store_steps import DAY, HOUR, NOW, a_source, an_outcome

from alertbot.feeds.errors import FetchReason
from alertbot.feeds.schedule import after_failure
from alertbot.model import ChatKind, NoticeKind, Watch
from alertbot.pipeline.care import Care

CHATS = 60


async def no_suggestion(*_: object) -> str:
    return ""


async def test_each_chat_is_told_once_and_once_of_the_return_with_few_reads(store, monkeypatch):
    listed = [a_source("Darfur", country="SDN", language="ar"), *(a_source(f"W{n}") for n in range(5))]
    await store.feeds.sync_catalogue(listed, NOW)
    for feed in await store.feeds.all():
        await store.feeds.save_poll(feed, an_outcome(at=NOW - 4 * DAY), NOW)
    for number in range(CHATS):
        chat = await store.chats.open(1000 + number, 0, ChatKind.PRIVATE, "en", NOW)
        await store.chats.save_watch(Watch(None, chat.key, countries=("SDN",)))
    at = [NOW]
    [darfur] = [feed for feed in await store.feeds.all() if feed.source.name == "Darfur"]
    for _ in range(3):
        [darfur] = [feed for feed in await store.feeds.all() if feed.id == darfur.id]
        schedule = after_failure(darfur, FetchReason.GONE, None, NOW, 0.0, "410")
        await store.feeds.save_poll(darfur, replace(an_outcome(), schedule=schedule), NOW)
    reads = []
    original = store.troubles.reliant_chats

    async def counted():
        reads.append(1)
        return await original()

    monkeypatch.setattr(store.troubles, "reliant_chats", counted)

    async def look() -> list:
        care = Care(
            store.feeds, store.troubles, no_suggestion, [], lambda: at[0], lambda: None, store.first_readings
        )
        await care()
        return await store.notices.claim(at[0], 500, timedelta(days=9))

    told = []
    for _ in range(4):
        told += await look()
        at[0] += HOUR
    assert [notice.kind for notice in told] == [NoticeKind.SOURCES_SILENT] * CHATS
    await store.feeds.save_poll(darfur, an_outcome(at=at[0]), at[0])
    back = await look() + await look()
    assert [notice.kind for notice in back] == [NoticeKind.SOURCES_BACK] * CHATS
    assert len(reads) <= 6
