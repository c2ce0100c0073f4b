"""Five outlets tell one story in four languages over three days: one alert, and an update for what is new."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flow_world import StandingClock, World, all_done, outlet, until

from alertbot.app import House
from alertbot.demo.feedformats import FeedFormat, Story
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import OfflineTelegram, PrivateChat

START = datetime(2026, 7, 7, 6, tzinfo=UTC)
OUTLETS = (
    ("Northern Wire", "en", FeedFormat.RSS),
    ("Dépêche du Nord", "fr", FeedFormat.ATOM),
    ("پیک شمال", "fa", FeedFormat.RSS),
    ("Северный листок", "ru", FeedFormat.JSON),
    ("Valley Post", "en", FeedFormat.RSS),
)
TELLINGS = (
    (
        "Rights group: families driven out near Kunduz",
        "Taliban fighters forced about 600 families out of their homes in Bagh-e Sherkat, in Kunduz province "
        "of Afghanistan, Human Rights Watch said on Tuesday.",
        "Houses were burned and looted, the group said.",
    ),
    (
        "Afghanistan : des familles chassées de chez elles près de Koundouz",
        "Quelque 600 familles ont été chassées de leurs maisons à Bagh-e Sherkat, dans la province de Koundouz "
        "en Afghanistan, par les talibans, selon Human Rights Watch.",
        "Des maisons ont été incendiées et pillées, ajoute l'organisation.",
    ),
    (
        "باشندگان قندوز از کوچ اجباری صدها خانواده خبر دادند",
        "جنگجویان طالبان حدود ۹۰۰ خانواده را در باغ شرکت ولایت قندوز به زور از خانه‌هایشان بیرون راندند. "
        "باشندگان محل این را به خبرنگار ما گفتند.",
        "آنان گفتند خانه‌ها را آتش زدند و اموال را غارت کردند.",
    ),
    (
        "Талибы отрицают изгнание жителей в провинции Кундуз",
        "Около 600 семей были изгнаны боевиками «Талибана» из своих домов в Баги-Шеркат в провинции Кундуз в "
        "Афганистане, рассказали местные жители. Дома были сожжены и разграблены.",
        "Талибы отрицают свою причастность.",
    ),
    (
        "Displaced families from Kunduz village wait for help",
        "Some 600 families whom Taliban fighters drove from their homes in Bagh-e Sherkat, Kunduz province, "
        "Afghanistan, this week are sleeping in the open, a local elder said on Thursday.",
        "Their houses were burned and looted, he said.",
    ),
)
HOURS = (0, 8, 27, 36, 50)
"""When each outlet tells it, counted from the start."""


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[World]:
    """One Telegram, five outlets, and a clock that stands until the story goes on."""
    async with contextlib.AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(OfflineTelegram())
        servers = [await stack.enter_async_context(FeedServer(outlet(*who))) for who in OUTLETS]
        yield World(telegram, servers, tmp_path / "data", StandingClock(START))


async def tell(world: World, house: House, number: int, *, held_back: bool = False) -> None:
    """Let an outlet tell the story at its hour; returns when all of it has been dealt with."""
    world.clock.now = START + timedelta(hours=HOURS[number])
    title, *paragraphs = TELLINGS[number]
    published = world.clock.now - timedelta(minutes=5)
    world.outlets[number].publish(Story(f"kunduz-{number}", title, tuple(paragraphs), published))
    await house.poll_now()
    await all_done(house, number + 1, held_back=held_back)


async def subscribed(world: World, user: int, language: str = "en") -> PrivateChat:
    chat = world.telegram.private(world.telegram.user(user, language))
    await chat.send("/subscribe Afghanistan")
    await chat.wait_for("/latest")
    return chat


def alerts(chat: PrivateChat) -> list[str]:
    return [message.text for message in chat.messages if "Bagh-e Sherkat" in message.text]


async def test_the_kunduz_story_is_one_alert_and_an_update_for_each_thing_new(newsroom: World) -> None:
    counts = []
    async with newsroom.house() as house:
        chat = await subscribed(newsroom, 11)
        for number in range(len(TELLINGS)):
            await tell(newsroom, house, number)
            counts.append(len(alerts(chat)))
        [incident] = await house.store.incidents.latest((), (), 10)
    assert counts == [1, 1, 2, 3, 3]
    first, corroborated, denied = alerts(chat)
    assert "About 600 families forced from their homes in Bagh-e Sherkat, Kunduz, Afghanistan." in first
    assert "Blamed: Taliban, according to Human Rights Watch." in first
    assert "second independent source" in corroborated
    assert "600 to 900 families" in corroborated
    assert "Update: denied by Taliban" in denied
    assert "600 to 900 families" in denied
    assert "Denied by Taliban." in denied
    assert len(incident.reports) == len(TELLINGS)
    assert incident.revision == 3
    told = [message for message in chat.messages if "Bagh-e Sherkat" in message.text]
    assert {message.reply_to for message in told[1:]} == {told[0].id}


async def test_who_unsubscribed_hears_no_more_and_who_paused_hears_the_denial_on_resuming(
    newsroom: World,
) -> None:
    async with newsroom.house() as house:
        leaving, pausing = await subscribed(newsroom, 11), await subscribed(newsroom, 12)
        await tell(newsroom, house, 0)
        await leaving.send("/unsubscribe")
        await leaving.press(await leaving.wait_for("Stop all alerts"), 0)
        await pausing.send("/pause")
        await until_settings(house, leaving, pausing)
        for number in (1, 2, 3):
            await tell(newsroom, house, number, held_back=True)
        assert len(alerts(pausing)) == 1
        await pausing.send("/resume")
        await pausing.wait_for("Denied by Taliban", within=60)
    assert len(alerts(leaving)) == 1


async def until_settings(house: House, leaving: PrivateChat, pausing: PrivateChat) -> None:
    async def taken() -> bool:
        gone = await house.store.chats.find(leaving.id)
        held = await house.store.chats.find(pausing.id)
        return bool(gone and held and held.paused and not await house.store.chats.watches(gone.key))

    await until(taken)
