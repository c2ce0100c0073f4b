"""Feeds in trouble and sources near you, over the real application: notices, buttons, forged buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from bot_town import OPERATOR, Town, ask, tap, tap_data
from flow_world import until

from alertbot.demo.telegram import PrivateChat
from alertbot.model import (
    Feed,
    FeedLine,
    FeedSource,
    Findings,
    NoticeKind,
    PollOutcome,
    Rhythm,
    Schedule,
    SourceNews,
    Trouble,
    TroubleKind,
    Validators,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def the_feed(town: Town, name: str) -> Feed:
    return next(feed for feed in await town.house.store.feeds.all() if feed.source.name == name)


async def in_trouble(town: Town, feed: Feed, suggestion: str) -> Trouble:
    """A feed of which the operator is told, with an address that was found for it."""
    store, now = town.house.store, town.house.clock()
    await store.troubles.note(Findings(begun=(Trouble(None, feed.id, TroubleKind.GONE, now),)))
    trouble = next(one for one in await store.troubles.open() if one.feed == feed.id)
    trouble = replace(trouble, suggestion=suggestion)
    line = FeedLine(
        feed.id, feed.source.name, feed.source.url, trouble.kind, None, "410", trouble.id or 0, suggestion
    )
    news = SourceNews((line,), 1, ((trouble.kind, 1),))
    assert await store.troubles.tell(NoticeKind.FEED_TROUBLE, [trouble], news, [OPERATOR], now)
    return trouble


async def a_dead_feed(town: Town, name: str) -> Feed:
    source = FeedSource(f"https://{name.lower()}.example/feed", name)
    [feed] = await town.house.store.feeds.add([source], town.house.clock())
    return feed


async def test_the_operator_takes_the_new_address_by_a_button(closed_town: Town) -> None:
    operator = closed_town.operator()
    address = f"{closed_town.world.outlets[0].feed_url}?moved"
    feed = await a_dead_feed(closed_town, "Oldwire")
    await in_trouble(closed_town, feed, address)
    notice = await operator.wait_for("A feed cannot be read: Oldwire", within=60)
    assert address in notice.text
    await tap(operator, notice, "Use the new address")
    assert (await the_feed(closed_town, "Oldwire")).source.url == address


async def test_an_address_inside_is_refused_even_if_it_were_suggested(closed_town: Town) -> None:
    operator = closed_town.operator()
    feed = await a_dead_feed(closed_town, "Trapwire")
    await in_trouble(closed_town, feed, "http://169.254.169.254/latest/meta-data")
    notice = await operator.wait_for("A feed cannot be read: Trapwire", within=60)
    await tap(operator, notice, "Use the new address")
    shown = await operator.wait_for("I cannot read this address", within=60)
    assert "Trapwire" not in shown.text
    assert (await the_feed(closed_town, "Trapwire")).source.url == "https://trapwire.example/feed"


async def test_forged_buttons_change_nothing(closed_town: Town) -> None:
    operator = closed_town.operator()
    await ask(closed_town.private(), "/start")  # somebody to list
    before = [feed.source for feed in await closed_town.house.store.feeds.all()]
    for data in ("feed:use:999999", "feed:use:http://x", "feed:use:-1", "feed:stop:999999", "feed:stop:x"):
        screen = await ask(operator, "/users")
        object.__setattr__(screen.buttons[0], "data", data)
        press = await tap(operator, screen, 0)
        assert "out of date" in str(press.answer)
    assert [feed.source for feed in await closed_town.house.store.feeds.all()] == before


async def test_a_reader_cannot_press_the_operators_buttons(closed_town: Town) -> None:
    person = closed_town.private()
    await closed_town.house.store.access.grant(person.user.id, OPERATOR, closed_town.house.clock())
    feed = await a_dead_feed(closed_town, "Firewire")
    screen = await ask(person, "/feeds")
    object.__setattr__(screen.buttons[0], "data", f"feed:stop:{feed.id}")
    await tap(person, screen, 0)
    assert (await the_feed(closed_town, "Firewire")).source.enabled


async def test_the_operator_switches_a_dead_feed_off(closed_town: Town) -> None:
    operator = closed_town.operator()
    feed = await a_dead_feed(closed_town, "Barbwire")
    await in_trouble(closed_town, feed, "")
    notice = await operator.wait_for("A feed cannot be read: Barbwire", within=60)
    assert [button.text for button in notice.buttons] == ["🗑 Switch it off"]
    await tap(operator, notice, 0)
    assert not (await the_feed(closed_town, "Barbwire")).source.enabled


async def reader(town: Town) -> PrivateChat:
    person = town.private()
    await town.house.store.access.grant(person.user.id, OPERATOR, town.house.clock())
    await ask(person, "/subscribe Sudan")
    return person


async def test_a_chat_mutes_a_source_and_a_pack_and_asks_for_one(closed_town: Town) -> None:
    store, now = closed_town.house.store, closed_town.house.clock()
    near = FeedSource("https://near.example/feed", "Near FM", country="SDN", pack="horn")
    far = FeedSource("https://far.example/feed", "Far FM", country="MLI", pack="sahel")
    [near_feed, *_] = await store.feeds.add([near, far], now)
    off = replace(near, url="https://off.example/feed", name="Off FM")
    [off_feed] = await store.feeds.add([off], now)
    await store.feeds.switch([off_feed.id], False, now)
    person = await reader(closed_town)
    chat = await closed_town.chat(person)

    await tap_data(person, await ask(person, "/feeds"), "near:list:0")
    listed = person.messages[-1]
    assert any("Near FM" in button.text for button in listed.buttons)
    assert not any("Far FM" in button.text for button in listed.buttons)
    await tap_data(person, listed, f"near:mute:{near_feed.id}:0")
    assert (near_feed.id, "Near FM") in (await store.mutes.of_chat(chat.key)).feeds
    await tap_data(person, person.messages[-1], f"near:hear:{near_feed.id}:0")
    assert (await store.mutes.of_chat(chat.key)).feeds == ()

    await tap_data(person, await ask(person, "/feeds"), "near:packs")
    packs = person.messages[-1]
    assert "horn: 1 of 2 sources are read" in packs.text
    assert "sahel" not in packs.text
    press = await tap_data(person, packs, "near:ask:horn")
    assert "operators will look at it" in str(press.answer)
    assert "pack:horn" in [one.url for one in await store.suggestions.latest(20)]
    await tap_data(person, packs, "near:pmute:horn")
    assert (near_feed.id, "Near FM") in (await store.mutes.of_chat(chat.key)).feeds


async def test_a_source_that_only_answers_is_yellow_for_readers_and_named_for_operators(
    closed_town: Town,
) -> None:
    store, now = closed_town.house.store, closed_town.house.clock()
    source = FeedSource("https://hush.example/feed", "Hush FM", country="SDN")
    [feed] = await store.feeds.add([source], now)
    off = FeedSource("https://dark.example/feed", "Dark FM", country="SDN")
    [dark] = await store.feeds.add([off], now)
    await store.feeds.switch([dark.id], False, now)
    old, day = now - timedelta(days=9), timedelta(days=1)
    rhythm = Rhythm(now - 40 * day, old, (4.0,) * 168)
    well = Schedule(now + day, day, last_ok_at=now, last_new_at=old, rhythm=rhythm)

    async def polled() -> bool:
        return bool((await the_feed(closed_town, "Hush FM")).schedule.failures)

    await until(polled)
    await store.feeds.save_poll(feed, PollOutcome(Validators(), well), now)
    await store.troubles.note(Findings(begun=(Trouble(None, feed.id, TroubleKind.SILENT, now),)))
    person = await reader(closed_town)
    told = (await ask(person, "/feeds")).text
    assert "Hush FM" in told
    assert "nothing new since" in told
    assert "Dark FM" not in told
    assert "Hush FM: nothing new since" in (await ask(closed_town.operator(), "/feedhealth")).text


async def test_notices_about_silent_sources_are_switched_off_by_a_button(closed_town: Town) -> None:
    person = await reader(closed_town)
    await tap_data(person, await ask(person, "/feeds"), "near:quiet")
    assert not (await closed_town.chat(person)).source_notices
    await tap_data(person, person.messages[-1], "near:tell")
    assert (await closed_town.chat(person)).source_notices


@pytest.mark.parametrize(
    "data", ["near:pmute:", "near:ask:nothing", "near:mute:99999:0", "near:list:x", "near"]
)
async def test_made_up_choices_are_refused(closed_town: Town, data: str) -> None:
    person = await reader(closed_town)
    screen = await ask(person, "/feeds")
    object.__setattr__(screen.buttons[0], "data", data)
    press = await tap(person, screen, 0)
    assert "out of date" in str(press.answer)
