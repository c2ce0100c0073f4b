"""The outbox: order, leases, fencing and what results mean for chats, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from store_steps import DAY, HOUR, LEASE, MINUTE, NOW, SECOND, a_report, an_entry, an_incident

from alertbot.errors import LostClaim
from alertbot.model import AlertId, DeliveryResult, DeliveryState

SENT = DeliveryResult(DeliveryState.SENT, "sent", message_id=77)
LATER = DeliveryResult(DeliveryState.PENDING, "flood", not_before=NOW + MINUTE)


async def claim(store, at=NOW, limit=100):
    return await store.deliveries.claim(at, limit, LEASE)


async def states(store) -> dict[str, int]:
    return {state.value: number for state, number in (await store.deliveries.counts()).items()}


async def test_a_claim_counts_the_attempt_and_tells_all_about_the_delivery(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    [delivery] = await claim(store)
    assert (delivery.attempt, delivery.ambiguous, delivery.plain, delivery.reply_to) == (1, 0, False, None)
    assert (delivery.chat, delivery.reason, delivery.created_at) == (chat, "why 100", NOW)
    assert delivery.alert == await store.deliveries.alert(delivery.alert.id)
    assert delivery.alert.incident == await store.incidents.by_code("K7Q2")
    assert await states(store) == {"sending": 1}
    assert await claim(store) == []


async def test_an_unknown_alert_is_none(store):
    assert await store.deliveries.alert(AlertId(1)) is None


async def test_rows_are_claimed_oldest_first_up_to_the_limit(store, steps):
    chats = [await steps.chat(number) for number in (3, 1, 2)]
    await steps.alerted(*chats)
    claimed = await claim(store, limit=2) + await claim(store, limit=2)
    assert [delivery.chat for delivery in claimed] == sorted(chats, key=lambda chat: chat.key)


async def test_two_workers_never_claim_the_same_row(store, second, steps):
    await steps.alerted(*[await steps.chat(number) for number in range(1, 41)])
    claims = await asyncio.gather(*(claim(worker, limit=10) for worker in (store, second, store, second)))
    keys = [delivery.chat.key for rows in claims for delivery in rows]
    assert len(keys) == len(set(keys)) == 40


async def test_a_sent_row_is_done(store, steps):
    await steps.alerted(await steps.chat())
    [delivery] = await claim(store)
    await store.deliveries.finish(delivery, SENT, NOW)
    assert await states(store) == {"sent": 1}
    assert await claim(store, NOW + DAY) == []
    assert await store.deliveries.next_due() is None


async def test_a_row_put_off_is_due_when_it_was_put_off_to(store, steps):
    await steps.alerted(await steps.chat())
    assert await store.deliveries.next_due() == NOW
    [delivery] = await claim(store)
    result = replace(LATER, ambiguous=True, plain=True)
    await store.deliveries.finish(delivery, result, NOW)
    assert await store.deliveries.next_due() == NOW + MINUTE
    assert await claim(store, NOW + MINUTE - SECOND) == []
    [again] = await claim(store, NOW + MINUTE)
    assert (again.attempt, again.ambiguous, again.plain) == (2, 1, True)
    await store.deliveries.finish(again, replace(LATER, not_before=None), NOW)
    [third] = await claim(store, NOW)
    assert (third.attempt, third.ambiguous, third.plain) == (3, 1, True)


@pytest.mark.parametrize("state", ["dead", "unconfirmed", "expired", "cancelled"])
async def test_a_row_given_up_is_done(store, steps, state):
    await steps.alerted(await steps.chat())
    [delivery] = await claim(store)
    await store.deliveries.finish(delivery, DeliveryResult(DeliveryState(state), "why"), NOW)
    assert await states(store) == {state: 1}
    assert await claim(store, NOW + DAY) == []


async def test_revisions_of_one_incident_reach_a_chat_in_order(store, steps):
    one, two = await steps.chat(1), await steps.chat(2)
    await steps.alerted(one, revisions=3)
    [other] = await steps.read(an_entry("for two"))
    await steps.revise("K7Q2", other, [two])
    first, to_two = await claim(store)
    assert (first.alert.incident.revision, to_two.chat) == (1, two)
    assert await claim(store) == []  # on its way
    await store.deliveries.finish(first, LATER, NOW)
    assert await claim(store) == []  # put off
    [first] = await claim(store, NOW + MINUTE)
    await store.deliveries.finish(first, SENT, NOW)
    [second] = await claim(store)
    assert (second.alert.incident.revision, second.reply_to) == (2, 77)
    await store.deliveries.finish(second, DeliveryResult(DeliveryState.DEAD, "too long"), NOW)
    [third] = await claim(store)
    assert (third.alert.incident.revision, third.reply_to) == (3, 77)


async def test_a_row_whose_worker_died_is_reported_and_not_claimed(store, steps):
    await steps.alerted(await steps.chat())
    [delivery] = await claim(store)
    assert await store.deliveries.expired_claims(NOW + LEASE - SECOND, 10) == []
    assert await store.deliveries.expired_claims(NOW + LEASE, 10) == [delivery]
    assert await claim(store, NOW + LEASE) == []


async def test_an_older_worker_cannot_overwrite_a_newer_attempt(store, second, steps):
    await steps.alerted(await steps.chat())
    [paused] = await claim(store)
    [expired] = await second.deliveries.expired_claims(NOW + LEASE, 10)
    await second.deliveries.finish(expired, replace(LATER, ambiguous=True), NOW + LEASE)
    [newer] = await claim(second, NOW + LEASE)
    for result in (SENT, LATER):
        with pytest.raises(LostClaim):
            await store.deliveries.finish(paused, result, NOW + LEASE)
    await second.deliveries.finish(newer, SENT, NOW + LEASE)
    assert await states(store) == {"sent": 1}


async def test_a_late_answer_spares_the_repeat_if_nobody_has_begun_it(store, steps):
    await steps.alerted(await steps.chat())
    [slow] = await claim(store)
    await store.deliveries.finish(slow, replace(LATER, ambiguous=True), NOW + LEASE)
    with pytest.raises(LostClaim):
        await store.deliveries.finish(slow, LATER, NOW + LEASE)
    await store.deliveries.finish(slow, SENT, NOW + LEASE)
    assert await states(store) == {"sent": 1}
    with pytest.raises(LostClaim):
        await store.deliveries.finish(slow, replace(LATER, ambiguous=True), NOW + LEASE)


async def test_the_result_for_an_erased_chat_is_dropped(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    [delivery] = await claim(store)
    await store.chats.forget(chat.telegram_id)
    with pytest.raises(LostClaim):
        await store.deliveries.finish(delivery, SENT, NOW)


async def test_a_refusal_suspends_that_destination_and_its_rows(store, steps):
    group, topic = await steps.chat(1), await steps.chat(1, 7)
    await steps.alerted(topic, revisions=2)
    [delivery] = await claim(store)
    refused = DeliveryResult(DeliveryState.SUSPENDED, "topic closed", suspend_chat="topic closed")
    await store.deliveries.finish(delivery, refused, NOW)
    assert await states(store) == {"suspended": 2}
    assert (await store.chats.find(1, 7)).suspended == "topic closed"
    assert await store.chats.find(1) == group
    await store.chats.resume(1, NOW)
    assert [row.alert.incident.revision for row in await claim(store)] == [1]


async def test_what_was_claimed_beside_a_refusal_waits_with_the_rest_until_the_chat_is_back(store, steps):
    chat = await steps.chat(1)
    for number, article in enumerate(await steps.read(*(an_entry(f"entry {number}") for number in range(3)))):
        await steps.file(article, an_incident(a_report(article), code=f"K7Q{number + 2}"), [chat])
    first, second, third = await claim(store)
    refused = DeliveryResult(DeliveryState.SUSPENDED, "blocked", suspend_chat="blocked")
    await store.deliveries.finish(first, refused, NOW)
    await store.deliveries.put_back([(second, NOW)], "waits for an earlier message", whole_chat=False)
    await store.deliveries.finish(third, LATER, NOW)
    assert await states(store) == {"suspended": 3}
    await store.chats.resume(1, NOW)
    assert await states(store) == {"pending": 3}


async def test_a_wait_asked_by_telegram_holds_every_topic_of_the_chat(store, steps):
    chat, topic, other = await steps.chat(1), await steps.chat(1, 7), await steps.chat(2)
    await steps.alerted(chat, topic, other)
    [delivery] = await claim(store, limit=1)
    until = NOW + MINUTE
    await store.deliveries.finish(delivery, replace(LATER, chat_not_before=until), NOW)
    assert [row.chat for row in await claim(store)] == [other]
    assert (await store.chats.find(1, 7)).not_before == until
    assert {row.chat.key for row in await claim(store, until)} == {chat.key, topic.key}


async def test_a_shorter_wait_does_not_cut_a_longer_one(store, steps):
    chat, topic = await steps.chat(1), await steps.chat(1, 7)
    await steps.alerted(chat, topic)
    long, short = await claim(store)
    await store.deliveries.finish(long, replace(LATER, chat_not_before=NOW + HOUR), NOW)
    await store.deliveries.finish(short, replace(LATER, chat_not_before=NOW + MINUTE), NOW)
    assert (await store.chats.find(1)).not_before == NOW + HOUR
    assert await claim(store, NOW + MINUTE) == []


async def test_a_move_told_by_an_answer_takes_the_chat_along_at_once(store, steps):
    chat = await steps.chat(-5)
    await steps.alerted(chat)
    [delivery] = await claim(store)
    moved = DeliveryResult(DeliveryState.PENDING, "group moved", not_before=NOW, migrate_to=-1005)
    await store.deliveries.finish(delivery, moved, NOW)
    [again] = await claim(store)
    assert (again.id, again.chat.telegram_id, again.chat.key) == (delivery.id, -1005, chat.key)


async def test_a_move_while_rows_are_on_their_way_keeps_their_claims(store, steps):
    old, new = await steps.chat(-5), await steps.chat(-1005)
    await steps.alerted(old, new)
    to_old, to_new = await claim(store)
    await store.chats.migrate(-5, -1005)
    await store.deliveries.finish(to_old, SENT, NOW)
    with pytest.raises(LostClaim):  # both were the same alert for what is now one chat
        await store.deliveries.finish(to_new, SENT, NOW)
    assert await states(store) == {"sent": 1}


async def test_what_was_not_sent_within_three_days_expires(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    await store.chats.save(replace(chat, paused=True))
    assert await claim(store, NOW + 3 * DAY) == []
    await store.chats.save(chat)
    assert await claim(store, NOW + 3 * DAY) == []
    assert await states(store) == {"expired": 1}


async def test_the_history_of_a_chat_tells_what_became_of_each_alert(store, steps):
    chat, other = await steps.chat(1), await steps.chat(2)
    await steps.alerted(chat, other, revisions=2)
    await store.deliveries.finish((await claim(store))[0], SENT, NOW)
    history = await store.deliveries.history(chat.key, 10)
    assert [(r.incident, r.revision, r.state, r.message_id) for r in history] == [
        ("K7Q2", 2, DeliveryState.PENDING, None),
        ("K7Q2", 1, DeliveryState.SENT, SENT.message_id),
    ]
    assert await store.deliveries.history(chat.key, 1) == history[:1]
    assert len(await store.deliveries.history(other.key, 10)) == 2
