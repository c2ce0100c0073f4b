"""Feeds that die and come back, on both databases: who is told what, once, over restarts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from store_steps import DAY, LEASE, MINUTE, NOW, Steps, a_source, an_outcome

from alertbot.bot.notices import write_notice
from alertbot.feeds.errors import FeedUnreadable, FetchError, FetchReason, UnreadableReason
from alertbot.feeds.schedule import after_failure
from alertbot.model import (
    ChatKind,
    DeliveryResult,
    DeliveryState,
    Feed,
    Notice,
    NoticeKind,
    Trouble,
    TroubleKind,
    Watch,
)
from alertbot.pipeline.care import Care
from alertbot.pipeline.find_address import FindAddress
from alertbot.pipeline.probe import Probe
from alertbot.ports import Fetched
from alertbot.store import SqlStore
from alertbot.texts import TextCatalogue

OPERATOR = 7
HOUR = 60 * MINUTE


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Newsroom:
    """A store with an operator and feeds that answer as told; a new Care is a restart."""

    store: SqlStore
    clock: Clock = field(default_factory=Clock)
    suggestion: str = ""
    asked: int = 0

    def care(self) -> Care:
        return Care(
            self.store.feeds,
            self.store.troubles,
            self.suggest,
            [OPERATOR],
            self.clock,
            lambda: None,
            self.store.first_readings,
        )

    async def suggest(self, feed: Feed, trouble: Trouble) -> str:
        self.asked += 1
        return self.suggestion

    async def fail(self, *names: str, reason: FetchReason = FetchReason.NOT_FOUND, times: int = 3) -> None:
        for _ in range(times):
            for feed in await self.store.feeds.all():
                if not names or feed.source.name in names:
                    schedule = after_failure(feed, reason, None, self.clock.now, 0.0, "HTTP trouble")
                    outcome = replace(an_outcome(), schedule=schedule)
                    await self.store.feeds.save_poll(feed, outcome, self.clock.now)

    async def answer(self, *names: str) -> None:
        for feed in await self.store.feeds.all():
            if not names or feed.source.name in names:
                await self.store.feeds.save_poll(feed, an_outcome(at=self.clock.now), self.clock.now)

    async def pass_time(self, span: timedelta, step: timedelta = HOUR) -> None:
        """Look at the feeds every hour, each time in a new process."""
        until = self.clock.now + span
        while self.clock.now < until:
            await self.care()()
            self.clock.now += step
        await self.care()()

    async def told(self) -> list[Notice]:
        """What was put into the outbox since the last time, and sent."""
        claimed = await self.store.notices.claim(self.clock.now, 50, LEASE)
        for notice in claimed:
            await self.store.notices.finish(notice, DeliveryResult(DeliveryState.SENT, "ok"), self.clock.now)
        return claimed


@pytest.fixture
async def room(store, steps: Steps) -> Newsroom:
    await store.chats.open(OPERATOR, 0, ChatKind.PRIVATE, "en", NOW)
    listed = [
        a_source("Darfur Radio", country="SDN", language="ar", homepage="https://darfur.example/"),
        a_source("Khartoum Post", country="SDN", language="en"),
        *(a_source(f"World{number}") for number in range(6)),
    ]
    await store.feeds.sync_catalogue(listed, NOW)
    newsroom = Newsroom(store)
    await newsroom.answer()
    return newsroom


async def reader(store, *countries: str, language: str = "en"):
    chat = await store.chats.open(100, 0, ChatKind.GROUP, language, NOW)
    await store.chats.save_watch(Watch(None, chat.key, countries=countries))
    return chat


def words(notice: Notice, language: str = "en") -> str:
    return write_notice(notice, None, TextCatalogue().load_texts(language)).plain


async def test_operators_are_told_once_of_a_dead_feed_and_once_of_its_return(room):
    await room.fail("Darfur Radio")
    await room.pass_time(11 * HOUR)
    assert await room.told() == []
    await room.pass_time(48 * HOUR)
    [notice] = await room.told()
    assert (notice.kind, notice.chat.telegram_id) == (NoticeKind.FEED_TROUBLE, OPERATOR)
    assert "A feed cannot be read: Darfur Radio" in words(notice)
    assert "There is nothing at its address any more." in words(notice)
    await room.answer("Darfur Radio")
    await room.pass_time(24 * HOUR)
    [back] = await room.told()
    assert words(back) == "✅ This feed can be read again: Darfur Radio"


async def test_a_feed_that_recovers_soon_is_never_mentioned(room):
    await room.fail("Darfur Radio")
    await room.pass_time(6 * HOUR)
    await room.answer("Darfur Radio")
    await room.pass_time(48 * HOUR)
    assert await room.told() == []
    assert await room.store.troubles.open() == []


async def test_many_that_die_at_once_make_one_message(room):
    await room.fail(*(f"World{number}" for number in range(5)), reason=FetchReason.FORBIDDEN)
    await room.pass_time(72 * HOUR)
    [notice] = await room.told()
    said = words(notice)
    assert "5 feeds cannot be read" in said
    assert "5 × The site refuses us." in said
    assert write_notice(notice, None, TextCatalogue().load_texts("en")).buttons == ()


async def test_our_own_network_down_for_days_is_told_to_nobody_here(room):
    await reader(room.store, "SDN")
    await room.fail(reason=FetchReason.CONNECTION)
    await room.pass_time(5 * DAY, step=6 * HOUR)
    assert await room.told() == []
    await room.answer()
    await room.pass_time(3 * HOUR)
    assert await room.told() == []


async def test_readers_hear_once_that_their_only_source_in_a_language_is_silent(room):
    chat = await reader(room.store, "SDN", language="fr")
    await room.fail("Darfur Radio")
    await room.pass_time(2 * DAY)
    assert [notice.kind for notice in await room.told()] == [NoticeKind.FEED_TROUBLE]
    await room.pass_time(2 * DAY, step=3 * HOUR)
    [notice] = await room.told()
    assert (notice.kind, notice.chat.key) == (NoticeKind.SOURCES_SILENT, chat.key)
    assert "Votre seule source" in words(notice, "fr")
    assert "Soudan" in words(notice, "fr")
    assert "arabe" in words(notice, "fr")
    message = write_notice(notice, None, TextCatalogue().load_texts("fr"))
    assert message.silent
    await room.answer("Darfur Radio")
    await room.pass_time(DAY)
    back = [notice for notice in await room.told() if notice.kind is NoticeKind.SOURCES_BACK]
    assert [words(notice) for notice in back] == ["✅ A source about Sudan can be read again: Darfur Radio"]


async def test_readers_who_watch_elsewhere_or_switched_it_off_or_paused_hear_nothing(room):
    store = room.store
    chat = await reader(store, "SDN")
    await store.chats.save(replace(chat, source_notices=False))
    other = await store.chats.open(101, 0, ChatKind.PRIVATE, "en", NOW)
    await store.chats.save_watch(Watch(None, other.key, countries=("MLI",)))
    paused = await store.chats.open(102, 0, ChatKind.PRIVATE, "en", NOW)
    await store.chats.save_watch(Watch(None, paused.key, countries=("SDN",)))
    await store.chats.save(replace(paused, paused=True))
    await room.fail("Darfur Radio")
    told = []
    for _ in range(3):
        await room.pass_time(2 * DAY, step=3 * HOUR)
        told += await room.told()
    assert {notice.chat.telegram_id for notice in told} == {OPERATOR}


async def test_a_gap_ends_without_a_word_when_the_operator_drops_the_source(room):
    await reader(room.store, "SDN")
    await room.fail("Darfur Radio")
    await room.pass_time(5 * DAY, step=3 * HOUR)
    await room.told()
    [feed] = [feed for feed in await room.store.feeds.all() if feed.source.name == "Darfur Radio"]
    await room.store.feeds.switch([feed.id], False, room.clock.now)
    await room.pass_time(6 * HOUR)
    assert await room.told() == []
    assert await room.store.troubles.gaps() == []


async def test_without_an_operator_the_trouble_waits_to_be_told(store):
    await store.feeds.sync_catalogue([a_source("Dawn"), *(a_source(f"W{n}") for n in range(4))], NOW)
    room = Newsroom(store)
    await room.answer()
    await room.fail("Dawn")
    await room.pass_time(2 * DAY, step=3 * HOUR)
    assert await room.told() == []
    await store.chats.open(OPERATOR, 0, ChatKind.PRIVATE, "en", NOW)
    await room.pass_time(HOUR)
    assert [notice.kind for notice in await room.told()] == [NoticeKind.FEED_TROUBLE]


async def test_a_suggestion_is_kept_with_the_trouble_and_offered_by_a_button_without_the_address(room):
    room.suggestion = "https://darfur.example/new.xml"
    await room.fail("Darfur Radio")
    await room.pass_time(13 * HOUR)
    [notice] = await room.told()
    message = write_notice(notice, None, TextCatalogue().load_texts("en"))
    assert "https://darfur.example/new.xml" in message.plain
    [use], [off] = message.buttons
    number = int(use.data.removeprefix("feed:use:"))
    assert off.data.startswith("feed:stop:")
    kept = await room.store.troubles.find(number)
    assert kept is not None
    assert kept.suggestion == "https://darfur.example/new.xml"
    assert room.asked == 1


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>New</title>
<item><title>One</title><link>https://darfur.example/1</link></item></channel></rss>"""


