"""Chats and watches: settings, suspension, moves, erasure, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from store_steps import DAY, HOUR, LEASE, NOW, an_entry

from alertbot.errors import UnknownChat
from alertbot.model import (
    Category,
    Chat,
    ChatKey,
    ChatKind,
    DeliveryResult,
    DeliveryState,
    Severity,
    Watch,
    WatchId,
)

SENT = DeliveryResult(DeliveryState.SENT, "sent", message_id=77)


async def states(store) -> dict[str, int]:
    return {state.value: number for state, number in (await store.deliveries.counts()).items()}


async def send_one(store, at=NOW, **changes):
    [delivery] = await store.deliveries.claim(at, 1, LEASE)
    await store.deliveries.finish(delivery, replace(SENT, **changes), at)
    return delivery


async def test_a_chat_is_made_with_defaults_and_found_again(store):
    opened = await store.chats.open(-100123456789012, 0, ChatKind.CHANNEL, "fr", NOW)
    assert opened == Chat(opened.key, -100123456789012, 0, ChatKind.CHANNEL, "fr")
    assert await store.chats.open(-100123456789012, 0, ChatKind.CHANNEL, "en", NOW) == opened
    assert await store.chats.find(-100123456789012) == opened
    assert await store.chats.by_key(opened.key) == opened
    assert await store.chats.find(5) is None
    assert await store.chats.by_key(ChatKey(999)) is None


async def test_topics_of_a_group_are_chats_of_their_own(store, steps):
    group, topic = await steps.chat(1), await steps.chat(1, 7)
    assert group.key != topic.key
    assert await store.chats.find(1, 7) == topic


async def test_opened_by_two_at_once_a_chat_is_made_once(store, second):
    chats = await asyncio.gather(
        *(worker.chats.open(1, 0, ChatKind.PRIVATE, "en", NOW) for worker in (store, second) * 4)
    )
    assert len({chat.key for chat in chats}) == 1


async def test_settings_are_kept(store, steps):
    chat = replace(
        await steps.chat(),
        language="sw",
        timezone="Africa/Nairobi",
        quiet="22:00-06:30",
        paused=True,
        countries=("SDN", "SSD"),
    )
    await store.chats.save(chat)
    assert await store.chats.find(chat.telegram_id) == chat


async def test_saving_settings_does_not_undo_what_telegram_said(store, steps):
    chat = await steps.chat()
    await store.chats.suspend(chat.telegram_id, "blocked")
    await store.chats.save(replace(chat, language="fr"))
    after = await store.chats.find(chat.telegram_id)
    assert (after.suspended, after.language) == ("blocked", "fr")


async def test_watches_are_kept_in_order_changed_and_deleted(store, steps):
    chat, other = await steps.chat(1), await steps.chat(2)
    first = await steps.watch(
        chat,
        name="Sudan",
        countries=("SDN",),
        categories=(Category.ABDUCTION,),
        keywords=('"El Fasher"', "flee*"),
        minimum_severity=Severity.SEVERE,
    )
    second = await steps.watch(chat)
    theirs = await steps.watch(other)
    assert first.id is not None
    assert await store.chats.watches(chat.key) == [first, second]
    changed = await store.chats.save_watch(replace(first, keywords=()))
    assert await store.chats.watches(chat.key) == [changed, second]
    await store.chats.delete_watch(chat.key, theirs.id)  # not ours to delete
    await store.chats.delete_watch(chat.key, second.id)
    assert await store.chats.watches(chat.key) == [changed]
    assert await store.chats.watches(other.key) == [theirs]


async def test_a_watch_needs_its_chat_and_a_change_needs_its_watch(store, steps):
    chat, other = await steps.chat(1), await steps.chat(2)
    theirs = await steps.watch(other)
    with pytest.raises(UnknownChat):
        await store.chats.save_watch(Watch(None, ChatKey(999)))
    for gone in (WatchId(999), theirs.id):
        with pytest.raises(UnknownChat):
            await store.chats.save_watch(Watch(gone, chat.key))


async def test_a_suspended_chat_keeps_its_deliveries_until_it_is_back(store, steps):
    group, topic = await steps.chat(1), await steps.chat(1, 7)
    await steps.alerted(group, topic)
    await store.chats.suspend(1, "kicked")
    assert await states(store) == {"suspended": 2}
    assert (await store.chats.find(1, 7)).suspended == "kicked"
    assert await store.deliveries.claim(NOW + HOUR, 10, LEASE) == []
    assert await store.deliveries.next_due() is None
    await store.chats.resume(1, NOW + HOUR)
    assert await states(store) == {"pending": 2}
    assert (await store.chats.find(1)).suspended is None
    assert len(await store.deliveries.claim(NOW + HOUR, 10, LEASE)) == 2


async def test_what_is_no_news_any_more_expires_when_the_chat_is_back(store, steps):
    await steps.alerted(await steps.chat(1))
    await store.chats.suspend(1, "blocked")
    await store.chats.resume(1, NOW + 3 * DAY)
    assert await states(store) == {"expired": 1}


async def test_speaking_to_us_lifts_a_suspension(store, steps):
    chat = await steps.chat(1)
    await steps.alerted(chat)
    await store.chats.suspend(1, "blocked")
    assert await store.chats.open(1, 0, ChatKind.GROUP, "en", NOW) == chat
    assert await states(store) == {"pending": 1}


async def test_resuming_a_chat_that_is_not_suspended_changes_nothing(store, steps):
    await steps.alerted(await steps.chat(1))
    [delivery] = await store.deliveries.claim(NOW, 1, LEASE)
    await store.chats.resume(1, NOW)
    await store.deliveries.finish(delivery, SENT, NOW)
    assert await states(store) == {"sent": 1}


async def test_a_paused_chat_gets_nothing_until_it_goes_on(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    await store.chats.save(replace(chat, paused=True))
    assert await store.deliveries.claim(NOW, 10, LEASE) == []
    await store.chats.save(chat)
    assert len(await store.deliveries.claim(NOW, 10, LEASE)) == 1


async def test_a_group_that_became_a_supergroup_keeps_everything(store, steps):
    chat, topic = await steps.chat(-5), await steps.chat(-5, 9)
    watch = await steps.watch(chat, keywords=("flood",))
    await store.chats.save(replace(chat, language="uk"))
    await steps.alerted(chat, topic)
    await store.chats.suspend(-5, "upgraded")
    for _ in range(2):
        await store.chats.migrate(-5, -1005)
    moved = await store.chats.find(-1005)
    expected = replace(chat, telegram_id=-1005, kind=ChatKind.SUPERGROUP, language="uk")
    assert moved == expected
    assert (await store.chats.find(-1005, 9)).key == topic.key
    assert await store.chats.find(-5) is None
    assert await store.chats.watches(moved.key) == [watch]
    assert {row.chat.telegram_id for row in await store.deliveries.claim(NOW, 9, LEASE)} == {-1005}


async def test_a_move_to_an_id_that_spoke_to_us_before_merges_the_two(store, steps):
    old = await steps.chat(-5)
    await store.chats.save(replace(old, language="ar"))
    kept = await steps.watch(old, name="kept")
    new = await steps.chat(-1005)
    added = await steps.watch(new, name="added")
    await steps.alerted(old, new, revisions=1)
    await send_one(store)  # to the old one
    await store.chats.migrate(-5, -1005)
    merged = await store.chats.find(-1005)
    assert (merged.key, merged.language) == (old.key, "ar")
    assert await store.chats.watches(old.key) == [kept, replace(added, chat=old.key)]
    assert await states(store) == {"sent": 1}  # told once, not to be told again
    assert await store.chats.by_key(new.key) is None


async def test_a_merge_keeps_an_unsent_alert_that_only_the_new_id_has(store, steps):
    await steps.chat(-5)
    new = await steps.chat(-1005)
    await steps.alerted(new)
    await store.chats.migrate(-5, -1005)
    [delivery] = await store.deliveries.claim(NOW, 9, LEASE)
    assert delivery.chat == await store.chats.find(-1005)


async def test_message_numbers_of_the_old_group_are_not_replied_to(store, steps):
    chat = await steps.chat(-5)
    await steps.alerted(chat, revisions=2)
    await send_one(store)
    await store.chats.migrate(-5, -1005)
    [update] = await store.deliveries.claim(NOW, 9, LEASE)
    assert update.reply_to is None


async def test_a_move_to_the_same_id_or_of_an_unknown_chat_changes_nothing(store, steps):
    chat = await steps.chat(-5)
    await store.chats.migrate(-5, -5)
    await store.chats.migrate(-6, -1006)
    assert await store.chats.find(-5) == chat
    assert await store.chats.find(-1006) is None


async def test_forgetting_a_chat_leaves_nothing_of_it(store, steps):
    gone, stays = await steps.chat(1), await steps.chat(2)
    for chat in (gone, stays):
        await steps.watch(chat)
    await steps.alerted(gone, stays)
    await store.audit.record("subscribe", NOW, actor=1, telegram_id=1, details={"countries": ["SDN"]})
    await store.audit.record("add_feed", NOW, actor=1)
    await store.audit.record("pause", NOW, actor=2, telegram_id=2)
    await store.chats.forget(1)
    assert await store.chats.find(1) is None
    assert await store.chats.watches(gone.key) == []
    assert await states(store) == {"pending": 1}
    trail = [(event.action, event.actor, event.telegram_id) for event in await store.audit.latest(9)]
    assert trail == [("pause", 2, 2), ("add_feed", None, None)]
    assert len(await store.chats.watches(stays.key)) == 1


async def test_forgetting_one_topic_leaves_the_others(store, steps):
    group, topic = await steps.chat(1), await steps.chat(1, 7)
    await store.audit.record("pause", NOW, telegram_id=1)
    await store.chats.forget(1, 7)
    assert await store.chats.find(1) == group
    assert await store.chats.by_key(topic.key) is None
    assert len(await store.audit.latest(9)) == 1


async def test_a_key_is_never_used_for_another_chat(store, steps):
    first = await steps.chat(1)
    await store.chats.forget(1)
    assert (await steps.chat(2)).key != first.key
    assert (await steps.read(an_entry()))[0].id
