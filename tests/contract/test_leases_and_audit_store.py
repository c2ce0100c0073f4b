"""Leases and the audit trail, on both databases."""

from __future__ import annotations

import asyncio

from store_steps import MINUTE, NOW, SECOND


async def test_a_lease_is_held_by_one_and_renewed_by_it(store):
    assert await store.leases.acquire("poller", "a", NOW, MINUTE)
    assert not await store.leases.acquire("poller", "b", NOW, MINUTE)
    assert await store.leases.acquire("poller", "a", NOW + 30 * SECOND, MINUTE)
    assert not await store.leases.acquire("poller", "b", NOW + 89 * SECOND, MINUTE)
    assert await store.leases.acquire("poller", "b", NOW + 90 * SECOND, MINUTE)
    assert not await store.leases.acquire("poller", "a", NOW + 90 * SECOND, MINUTE)


async def test_leases_of_different_names_do_not_meet(store):
    assert await store.leases.acquire("poller", "a", NOW, MINUTE)
    assert await store.leases.acquire("sender", "b", NOW, MINUTE)


async def test_only_its_holder_gives_a_lease_up(store):
    await store.leases.acquire("poller", "a", NOW, MINUTE)
    await store.leases.release("poller", "b")
    assert not await store.leases.acquire("poller", "b", NOW, MINUTE)
    await store.leases.release("poller", "a")
    assert await store.leases.acquire("poller", "b", NOW, MINUTE)


async def test_of_many_that_ask_at_once_one_gets_the_lease(store, second):
    asked = [
        worker.leases.acquire("poller", f"{number}", NOW, MINUTE)
        for number, worker in enumerate((store, second) * 4)
    ]
    assert sum(await asyncio.gather(*asked)) == 1


async def test_the_trail_tells_who_did_what_when_latest_first(store):
    await store.audit.record("pause", NOW, actor=1, telegram_id=-5)
    await store.audit.record("add_feed", NOW + SECOND, actor=2, details={"url": "https://x.example", "n": 1})
    latest, first = await store.audit.latest(10)
    assert (first.at, first.action, first.actor, first.telegram_id, first.details) == (
        NOW,
        "pause",
        1,
        -5,
        {},
    )
    assert latest.details == {"url": "https://x.example", "n": 1}
    assert await store.audit.latest(1) == [latest]
    assert await store.audit.latest(10, telegram_id=-5) == [first]