class Web:
    """The publisher's page names feeds; addresses inside are refused, as the fetcher's guard does."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = {f"https://{name}.example/": page for name, page in pages.items()}

    async def fetch(self, url: str, validators: object = None) -> Fetched:
        if "127.0.0.1" in url or "inside" in url:
            raise FetchError(FetchReason.BLOCKED_ADDRESS, url, "not on the public internet")
        if url.endswith("new.xml"):
            return Fetched(200, url, {}, FEED)
        if url in self.pages:
            return Fetched(200, url, {"content-type": "text/html"}, self.pages[url])
        raise FetchError(FetchReason.NOT_FOUND, url, "HTTP 404")


class Here:
    async def run(self, function, *args):
        return function(*args)


def page(*links: str) -> bytes:
    named = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return f"<!doctype html><html><head>{named}</head><body>Hi</body></html>".encode()


async def found_for(room: Newsroom, kind: TroubleKind, *links: str) -> str:
    find = FindAddress(Probe(Web(darfur=page(*links)), Here(), room.clock), room.store.feeds)
    feed = next(feed for feed in await room.store.feeds.all() if feed.source.name == "Darfur Radio")
    return await find(feed, Trouble(1, feed.id, kind, NOW))


async def test_the_publishers_page_gives_a_suggestion_if_it_answers_as_a_feed(room):
    assert await found_for(room, TroubleKind.NOT_FOUND, "/new.xml") == "https://darfur.example/new.xml"
    assert await found_for(room, TroubleKind.NOT_FOUND, "/old.xml", "/new.xml")
    assert await found_for(room, TroubleKind.NOT_FOUND) == ""


async def test_a_private_address_a_refusal_or_a_feed_of_ours_is_never_suggested(room):
    assert await found_for(room, TroubleKind.NOT_FOUND, "http://127.0.0.1/new.xml") == ""
    assert await found_for(room, TroubleKind.NOT_FOUND, "http://inside.example/new.xml") == ""
    assert await found_for(room, TroubleKind.FORBIDDEN, "/new.xml") == ""
    assert await found_for(room, TroubleKind.NOT_FOUND, "https://world1.example/feed") == ""


def test_what_the_web_answers_instead_of_a_feed_has_its_own_reason() -> None:
    reasons = {str(FeedUnreadable(reason, "https://a.example/").reason) for reason in UnreadableReason}
    assert reasons == {"empty", "html_page", "anti_bot", "not_a_feed"}


async def test_a_feed_that_moves_to_another_site_by_itself_is_told_once(room):
    await reader(room.store, "SDN")
    [feed] = [feed for feed in await room.store.feeds.all() if feed.source.name == "Darfur Radio"]
    outcome = an_outcome(at=room.clock.now, moved_to="https://elsewhere.example/feed")
    await room.store.feeds.save_poll(feed, outcome, room.clock.now)
    await room.pass_time(3 * HOUR)
    [notice] = await room.told()
    said = words(notice)
    assert "A feed has moved: Darfur Radio" in said
    assert "Is it still the same publisher?" in said
    assert "It is on another site than before: elsewhere.example" in said
    buttons = write_notice(notice, None, TextCatalogue().load_texts("en")).buttons
    assert [row[0].data for row in buttons] == [f"feed:stop:{feed.id}"]
    await room.pass_time(2 * DAY, step=3 * HOUR)
    assert await room.told() == []
    assert await room.store.troubles.open() == []


async def test_the_same_site_under_www_or_another_path_is_no_move(room):
    [feed] = [feed for feed in await room.store.feeds.all() if feed.source.name == "Darfur Radio"]
    host = feed.source.url.split("/")[2]
    outcome = an_outcome(at=room.clock.now, moved_to=f"https://www.{host}/new")
    await room.store.feeds.save_poll(feed, outcome, room.clock.now)
    await room.pass_time(3 * HOUR)
    assert await room.told() == []
