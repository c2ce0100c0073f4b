"""Which chats are told that what they depend on has fallen silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alertbot.feeds.reliance import find_gaps, still_read
from alertbot.model import ChatKey, Feed, FeedId, FeedSource, ReliantChat, Schedule, TroubleKind, Validators

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SUDAN = ReliantChat(ChatKey(1), frozenset({"SDN"}))


def a_feed(number: int, country: str = "SDN", language: str = "ar", days: float = 3.5) -> Feed:
    source = FeedSource(f"https://{number}.example/", f"Feed {number}", language=language, country=country)
    schedule = Schedule(NOW, DAY, last_ok_at=NOW - days * DAY, last_new_at=NOW - days * DAY)
    return Feed(FeedId(number), source, Validators(), schedule)


DEAD = {FeedId(1): TroubleKind.NOT_FOUND}


def test_the_only_source_in_a_language_that_is_gone_for_three_days_is_a_gap() -> None:
    feeds = [a_feed(1), a_feed(2, language="en", days=0)]
    [gap] = find_gaps([SUDAN], feeds, DEAD, NOW)
    assert (gap.chat, gap.country, gap.language, gap.feeds) == (1, "SDN", "ar", (1,))
    assert gap.since == NOW - 3.5 * DAY
    assert still_read("SDN", feeds, DEAD) == 1


def test_another_source_in_that_language_closes_it() -> None:
    assert find_gaps([SUDAN], [a_feed(1), a_feed(2, days=0)], DEAD, NOW) == []


def test_two_days_are_too_short_and_other_countries_do_not_concern_the_chat() -> None:
    assert find_gaps([SUDAN], [a_feed(1, days=2)], DEAD, NOW) == []
    assert find_gaps([ReliantChat(ChatKey(1), frozenset({"MLI"}))], [a_feed(1)], DEAD, NOW) == []


def test_sources_that_the_chat_muted_do_not_count() -> None:
    feeds = [a_feed(1), a_feed(2, days=0)]
    deaf = replace(SUDAN, muted=frozenset({FeedId(2)}))
    assert [gap.feeds for gap in find_gaps([deaf], feeds, DEAD, NOW)] == [(1,)]
    assert find_gaps([replace(SUDAN, muted=frozenset({FeedId(1)}))], [a_feed(1)], DEAD, NOW) == []


def test_nobody_depends_on_a_source_that_could_never_be_read() -> None:
    never = a_feed(1)
    never = replace(never, schedule=replace(never.schedule, last_ok_at=None))
    assert find_gaps([SUDAN], [never], DEAD, NOW) == []


def test_a_source_that_answers_without_news_is_silent_since_its_last_news() -> None:
    quiet = a_feed(1, days=0)
    quiet = replace(quiet, schedule=replace(quiet.schedule, last_new_at=NOW - 5 * DAY))
    [gap] = find_gaps([SUDAN], [quiet], {FeedId(1): TroubleKind.SILENT}, NOW)
    assert gap.since == NOW - 5 * DAY
