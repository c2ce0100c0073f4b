"""Digests, shared messages and held deliveries in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from store_steps import DAY, HOUR, LEASE, MINUTE, NOW, SECOND, a_report, an_entry, an_incident

from alertbot.alerts.turns import take_turns
from alertbot.model import DeliveryResult, DeliveryState, Letter, Severity
from alertbot.model.pictures import (
    Bar,
    ChartPicture,
    Key,
    MapPicture,
    MapWords,
    Panel,
    Spot,
    Tone,
)
from alertbot.ports import Period
from alertbot.store.tables import deliveries

SENT = DeliveryResult(DeliveryState.SENT, "sent", message_id=77)
LETTERS = (Letter("<b>one</b>", "one"), Letter("<b>two</b>", "two"))
PERIOD = Period("daily 2026-03-02", NOW, NOW + DAY)


async def claim(store, at=NOW):
    return await store.deliveries.claim(at, 30, LEASE, take_turns)


async def states(store) -> dict[str, int]:
    return {state.value: number for state, number in (await store.deliveries.counts()).items()}


async def alerted(steps, chat, number: int, severity: Severity = Severity.SEVERE) -> None:
    """So many incidents, each an alert to the chat."""
    articles = await steps.read(*(an_entry(f"of {number} {n} {steps.now}") for n in range(number)))
    for n, article in enumerate(articles):
        told = an_incident(a_report(article), code=f"K{steps.now:%d%H%M}{n}", severity=severity)
        await steps.file(article, told, [chat])


async def chat_with(steps, **settings):
    chat = replace(await steps.chat(), **settings)
    await steps.store.chats.save(chat)
    return chat


async def test_settings_of_delivery_are_stored(store, steps):
    wanted = {
        "immediate": False,
        "digest": "weekly mon 07:30",
        "digest_empty": False,
        "digest_picture": False,
        "alert_map": True,
        "hourly": 10,
        "silent_below": Severity.SEVERE,
        "paused": True,
        "paused_until": NOW + DAY,
    }
    chat = await chat_with(steps, **wanted)
    assert await store.chats.find(100) == chat


async def test_a_letter_keeps_its_picture_until_it_was_sent(store, steps):
    chat = await digesting(store, steps)
    words = MapWords("ar", True, (("AFG", "أفغانستان"),), "{n} كم", "0123456789", ("Natural Earth",))
    spots = (Spot(36.7, 68.9, 25, "Kunduz", Tone.BLUE),)
    a_map = MapPicture("Kunduz", ("one",), spots, ("AFG",), words, (Key(Tone.BLUE, "Abduction"),), ("SDN",))
    bars = (Bar("2 Mar", None), Bar("9 Mar", 10, 20, "10 to 20", True, 1.5))
    a_chart = ChartPicture("Week", (), (Panel("People", bars, Tone.GREEN, lying=True),), True, ("news",))
    letters = [Letter("<b>map</b>", "map", a_map), Letter("chart", "chart", a_chart)]
    await store.digests.plan(chat, PERIOD, letters, (), NOW + 2 * DAY, NOW)
    for letter in letters:
        [claimed] = [one for one in await claim(store) if one.letter]
        assert claimed.letter == letter
        await store.deliveries.finish(claimed, SENT, NOW)


async def test_what_is_due_in_quiet_hours_is_held_and_judged_again_when_settings_change(store, steps):
    chat = await chat_with(steps, quiet="11:00-13:00")
    await alerted(steps, chat, 1)
    assert await claim(store) == []
    assert await store.deliveries.next_due() == NOW.replace(hour=13, minute=0, second=0, microsecond=0)
    await store.chats.save(replace(chat, quiet=""))
    assert len(await claim(store)) == 1


async def test_a_retry_that_falls_into_quiet_hours_waits_for_the_morning(store, steps):
    chat = await chat_with(steps, quiet="13:00-19:00")
    await alerted(steps, chat, 1)
    [delivery] = await claim(store)
    later = DeliveryResult(DeliveryState.PENDING, "timed out", not_before=NOW + HOUR)
    await store.deliveries.finish(delivery, later, NOW)
    assert await claim(store, NOW + HOUR) == []
    [again] = await claim(store, NOW + 7 * HOUR)
    assert again.attempt == 2


async def test_an_extreme_update_takes_along_what_quiet_hours_held_back_before_it(store, steps):
    chat = await chat_with(steps, quiet="11:00-13:00")
    first, later = await steps.read(an_entry("one"), an_entry("two"))
    await steps.file(first, an_incident(a_report(first)), [chat])
    assert await claim(store) == []
    worse = an_incident(a_report(first), a_report(later), revision=2, severity=Severity.EXTREME)
    identity = (await store.incidents.by_code("K7Q2")).id
    await steps.file(later, replace(worse, id=identity), [chat])
    [delivery] = await claim(store)
    assert delivery.alert.incident.revision == 1


async def test_beyond_the_limit_of_an_hour_all_the_rest_is_one_delivery(store, steps):
    chat = await chat_with(steps, hourly=3)
    await alerted(steps, chat, 7)
    claimed = await claim(store)
    assert [len(delivery.folded) for delivery in claimed] == [0, 0, 4]
    assert await states(store) == {"sending": 7}
    told = {alert.incident.code for d in claimed for alert in (d.alert, *d.folded)}
    assert len(told) == 7
    for delivery in claimed:
        await store.deliveries.finish(delivery, SENT, NOW)
    assert await states(store) == {"sent": 7}
    steps.now = NOW + MINUTE
    await alerted(steps, chat, 2)
    assert await claim(store, NOW + MINUTE) == []
    assert await store.deliveries.next_due() == NOW + HOUR
    [one, two] = await claim(store, NOW + HOUR)
    assert not one.folded + two.folded


async def test_a_shared_message_that_fails_is_tried_again_whole(store, steps):
    chat = await chat_with(steps, hourly=1)
    await alerted(steps, chat, 4)
    [delivery] = await claim(store)
    later = DeliveryResult(DeliveryState.PENDING, "timed out", not_before=NOW + MINUTE, ambiguous=True)
    await store.deliveries.finish(delivery, later, NOW)
    assert await claim(store, NOW + SECOND) == []
    [again] = await claim(store, NOW + MINUTE)
    assert (again.id, again.attempt, again.ambiguous, len(again.folded)) == (delivery.id, 2, 1, 3)


async def test_a_shared_message_whose_worker_died_is_reported_once(store, steps):
    await alerted(steps, await chat_with(steps, hourly=1), 4)
    [delivery] = await claim(store)
    assert await store.deliveries.expired_claims(NOW + LEASE, 10) == [delivery]


async def test_an_update_answers_the_message_that_told_of_many(store, steps):
    chat = await chat_with(steps, hourly=1)
    await alerted(steps, chat, 3)
    [delivery] = await claim(store)
    await store.deliveries.finish(delivery, SENT, NOW)
    steps.now = NOW + 2 * HOUR
    [later] = await steps.read(an_entry("later"))
    await steps.revise(delivery.folded[-1].incident.code, later, [chat])
    [update] = await claim(store, steps.now)
    assert update.reply_to == 77


async def test_what_waited_over_a_pause_comes_in_one_message(store, steps):
    chat = await chat_with(steps, paused=True)
    await alerted(steps, chat, 6)
    assert await claim(store) == []
    await store.chats.save(replace(chat, paused=False))
    [delivery] = await claim(store)
    assert len(delivery.folded) == 5


async def test_what_waited_while_the_chat_refused_us_comes_in_one_message(store, steps):
    chat = await steps.chat()
    await alerted(steps, chat, 6)
    await store.chats.suspend(100, "blocked")
    await store.chats.resume(100, NOW)
    [delivery] = await claim(store)
    assert len(delivery.folded) == 5


async def test_a_pause_ends_when_its_time_has_come(store, steps):
    chat = await chat_with(steps, paused=True, paused_until=NOW + DAY)
    assert await store.digests.end_pauses(NOW + DAY - SECOND, 9) == []
    assert await store.digests.end_pauses(NOW + DAY, 9) == [chat.key]
    found = await store.chats.find(100)
    assert (found.paused, found.paused_until) == (False, None)
    assert await store.digests.end_pauses(NOW + DAY, 9) == []


async def digesting(store, steps, **settings):
    """A chat whose digest is due in a day, with an alert that waits for it unless it comes at once."""
    chat = await chat_with(steps, digest="daily 12:00", **settings)
    await alerted(steps, chat, 2)
    [owed] = await store.digests.owed(NOW, 9)
    await store.digests.set_next(owed, NOW + DAY, NOW)
    return await store.chats.find(100)


async def test_a_chat_is_owed_a_digest_when_it_is_due_and_watches_something(store, steps):
    await chat_with(steps, digest="daily 12:00")
    assert await store.digests.owed(NOW, 9) == []  # watches nothing
    chat = await digesting(store, steps)
    assert await store.digests.owed(NOW + DAY - SECOND, 9) == []
    assert await store.digests.owed(NOW + DAY, 9) == [chat]
    await store.chats.save(replace(chat, paused=True))
    assert await store.digests.owed(NOW + DAY, 9) == []


@pytest.mark.parametrize("change", [{"timezone": "Asia/Kabul"}, {"digest": "daily 13:00"}])
async def test_with_another_time_or_zone_the_next_digest_is_worked_out_anew(store, steps, change):
    chat = await digesting(store, steps)
    await store.chats.save(replace(chat, **change))
    [owed] = await store.digests.owed(NOW, 9)
    assert (owed.digest_at, owed.digest_since) == (None, NOW)


async def test_alerts_of_a_chat_that_wants_digests_only_wait_and_are_done_with_its_letter(store, steps):
    chat = await digesting(store, steps, immediate=False)
    assert await states(store) == {"waiting": 2}
    assert await claim(store, NOW + 4 * DAY) == []
    told = await store.digests.told(chat.key, NOW, NOW + DAY, 99)
    assert len(told) == 2
    assert await store.digests.plan(chat, PERIOD, LETTERS, told, NOW + 2 * DAY, NOW + DAY)
    [first] = await claim(store, NOW + DAY)
    assert (first.alert, first.letter, first.folded) == (None, LETTERS[0], ())
    await store.deliveries.finish(first, SENT, NOW + DAY)
    [second] = await claim(store, NOW + DAY)
    assert second.letter == LETTERS[1]
    assert await states(store) == {"sending": 1, "sent": 3}
    async with store.digests._database.read() as transaction:
        kept = (await transaction.run(sa.select(deliveries.c.letter).order_by(deliveries.c.id))).scalars()
        assert [letter for letter in kept if letter] == [LETTERS[1]]
    found = await store.chats.find(100)
    assert (found.digest_at, found.digest_since) == (NOW + 2 * DAY, NOW + DAY)


async def test_a_digest_is_planned_once_for_each_period(store, second, steps):
    chat = await digesting(store, steps)
    told = await store.digests.told(chat.key, NOW, NOW + DAY, 99)
    plan = (chat, PERIOD, LETTERS, told, NOW + 2 * DAY, NOW + DAY)
    assert await store.digests.plan(*plan)
    assert not await second.digests.plan(*plan)
    again = replace(chat, digest_at=NOW + 2 * DAY)
    assert not await second.digests.plan(again, *plan[1:])
    assert sum(1 for d in await claim(store, NOW + DAY) if d.letter) == 1


async def test_what_was_planned_after_the_digest_was_written_waits_for_the_next(store, steps):
    chat = await digesting(store, steps, immediate=False)
    told = await store.digests.told(chat.key, NOW, NOW + DAY, 99)
    await alerted(replace(steps, now=NOW + MINUTE), chat, 1)
    await store.digests.plan(chat, PERIOD, LETTERS, told, NOW + 2 * DAY, NOW + DAY)
    assert (await states(store))["waiting"] == 1
    late = await store.digests.told(chat.key, NOW + DAY, NOW + 2 * DAY, 99)
    assert len(late) == 1


async def test_a_chat_that_ends_its_digests_is_owed_a_last_one_while_something_waits(store, steps):
    chat = await digesting(store, steps, immediate=False)
    await store.chats.save(replace(chat, digest="", immediate=True))
    [owed] = await store.digests.owed(NOW, 9)
    told = await store.digests.told(chat.key, NOW, NOW + HOUR, 99)
    await store.digests.plan(owed, PERIOD, LETTERS[:1], told, None, NOW + HOUR)
    assert await store.digests.owed(NOW + 9 * DAY, 9) == []


async def test_a_letter_survives_the_move_to_a_supergroup(store, steps):
    chat = await digesting(store, steps)
    await store.digests.plan(chat, PERIOD, LETTERS, (), NOW + 2 * DAY, NOW)
    await store.chats.open(-100500, 0, chat.kind, "en", NOW)
    await store.chats.migrate(100, -100500)
    letters = [d.letter for d in await claim(store) if d.letter]
    assert letters == [LETTERS[0]]


async def test_the_last_message_that_arrived_is_known(store, steps):
    chat = await steps.chat()
    assert await store.digests.last_sent(chat.key) is None
    await alerted(steps, chat, 1)
    [delivery] = await claim(store)
    await store.deliveries.finish(delivery, SENT, NOW + MINUTE)
    assert await store.digests.last_sent(chat.key) == NOW + MINUTE
