"""A silent failure: the operator hears of it once, sees it in the health file, and hears when it is over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flow_world import StandingClock, World, story, until

from alertbot.demo.feedserver import Trouble
from alertbot.ops.health import describe
from alertbot.settings import Settings


@dataclass
class WatchedWorld(World):
    """A world whose installation has an operator."""

    operator: int = 0

    def settings(self) -> Settings:
        return super().settings().model_copy(update={"operators": (self.operator,)})

    def health(self) -> tuple[bool, list[str]]:
        file = self.settings().health_path
        return describe(file.read_text(encoding="utf-8"), self.clock()) if file.exists() else (False, [])


async def test_feeds_that_all_fall_silent_are_told_once_and_their_return_too(world: World) -> None:
    clock = StandingClock(datetime.now(UTC))
    person = world.telegram.user(7, "fr")
    watched = WatchedWorld(world.telegram, world.outlets, world.folder, clock, operator=person.id)
    private = world.telegram.private(person)
    async with watched.house() as house:
        await private.send("/start")
        await private.wait_for("", within=60)
        world.outlets[0].publish(story("quiet", "Nothing happened", "Nothing happened today."))

        async def well() -> bool:
            return watched.health()[0]

        async def ill() -> bool:
            return watched.health()[1][:1] == ["not well"]

        await until(well)
        for outlet in world.outlets:
            outlet.trouble(Trouble(503), path=None, times=None)
        clock.now += timedelta(minutes=50)
        await _a_look()
        clock.now += timedelta(minutes=2)
        await until(ill)
        warning = await private.wait_for("⚠️", within=60)
        assert any(line.startswith("feeds: RED") for line in watched.health()[1])
        clock.now += timedelta(minutes=20)
        await until(ill)

        for outlet in world.outlets:
            outlet.mend()
        await house.poll_now()

        async def read_again() -> bool:
            return any(feed.schedule.last_ok_at == clock.now for feed in await house.store.feeds.all())

        await until(read_again)
        while not [message for message in private.messages if "✅" in message.text]:
            clock.now += timedelta(seconds=30)
            await private.wait_for("", within=60)
            await _a_look()
        await until(well)
    told = [message.text for message in private.messages if "⚠️" in message.text or "✅" in message.text]
    assert len(told) == 2
    assert "alertbot health" in warning.text


async def _a_look() -> None:
    """The watchdog is woken each second."""
    await asyncio.sleep(1.1)
