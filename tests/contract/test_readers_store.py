"""What readers say, mute and suggest, and the codes of merged incidents, on both databases."""

from __future__ import annotations

from functools import partial

import pytest
from store_steps import LEASE, MINUTE, NOW, Steps, a_report, a_text, an_entry, an_incident, an_outcome

from alertbot.incidents.edit import merge
from alertbot.incidents.severity import SeverityRules
from alertbot.model import Category, DeliveryState, Unit, Verdict

RULES = SeverityRules((), 6, 2.0, dict.fromkeys(Unit, 10), 5)
MERGE = partial(merge, rules=RULES)


async def give(store, verdict: Verdict, person: int = 7, code: str = "K7Q2", at=NOW) -> bool:
    [chat] = [await store.chats.find(100)]
    return await store.feedback.give(code, verdict, person, chat.key, at)


async def test_the_last_verdict_of_a_person_on_an_incident_counts(store, steps):
    await steps.alerted(await steps.chat())
    for verdict in (Verdict.USEFUL, Verdict.NOT_USEFUL, Verdict.WRONG_PLACE, Verdict.NOT_USEFUL):
        assert await give(store, verdict)
    assert await give(store, Verdict.USEFUL, person=8, at=NOW + MINUTE)
    assert [one.verdict for one in await store.feedback.judged()] == [Verdict.USEFUL, Verdict.WRONG_PLACE]
    [said] = await store.feedback.of_person(7)
    assert (said.incident, said.verdict, said.person) == ("K7Q2", Verdict.WRONG_PLACE, 7)


