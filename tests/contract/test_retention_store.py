"""What is past its time is forgotten with all that hangs on it; what is not stays."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from store_steps import LEASE, NOW, a_report, an_entry, an_incident, an_outcome

from alertbot.model import (
    ArticleState,
    DeliveryState,
    Findings,
    Gap,
    NoticeKind,
    SourceNews,
    Trouble,
    TroubleKind,
)
from alertbot.store import SqlStore
from alertbot.store.retention import MOST_ATTEMPTS
from alertbot.store.tables import alerts, reports

DAY = timedelta(days=1)


async def test_an_incident_goes_with_its_reports_alerts_and_deliveries(store: SqlStore, steps) -> None:
    chat = await steps.chat()
    await steps.watch(chat)
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, an_incident(a_report(article)), [chat])
    assert await store.retention.forget_incidents(NOW - 700 * DAY) == 0
    assert await store.deliveries.counts() == {DeliveryState.PENDING: 1}
    assert await store.retention.forget_incidents(NOW + DAY) == 1
    assert await store.deliveries.counts() == {}
    async with store.audit._database.read() as transaction:
        for table in (alerts, reports):
            assert (await transaction.run(sa.select(sa.func.count()).select_from(table))).scalar_one() == 0
    assert await store.retention.forget_incidents(NOW + DAY) == 0


async def test_an_article_that_ends_every_process_that_reads_it_is_given_up(store: SqlStore, steps) -> None:
    feed = await steps.feed(polled=False)
    await store.feeds.save_poll(feed, an_outcome(an_entry("one")), NOW)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        assert await store.retention.give_up(now) == 0
        assert len(await store.articles.claim_to_read(now, 5, LEASE)) == 1
        now += LEASE + DAY
    assert await store.retention.give_up(now) == 1
    assert await store.articles.counts() == {ArticleState.UNREADABLE: 1}
    assert await store.articles.claim_to_read(now, 5, LEASE) == []


async def test_past_troubles_and_gaps_go_after_their_time_and_open_ones_stay(store: SqlStore, steps) -> None:
    chat = await steps.chat()
    feed = await steps.feed(polled=False)
    over, still = (Trouble(None, feed.id, kind, NOW) for kind in (TroubleKind.EMPTY, TroubleKind.SILENT))
    await store.troubles.note(Findings(begun=(over, still)))
    [over, still] = await store.troubles.open()
    await store.troubles.tell(NoticeKind.FEED_WELL, [over], SourceNews((), 0), [], NOW)
    for country in ("SDN", "TCD"):
        await store.troubles.tell_gap(
            Gap(chat.key, country, "ar", (feed.id,), NOW, None), SourceNews((), 0), NOW
        )
    closed, _ = await store.troubles.gaps()
    await store.troubles.close_gap(closed, None, NOW)

    assert await store.retention.forget_troubles(NOW) == 0
    assert await store.retention.forget_troubles(NOW + DAY) == 2
    assert await store.retention.forget_troubles(NOW + DAY) == 0
    assert await store.troubles.find(over.id) is None
    assert await store.troubles.open() == [still]
    assert [gap.country for gap in await store.troubles.gaps()] == ["TCD"]


async def test_what_waits_longest_is_known(store: SqlStore, steps) -> None:
    assert await store.articles.oldest_due(NOW) is None
    assert await store.deliveries.oldest_due(NOW) is None
    chat = await steps.chat()
    await steps.watch(chat)
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, an_incident(a_report(article)), [chat])
    later = NOW + DAY
    assert await store.deliveries.oldest_due(later) == NOW
    await store.chats.suspend(chat.telegram_id, "blocked")
    assert await store.deliveries.oldest_due(later) is None
