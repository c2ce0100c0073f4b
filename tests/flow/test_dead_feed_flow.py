"""A feed dies and comes back under the real application: its operator hears of each once, over a restart."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from flow_world import StandingClock, World, story, until

from alertbot.app import House
from alertbot.demo.feedserver import Trouble

MINUTE = timedelta(minutes=1)


async def look(clock: StandingClock) -> None:
    """The stage looks at the feeds once a minute of the house's clock."""
    clock.now += 2 * MINUTE
    await asyncio.sleep(1.5)


async def read_again(house: House, name: str, clock: StandingClock) -> None:
    [feed] = [feed for feed in await house.store.feeds.all() if feed.source.name == name]
    await house.store.feeds.switch([feed.id], True, clock.now)

    async def well() -> bool:
        return any(
            one.source.name == name and one.schedule.last_ok_at == clock.now and not one.schedule.failures
            for one in await house.store.feeds.all()
        )

    await until(well)


async def test_the_operator_hears_once_of_a_feed_that_is_gone_and_once_of_its_return(world: World) -> None:
    clock = StandingClock(datetime.now(UTC))
    person = world.telegram.user(7, "en")
    watched = World(world.telegram, world.outlets, world.folder, clock, operators=(person.id,))
    private = world.telegram.private(person)
    world.outlets[0].publish(story("quiet", "Nothing happened", "Nothing happened today."))
    async with watched.house() as house:
        await private.send("/start")
        await private.wait_for("", within=60)

        async def read() -> bool:
            return all(feed.schedule.last_ok_at for feed in await house.store.feeds.all())

        async def gone() -> bool:
            return any(feed.schedule.next_poll_at is None for feed in await house.store.feeds.all())

        await until(read)
        world.outlets[0].trouble(Trouble(410), path=None, times=None)
        clock.now += 20 * MINUTE
        await house.poll_now()
        await until(gone)
        await look(clock)
        await look(clock)
        told = await private.wait_for("A feed cannot be read: Northern Wire", within=60)
        assert "removed it for good" in told.text

    async with watched.house() as house:
        await look(clock)
        await look(clock)
        world.outlets[0].mend()
        await read_again(house, "Northern Wire", clock)
        await look(clock)
        await private.wait_for("This feed can be read again: Northern Wire", within=60)
    news = [message.text for message in private.messages if "Northern Wire" in message.text]
    assert len(news) == 2
