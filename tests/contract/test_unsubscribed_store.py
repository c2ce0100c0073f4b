"""Who unsubscribed gets nothing more, who paused gets it on resuming; on both databases."""

from __future__ import annotations

from dataclasses import replace

from store_steps import HOUR, LEASE, MINUTE, NOW, a_report, an_entry, an_incident

from alertbot.model import DeliveryResult, DeliveryState


async def unsubscribe(store, chat) -> None:
    for watch in await store.chats.watches(chat.key):
        await store.chats.delete_watch(chat.key, watch.id)


async def states(store) -> dict[str, int]:
    return {state.value: number for state, number in (await store.deliveries.counts()).items()}


async def told_now(store) -> frozenset[int]:
    incident = await store.incidents.by_code("K7Q2")
    async with store.articles.filing() as filing:
        return await filing.told(replace(incident, revision=incident.revision + 1))


async def test_the_last_watch_takes_what_waits_with_it(store, steps):
    leaving, staying = await steps.chat(1), await steps.chat(2)
    await steps.alerted(leaving, staying)
    await unsubscribe(store, leaving)
    assert await states(store) == {"cancelled": 1, "pending": 1}
    assert [found.chat.key for found in await store.deliveries.claim(NOW, 10, LEASE)] == [staying.key]


async def test_a_watch_that_is_not_the_last_leaves_what_waits(store, steps):
    chat = await steps.chat()
    extra = await steps.watch(chat)
    await steps.watch(chat)
    await steps.alerted(chat)
    await store.chats.delete_watch(chat.key, extra.id)
    assert await states(store) == {"pending": 1}


async def test_what_waits_for_a_blocked_chat_that_unsubscribed_is_cancelled_too(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    await store.chats.suspend(chat.telegram_id, "blocked")
    await unsubscribe(store, chat)
    await store.chats.resume(chat.telegram_id, NOW)
    assert await states(store) == {"cancelled": 1}


async def test_a_delivery_tried_in_vain_is_not_tried_again_after_unsubscribing(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    [delivery] = await store.deliveries.claim(NOW, 10, LEASE)
    await unsubscribe(store, chat)
    later = DeliveryResult(DeliveryState.PENDING, "flood", not_before=NOW + MINUTE)
    await store.deliveries.finish(delivery, later, NOW)
    assert await store.deliveries.claim(NOW + HOUR, 10, LEASE) == []
    assert await states(store) == {"cancelled": 1}


async def test_a_chat_without_a_watch_is_not_told_of_corrections(store, steps):
    leaving, paused = await steps.chat(1), await steps.chat(2)
    await steps.alerted(leaving, paused)
    await unsubscribe(store, leaving)
    await store.chats.save(replace(paused, paused=True))
    assert await told_now(store) == {paused.key}


async def test_a_paused_chat_gets_what_waited_when_it_resumes(store, steps):
    chat = await steps.chat()
    await store.chats.save(replace(chat, paused=True))
    [article] = await steps.read(an_entry())
    await steps.file(article, an_incident(a_report(article)), [chat])
    assert await store.deliveries.claim(NOW, 10, LEASE) == []
    await store.chats.save(replace(chat, paused=False))
    assert len(await store.deliveries.claim(NOW, 10, LEASE)) == 1


async def test_rows_of_chats_that_unsubscribed_do_not_use_up_a_claim(store, steps):
    leaving, staying = [await steps.chat(number) for number in range(1, 5)], await steps.chat(9)
    await steps.alerted(*leaving, staying)
    claimed = await store.deliveries.claim(NOW, 4, LEASE)
    for chat in leaving:
        await unsubscribe(store, chat)
    later = DeliveryResult(DeliveryState.PENDING, "flood", not_before=NOW)
    for delivery in claimed:
        await store.deliveries.finish(delivery, later, NOW)
    assert [found.chat.key for found in await store.deliveries.claim(NOW, 1, LEASE)] == [staying.key]
    assert await states(store) == {"cancelled": 4, "sending": 1}
