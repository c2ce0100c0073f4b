"""Feeds added, removed and switched by operators, on both databases."""

from __future__ import annotations

from dataclasses import replace

from store_steps import MINUTE, NOW, a_source, an_outcome

from alertbot.model import FeedSource

HOUR = 60 * MINUTE


async def names(store, *, enabled: bool = True) -> list[str]:
    return [feed.source.name for feed in await store.feeds.all() if feed.source.enabled == enabled]


async def test_a_switch_is_stronger_than_the_catalogue_and_lasts(store):
    listed = [a_source("Dawn"), a_source("Dusk", enabled=False)]
    await store.feeds.sync_catalogue(listed, NOW)
    dawn, dusk = await store.feeds.all()
    await store.feeds.switch([dawn.id], False, NOW)
    await store.feeds.switch([dusk.id], True, NOW)
    await store.feeds.sync_catalogue(listed, NOW + HOUR)
    assert await names(store) == ["Dusk"]
    assert [feed.id for feed in await store.feeds.claim_due(NOW, 9, HOUR)] == [dusk.id]


async def test_a_feed_that_was_gone_is_due_again_when_switched_on(store):
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW)
    [feed] = await store.feeds.claim_due(NOW, 1, HOUR)
    gone = an_outcome()
    stopped = replace(gone, schedule=replace(gone.schedule, next_poll_at=None, failures=9))
    await store.feeds.save_poll(feed, stopped, NOW)
    await store.feeds.switch([feed.id], True, NOW + HOUR)
    [again] = await store.feeds.claim_due(NOW + HOUR, 1, HOUR)
    assert again.schedule.failures == 0


async def test_an_added_feed_is_due_at_once_and_stays_over_restarts(store):
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW)
    [added] = await store.feeds.add([a_source("Dusk", language="fr")], NOW)
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW + HOUR)
    assert added.source.language == "fr"
    assert await names(store) == ["Dawn", "Dusk"]
    assert added.id in [feed.id for feed in await store.feeds.claim_due(NOW, 9, HOUR)]


async def test_adding_a_known_address_switches_it_on(store):
    await store.feeds.sync_catalogue([a_source("Dawn", enabled=False)], NOW)
    [known] = await store.feeds.add([replace(a_source("Dawn"), name="Another name")], NOW)
    assert (known.source.name, known.source.enabled) == ("Dawn", True)
    assert len(await store.feeds.all()) == 1


async def test_a_removed_feed_leaves_the_list_and_may_come_back(store):
    [feed] = await store.feeds.add([a_source("Dusk")], NOW)
    assert await store.feeds.remove(feed.id)
    assert await store.feeds.all() == []
    assert await store.feeds.claim_due(NOW, 9, HOUR) == []
    assert await store.feeds.counts() == {"ok": 0, "failing": 0, "stopped": 0}
    [again] = await store.feeds.add([a_source("Dusk")], NOW)
    assert again.id == feed.id
    assert await names(store) == ["Dusk"]


async def test_a_feed_of_the_catalogue_is_only_switched_off_by_removing(store):
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW)
    [feed] = await store.feeds.all()
    assert not await store.feeds.remove(feed.id)
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW + HOUR)
    assert await names(store, enabled=False) == ["Dawn"]


async def test_pack_licence_and_further_addresses_are_kept(store):
    source = FeedSource(
        "https://dawn.example/feed",
        "Dawn",
        pack="sahel",
        licence="Ask first",
        addresses=("https://dawn.example/feed", "https://mirror.example/dawn"),
    )
    await store.feeds.sync_catalogue([source], NOW)
    assert [feed.source for feed in await store.feeds.all()] == [source]


async def test_a_feed_that_is_wanted_at_once_while_it_is_polled_is_polled_again(store):
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW)
    [feed] = await store.feeds.claim_due(NOW, 1, HOUR)
    await store.feeds.poll_now(NOW + MINUTE)
    await store.feeds.save_poll(feed, an_outcome(), NOW + 2 * MINUTE)
    assert [again.id for again in await store.feeds.claim_due(NOW + 2 * MINUTE, 1, HOUR)] == [feed.id]
