"""What the watchdog sees: each silent failure is found within its time, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alertbot.model import Feed, FeedId, FeedSource, Schedule, Validators
from alertbot.ops import probes

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Waiting:
    """A store whose longest waiting row fell due then."""

    def __init__(self, due: datetime | None) -> None:
        self.due = due

    async def oldest_due(self, now: datetime) -> datetime | None:
        return self.due


class Feeds:
    def __init__(self, *feeds: Feed) -> None:
        self.feeds = list(feeds)

    async def all(self) -> list[Feed]:
        return self.feeds


class Box:
    kills_in_a_row, last_kill = 0, ""


class Worker:
    name, busy_for, faults_in_a_row, trouble = "poll", 0.0, 0, ""


def feed(last_ok: datetime | None) -> Feed:
    schedule = Schedule(NOW, timedelta(minutes=15), last_ok_at=last_ok)
    return Feed(FeedId(1), FeedSource("https://a.example/feed", "A"), Validators(), schedule)


async def test_an_alert_due_for_long_is_seen() -> None:
    assert await probes.oldest_delivery(Waiting(None)).look(NOW) is None
    assert await probes.oldest_delivery(Waiting(NOW - 9 * MINUTE)).look(NOW) is None
    assert "11 min" in str(await probes.oldest_delivery(Waiting(NOW - 11 * MINUTE)).look(NOW))


async def test_an_article_nobody_reads_is_seen() -> None:
    assert await probes.oldest_article(Waiting(NOW - 29 * MINUTE)).look(NOW) is None
    assert "31 min" in str(await probes.oldest_article(Waiting(NOW - 31 * MINUTE)).look(NOW))


async def test_feeds_that_all_fall_silent_are_seen_and_one_of_them_is_not() -> None:
    store = Feeds(feed(NOW), feed(NOW - timedelta(days=3)))
    probe = probes.feeds(store)
    assert await probe.look(NOW) is None
    assert await probe.look(NOW + 44 * MINUTE) is None
    assert "none of 2 feeds" in str(await probe.look(NOW + 46 * MINUTE))
    store.feeds[1] = feed(NOW + 45 * MINUTE)
    assert await probe.look(NOW + 46 * MINUTE) is None


async def test_our_own_network_down_is_told_as_one_trouble_and_sooner() -> None:
    lost = replace(feed(NOW), schedule=replace(feed(NOW).schedule, error="name_not_found: a.example"))
    probe = probes.feeds(Feeds(lost, lost, lost, feed(NOW)))
    assert await probe.look(NOW) is None
    assert await probe.look(NOW + 14 * MINUTE) is None
    assert "this machine's network or its DNS" in str(await probe.look(NOW + 16 * MINUTE))
    few = probes.feeds(Feeds(lost, lost, lost))
    await few.look(NOW)
    assert await few.look(NOW + 16 * MINUTE) is None


async def test_silence_before_the_start_does_not_count() -> None:
    probe = probes.feeds(Feeds(feed(NOW - timedelta(days=3))))
    assert await probe.look(NOW) is None


async def test_without_feeds_nothing_is_silent() -> None:
    stopped = replace(feed(None), schedule=Schedule(None, MINUTE))
    probe = probes.feeds(Feeds(stopped))
    await probe.look(NOW)
    assert await probe.look(NOW + timedelta(days=1)) is None


async def test_get_updates_without_an_answer_is_seen_only_where_it_is_ours_to_ask() -> None:
    silent, ours = [2 * MINUTE], [True]
    probe = probes.updates(lambda: silent[0], lambda: ours[0])
    assert await probe.look(NOW) is None
    silent[0] = 4 * MINUTE
    assert "4 min" in str(await probe.look(NOW))
    ours[0] = False
    assert await probe.look(NOW) is None


async def test_telegram_refusing_everything_is_seen() -> None:
    assert await probes.telegram(lambda: False).look(NOW) is None
    assert await probes.telegram(lambda: True).look(NOW) is not None


async def test_a_stage_that_hangs_or_keeps_failing_is_named() -> None:
    worker = Worker()
    probe = probes.look_at_stages([worker])
    assert await probe.look(NOW) is None
    worker.busy_for = 700.0
    assert "'poll' has hung for 12 min" in str(await probe.look(NOW))
    worker.busy_for, worker.faults_in_a_row, worker.trouble = 0.0, 5, "no route"
    assert "5 times in a row: no route" in str(await probe.look(NOW))


async def test_children_that_keep_dying_are_seen() -> None:
    box = Box()
    assert await probes.look_at_sandbox(box).look(NOW) is None
    box.kills_in_a_row, box.last_kill = 10, "no child process"
    assert "no child process" in str(await probes.look_at_sandbox(box).look(NOW))
