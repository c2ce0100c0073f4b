"""Every method of the store while another process holds the database."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from store_steps import (
    LEASE,
    NOW,
    Steps,
    a_reading,
    a_source,
    a_text,
    an_entry,
    an_outcome,
    connected,
)

from alertbot.errors import StoreBusy, UnknownIncident
from alertbot.model import (
    AccessState,
    AlertId,
    Category,
    Caution,
    ChatKey,
    ChatKind,
    DeliveryResult,
    DeliveryState,
    Findings,
    FirstReading,
    Gap,
    IncidentId,
    Measure,
    NewFeed,
    NoticeKind,
    SourceNews,
    Trouble,
    TroubleKind,
    Verdict,
    Watch,
    WatchId,
)
from alertbot.ports import Period
from alertbot.store import SqlStore, open_store
from alertbot.store.tables import metadata

IMPATIENT = timedelta(milliseconds=60)
SENT = DeliveryResult(DeliveryState.SENT, "sent", message_id=1)
Call = Callable[[SqlStore, "Claims"], Awaitable[object]]


class Claims:
    """What a worker holds when the database gets busy."""

    async def take(self, store: SqlStore) -> Claims:
        steps = Steps(store)
        [self.article] = await steps.read(an_entry("one"))
        self.feed = (await store.feeds.all())[0]
        await store.feeds.save_poll(self.feed, an_outcome(an_entry("two")), NOW)
        [self.to_read] = await store.articles.claim_to_read(NOW, 1, LEASE)
        self.chat = await steps.chat()
        return self

    async def to_announce(self, store: SqlStore) -> None:
        await store.chats.save_watch(Watch(None, self.chat.key))
        draft = await store.notices.draft("Hello", "", NOW)
        await store.notices.broadcast(draft.id, NOW)
        [self.notice] = await store.notices.claim(NOW, 1, LEASE)

    async def delivery(self, store: SqlStore) -> None:
        steps = Steps(store)
        await steps.alerted(self.chat)
        [self.claimed] = await store.deliveries.claim(NOW, 1, LEASE)


async def file(store: SqlStore, claims: Claims) -> None:
    async with store.articles.filing() as filing:
        await filing.save(claims.article, a_reading(), None, None, [], NOW)


def trouble(claims: Claims) -> Trouble:
    return Trouble(1, claims.feed.id, TroubleKind.EMPTY, NOW)


def new_feed(claims: Claims) -> NewFeed:
    found = FirstReading(0, None, (), False, 0, None)
    return NewFeed(claims.feed.id, "Dawn", "https://dawn.example/", 7, found)


def gap(claims: Claims) -> Gap:
    return Gap(claims.chat.key, "SDN", "ar", (claims.feed.id,), NOW, 1)


WRITES: dict[str, Call] = {
    "feeds.sync_catalogue": lambda s, c: s.feeds.sync_catalogue([a_source()], NOW),
    "feeds.add": lambda s, c: s.feeds.add([a_source("Dusk")], NOW),
    "feeds.remove": lambda s, c: s.feeds.remove(c.feed.id),
    "feeds.switch": lambda s, c: s.feeds.switch([c.feed.id], False, NOW),
    "feeds.claim_due": lambda s, c: s.feeds.claim_due(NOW, 1, LEASE),
    "feeds.move": lambda s, c: s.feeds.move(c.feed.id, "https://moved.example/", NOW),
    "troubles.note": lambda s, c: s.troubles.note(Findings(begun=(trouble(c),))),
    "troubles.tell": lambda s, c: s.troubles.tell(
        NoticeKind.FEED_TROUBLE, [trouble(c)], SourceNews((), 0), [7], NOW
    ),
    "troubles.tell_gap": lambda s, c: s.troubles.tell_gap(gap(c), SourceNews((), 0), NOW),
    "troubles.close_gap": lambda s, c: s.troubles.close_gap(gap(c), None, NOW),
    "first_readings.told": lambda s, c: s.first_readings.told(new_feed(c), SourceNews((), 0), NOW),
    "feeds.poll_now": lambda s, c: s.feeds.poll_now(NOW),
    "feeds.save_poll": lambda s, c: s.feeds.save_poll(c.feed, an_outcome(an_entry("three")), NOW),
    "articles.claim_to_read": lambda s, c: s.articles.claim_to_read(NOW, 1, LEASE),
    "articles.save_text": lambda s, c: s.articles.save_text(c.to_read, a_text(), NOW),
    "articles.fail_read": lambda s, c: s.articles.fail_read(c.to_read, "timed out", None),
    "articles.claim_to_assess": lambda s, c: s.articles.claim_to_assess(NOW, 1, LEASE),
    "articles.fail_assess": lambda s, c: s.articles.fail_assess(c.article, "a bug", None),
    "articles.strike": lambda s, c: s.articles.strike(c.feed.id, NOW),
    "articles.forget_texts": lambda s, c: s.articles.forget_texts(NOW),
    "articles.filing": file,
    "chats.open": lambda s, c: s.chats.open(9, 0, ChatKind.PRIVATE, "en", NOW),
    "chats.save": lambda s, c: s.chats.save(c.chat),
    "chats.suspend": lambda s, c: s.chats.suspend(c.chat.telegram_id, "blocked"),
    "chats.resume": lambda s, c: s.chats.resume(c.chat.telegram_id, NOW),
    "chats.migrate": lambda s, c: s.chats.migrate(c.chat.telegram_id, 9),
    "chats.forget": lambda s, c: s.chats.forget(c.chat.telegram_id),
    "chats.save_watch": lambda s, c: s.chats.save_watch(Watch(None, c.chat.key)),
    "chats.delete_watch": lambda s, c: s.chats.delete_watch(c.chat.key, WatchId(1)),
    "deliveries.claim": lambda s, c: s.deliveries.claim(NOW, 1, LEASE),
    "deliveries.finish": lambda s, c: s.deliveries.finish(c.claimed, SENT, NOW),
    "deliveries.put_back": lambda s, c: s.deliveries.put_back(
        [(c.claimed, NOW)], "rate limit", whole_chat=False
    ),
    "digests.set_next": lambda s, c: s.digests.set_next(c.chat, NOW, NOW),
    "digests.plan": lambda s, c: s.digests.plan(c.chat, Period("daily", NOW, NOW), (), (), NOW, NOW),
    "digests.end_pauses": lambda s, c: s.digests.end_pauses(NOW, 1),
    "leases.acquire": lambda s, c: s.leases.acquire("poller", "me", NOW, LEASE),
    "leases.release": lambda s, c: s.leases.release("poller", "me"),
    "audit.forget": lambda s, c: s.audit.forget(NOW),
    "access.request": lambda s, c: s.access.request(7, NOW),
    "access.grant": lambda s, c: s.access.grant(7, None, NOW),
    "access.refuse": lambda s, c: s.access.refuse(7, AccessState.REVOKED, NOW),
    "access.invite": lambda s, c: s.access.invite("digest", NOW + LEASE, 1),
    "access.redeem": lambda s, c: s.access.redeem("digest", 7, NOW),
    "cautions.save": lambda s, c: s.cautions.save(Caution("SDN", Category.GBV, Measure.OFF), NOW),
    "cautions.delete": lambda s, c: s.cautions.delete("SDN", None, NOW),
    "cautions.decide": lambda s, c: s.cautions.decide(AlertId(1), True, NOW),
    "notices.draft": lambda s, c: s.notices.draft("Hello", "", NOW),
    "notices.broadcast": lambda s, c: s.notices.broadcast(1, NOW),
    "notices.claim": lambda s, c: s.notices.claim(NOW, 1, LEASE),
    "notices.finish": lambda s, c: s.notices.finish(c.notice, SENT, NOW),
    "audit.record": lambda s, c: s.audit.record("pause", NOW),
    "feedback.give": lambda s, c: s.feedback.give("K7Q2", Verdict.USEFUL, 7, c.chat.key, NOW),
    "mutes.mute_feed": lambda s, c: s.mutes.mute_feed(c.chat.key, c.feed.id, NOW),
    "mutes.mute_feeds": lambda s, c: s.mutes.mute_feeds(c.chat.key, [c.feed.id], NOW),
    "mutes.unmute_feeds": lambda s, c: s.mutes.unmute_feeds(c.chat.key, [c.feed.id]),
    "mutes.mute_incident": lambda s, c: s.mutes.mute_incident(c.chat.key, "K7Q2", NOW),
    "mutes.unmute_feed": lambda s, c: s.mutes.unmute_feed(c.chat.key, c.feed.id),
    "mutes.unmute_incident": lambda s, c: s.mutes.unmute_incident(c.chat.key, "K7Q2"),
    "retention.forget_incidents": lambda s, c: s.retention.forget_incidents(NOW),
    "retention.forget_troubles": lambda s, c: s.retention.forget_troubles(NOW),
    "retention.give_up": lambda s, c: s.retention.give_up(NOW),
    "send_times.hold": lambda s, c: s.send_times.hold(NOW),
    "send_times.reserve": lambda s, c: s.send_times.reserve([7], lambda sent: sent, NOW),
    "suggestions.add": lambda s, c: s.suggestions.add("https://dusk.example/feed", 7, NOW),
}
READS: dict[str, Call] = {
    "feeds.all": lambda s, c: s.feeds.all(),
    "troubles.open": lambda s, c: s.troubles.open(),
    "troubles.find": lambda s, c: s.troubles.find(1),
    "troubles.told_since": lambda s, c: s.troubles.told_since(NOW),
    "troubles.gaps": lambda s, c: s.troubles.gaps(),
    "troubles.reliant_chats": lambda s, c: s.troubles.reliant_chats(),
    "first_readings.due": lambda s, c: s.first_readings.due(NOW),
    "feeds.counts": lambda s, c: s.feeds.counts(),
    "articles.copy_candidates": lambda s, c: s.articles.copy_candidates([1], NOW),
    "articles.latest": lambda s, c: s.articles.latest(NOW, 1),
    "articles.oldest_due": lambda s, c: s.articles.oldest_due(NOW),
    "articles.weak": lambda s, c: s.articles.weak(NOW, 0.1, 1),
    "articles.counts": lambda s, c: s.articles.counts(),
    "incidents.latest": lambda s, c: s.incidents.latest([], [], 1),
    "incidents.revisions": lambda s, c: s.incidents.revisions(IncidentId(1)),
    "incidents.by_code": lambda s, c: s.incidents.by_code("K7Q2"),
    "chats.find": lambda s, c: s.chats.find(1),
    "chats.by_key": lambda s, c: s.chats.by_key(ChatKey(1)),
    "chats.watches": lambda s, c: s.chats.watches(ChatKey(1)),
    "deliveries.expired_claims": lambda s, c: s.deliveries.expired_claims(NOW, 1),
    "deliveries.oldest_due": lambda s, c: s.deliveries.oldest_due(NOW),
    "deliveries.next_due": lambda s, c: s.deliveries.next_due(),
    "deliveries.counts": lambda s, c: s.deliveries.counts(),
    "digests.owed": lambda s, c: s.digests.owed(NOW, 1),
    "digests.told": lambda s, c: s.digests.told(ChatKey(1), NOW, NOW, 1),
    "digests.last_sent": lambda s, c: s.digests.last_sent(ChatKey(1)),
    "deliveries.alert": lambda s, c: s.deliveries.alert(AlertId(1)),
    "deliveries.history": lambda s, c: s.deliveries.history(ChatKey(1), 1),
    "audit.latest": lambda s, c: s.audit.latest(1),
    "audit.page": lambda s, c: s.audit.page("", 1, 0),
    "access.of": lambda s, c: s.access.of(7),
    "access.all": lambda s, c: s.access.all(1),
    "access.count": lambda s, c: s.access.count(),
    "access.invitations": lambda s, c: s.access.invitations(NOW),
    "feedback.judged": lambda s, c: s.feedback.judged(),
    "feedback.of_person": lambda s, c: s.feedback.of_person(7),
    "mutes.of_chat": lambda s, c: s.mutes.of_chat(ChatKey(1)),
    "send_times.held_until": lambda s, c: s.send_times.held_until(NOW),
    "suggestions.latest": lambda s, c: s.suggestions.latest(1),
    "cautions.all": lambda s, c: s.cautions.all(),
    "notices.audience": lambda s, c: s.notices.audience(""),
    "exports.page": lambda s, c: s.exports.page(1),
    "exports.by_code": lambda s, c: s.exports.by_code("K7Q2"),
    "exports.revisions": lambda s, c: s.exports.revisions([IncidentId(1)]),
    "exports.watches": lambda s, c: s.exports.watches(),
    "notices.ask_about_held": lambda s, c: s.notices.ask_about_held([7], NOW),
    "notices.tell_of_unconfirmed": lambda s, c: s.notices.tell_of_unconfirmed([7], NOW),
}
EDITS: dict[str, Call] = {
    "incident_edits.merge": lambda s, c: s.incident_edits.merge("K7Q2", "M3NP", lambda one, _: one, NOW),
    "incident_edits.split": lambda s, c: s.incident_edits.split("K7Q2", lambda one: (one, one), NOW),
}


def test_every_method_of_the_store_is_tried(store):
    methods = {
        f"{noun}.{name}"
        for noun, repository in vars(store).items()
        if not noun.startswith("_")
        for name, _ in inspect.getmembers(repository, inspect.ismethod)
        if not name.startswith("_")
    }
    assert methods - {"wakes.listen"} == WRITES.keys() | READS.keys() | EDITS.keys()


@pytest.fixture
async def impatient(address: str, store: SqlStore) -> AsyncIterator[SqlStore]:
    """A store that waits hardly at all."""
    opened = await open_store(address, migrate=False, busy_timeout=IMPATIENT)
    yield opened
    await opened.close()


@asynccontextmanager
async def held(address: str) -> AsyncIterator[None]:
    """Another process is writing (SQLite) or has every table to itself (PostgreSQL)."""
    if address.startswith("sqlite"):
        connection = sqlite3.connect(address.partition(":///")[2], isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.close()
        return
    names = ", ".join(table.name for table in metadata.sorted_tables)
    async with connected(address) as connection:
        await connection.execute(sa.text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
        yield


@pytest.mark.parametrize("method", WRITES)
async def test_a_write_gives_up_when_the_database_is_locked_and_works_after_it(
    store, impatient, address, method
):
    claims = await Claims().take(store)
    if method in ("deliveries.finish", "deliveries.put_back"):
        await claims.delivery(store)
    if method == "notices.finish":
        await claims.to_announce(store)
    async with held(address):
        with pytest.raises(StoreBusy, match="locked by another process"):
            await WRITES[method](impatient, claims)
    await WRITES[method](store, claims)


@pytest.mark.parametrize("method", READS)
async def test_a_read_goes_on_beside_a_writer_or_says_busy(store, impatient, address, method):
    async with held(address):
        if address.startswith("sqlite"):
            await READS[method](impatient, Claims())
        else:
            with pytest.raises(StoreBusy, match="locked by another process"):
                await READS[method](impatient, Claims())
    await READS[method](store, Claims())


@pytest.mark.parametrize("method", EDITS)
async def test_an_edit_gives_up_when_the_database_is_locked_and_looks_for_the_incident_after_it(
    store, impatient, address, method
):
    async with held(address):
        with pytest.raises(StoreBusy, match="locked by another process"):
            await EDITS[method](impatient, Claims())
    with pytest.raises(UnknownIncident):
        await EDITS[method](store, Claims())


async def test_writers_of_one_process_queue_instead_of_failing(impatient):
    for _ in range(3):
        await impatient.audit.record("warm up", NOW)

    await asyncio.gather(*(impatient.audit.record("pause", NOW, actor=number) for number in range(10)))
    assert len(await impatient.audit.latest(100)) == 13


async def test_filing_waits_for_the_other_workers_filing_and_no_longer(store, impatient):
    async with store.articles.filing():
        with pytest.raises(StoreBusy):
            async with impatient.articles.filing():
                pass
    async with impatient.articles.filing() as filing:
        assert (await filing.watch_changes(0)).watches == ()