async def test_a_verdict_falls_back_on_feeds_languages_and_kinds(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    await give(store, Verdict.OLD)
    [judged] = await store.feedback.judged(since=NOW, chat=chat.key)
    assert [name for _, name in judged.feeds] == ["Dawn"]
    assert judged.languages == ("en",)
    assert Category.LOOTING_EXTORTION in judged.categories
    assert await store.feedback.judged(since=NOW + MINUTE) == []


async def test_nothing_is_kept_of_an_unknown_incident_or_an_erased_chat(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    assert not await give(store, Verdict.USEFUL, code="NONE")
    await store.chats.forget(100)
    assert not await store.feedback.give("K7Q2", Verdict.USEFUL, 7, chat.key, NOW)
    assert await store.feedback.judged() == []


async def test_forgetting_a_person_erases_what_they_said_anywhere(store, steps):
    await steps.alerted(await steps.chat())
    await give(store, Verdict.USEFUL, person=7)
    await steps.chat(7)
    await store.suggestions.add("https://x.example/feed", 7, NOW)
    await store.chats.forget(7)
    assert await store.feedback.of_person(7) == []
    [left] = await store.suggestions.latest(5)
    assert (left.url, left.telegram_id) == ("https://x.example/feed", None)


async def muting(store, code: str = "K7Q2") -> frozenset[int]:
    incident = await store.incidents.by_code(code)
    async with store.articles.filing() as filing:
        return await filing.muting(incident)


async def test_muting_an_incident_cancels_what_waits_and_lasts_until_unmuted(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    assert await store.mutes.mute_incident(chat.key, "k7q2", NOW)
    assert await store.mutes.mute_incident(chat.key, "K7Q2", NOW)
    assert await muting(store) == {chat.key}
    assert (await store.mutes.of_chat(chat.key)).incidents == ("K7Q2",)
    assert await store.deliveries.counts() == {DeliveryState.CANCELLED: 1}
    assert await store.deliveries.claim(NOW, 5, LEASE) == []
    assert await store.mutes.unmute_incident(chat.key, "K7Q2")
    assert not await store.mutes.unmute_incident(chat.key, "K7Q2")
    assert await muting(store) == frozenset()
    assert not await store.mutes.mute_incident(chat.key, "NONE", NOW)


async def test_a_muted_feed_silences_what_no_other_feed_carries(store, steps):
    chat = await steps.chat()
    await steps.alerted(chat)
    [feed] = await store.feeds.all()
    assert await store.mutes.mute_feed(chat.key, feed.id, NOW)
    assert not await store.mutes.mute_feed(chat.key, 999, NOW)
    assert (await store.mutes.of_chat(chat.key)).feeds == ((feed.id, "Dawn"),)
    assert await muting(store) == {chat.key}
    await second_feed_tells(store, steps)
    assert await muting(store) == frozenset()
    assert await store.mutes.unmute_feed(chat.key, feed.id)
    assert (await store.mutes.of_chat(chat.key)).feeds == ()


async def second_feed_tells(store, steps: Steps) -> None:
    await steps.feed("Tolo")
    feeds = await store.feeds.all()
    other = next(feed for feed in feeds if feed.source.name == "Tolo")
    await store.feeds.save_poll(other, an_outcome(an_entry("other")), NOW)
    [article] = await store.articles.claim_to_read(NOW, 5, LEASE)
    await store.articles.save_text(article, a_text("Other.", bands=()), NOW)
    [read] = await store.articles.claim_to_assess(NOW, 5, LEASE)
    await steps.revise("K7Q2", read)


@pytest.fixture
async def merged(store, steps):
    """K7Q2 absorbed W3XZ, on which chat 100 had spoken and which it had muted."""
    chat = await steps.chat()
    first, second = await steps.read(an_entry("one"), an_entry("two"))
    await steps.file(first, an_incident(a_report(first)), [chat], "key one")
    await steps.file(second, an_incident(a_report(second), code="W3XZ"), [chat], "key two")
    for person, code in ((7, "K7Q2"), (7, "W3XZ"), (8, "W3XZ")):
        await give(store, Verdict.USEFUL if code == "K7Q2" else Verdict.OLD, person, code)
    await store.mutes.mute_incident(chat.key, "W3XZ", NOW)
    await store.incident_edits.merge("K7Q2", "W3XZ", MERGE, NOW)
    return chat


async def test_a_code_merged_away_leads_to_the_incident_that_stands(store, steps, merged):
    found = await store.incidents.by_code(" w3xz ")
    assert found is not None
    assert found.code == "K7Q2"
    [third] = await steps.read(an_entry("three"))
    await steps.file(third, an_incident(a_report(third), code="W3XZ"))
    newest, *_ = await store.incidents.latest((), (), 1)
    assert newest.code != "W3XZ"


async def test_a_code_merged_twice_leads_to_the_last_one(store, steps, merged):
    [third] = await steps.read(an_entry("three"))
    await steps.file(third, an_incident(a_report(third), code="A2BC", first_at=NOW - 99 * MINUTE))
    last = await store.incident_edits.merge("A2BC", "K7Q2", MERGE, NOW)
    codes = {(await store.incidents.by_code(code)).code for code in ("A2BC", "K7Q2", "W3XZ")}
    assert codes == {last.code}


async def test_verdicts_and_mutes_follow_a_merge(store, merged):
    said = {one.person: one.verdict for person in (7, 8) for one in await store.feedback.of_person(person)}
    assert said == {7: Verdict.USEFUL, 8: Verdict.OLD}
    assert await muting(store) == {merged.key}


async def test_a_suggestion_is_kept_once(store):
    assert await store.suggestions.add("https://a.example/feed", 1, NOW)
    assert not await store.suggestions.add("https://a.example/feed", 2, NOW)
    assert await store.suggestions.add("https://b.example/feed", 2, NOW)
    assert [one.url for one in await store.suggestions.latest(5)] == [
        "https://b.example/feed",
        "https://a.example/feed",
    ]
    assert [one.url for one in await store.suggestions.latest(5, 2)] == ["https://b.example/feed"]


async def test_verdicts_move_with_a_group_that_becomes_a_supergroup(store, steps):
    await steps.alerted(await steps.chat())
    new = await steps.chat(-500)
    await store.feedback.give("K7Q2", Verdict.OLD, 7, new.key, NOW)
    await store.chats.migrate(100, -500)
    [said] = await store.feedback.of_person(7)
    assert said.chat == (await store.chats.find(-500)).key
