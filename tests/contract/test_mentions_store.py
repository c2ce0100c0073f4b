"""Mentions in the outbox of notices: one for each chat and article, held while a chat is paused; both databases."""

from __future__ import annotations

from dataclasses import replace

from store_steps import LEASE, NOW, an_entry

from alertbot.model import ArticleId, Mention, MentionFor, NoticeKind, OptIn

MENTION = Mention(
    "Market opens", "Outlet", "https://outlet.example/1", NOW, rule="market", topic=OptIn.RETURNS
)


async def plan(store, article: ArticleId, *chats) -> None:
    async with store.articles.filing() as filing:
        await filing.mention(article, [MentionFor(chat.key, MENTION) for chat in chats], NOW)


async def claimed(store) -> list:
    return await store.notices.claim(NOW, 10, LEASE)


async def test_a_mention_comes_out_as_it_went_in_once_for_each_chat(store, steps):
    chats = [await steps.chat(1), await steps.chat(2)]
    for chat in chats:
        await steps.watch(chat)
    await plan(store, ArticleId(5), *chats)
    await plan(store, ArticleId(5), *chats)
    found = await claimed(store)
    assert [(notice.kind, notice.subject, notice.mention) for notice in found] == [
        (NoticeKind.MENTION, 5, MENTION)
    ] * 2
    assert {notice.chat.key for notice in found} == {chat.key for chat in chats}
    assert await claimed(store) == []


async def test_a_paused_chat_and_one_that_watches_nothing_get_none(store, steps):
    paused, silent = await steps.chat(1), await steps.chat(2)
    await steps.watch(paused)
    await store.chats.save(replace(paused, paused=True))
    await plan(store, ArticleId(5), paused, silent)
    assert await claimed(store) == []
    await store.chats.save(replace(paused, paused=False))
    assert [notice.chat.key for notice in await claimed(store)] == [paused.key]


async def test_a_chat_that_is_erased_takes_its_mentions_along(store, steps):
    chat = await steps.chat(1)
    await steps.watch(chat)
    await plan(store, ArticleId(5), chat)
    await store.chats.forget(1)
    assert await claimed(store) == []


async def test_the_latest_articles_are_those_assessed_whose_text_is_there(store, steps):
    one, two, _ = await steps.read(an_entry("one"), an_entry("two"), an_entry("three"))
    for article in (one, two):
        await steps.file(article, None)
    assert {article.id for article in await store.articles.latest(NOW - LEASE, 9)} == {one.id, two.id}
    assert len(await store.articles.latest(NOW - LEASE, 1)) == 1
    assert await store.articles.latest(NOW + LEASE, 9) == []
