"""The budgets of hosts and of all requests: no storm after a pause, shared by processes, kept over restarts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from store_steps import DAY, MINUTE, NOW, SECOND, an_outcome

from alertbot.feeds.schedule import HOST_GAP
from alertbot.model import FeedSource, PollBudget

LEASE = 3 * MINUTE
BUDGET = PollBudget(a_minute=120, burst=16)


def many(number: int, hosts: int) -> list[FeedSource]:
    return [FeedSource(f"https://h{at % hosts}.example/feed/{at}", f"Feed {at:03}") for at in range(number)]


def polled(at: datetime, free_at: datetime | None = None):
    outcome = an_outcome(at=at)
    later = replace(outcome.schedule, next_poll_at=at + 6 * 60 * MINUTE)
    return replace(outcome, schedule=later, host_free_at=free_at or at + HOST_GAP)


async def test_four_hundred_feeds_after_three_days_are_polled_without_a_storm(store, second):
    await store.feeds.sync_catalogue(many(400, 350), NOW)
    now, starts, by_host = NOW + 3 * DAY, list[datetime](), Counter[tuple[str, int]]()
    while len(starts) < 400:
        for worker in (store, second):
            for feed in await worker.feeds.claim_due(now, 16, LEASE, BUDGET):
                starts.append(now)
                by_host[feed.source.url.split("/")[2], int(now.timestamp()) // 10] += 1
                await worker.feeds.save_poll(feed, polled(now), now)
        now += SECOND
        assert now < NOW + 3 * DAY + 10 * MINUTE, "catching up takes minutes, not hours"
    busiest = max(sum(start <= at < start + MINUTE for at in starts) for start in starts)
    assert busiest <= BUDGET.a_minute + BUDGET.burst
    assert max(by_host.values()) == 1


async def test_feeds_of_one_host_are_polled_one_after_another(store):
    await store.feeds.sync_catalogue(many(5, 1), NOW)
    [first] = await store.feeds.claim_due(NOW, 9, LEASE, BUDGET)
    assert await store.feeds.claim_due(NOW + MINUTE, 9, LEASE, BUDGET) == []
    await store.feeds.save_poll(first, polled(NOW + MINUTE), NOW + MINUTE)
    assert await store.feeds.claim_due(NOW + MINUTE + 9 * SECOND, 9, LEASE, BUDGET) == []
    [next_one] = await store.feeds.claim_due(NOW + MINUTE + 10 * SECOND, 9, LEASE, BUDGET)
    assert next_one.id != first.id


async def test_what_a_host_asks_of_one_feed_holds_for_all_of_them_and_for_every_process(store, second):
    await store.feeds.sync_catalogue(many(3, 1), NOW)
    [told] = await store.feeds.claim_due(NOW, 9, LEASE, BUDGET)
    await store.feeds.save_poll(told, polled(NOW, NOW + timedelta(hours=2)), NOW)
    assert await second.feeds.claim_due(NOW + timedelta(hours=1), 9, LEASE, BUDGET) == []
    assert len(await second.feeds.claim_due(NOW + timedelta(hours=2), 9, LEASE, BUDGET)) == 1


async def test_a_process_that_dies_blocks_its_host_for_its_lease_only(store, second):
    await store.feeds.sync_catalogue(many(2, 1), NOW)
    await store.feeds.claim_due(NOW, 9, LEASE, BUDGET)
    assert await second.feeds.claim_due(NOW + LEASE - SECOND, 9, LEASE, BUDGET) == []
    assert len(await second.feeds.claim_due(NOW + LEASE, 9, LEASE, BUDGET)) == 1


async def test_hosts_that_the_operator_allowed_by_name_are_free(store):
    await store.feeds.sync_catalogue(many(40, 1), NOW)
    free = replace(BUDGET, exempt=frozenset({"h0.example"}))
    assert len(await store.feeds.claim_due(NOW, 50, LEASE, free)) == 40


async def test_a_feed_that_moves_is_polled_at_its_new_host_with_a_clean_slate(store):
    await store.feeds.sync_catalogue(many(2, 1), NOW)
    first, other = await store.feeds.all()
    await store.feeds.save_poll(first, an_outcome(), NOW)
    assert await store.feeds.move(first.id, "https://new.example/feed", NOW)
    assert not await store.feeds.move(other.id, "https://new.example/feed", NOW)
    claimed = await store.feeds.claim_due(NOW, 9, LEASE, BUDGET)
    moved = next(feed for feed in claimed if feed.id == first.id)
    assert (moved.source.url, moved.validators.etag) == ("https://new.example/feed", None)
    await store.feeds.sync_catalogue(many(2, 1), NOW)
    assert (await store.feeds.all())[0].source.url == "https://new.example/feed"
