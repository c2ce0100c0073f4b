"""Articles: claims, texts, copies, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from store_steps import DAY, HOUR, LEASE, MINUTE, NOW, SECOND, a_source, a_text, an_entry, an_outcome

from alertbot.errors import LostClaim
from alertbot.model import ArticleState, FeedKind


async def claim_one(store, at=NOW):
    [article] = await store.articles.claim_to_read(at, 1, LEASE)
    return article


async def test_articles_are_claimed_oldest_first_and_never_twice_at_a_time(store, steps):
    feed = await steps.feed()
    for number in range(3):
        await store.feeds.save_poll(feed, an_outcome(an_entry(str(number))), NOW + number * SECOND)
    at = NOW + MINUTE
    first = await store.articles.claim_to_read(at, 2, LEASE)
    rest = await store.articles.claim_to_read(at, 2, LEASE)
    assert [article.entry.title for article in (*first, *rest)] == ["Title 0", "Title 1", "Title 2"]
    assert await store.articles.claim_to_read(at, 2, LEASE) == []


async def test_an_attempt_is_counted_before_the_work(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    for attempt in (1, 2, 3):  # each worker dies
        assert (await claim_one(store, NOW + attempt * LEASE)).attempt == attempt


async def test_two_workers_share_the_articles_between_them(store, second, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(*(an_entry(str(n)) for n in range(40))), NOW)
    claims = await asyncio.gather(
        *(worker.articles.claim_to_read(NOW, 10, LEASE) for worker in (store, second, store, second))
    )
    ids = [article.id for claim in claims for article in claim]
    assert len(ids) == len(set(ids)) == 40


async def test_a_text_makes_the_article_due_for_assessment(store, steps):
    source = a_source(country="PAK", kind=FeedKind.NGO, reliability="B")
    await store.feeds.sync_catalogue([source], NOW)
    [feed] = await store.feeds.all()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    text = a_text("Paragraph.\n\nAnother.", title="Headline", language="ur")
    read = await claim_one(store)
    await store.articles.save_text(read, text, NOW)
    [article] = await store.articles.claim_to_assess(NOW, 10, LEASE)
    assert (article.id, article.feed_id, article.url) == (read.id, feed.id, an_entry().url)
    assert (article.title, article.text, article.language) == ("Headline", text.text, "ur")
    assert article.published == text.published
    assert (article.source_name, article.source_kind) == (source.name, FeedKind.NGO)
    assert (article.reliability, article.country_prior, article.copy_of) == ("B", "PAK", None)
    assert await store.articles.claim_to_read(NOW + DAY, 10, LEASE) == []


async def test_a_worker_that_comes_back_late_loses_its_claim(store, second, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    slow = await claim_one(store)
    quick = await claim_one(second, NOW + LEASE)
    with pytest.raises(LostClaim):
        await store.articles.save_text(slow, a_text("slow"), NOW)
    with pytest.raises(LostClaim):
        await store.articles.fail_read(slow, "slow", None)
    await second.articles.save_text(quick, a_text("quick"), NOW)
    with pytest.raises(LostClaim):
        await second.articles.save_text(quick, a_text("twice"), NOW)
    [article] = await store.articles.claim_to_assess(NOW, 1, LEASE)
    assert article.text == "quick"


async def test_a_text_of_content_that_changed_meanwhile_is_dropped(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    outdated = await claim_one(store)
    await store.feeds.save_poll(feed, an_outcome(an_entry(content_hash="new")), NOW)
    current = await claim_one(store)
    assert current.attempt == outdated.attempt
    with pytest.raises(LostClaim):
        await store.articles.save_text(outdated, a_text("old"), NOW)
    await store.articles.save_text(current, a_text("new"), NOW)


async def test_a_failed_reading_is_tried_again_when_asked(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    await store.articles.fail_read(await claim_one(store), "timed out", NOW + HOUR)
    assert await store.articles.claim_to_read(NOW + HOUR - SECOND, 1, LEASE) == []
    assert (await claim_one(store, NOW + HOUR)).attempt == 2


async def test_an_article_given_up_is_read_again_only_if_its_feed_changes_it(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    await store.articles.fail_read(await claim_one(store), "not found", None)
    assert await store.articles.counts() == {ArticleState.UNREADABLE: 1}
    assert await store.articles.claim_to_read(NOW + DAY, 1, LEASE) == []
    await store.feeds.save_poll(feed, an_outcome(an_entry(content_hash="new")), NOW)
    assert (await claim_one(store)).attempt == 1


async def test_assessment_is_claimed_once_and_again_after_the_lease(store, steps):
    [article] = await steps.read()
    assert await store.articles.claim_to_assess(NOW + LEASE - SECOND, 1, LEASE) == []
    assert await store.articles.claim_to_assess(NOW + LEASE, 1, LEASE) == [article]


async def test_an_assessment_that_fails_is_put_off_or_given_up(store, steps):
    [article] = await steps.read()
    await store.articles.fail_assess(article, "a bug", NOW + HOUR)
    assert await store.articles.claim_to_assess(NOW + HOUR - SECOND, 1, LEASE) == []
    assert await store.articles.claim_to_assess(NOW + HOUR, 1, LEASE) == [article]
    await store.articles.fail_assess(article, "a bug", None)
    assert await store.articles.counts() == {ArticleState.UNREADABLE: 1}
    with pytest.raises(LostClaim):
        await store.articles.fail_assess(article, "a bug", None)


async def read_with(store, steps, name, **text):
    feed = (await store.feeds.all() or [await steps.feed()])[0]
    await store.feeds.save_poll(feed, an_outcome(an_entry(name)), NOW)
    article = await claim_one(store)
    await store.articles.save_text(article, a_text(**text), NOW)
    return article


async def test_copies_are_looked_for_among_recent_originals_that_share_a_band(store, steps):
    top = 2**64 - 1
    one = await read_with(store, steps, "one", bands=(1, top), signature=b"1")
    await read_with(store, steps, "other", bands=(7, 8), signature=b"o")
    await read_with(store, steps, "old", bands=(1, top), signature=b"x", published=NOW - 9 * DAY)
    await read_with(store, steps, "copy", bands=(1, top), signature=b"c", copy_of=one.id)
    two = await read_with(store, steps, "two", bands=(2**63, 1), signature=b"2", published=NOW)
    found = await store.articles.copy_candidates([1, top], NOW - DAY)
    assert found == [(one.id, b"1"), (two.id, b"2")]
    assert await store.articles.copy_candidates([2**63], NOW - DAY) == [(two.id, b"2")]
    assert await store.articles.copy_candidates([], NOW - DAY) == []


async def test_a_copy_says_of_what(store, steps):
    one = await read_with(store, steps, "one")
    await read_with(store, steps, "copy", copy_of=one.id)
    articles = await store.articles.claim_to_assess(NOW, 10, LEASE)
    assert [article.copy_of for article in articles] == [None, one.id]


async def test_an_article_read_again_is_found_under_its_new_bands_only(store, steps):
    await read_with(store, steps, "one", bands=(1, 2))
    [feed] = await store.feeds.all()
    await store.feeds.save_poll(feed, an_outcome(an_entry("one", content_hash="new")), NOW)
    await store.articles.save_text(await claim_one(store), a_text(bands=(2, 3, 3)), NOW)
    found = [len(await store.articles.copy_candidates([band], NOW - DAY)) for band in (1, 2, 3)]
    assert found == [0, 1, 1]


async def test_articles_are_counted_by_state(store, steps):
    assert await store.articles.counts() == {}
    await steps.read(an_entry("one"))
    [feed] = await store.feeds.all()
    await store.feeds.save_poll(feed, an_outcome(an_entry("two"), an_entry("three")), NOW)
    assert await store.articles.counts() == {ArticleState.TO_ASSESS: 1, ArticleState.TO_READ: 2}


async def test_a_feed_renamed_meanwhile_shows_its_new_name(store, steps):
    feed = await steps.feed()
    await store.feeds.save_poll(feed, an_outcome(an_entry()), NOW)
    await store.feeds.sync_catalogue([replace(feed.source, name="Dawn News")], NOW)
    assert (await claim_one(store)).feed.source.name == "Dawn News"


async def test_texts_of_finished_articles_are_erased_in_time_and_their_identity_kept(store, steps):
    feed = await steps.feed(polled=False)
    await store.feeds.save_poll(feed, an_outcome(an_entry("skipped", published=NOW - 9 * DAY)), NOW)
    [assessed] = await steps.read(an_entry("assessed"), text=a_text(bands=(1,)))
    await steps.file(assessed, None)
    for name in ("unreadable", "waiting"):
        await store.feeds.save_poll(feed, an_outcome(an_entry(name)), NOW)
    await store.articles.fail_read(await claim_one(store), "not found", None)
    waiting = await claim_one(store)
    assert await store.articles.forget_texts(NOW) == 0
    assert await store.articles.forget_texts(NOW + SECOND) == 3
    assert await store.articles.forget_texts(NOW + DAY) == 0
    assert await store.articles.copy_candidates([1], NOW - DAY) == []
    assert waiting.entry.html
    assert (await claim_one(store, NOW + DAY)).entry == waiting.entry
    known = [an_entry(name) for name in ("skipped", "assessed", "unreadable", "waiting")]
    assert await store.feeds.save_poll(feed, an_outcome(*known), NOW) == 0


async def test_an_article_whose_text_was_erased_is_read_again_if_its_feed_changes_it(store, steps):
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, None)
    await store.articles.forget_texts(NOW + DAY)
    [again] = await steps.read(an_entry("one", content_hash="new"))
    assert (again.id, again.text) == (article.id, "Text of Title one.")
