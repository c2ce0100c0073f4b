"""Feeds: the catalogue, claims and polls, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from store_steps import DAY, HOUR, LEASE, MINUTE, NOW, SECOND, a_source, a_text, an_entry, an_outcome

from alertbot.errors import LostClaim
from alertbot.model import ArticleState, FeedKind, Schedule, Validators


async def test_a_new_source_is_due_at_once_with_all_its_settings(store):
    source = a_source(
        homepage="https://dawn.example",
        language="en",
        country="PAK",
        kind=FeedKind.INTERNATIONAL,
        reliability="B",
        full_text=True,
    )
    await store.feeds.sync_catalogue([source], NOW)
    [feed] = await store.feeds.claim_due(NOW, 10, LEASE)
    assert feed.source == source
    assert feed.schedule.next_poll_at == NOW
    assert feed.validators == Validators()


async def test_syncing_again_keeps_state_and_takes_new_settings(store, steps):
    feed = await steps.feed()
    await store.feeds.sync_catalogue([replace(feed.source, name="Dawn News", reliability="C")], NOW + HOUR)
    [after] = await store.feeds.all()
    assert (after.id, after.source.name, after.source.reliability) == (feed.id, "Dawn News", "C")
    assert (after.validators.etag, after.schedule.last_ok_at) == ("v1", NOW)


async def test_a_source_no_longer_listed_is_stopped_and_kept(store, steps):
    await steps.feed("Dawn")
    await steps.feed("Dusk")
    await store.feeds.sync_catalogue([a_source("Dusk")], NOW)
    assert {feed.source.name: feed.source.enabled for feed in await store.feeds.all()} == {
        "Dawn": False,
        "Dusk": True,
    }
    assert [feed.source.name for feed in await store.feeds.claim_due(NOW + DAY, 10, LEASE)] == ["Dusk"]


async def test_a_stopped_feed_that_is_switched_on_again_is_due_at_once(store, steps):
    feed = await steps.feed()
    gone = an_outcome(schedule=Schedule(None, HOUR, error="410 Gone"))
    await store.feeds.save_poll(feed, gone, NOW)
    await store.feeds.sync_catalogue([a_source()], NOW + HOUR)
    assert await store.feeds.claim_due(NOW + DAY, 10, LEASE) == []  # merely listed: still gone
    await store.feeds.sync_catalogue([a_source(enabled=False)], NOW + HOUR)
    await store.feeds.sync_catalogue([a_source()], NOW + 2 * HOUR)
    assert len(await store.feeds.claim_due(NOW + 2 * HOUR, 10, LEASE)) == 1


async def test_due_feeds_are_claimed_longest_due_first_and_never_twice_at_a_time(store, steps):
    for name, due in (("Late", 1), ("Later", 2), ("Latest", 3)):
        feed = await steps.feed(name)
        await store.feeds.save_poll(feed, an_outcome(schedule=Schedule(NOW + due * MINUTE, HOUR)), NOW)
    at = NOW + 2 * MINUTE
    assert [feed.source.name for feed in await store.feeds.claim_due(at, 1, LEASE)] == ["Late"]
    assert [feed.source.name for feed in await store.feeds.claim_due(at, 9, LEASE)] == ["Later"]
    assert await store.feeds.claim_due(at, 9, LEASE) == []


async def test_a_feed_whose_worker_died_is_claimed_again_after_its_lease(store, steps):
    await steps.feed(polled=False)
    assert len(await store.feeds.claim_due(NOW, 1, LEASE)) == 1
    assert await store.feeds.claim_due(NOW + LEASE - SECOND, 1, LEASE) == []
    assert len(await store.feeds.claim_due(NOW + LEASE, 1, LEASE)) == 1


async def test_two_workers_share_the_due_feeds_between_them(store, second, steps):
    for number in range(20):
        await steps.feed(f"Feed{number}", polled=False)
    claims = await asyncio.gather(
        *(worker.feeds.claim_due(NOW, 5, LEASE) for worker in (store, second, store, second))
    )
    names = [feed.source.name for claim in claims for feed in claim]
    assert len(names) == len(set(names)) == 20


async def test_a_poll_stores_validators_schedule_and_frees_the_lease(store, steps):
    feed = await steps.feed(polled=False)
    await store.feeds.claim_due(NOW, 1, DAY)
    schedule = Schedule(NOW + MINUTE, 7 * MINUTE, 2, NOW - DAY, NOW - 2 * DAY, "timed out")
    outcome = an_outcome(validators=Validators("tag", "yesterday", "ab" * 32), schedule=schedule)
    assert await store.feeds.save_poll(feed, outcome, NOW) == 0
    [after] = await store.feeds.claim_due(NOW + MINUTE, 1, LEASE)
    assert (after.validators, after.schedule) == (outcome.validators, schedule)


async def test_new_entries_are_counted_once_and_queued_for_reading(store, steps):
    feed = await steps.feed()
    entries = (an_entry("one"), an_entry("two"))
    assert await store.feeds.save_poll(feed, an_outcome(*entries), NOW) == 2
    assert await store.feeds.save_poll(feed, an_outcome(*entries), NOW + MINUTE) == 0
    claimed = await store.articles.claim_to_read(NOW, 10, LEASE)
    assert [(article.entry, article.first_seen) for article in claimed] == [(entry, NOW) for entry in entries]


async def test_an_entry_is_known_by_any_key_and_teaches_its_others(store, steps):
    feed = await steps.feed()
    same = an_entry("one", keys=("guid:one", "url:moved"))
    renamed = an_entry("one", keys=("guid:new", "url:moved"))
    again = an_entry("one", keys=("guid:new",))
    await store.feeds.save_poll(feed, an_outcome(an_entry("one")), NOW)
    for entry in (same, renamed, again):
        assert await store.feeds.save_poll(feed, an_outcome(entry), NOW) == 0
    assert len(await store.articles.claim_to_read(NOW, 10, LEASE)) == 1


async def test_a_key_stays_with_the_entry_that_had_it_first(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry("one"), an_entry("two")), NOW)
    both = an_entry("two", keys=("url:two", "guid:one"))
    assert await store.feeds.save_poll(feed, an_outcome(both), NOW) == 0
    assert await store.feeds.save_poll(feed, an_outcome(an_entry("one")), NOW) == 0


async def test_the_same_entry_twice_in_one_poll_is_stored_once(store, steps):
    feed = await steps.feed()
    twins = (an_entry("one"), an_entry("one", title="Another title", content_hash="other"))
    assert await store.feeds.save_poll(feed, an_outcome(*twins), NOW) == 1
    assert await store.feeds.save_poll(feed, an_outcome(*twins), NOW) == 0


async def test_entries_of_two_feeds_may_have_the_same_keys(store, steps):
    for name in ("Dawn", "Dusk"):
        feed = await steps.feed(name)
        assert await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW) == 1


async def test_an_entry_without_keys_is_known_by_its_content(store, steps):
    feed = await steps.feed()
    bare = (an_entry("one", keys=()), an_entry("two", keys=()))
    assert await store.feeds.save_poll(feed, an_outcome(*bare), NOW) == 2
    assert await store.feeds.save_poll(feed, an_outcome(*bare), NOW) == 0


async def test_changed_content_is_read_again_from_the_first_attempt(store, steps):
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, None)
    [feed] = await store.feeds.all()
    changed = an_entry("one", title="Corrected", content_hash="corrected")
    assert await store.feeds.save_poll(feed, an_outcome(changed), NOW + HOUR) == 1
    [again] = await store.articles.claim_to_read(NOW + HOUR, 10, LEASE)
    assert (again.id, again.entry.title, again.attempt) == (article.id, "Corrected", 1)
    assert again.first_seen == NOW


async def test_the_first_poll_of_a_feed_does_not_read_its_backlog(store, steps):
    feed = await steps.feed(polled=False)
    entries = (
        an_entry("old", published=NOW - 48 * HOUR - SECOND),
        an_entry("young", published=NOW - 48 * HOUR),
        an_entry("undated", published=None),
    )
    assert await store.feeds.save_poll(feed, an_outcome(*entries), NOW) == 2
    assert await store.feeds.save_poll(feed, an_outcome(*entries), NOW + MINUTE) == 0
    read = await store.articles.claim_to_read(NOW, 10, LEASE)
    assert [article.entry.title for article in read] == ["Title young", "Title undated"]
    assert await store.articles.counts() == {ArticleState.SKIPPED: 1, ArticleState.TO_READ: 2}


async def test_a_failed_first_poll_does_not_use_up_the_first_poll(store, steps):
    feed = await steps.feed(polled=False)
    await store.feeds.save_poll(feed, an_outcome(schedule=Schedule(NOW, HOUR, 1, error="timed out")), NOW)
    assert await store.feeds.save_poll(feed, an_outcome(an_entry("old", published=NOW - 9 * DAY)), NOW) == 0


async def test_backlog_that_is_edited_stays_unread_unless_it_is_news_again(store, steps):
    feed = await steps.feed(polled=False)
    old = an_entry("old", published=NOW - 9 * DAY)
    await store.feeds.save_poll(feed, an_outcome(old), NOW)
    assert await store.feeds.save_poll(feed, an_outcome(replace(old, content_hash="edited")), NOW) == 0
    fresh = replace(old, content_hash="rewritten", published=NOW)
    assert await store.feeds.save_poll(feed, an_outcome(fresh), NOW) == 1


async def test_later_polls_read_late_entries_however_old(store, steps):
    feed = await steps.feed()
    assert await store.feeds.save_poll(feed, an_outcome(an_entry("late", published=NOW - 9 * DAY)), NOW) == 1


async def test_a_permanent_redirect_moves_the_feed_and_the_catalogue_still_finds_it(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(moved_to="https://new.example/feed"), NOW)
    for listed in (feed.source.url, "https://new.example/feed"):
        await store.feeds.sync_catalogue([replace(feed.source, url=listed)], NOW)
        [after] = await store.feeds.all()
        assert (after.id, after.source.url) == (feed.id, "https://new.example/feed")


async def test_a_feed_does_not_move_to_the_address_of_another(store, steps):
    feed, other = await steps.feed("Dawn"), await steps.feed("Dusk")
    await store.feeds.save_poll(feed, an_outcome(moved_to=other.source.url), NOW)
    assert {found.source.url for found in await store.feeds.all()} == {feed.source.url, other.source.url}


async def test_two_workers_that_poll_the_same_feed_store_each_entry_once(store, second, steps):
    feed = await steps.feed()
    outcome = an_outcome(*(an_entry(str(number)) for number in range(30)))
    counts = await asyncio.gather(
        store.feeds.save_poll(feed, outcome, NOW), second.feeds.save_poll(feed, outcome, NOW)
    )
    assert sorted(counts) == [0, 30]


async def test_saving_a_poll_of_a_feed_that_is_gone_loses_the_claim(store, steps):
    feed = await steps.feed()
    with pytest.raises(LostClaim):
        await store.feeds.save_poll(replace(feed, id=feed.id + 1), an_outcome(an_entry()), NOW)


async def test_text_that_no_database_takes_is_stored_all_the_same(store, steps):
    feed = await steps.feed()
    odd = an_entry("odd", title="a\x00b", html="c\ud800d", keys=("k\x00" * 5000, "\udfff"), language="e\x00")
    assert await store.feeds.save_poll(feed, an_outcome(odd), NOW) == 1
    assert await store.feeds.save_poll(feed, an_outcome(odd), NOW) == 0
    [article] = await store.articles.claim_to_read(NOW, 1, LEASE)
    assert (article.entry.title, article.entry.html) == ("a\ufffdb", "c\ufffdd")
    await store.articles.save_text(article, a_text("x\x00y"), NOW)
    [read] = await store.articles.claim_to_assess(NOW, 1, LEASE)
    assert read.text == "x\ufffdy"


async def test_five_hundred_entries_with_many_keys_are_stored_in_one_poll(store, steps):
    feed = await steps.feed()
    many = tuple(an_entry(str(n), keys=tuple(f"{n}/{k}" for k in range(12))) for n in range(500))
    assert await store.feeds.save_poll(feed, an_outcome(*many), NOW) == 500
    assert await store.feeds.save_poll(feed, an_outcome(*many), NOW) == 0


async def test_counts_tell_ok_failing_and_stopped_feeds(store, steps):
    assert await store.feeds.counts() == {"ok": 0, "failing": 0, "stopped": 0}
    await steps.feed("Fine")
    failing, gone = await steps.feed("Failing"), await steps.feed("Gone")
    await store.feeds.save_poll(failing, an_outcome(schedule=Schedule(NOW, HOUR, failures=3)), NOW)
    await store.feeds.save_poll(gone, an_outcome(schedule=Schedule(None, HOUR, failures=3)), NOW)
    assert await store.feeds.counts() == {"ok": 1, "failing": 1, "stopped": 1}


async def test_feeds_are_listed_by_name(store, steps):
    for name in ("Charlie", "Alpha", "Bravo"):
        await steps.feed(name)
    assert [feed.source.name for feed in await store.feeds.all()] == ["Alpha", "Bravo", "Charlie"]


async def test_polling_at_once_makes_every_running_feed_due(store, steps):
    await steps.feed("Running")
    gone = await steps.feed("Gone")
    await store.feeds.save_poll(gone, an_outcome(schedule=Schedule(None, HOUR)), NOW)
    await store.feeds.poll_now(NOW)
    assert [feed.source.name for feed in await store.feeds.claim_due(NOW, 9, LEASE)] == ["Running"]
