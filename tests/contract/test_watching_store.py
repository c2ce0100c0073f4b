"""How filing learns of watches: each change once, whatever process made it, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from alertbot.model import Area, ChatKey, Flag, Province, Unit, WatchChanges, WatchId


async def changes(store, since: int = 0) -> WatchChanges:
    async with store.articles.filing() as filing:
        return await filing.watch_changes(since)


async def test_without_watches_there_is_a_count_all_the_same(store):
    first = await changes(store)
    assert (first.upto > 0, first.watches) == (True, ())
    assert await changes(store, first.upto) == first


async def test_what_was_made_before_the_first_look_is_told_whole(store, steps):
    chat = await steps.chat()
    full = {
        "name": "North",
        "provinces": (Province("AFG", "Kunduz", "Imam Sahib"),),
        "areas": (Area("Goma", -1.67, 29.22, 40, "COD", "North Kivu"),),
        "minimum_figures": ((Unit.HOUSEHOLD, 50),),
        "flags": (Flag.CAMP,),
        "keyword_articles": True,
    }
    made = [await steps.watch(chat, **full), await steps.watch(chat, keywords=("flood",))]
    assert (await changes(store)).watches == tuple(made)


async def test_later_only_what_changed_is_told_whoever_changed_it(store, second, steps):
    chat = await steps.chat()
    one, _ = await steps.watch(chat), await steps.watch(chat)
    before = await changes(store)
    changed = await second.chats.save_watch(replace(one, countries=("SDN",)))
    after = await changes(store, before.upto)
    assert after.watches == (changed,)
    assert (await changes(store, after.upto)).watches == ()


async def test_changes_made_at_once_are_all_told(store, second, steps):
    chats = [await steps.chat(number) for number in range(1, 7)]
    seen, upto = set(), 0

    async def look() -> None:
        nonlocal upto
        for _ in range(12):
            found = await changes(store, upto)
            upto = found.upto
            seen.update(watch.id for watch in found.watches)

    made = await asyncio.gather(*(steps.watch(chat) for chat in chats * 3), look())
    await look()
    assert seen == {watch.id for watch in made[:-1]}


async def test_a_deleted_watch_is_not_among_those_that_listen(store, steps):
    one, two = await steps.chat(1), await steps.chat(2)
    kept, gone, other = await steps.watch(one), await steps.watch(one), await steps.watch(two)
    await store.chats.delete_watch(one.key, gone.id)
    async with store.articles.filing() as filing:
        found = await filing.listening([kept.id, gone.id, other.id, WatchId(999)], [])
        assert [(chat.key, number) for chat, number in found] == [(one.key, kept.id), (two.key, other.id)]


async def test_all_watches_of_a_chat_listen_if_the_chat_is_asked_for(store, steps):
    one, two = await steps.chat(1), await steps.chat(2)
    mine = [await steps.watch(one), await steps.watch(one)]
    await steps.watch(two)
    await store.chats.suspend(1, "blocked")
    async with store.articles.filing() as filing:
        found = await filing.listening([mine[1].id], [one.key, ChatKey(999)])
    assert [number for _, number in found] == [watch.id for watch in mine]
    assert {chat.suspended for chat, _ in found} == {"blocked"}
