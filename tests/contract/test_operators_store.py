"""Access, switches, notices and the trail of changes in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_steps import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOW,
    Steps,
    a_reading,
    a_report,
    an_incident,
    filed_as,
)

from alertbot.errors import LostClaim
from alertbot.model import (
    AccessState,
    Alert,
    AlertId,
    Category,
    Caution,
    Change,
    ChangeKind,
    DeliveryResult,
    DeliveryState,
    Match,
    Measure,
    NoticeKind,
    WatchId,
    Way,
)

PERSON, OPERATOR = 7, 1
SENT = DeliveryResult(DeliveryState.SENT, "sent", message_id=5)


async def test_a_request_is_new_only_once(store):
    assert await store.access.request(PERSON, NOW)
    assert not await store.access.request(PERSON, NOW + DAY)
    standing = await store.access.of(PERSON)
    assert (standing.state, standing.since) == (AccessState.REQUESTED, NOW)


async def test_who_asks_is_listed_before_who_was_decided_about(store):
    await store.access.grant(8, OPERATOR, NOW + DAY)
    await store.access.request(PERSON, NOW)
    assert [one.telegram_id for one in await store.access.all(10)] == [PERSON, 8]
    assert [one.telegram_id for one in await store.access.all(1, 1)] == [8]
    assert await store.access.count() == 2


async def test_an_invitation_lets_in_as_many_as_it_says_and_no_later_than_it_says(store):
    await store.access.invite("digest", NOW + DAY, 2)
    assert await store.access.redeem("digest", 7, NOW)
    assert await store.access.redeem("digest", 7, NOW), "who is in already uses nothing up"
    assert not await store.access.redeem("digest", 8, NOW + DAY)
    assert not await store.access.redeem("other", 8, NOW)
    assert await store.access.redeem("digest", 8, NOW)
    assert not await store.access.redeem("digest", 9, NOW)
    assert await store.access.invitations(NOW) == []
    assert await store.access.of(9) is None


async def test_an_invitation_does_not_bring_back_who_was_shut_out(store):
    await store.access.refuse(PERSON, AccessState.REVOKED, NOW)
    await store.access.invite("digest", NOW + DAY, 2)
    assert not await store.access.redeem("digest", PERSON, NOW)
    assert [left.uses_left for left in await store.access.invitations(NOW)] == [2]


async def test_revoking_suspends_and_erases_nothing_and_letting_in_again_goes_on(store):
    steps = Steps(store)
    chat = await steps.chat(PERSON)
    await steps.alerted(chat)
    await store.access.refuse(PERSON, AccessState.REVOKED, NOW)
    assert await store.deliveries.claim(NOW, 10, LEASE) == []
    await store.chats.suspend(PERSON, "blocked")
    await store.chats.resume(PERSON, NOW)
    await store.chats.open(PERSON, 0, chat.kind, "en", NOW)
    assert await store.deliveries.claim(NOW, 10, LEASE) == [], "talking to the bot lifts no revocation"
    assert len(await store.chats.watches(chat.key)) == 1
    await store.access.grant(PERSON, OPERATOR, NOW)
    assert len(await store.deliveries.claim(NOW, 10, LEASE)) == 1


async def test_access_moves_with_a_group_and_a_revoked_group_stays_out(store):
    steps = Steps(store)
    chat = await steps.chat(-5)
    await steps.alerted(chat)
    await store.access.refuse(-5, AccessState.REVOKED, NOW)
    await store.chats.migrate(-5, -1005)
    assert (await store.access.of(-1005)).state is AccessState.REVOKED
    assert await store.access.of(-5) is None
    assert await store.deliveries.claim(NOW, 10, LEASE) == []


async def test_erasing_a_person_erases_access_and_who_let_others_in(store):
    await Steps(store).chat(PERSON)
    await store.access.grant(PERSON, OPERATOR, NOW)
    await store.access.grant(-5, PERSON, NOW)
    acting = store.acting(PERSON, NOW)
    await acting.access.grant(-6, PERSON, NOW)
    await store.chats.forget(PERSON)
    assert await store.access.of(PERSON) is None
    assert (await store.access.of(-5)).let_in_by is None
    assert [event.actor for event in await store.audit.latest(10)] == [None]


async def test_each_change_of_a_chat_and_its_watches_is_noted_with_old_and_new(store):
    steps = Steps(store)
    chat = await steps.chat(PERSON)
    acting = store.acting(OPERATOR, NOW)
    await acting.chats.save(replace(chat, language="fr", paused=True))
    await acting.chats.save(replace(chat, language="fr", paused=True))
    watch = await acting.chats.save_watch(await steps.watch(chat))
    watch = await acting.chats.save_watch(replace(watch, countries=("SDN",)))
    await acting.chats.delete_watch(chat.key, watch.id)
    noted = [(event.action, event.details) for event in reversed(await store.audit.latest(10))]
    assert [action for action, _ in noted] == ["chat.changed", "watch.changed", "watch.deleted"]
    assert noted[0][1] == {"language": ["en", "fr"], "paused": [False, True]}
    assert noted[1][1]["countries"] == [[], ["SDN"]]
    assert noted[2][1]["countries"] == [["SDN"], None]
    assert {event.actor for event in await store.audit.latest(10)} == {OPERATOR}


async def test_alertbots_own_work_leaves_no_line(store):
    chat = await Steps(store).chat(PERSON)
    await store.chats.save(replace(chat, language="fr"))
    await Steps(store).watch(chat)
    assert await store.audit.latest(10) == []


async def test_the_trail_is_paged_filtered_and_forgotten(store):
    for hour in range(5):
        await store.audit.record("feed.added", NOW + hour * HOUR, actor=OPERATOR)
    await store.audit.record("chat.changed", NOW + 5 * HOUR, actor=PERSON, telegram_id=-5)
    assert [event.action for event in await store.audit.page("", 2, 1)] == ["feed.added", "feed.added"]
    assert len(await store.audit.page("feed", 10, 0)) == 5
    assert [event.actor for event in await store.audit.page("-5", 10, 0)] == [PERSON]
    assert [event.telegram_id for event in await store.audit.page(str(PERSON), 10, 0)] == [-5]
    assert await store.audit.forget(NOW + 4 * HOUR) == 4
    assert len(await store.audit.latest(10)) == 2


async def test_a_switch_takes_out_or_holds_what_waits_already(store):
    steps = Steps(store)
    chat = await steps.chat(PERSON)
    await steps.alerted(chat)
    kind = Category.FORCED_DISPLACEMENT
    await store.cautions.save(Caution("SDN", kind, Measure.OFF), NOW)
    assert (await store.deliveries.counts()) == {DeliveryState.PENDING: 1}
    await store.cautions.save(Caution("AFG", kind, Measure.HOLD), NOW)
    assert await store.deliveries.counts() == {DeliveryState.HELD: 1}
    assert await store.deliveries.claim(NOW, 10, LEASE) == []
    await store.cautions.save(Caution("AFG", None, Measure.OFF), NOW)
    assert await store.deliveries.counts() == {DeliveryState.CANCELLED: 1}
    assert len(await store.cautions.all()) == 3
    assert await store.cautions.delete("AFG", None, NOW)
    assert not await store.cautions.delete("AFG", None, NOW)
    assert await store.cautions.all() == [
        Caution("AFG", kind, Measure.HOLD),
        Caution("SDN", kind, Measure.OFF),
    ]


async def test_operators_hear_of_unconfirmed_alerts_once_and_of_more_an_hour_later(store):
    steps = Steps(store)
    await steps.alerted(await steps.chat(PERSON), await steps.chat(8))
    operator = await store.chats.open(OPERATOR, 0, "private", "en", NOW)
    first, second = await store.deliveries.claim(NOW, 10, LEASE)
    doubtful = DeliveryResult(DeliveryState.UNCONFIRMED, "5 attempts, none answered")
    await store.deliveries.finish(first, doubtful, NOW)
    for minute in range(3):
        await store.notices.tell_of_unconfirmed([OPERATOR, 99], NOW + minute * MINUTE)
    [notice] = await store.notices.claim(NOW + 3 * MINUTE, 10, LEASE)
    assert (notice.kind, notice.chat.key) == (NoticeKind.UNCONFIRMED, operator.key)
    await store.notices.finish(notice, SENT, NOW + 3 * MINUTE)
    await store.notices.tell_of_unconfirmed([OPERATOR], NOW + HOUR)
    assert await store.notices.claim(NOW + HOUR, 10, LEASE) == []
    await store.deliveries.finish(second, doubtful, NOW + 10 * MINUTE)
    await store.notices.tell_of_unconfirmed([OPERATOR], NOW + 11 * MINUTE)
    assert await store.notices.claim(NOW + 11 * MINUTE, 10, LEASE) == []
    await store.notices.tell_of_unconfirmed([OPERATOR], NOW + HOUR)
    assert len(await store.notices.claim(NOW + HOUR, 10, LEASE)) == 1


@pytest.mark.parametrize(("send", "left"), [(True, 1), (False, 0)])
async def test_an_operator_decides_once_about_a_held_alert(store, send, left):
    steps = Steps(store)
    await steps.alerted(await steps.chat(PERSON))
    await store.cautions.save(Caution("AFG", None, Measure.HOLD), NOW)
    operator = await store.chats.open(OPERATOR, 0, "private", "en", NOW)
    await store.notices.ask_about_held([OPERATOR, 99], NOW)
    await store.notices.ask_about_held([OPERATOR, 99], NOW)
    [notice] = await store.notices.claim(NOW, 10, LEASE)
    assert (notice.kind, notice.chat.key) == (NoticeKind.HELD, operator.key)
    assert await store.cautions.decide(notice.subject, send, NOW) == 1
    assert await store.cautions.decide(notice.subject, send, NOW) == 0
    assert len(await store.deliveries.claim(NOW, 10, LEASE)) == left


@pytest.mark.parametrize(
    ("digest", "way", "state"),
    [
        ("daily 07:30", Way.DIGEST, DeliveryState.WAITING),
        ("", Way.DIGEST, DeliveryState.PENDING),
        ("daily 07:30", Way.SILENT, DeliveryState.PENDING),
        ("daily 07:30", None, DeliveryState.PENDING),
    ],
)
async def test_what_was_held_comes_as_the_watch_has_it(store, digest, way, state):
    steps = Steps(store)
    chat = replace(await steps.chat(PERSON), digest=digest)
    await store.chats.save(chat)
    [article] = await steps.read()
    incident = an_incident(a_report(article))
    told = Alert(None, incident, Change(ChangeKind.FIRST, True, "a test"), NOW)
    async with store.articles.filing() as filing:
        match = Match(chat.key, WatchId(1), "why", hold=True, way=way)
        await filing.save(article, a_reading(), filed_as(incident), told, [match], NOW)
    assert await store.deliveries.counts() == {DeliveryState.HELD: 1}
    await store.cautions.decide(AlertId(1), True, NOW)
    assert await store.deliveries.counts() == {state: 1}


async def test_people_see_of_an_incident_what_the_switches_allow(store):
    steps = Steps(store)
    await steps.alerted(await steps.chat(PERSON))
    acting = store.acting(PERSON, NOW)
    assert await acting.incidents.by_code("K7Q2")
    await store.cautions.save(Caution("", Category.FORCED_DISPLACEMENT, Measure.OFF), NOW)
    assert await acting.incidents.by_code("K7Q2") is None
    assert await acting.incidents.latest([], [], 10) == []
    assert await store.incidents.by_code("K7Q2"), "the house itself still sees it"


async def test_a_broadcast_reaches_each_listening_chat_once(store):
    steps = Steps(store)
    french = await store.chats.open(10, 0, "private", "fr", NOW)
    english, silent = await steps.chat(11), await steps.chat(12)
    await steps.watch(french, countries=("SDN",))
    await steps.watch(english, countries=("TCD", "SDN"))
    assert [await store.notices.audience(to) for to in ("", "fr", "SDN", "TCD", "AFG")] == [2, 1, 2, 1, 0]
    draft = await store.notices.draft("Hello", "TCD", NOW)
    assert await store.notices.broadcast(draft.id, NOW) == 1
    assert await store.notices.broadcast(draft.id, NOW) is None
    assert await store.notices.broadcast(99, NOW) is None
    [notice] = await store.notices.claim(NOW, 10, LEASE)
    assert (notice.chat.key, notice.text) == (english.key, "Hello")
    assert silent.key != english.key
    await store.notices.finish(notice, SENT, NOW)
    assert await store.notices.claim(NOW + DAY, 10, LEASE) == []


async def test_a_notice_whose_sender_died_comes_again_as_doubtful_and_its_late_result_is_refused(store):
    steps = Steps(store)
    await steps.watch(await steps.chat(11))
    draft = await store.notices.draft("Hello", "", NOW)
    await store.notices.broadcast(draft.id, NOW)
    [first] = await store.notices.claim(NOW, 10, LEASE)
    assert await store.notices.claim(NOW + MINUTE, 10, LEASE) == []
    [again] = await store.notices.claim(NOW + LEASE, 10, LEASE)
    assert (again.attempt, again.ambiguous) == (2, 1)
    with pytest.raises(LostClaim):
        await store.notices.finish(first, SENT, NOW)
    await store.notices.finish(again, SENT, NOW)


async def test_a_refused_notice_suspends_its_chat(store):
    steps = Steps(store)
    chat = await steps.chat(11)
    await steps.watch(chat)
    draft = await store.notices.draft("Hello", "", NOW)
    await store.notices.broadcast(draft.id, NOW)
    [notice] = await store.notices.claim(NOW, 10, LEASE)
    refused = DeliveryResult(DeliveryState.SUSPENDED, "blocked", suspend_chat="blocked")
    await store.notices.finish(notice, refused, NOW)
    assert (await store.chats.by_key(chat.key)).suspended == "blocked"
