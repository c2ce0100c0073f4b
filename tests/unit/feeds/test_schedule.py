"""When a feed is polled next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.feeds.errors import FetchReason, UnreadableReason
from alertbot.feeds.parsed import ParsedFeed
from alertbot.feeds.rhythm import learn_rhythm
from alertbot.feeds.schedule import (
    LONGEST,
    LONGEST_WAIT,
    SHORTEST,
    PollHints,
    after_failure,
    after_success,
    next_address,
    poll_hints,
)
from alertbot.model import Feed, FeedId, FeedSource, Schedule, Validators, Wishes

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
NO_HINTS = PollHints()
FEED = Feed(FeedId(1), FeedSource("https://example.org/feed", "Example"), Validators(), Schedule(NOW, HOUR))


def feed(**changes: object) -> Feed:
    return replace(FEED, schedule=replace(FEED.schedule, **changes))


def test_a_feed_with_news_is_polled_sooner_and_a_quiet_one_later():
    assert after_success(FEED, NOW, NO_HINTS, [NOW] * 3, 0.0).interval < HOUR
    assert after_success(FEED, NOW, NO_HINTS, [], 0.0).interval > HOUR
    assert after_success(FEED, NOW, NO_HINTS, [], 0.0).interval > HOUR


def test_success_clears_failures_and_notes_when_there_was_news():
    before = feed(failures=4, error="timeout: x", last_new_at=NOW - HOUR)
    quiet = after_success(before, NOW, NO_HINTS, [], 0.0)
    assert (quiet.failures, quiet.error, quiet.last_ok_at, quiet.last_new_at) == (0, None, NOW, NOW - HOUR)
    assert after_success(before, NOW, NO_HINTS, [NOW], 0.0).last_new_at == NOW


@pytest.mark.parametrize("hints", [PollHints(max_age=2 * HOUR), PollHints(wishes=Wishes(2 * HOUR))])
def test_we_do_not_come_sooner_than_the_publisher_asks(hints):
    assert after_success(FEED, NOW, hints, [NOW] * 5, 0.0).interval == 2 * HOUR


def test_hints_beyond_reason_are_bounded():
    assert after_success(FEED, NOW, PollHints(wishes=Wishes(timedelta(days=30))), [], 0.0).interval == LONGEST
    busy = feed(interval=SHORTEST)
    assert after_success(busy, NOW, PollHints(max_age=timedelta(0)), [NOW] * 9, 0.0).interval == SHORTEST


def test_hints_are_read_from_headers_and_document():
    parsed = ParsedFeed("", None, "", (), ttl=HOUR, update_every=2 * HOUR)
    headers = {"cache-control": "public, Max-Age=900"}
    assert poll_hints(headers, parsed) == PollHints(timedelta(minutes=15), Wishes(2 * HOUR))
    assert poll_hints({}) == NO_HINTS
    assert poll_hints({"cache-control": "no-store"}) == NO_HINTS


def test_failures_double_the_wait_up_to_the_cap_and_never_stop_the_feed():
    waits = []
    current = FEED
    for _ in range(500):
        schedule = after_failure(current, FetchReason.TIMEOUT, None, NOW, 0.0)
        assert schedule.next_poll_at is not None
        waits.append(schedule.next_poll_at - NOW)
        current = replace(current, schedule=schedule)
    assert waits[1] == 2 * waits[0]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    assert current.schedule.failures == 500


def test_a_failure_keeps_the_rhythm_and_tells_why():
    schedule = after_failure(FEED, UnreadableReason.ANTI_BOT, None, NOW, 0.0, "ask the publisher")
    assert schedule.interval == HOUR
    assert schedule.error == "anti_bot: ask the publisher"


def test_gone_stops_the_feed():
    assert after_failure(FEED, FetchReason.GONE, None, NOW, 0.0).next_poll_at is None


def test_retry_after_is_obeyed_up_to_a_day():
    for asked, least, most in (
        (3 * HOUR, 3 * HOUR, 3.5 * HOUR),
        (timedelta(days=9), LONGEST_WAIT, LONGEST_WAIT + HOUR),
    ):
        schedule = after_failure(FEED, FetchReason.TOO_MANY_REQUESTS, asked, NOW, 1.0)
        assert least <= schedule.next_poll_at - NOW <= most


def test_a_short_retry_after_does_not_undo_the_back_off():
    often = feed(failures=6)
    schedule = after_failure(often, FetchReason.SERVER_ERROR, timedelta(seconds=1), NOW, 0.0)
    assert schedule.next_poll_at - NOW >= HOUR


@given(
    jitter=st.floats(-1, 1),
    interval=st.timedeltas(timedelta(0), timedelta(days=400)),
    new=st.integers(0, 500),
    ttl=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
)
def test_the_next_poll_is_never_sooner_than_two_minutes_nor_much_later_than_six_hours(
    jitter, interval, new, ttl
):
    schedule = after_success(feed(interval=interval), NOW, PollHints(wishes=Wishes(ttl)), [NOW] * new, jitter)
    assert SHORTEST <= schedule.next_poll_at - NOW <= LONGEST * 1.1


SEVERAL = FeedSource("https://a.example/", "A", addresses=("https://a.example/", "https://b.example/"))


def test_a_source_with_several_addresses_tries_the_next_after_each_third_failure():
    moves = [next_address(SEVERAL, failures, FetchReason.TIMEOUT) for failures in (1, 2, 3, 4, 6)]
    assert moves == [None, None, "https://b.example/", None, "https://b.example/"]
    moved = replace(SEVERAL, url="https://b.example/")
    assert next_address(moved, 3, FetchReason.TIMEOUT) == "https://a.example/"


def test_an_address_that_is_gone_gives_way_at_once_and_a_lone_one_never():
    assert next_address(SEVERAL, 1, FetchReason.GONE) == "https://b.example/"
    assert next_address(FEED.source, 3, FetchReason.TIMEOUT) is None


def test_the_hours_that_usually_bring_news_are_polled_sooner():
    mornings = [NOW - timedelta(days=day) for day in range(1, 21) for _ in range(5)]
    known = feed(rhythm=learn_rhythm(None, mornings, NOW - timedelta(minutes=1)))
    at_eight = after_success(known, NOW, NO_HINTS, [], 0.0)
    at_nine = after_success(known, NOW + HOUR, NO_HINTS, [], 0.0)
    assert at_eight.next_poll_at - NOW < at_nine.next_poll_at - NOW - HOUR
    assert at_eight.interval == at_nine.interval


def test_the_rhythm_never_brings_us_sooner_than_the_publisher_asks():
    busy = feed(rhythm=learn_rhythm(None, [NOW - HOUR * number / 4 for number in range(900)], NOW))
    asked = after_success(busy, NOW, PollHints(wishes=Wishes(HOUR)), [NOW], 0.0)
    assert asked.next_poll_at == NOW + HOUR


def test_expires_counts_by_the_servers_own_clock_where_max_age_is_missing():
    headers = {"date": "Wed, 14 Oct 2026 06:00:00 GMT", "expires": "Wed, 14 Oct 2026 07:00:00 GMT"}
    assert poll_hints(headers).max_age == HOUR
    assert poll_hints({**headers, "cache-control": "max-age=60"}).max_age == timedelta(minutes=1)
    assert poll_hints({"date": headers["date"], "expires": "0"}).max_age is None


def test_hours_and_days_that_the_publisher_leaves_out_are_left_out():
    night = PollHints(wishes=Wishes(skip_hours=(9, 10, 11)))
    next_poll = after_success(feed(interval=HOUR), NOW, night, [], 0.0).next_poll_at
    assert next_poll is not None
    assert next_poll.hour == 12
    midweek = PollHints(wishes=Wishes(skip_days=(2,)))
    next_poll = after_success(feed(interval=HOUR), NOW, midweek, [], 0.0).next_poll_at
    assert next_poll is not None
    assert next_poll.weekday() == 3
    never = PollHints(wishes=Wishes(skip_days=tuple(range(7))))
    next_poll = after_success(feed(interval=HOUR), NOW, never, [], 0.0).next_poll_at
    assert next_poll is not None
    assert next_poll < NOW + LONGEST


def test_wishes_hold_while_the_document_stays_the_same():
    before = feed(interval=SHORTEST, wishes=Wishes(2 * HOUR))
    after = after_success(before, NOW, NO_HINTS, [], 0.0)
    assert (after.interval, after.wishes) == (2 * HOUR, Wishes(2 * HOUR))
