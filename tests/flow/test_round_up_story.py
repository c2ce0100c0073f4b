"""A weekly round-up of several events is told event by event, each to those who watch its country."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flow_world import StandingClock, World, all_done, outlet

from alertbot.demo.feedformats import FeedFormat, Story
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import OfflineTelegram, PrivateChat

START = datetime(2026, 7, 7, 6, tzinfo=UTC)
PARAGRAPHS = (
    "In Sudan, some 400 families fled their homes in El Geneina, West Darfur, on Monday after fighters of the "
    "Rapid Support Forces burned houses, residents said.",
    "In Burkina Faso, gunmen killed 23 villagers in Djibo on Sunday, the army said.",
)


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[World]:
    async with contextlib.AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(OfflineTelegram())
        server = await stack.enter_async_context(
            FeedServer(outlet("Protection Monitor", "en", FeedFormat.RSS))
        )
        yield World(telegram, [server], tmp_path / "data", StandingClock(START))


async def subscribed(world: World, user: int, country: str) -> PrivateChat:
    chat = world.telegram.private(world.telegram.user(user, "en"))
    await chat.send(f"/subscribe {country}")
    await chat.wait_for("/latest")
    return chat


async def test_each_event_reaches_those_who_watch_its_country_and_nobody_else(newsroom: World) -> None:
    async with newsroom.house() as house:
        sudan = await subscribed(newsroom, 1, "Sudan")
        burkina = await subscribed(newsroom, 2, "Burkina Faso")
        published = START - timedelta(minutes=5)
        newsroom.outlets[0].publish(Story("week", "The week in brief", PARAGRAPHS, published))
        await house.poll_now()
        await all_done(house, 1)
        one, other = await sudan.wait_for("El Geneina"), await burkina.wait_for("Djibo")
    assert "400" in one.text
    assert "Rapid Support Forces" in one.text
    assert "Djibo" not in one.text
    assert "23" in other.text
    assert "El Geneina" not in other.text
    assert "Rapid Support Forces" not in other.text
