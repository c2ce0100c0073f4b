"""Polling: what an answer of a feed changes, whatever the answer is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from alertbot.errors import LostClaim
from alertbot.feeds.errors import FetchError, FetchReason
from alertbot.feeds.reach import AGAIN, HOSTS
from alertbot.model import Feed, FeedId, FeedSource, PollOutcome, Schedule, Validators
from alertbot.pipeline.poll import Poll
from alertbot.ports import Fetched

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><ttl>30</ttl>
<item><title>One</title><link>https://example.org/one</link></item>
<item><title>Two</title><link>https://example.org/two</link></item></channel></rss>"""


def feed(body_hash: str | None = None) -> Feed:
    source = FeedSource(url="https://example.org/feed", name="A")
    schedule = Schedule(NOW, timedelta(minutes=15), last_ok_at=NOW - timedelta(hours=1))
    return Feed(FeedId(1), source, Validators("old", None, body_hash), schedule)


class Feeds:
    def __init__(self, *due: Feed, lost: bool = False) -> None:
        self.due = list(due)
        self.saved: list[PollOutcome] = []
        self.lost = lost

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, budget: object = None
    ) -> list[Feed]:
        claimed, self.due = self.due[:limit], self.due[limit:]
        return claimed

    async def save_poll(self, feed: Feed, outcome: PollOutcome, now: datetime) -> int:
        if self.lost:
            raise LostClaim("gone")
        self.saved.append(outcome)
        return len(outcome.entries)


class Fetcher:
    def __init__(self, answer: Fetched | FetchError) -> None:
        self.answer = answer

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        if isinstance(self.answer, FetchError):
            raise self.answer
        return self.answer


class Here:
    """Runs the sandbox's work in this process."""

    def __init__(self) -> None:
        self.jobs = 0

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        self.jobs += 1
        return function(*args)


async def poll(
    answer: Fetched | FetchError, known: Feed | None = None
) -> tuple[PollOutcome, list[int], Here]:
    feeds, found, sandbox = Feeds(known or feed()), list[int](), Here()
    await Poll(feeds, Fetcher(answer), sandbox, lambda: NOW, lambda: 0.0, 4, lambda: found.append(1))()
    return feeds.saved[0], found, sandbox


async def test_a_new_body_brings_entries_validators_and_the_publishers_rhythm() -> None:
    headers = {"etag": '"new"', "content-type": "application/rss+xml"}
    outcome, found, _ = await poll(Fetched(200, "https://example.org/feed", headers, RSS))
    assert [entry.title for entry in outcome.entries] == ["One", "Two"]
    assert outcome.validators == Validators('"new"', None, hashlib.sha256(RSS).hexdigest())
    assert outcome.schedule.next_poll_at == NOW + timedelta(minutes=30)
    assert found == [1]


async def test_not_modified_keeps_the_validators_and_parses_nothing() -> None:
    outcome, found, sandbox = await poll(Fetched(304, "https://example.org/feed", {}, b""))
    assert outcome.validators.etag == "old"
    assert (outcome.entries, outcome.schedule.failures, found, sandbox.jobs) == ((), 0, [], 0)


async def test_an_unchanged_body_is_not_parsed_even_without_validators() -> None:
    known = feed(hashlib.sha256(RSS).hexdigest())
    outcome, _, sandbox = await poll(Fetched(200, "https://example.org/feed", {}, RSS), known)
    assert (outcome.entries, sandbox.jobs) == ((), 0)


async def test_gone_stops_the_feed_and_says_why() -> None:
    gone = FetchError(FetchReason.GONE, "https://example.org/feed", "the server says 410 Gone")
    outcome, _, _ = await poll(gone)
    assert outcome.schedule.next_poll_at is None
    assert outcome.schedule.error is not None
    assert "410" in outcome.schedule.error


async def test_too_many_requests_waits_as_long_as_the_server_asks() -> None:
    wait = timedelta(hours=3)
    busy = FetchError(FetchReason.TOO_MANY_REQUESTS, "https://example.org/feed", "429", wait)
    outcome, _, _ = await poll(busy)
    assert outcome.schedule.next_poll_at == NOW + wait
    assert outcome.schedule.failures == 1


async def test_a_web_page_instead_of_a_feed_is_a_failure_with_its_own_reason() -> None:
    page = Fetched(
        200, "https://example.org/feed", {"content-type": "text/html"}, b"<html><body>Hi</body></html>"
    )
    outcome, _, _ = await poll(page)
    assert outcome.schedule.failures == 1
    assert str(outcome.schedule.error).startswith("html_page")


async def test_a_permanent_redirect_is_handed_on() -> None:
    answer = Fetched(304, "https://new.example.org/feed", {}, b"", moved_to="https://new.example.org/feed")
    outcome, _, _ = await poll(answer)
    assert outcome.moved_to == "https://new.example.org/feed"


async def test_a_feed_removed_meanwhile_does_not_end_the_round() -> None:
    feeds = Feeds(feed(), lost=True)
    step = Poll(feeds, Fetcher(Fetched(304, "x", {}, b"")), Here(), lambda: NOW, lambda: 0.0, 4, lambda: None)
    assert await step() is False
    assert feeds.saved == []


async def test_while_our_own_network_is_down_no_feed_is_blamed_and_all_are_tried_again_soon() -> None:
    away = FetchError(FetchReason.NAME_NOT_FOUND, "https://example.org/feed", "no such name")
    every = [
        replace(feed(), source=replace(feed().source, url=f"https://host{number}.example/feed"))
        for number in range(HOSTS + 4)
    ]
    feeds, fetcher = Feeds(*every), Fetcher(away)
    polling = Poll(feeds, fetcher, Here(), lambda: NOW, lambda: 0.0, 1, lambda: None)
    await polling()
    assert [outcome.schedule.failures for outcome in feeds.saved] == [1] * (HOSTS - 1) + [0] * 5
    assert {outcome.schedule.next_poll_at for outcome in feeds.saved[HOSTS:]} == {NOW + AGAIN}
    fetcher.answer = Fetched(200, "https://example.org/feed", {}, RSS)
    feeds.due = [every[0]]
    await polling()
    assert not polling.reach.down
    assert feeds.saved[-1].entries


async def test_a_few_hosts_out_of_reach_are_their_own_fault() -> None:
    away = FetchError(FetchReason.CONNECTION, "https://example.org/feed", "refused")
    feeds = Feeds(*[feed()] * (HOSTS + 4))
    await Poll(feeds, Fetcher(away), Here(), lambda: NOW, lambda: 0.0, 1, lambda: None)()
    assert {outcome.schedule.failures for outcome in feeds.saved} == {1}
