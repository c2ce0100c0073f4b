"""What an operator hears after the first poll of a feed that they added, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from store_steps import DAY, HOUR, LEASE, NOW, a_reading, a_source, a_text, an_entry, an_outcome

from alertbot.bot.notices import write_notice
from alertbot.model import ChatKind, NoticeKind
from alertbot.pipeline.care import Care
from alertbot.texts import TextCatalogue

OPERATOR = 7


async def no_suggestion(*_: object) -> str:
    return ""


def care(store, at) -> Care:
    return Care(
        store.feeds, store.troubles, no_suggestion, [OPERATOR], lambda: at, lambda: None, store.first_readings
    )


async def polled(store, *entries, by: int | None = OPERATOR):
    acting = store.acting(by, NOW) if by else store
    [feed] = await acting.feeds.add([a_source("Dusk")], NOW)
    await store.feeds.save_poll(feed, an_outcome(*entries), NOW)
    return feed


async def read_all(store) -> None:
    for article in await store.articles.claim_to_read(NOW, 100, LEASE):
        await store.articles.save_text(article, a_text(article.entry.title, bands=(), language="fr"), NOW)
    for article in await store.articles.claim_to_assess(NOW, 100, LEASE):
        async with store.articles.filing() as filing:
            reading = a_reading(alert="alert" in article.title.lower() or article.title == "Title")
            await filing.save(article, reading, None, None, [], NOW)


def entries_of_three_days():
    return [an_entry(f"e{n}", published=NOW - n * 6 * HOUR, html="<p>x</p>") for n in range(13)]


async def test_who_added_a_feed_hears_once_what_its_first_poll_brought(store):
    await store.chats.open(OPERATOR, 0, ChatKind.PRIVATE, "en", NOW)
    await polled(store, *entries_of_three_days())
    await care(store, NOW)()
    assert await store.notices.claim(NOW, 9, LEASE) == []
    await read_all(store)
    for hours in (0, 1, 2):
        await care(store, NOW + hours * HOUR)()
    [notice] = await store.notices.claim(NOW, 9, LEASE)
    said = write_notice(notice, None, TextCatalogue().load_texts("en")).plain
    assert notice.kind is NoticeKind.FEED_READ
    assert "The first reading of Dusk is done" in said
    assert "13 entries, the newest of" in said
    assert "Language: fr" in said
    assert "Its entries are teasers." in said
    assert "It publishes about 4 a day." in said
    assert "Entries that look like alerts: 9" in said


async def test_what_is_older_than_two_days_is_known_and_never_read(store):
    await polled(store, *entries_of_three_days())
    read = await store.articles.claim_to_read(NOW, 100, LEASE)
    assert len(read) == 9
    assert all(article.entry.published >= NOW - 2 * DAY for article in read)


async def test_articles_that_take_too_long_do_not_keep_the_report_back(store):
    await store.chats.open(OPERATOR, 0, ChatKind.PRIVATE, "en", NOW)
    await polled(store, an_entry(published=None, html="<p>" + "word " * 500))
    await care(store, NOW + timedelta(minutes=31))()
    [notice] = await store.notices.claim(NOW + HOUR, 9, LEASE)
    said = write_notice(notice, None, TextCatalogue().load_texts("en")).plain
    assert "1 entries without a date" in said
    assert "Its entries carry the whole text." in said


async def test_a_feed_added_at_the_command_line_is_reported_in_the_log_only(store):
    await store.chats.open(OPERATOR, 0, ChatKind.PRIVATE, "en", NOW)
    await polled(store, an_entry(), by=None)
    await read_all(store)
    [due] = await store.first_readings.due(NOW)
    assert (due.name, due.added_by, due.reading.entries) == ("Dusk", None, 1)
    await care(store, NOW)()
    assert await store.first_readings.due(NOW) == []
    assert await store.notices.claim(NOW, 9, LEASE) == []


async def test_the_catalogue_makes_no_reports_and_a_failing_feed_waits(store):
    await store.feeds.sync_catalogue([a_source("Dawn")], NOW)
    [listed] = await store.feeds.all()
    await store.feeds.save_poll(listed, an_outcome(an_entry()), NOW)
    [added] = await store.feeds.add([a_source("Dusk")], NOW)
    failed = replace(an_outcome(), schedule=replace(an_outcome().schedule, last_ok_at=None, failures=1))
    await store.feeds.save_poll(added, failed, NOW)
    assert await store.first_readings.due(NOW + DAY) == []


async def test_an_operator_who_erases_their_data_is_named_nowhere(store):
    await store.chats.open(OPERATOR, 0, ChatKind.PRIVATE, "en", NOW)
    await polled(store, an_entry())
    await store.chats.forget(OPERATOR)
    [due] = await store.first_readings.due(NOW + DAY)
    assert due.added_by is None
