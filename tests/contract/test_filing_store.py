"""Filing (T2) and incidents, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from store_steps import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOW,
    a_reading,
    a_report,
    an_entry,
    an_incident,
    an_outcome,
    filed_as,
)

from alertbot.errors import LostClaim
from alertbot.model import (
    Alert,
    ArticleState,
    Match,
    WatchId,
)


async def test_a_verdict_without_an_incident_ends_the_assessment(store, steps):
    [article] = await steps.read()
    await steps.file(article, None)
    assert await store.articles.counts() == {ArticleState.ASSESSED: 1}
    assert await store.articles.claim_to_assess(NOW + DAY, 1, LEASE) == []
    assert await store.incidents.latest([], [], 10) == []


async def test_a_second_verdict_on_the_same_claim_is_dropped_with_all_that_came_with_it(store, steps):
    [article] = await steps.read()
    await steps.file(article, None)
    with pytest.raises(LostClaim):
        await steps.file(article, an_incident(a_report(article)))
    assert await store.incidents.by_code("K7Q2") is None


async def test_a_verdict_on_a_text_that_changed_meanwhile_is_dropped(store, steps):
    [outdated] = await steps.read(an_entry())
    [current] = await steps.read(an_entry(title="New", content_hash="new"))
    assert current.id == outdated.id
    with pytest.raises(LostClaim):
        await steps.file(outdated, None)
    await steps.file(current, None)


async def test_candidates_that_share_more_keys_come_before_later_ones(store, steps):
    first, second = await steps.read(an_entry("one"), an_entry("two"))
    await steps.file(first, an_incident(a_report(first)), (), "town", "word")
    later = an_incident(a_report(second), code="W3XZ", last_at=NOW)
    await steps.file(second, later, (), "town", "other")
    async with store.articles.filing() as filing:
        found = await filing.candidates(["town", "word"], 2)
        assert [incident.code for incident in found] == ["K7Q2", "W3XZ"]


async def test_candidates_are_found_under_any_key_latest_first(store, steps):
    articles = await steps.read(*(an_entry(str(n)) for n in range(4)))
    for number, article in enumerate(articles):
        incident = an_incident(a_report(article), code=f"AAA{number}", last_at=NOW - number * HOUR)
        await steps.file(article, incident, (), "all", f"key {number % 2}")
    async with store.articles.filing() as filing:

        async def codes(*keys: str, limit: int = 10) -> list[str]:
            return [incident.code for incident in await filing.candidates(keys, limit)]

        assert await codes("all") == ["AAA0", "AAA1", "AAA2", "AAA3"]
        assert await codes("key 1", "key 0", "key 1", limit=3) == ["AAA0", "AAA1", "AAA2"]
        assert await codes("key 1", "nothing") == ["AAA1", "AAA3"]
        assert await codes(*(f"nothing {n}" for n in range(700)), "key 0") == ["AAA0", "AAA2"]
        assert await codes() == []


async def test_a_later_report_moves_the_incident_up_under_all_its_keys(store, steps):
    first, other, later = await steps.read(*(an_entry(str(n)) for n in range(3)))
    await steps.file(first, an_incident(a_report(first), code="AAA2"), (), "old key")
    await steps.file(other, an_incident(a_report(other), code="BBB2", last_at=NOW), (), "old key")
    stored = await store.incidents.by_code("AAA2")
    updated = replace(stored, reports=(*stored.reports, a_report(later)), last_at=NOW + HOUR)
    await steps.file(later, updated, (), "new key")
    async with store.articles.filing() as filing:
        assert [found.code for found in await filing.candidates(["old key"], 1)] == ["AAA2"]
        assert await filing.candidates(["new key"], 1) == [updated]


async def test_an_article_filed_again_replaces_its_report_in_its_place(store, steps):
    first, later = await steps.read(an_entry("one"), an_entry("two"))
    await steps.file(first, an_incident(a_report(first)))
    await steps.revise("K7Q2", later)
    [again] = await steps.read(an_entry("one", title="Corrected", content_hash="corrected"))
    async with store.articles.filing() as filing:
        [stored] = await filing.filed_under(again.id)
    corrected = a_report(again, a_reading(score=0.5))
    await steps.file(again, replace(stored, reports=(corrected, stored.reports[1])))
    after = await store.incidents.by_code("K7Q2")
    assert after.reports == (corrected, stored.reports[1])
    async with store.articles.filing() as filing:
        assert await filing.filed_under(later.id) == [after]


async def test_a_report_left_out_is_gone_and_the_others_keep_their_order(store, steps):
    articles = await steps.read(*(an_entry(str(n)) for n in range(4)))
    reports = [a_report(article) for article in articles]
    await steps.file(articles[0], an_incident(*reports[:3]))
    stored = await store.incidents.by_code("K7Q2")
    await steps.file(articles[3], replace(stored, reports=(reports[0], reports[2], reports[3])))
    after = await store.incidents.by_code("K7Q2")
    assert after.reports == (reports[0], reports[2], reports[3])


async def test_a_code_that_another_incident_has_grows_longer(store, steps):
    articles = await steps.read(*(an_entry(str(n)) for n in range(30)))
    for article in articles:
        await steps.file(article, an_incident(a_report(article)), [await steps.chat()])
    codes = [incident.code for incident in await store.incidents.latest([], [], 100)]
    assert len(set(codes)) == 30
    assert {len(code) for code in codes} == {4, 5, 6}
    told = await store.deliveries.claim(NOW, 100, LEASE)
    assert sorted(delivery.alert.incident.code for delivery in told) == sorted(codes)


async def test_an_alert_makes_one_delivery_for_each_distinct_chat(store, steps):
    one, two = await steps.chat(1), await steps.chat(2)
    await steps.alerted(one, two, one)
    deliveries = await store.deliveries.claim(NOW, 10, LEASE)
    assert [(delivery.chat.key, delivery.reason) for delivery in deliveries] == [
        (one.key, "why 1"),
        (two.key, "why 2"),
    ]


async def test_an_alert_keeps_the_incident_as_it_stood(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    [delivery] = await store.deliveries.claim(NOW, 10, LEASE)
    as_told = await store.incidents.by_code("K7Q2")
    [later] = await steps.read(an_entry("later"))
    await steps.revise("K7Q2", later)
    alert = await store.deliveries.alert(delivery.alert.id)
    assert alert == delivery.alert
    assert alert.incident == as_told
    assert alert.created_at == NOW


async def test_a_chat_erased_while_an_alert_was_planned_is_left_out(store, steps):
    stays, goes = await steps.chat(1), await steps.chat(2)
    [article] = await steps.read()
    await store.chats.forget(2)
    await steps.file(article, an_incident(a_report(article)), [stays, goes])
    assert [row.chat.key for row in await store.deliveries.claim(NOW, 10, LEASE)] == [stays.key]


async def test_an_alert_for_a_chat_that_must_wait_is_due_after_the_wait(store, steps):
    chat = await steps.chat()
    [article] = await steps.read()
    async with store.chats._database.write() as transaction:
        from alertbot.store.chats import leave_alone

        await leave_alone(transaction, chat.telegram_id, NOW + HOUR)
    await steps.file(article, an_incident(a_report(article)), [chat])
    assert await store.deliveries.next_due() == NOW + HOUR


async def test_told_names_chats_with_an_earlier_revision(store, steps):
    one, two = await steps.chat(1), await steps.chat(2)
    await steps.alerted(one)
    [later] = await steps.read(an_entry("later"))
    stored = await store.incidents.by_code("K7Q2")
    second = await steps.revise("K7Q2", later, [two])
    async with store.articles.filing() as filing:
        assert await filing.told(an_incident()) == frozenset()
        assert await filing.told(stored) == frozenset()
        assert await filing.told(second) == {one.key}
        assert await filing.told(replace(second, revision=3)) == {one.key, two.key}


async def test_a_filing_that_fails_leaves_nothing(store, steps):
    chat = await steps.chat()
    [article] = await steps.read()
    filed = filed_as(an_incident(a_report(article)))
    alert = Alert(None, filed.incident, filed.change, NOW)
    matches = [Match(chat.key, WatchId(1), "why")]

    async def fail() -> None:
        async with store.articles.filing() as filing:
            await filing.save(article, a_reading(), filed, alert, matches, NOW)
            raise RuntimeError("pulled the plug")

    with pytest.raises(RuntimeError, match="pulled the plug"):
        await fail()
    assert await store.incidents.latest([], [], 10) == []
    assert await store.deliveries.counts() == {}
    assert await store.articles.counts() == {ArticleState.TO_ASSESS: 1}
    await steps.file(article, filed.incident, [chat])


async def test_two_filings_at_a_time_see_each_other(store, second, steps):
    """Two workers get reports of one event at the same moment: one incident, not two."""
    articles = await steps.read(*(an_entry(str(n)) for n in range(6)))

    async def file(worker, article):
        async with worker.articles.filing() as filing:
            found = await filing.candidates(["key"], 5)
            if found:
                incident = replace(found[0], reports=(*found[0].reports, a_report(article)))
            else:
                incident = an_incident(a_report(article))
            await filing.save(article, a_reading(), filed_as(incident, "key"), None, [], NOW)

    workers = (store, second) * 3
    await asyncio.gather(*(file(worker, article) for worker, article in zip(workers, articles, strict=True)))
    [incident] = await store.incidents.latest([], [], 10)
    assert {report.article_id for report in incident.reports} == {article.id for article in articles}


async def test_filing_costs_no_more_writes_for_an_incident_with_many_reports(store, steps):
    articles = await steps.read(*(an_entry(str(n)) for n in range(40)))
    await steps.file(articles[0], an_incident(*(a_report(article) for article in articles[:39])))
    stored = await store.incidents.by_code("K7Q2")
    written = []

    async with store.articles.filing() as filing:
        run = filing._transaction.run

        async def counting(statement, values=None):
            if statement.is_insert and statement.table.name == "reports":
                written.extend(values)
            return await run(statement, values)

        filing._transaction.run = counting
        grown = replace(stored, reports=(*stored.reports, a_report(articles[39])), last_at=NOW + MINUTE)
        await filing.save(articles[39], a_reading(), filed_as(grown), None, [], NOW)
    assert len(written) == 1
    assert len((await store.incidents.by_code("K7Q2")).reports) == 40


async def test_polling_a_feed_again_leaves_filed_articles_alone(store, steps):
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, an_incident(a_report(article)))
    [feed] = await store.feeds.all()
    assert await store.feeds.save_poll(feed, an_outcome(an_entry("one")), NOW) == 0
    assert await store.articles.counts() == {ArticleState.ASSESSED: 1}


async def test_incidents_are_counted_by_key_since_a_day_without_withdrawn_and_untold_ones(store, steps):
    articles = await steps.read(*(an_entry(f"entry {n}") for n in range(5)))
    changes = ({}, {"last_at": NOW}, {"last_at": NOW - 40 * DAY}, {"retracted": True}, {"revision": 0})
    for number, (article, change) in enumerate(zip(articles, changes, strict=True)):
        await steps.file(article, an_incident(a_report(article), code=f"K{number}", **change), (), "province")
    first = (await store.incidents.by_code("K0")).id
    async with store.articles.filing() as filing:
        assert await filing.counts_under(["province", "other"], NOW - 30 * DAY, None) == {"province": 2}
        assert await filing.counts_under(["province"], NOW - 30 * DAY, first) == {"province": 1}
        assert await filing.counts_under([], NOW, None) == {}


async def test_data_begin_with_the_first_article_seen(store, steps):
    async with store.articles.filing() as filing:
        assert await filing.data_since() is None
    await steps.read()
    async with store.articles.filing() as filing:
        assert await filing.data_since() == NOW
