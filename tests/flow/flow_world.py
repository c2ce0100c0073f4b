"""What flow tests stand on: the real application with its store and bot, outlets and Telegram on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot.app import House, open_house, utc_now
from alertbot.demo.feedformats import FeedFormat, Outlet, Story
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import OfflineTelegram
from alertbot.model import AccessMode, ArticleState, DeliveryState, FeedSource
from alertbot.settings import Settings

ROOT = Path(__file__).parents[2]
GAZETTEER = Path(os.environ.get("ALERTBOT_GAZETTEER", ROOT / "data" / "gazetteer.sqlite"))


def story(slug: str, title: str, *paragraphs: str, minutes_ago: int = 5) -> Story:
    """An article published a little while ago."""
    return Story(slug, title, paragraphs, datetime.now(UTC) - timedelta(minutes=minutes_ago))


def outlet(name: str, language: str = "en", form: FeedFormat = FeedFormat.RSS) -> Outlet:
    return Outlet(name=name, language=language, format=form)


async def asked_again(server: FeedServer, within: float = 60.0) -> None:
    """Return once the outlet's feed was asked for and nothing of it is under way any more."""
    before = len(server.polls())
    async with asyncio.timeout(within):
        while len(server.polls()) == before:
            await asyncio.sleep(0.05)
    await asyncio.sleep(1.0)


async def until(check: Callable[[], Awaitable[bool]], within: float = 60.0) -> None:
    """Return once `check` holds; TimeoutError after so many real seconds."""
    async with asyncio.timeout(within):
        while not await check():
            await asyncio.sleep(0.05)


async def all_done(house: House, articles: int, *, held_back: bool = False) -> None:
    """Return once that many articles were assessed and, unless a chat holds some back, all alerts were sent."""

    async def done() -> bool:
        assessed = (await house.store.articles.counts()).get(ArticleState.ASSESSED, 0)
        waiting = await house.store.deliveries.counts()
        unsent = 0 if held_back else waiting.get(DeliveryState.PENDING, 0)
        return assessed == articles and not unsent + waiting.get(DeliveryState.SENDING, 0)

    await until(done)


class StandingClock:
    """A clock that moves only when told."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class World:
    """What stays while the application is stopped and started: Telegram, the outlets, the data folder."""

    telegram: OfflineTelegram
    outlets: Sequence[FeedServer]
    folder: Path
    clock: Callable[[], datetime] = utc_now
    operators: tuple[int, ...] = ()
    access: AccessMode = AccessMode.OPEN

    def settings(self) -> Settings:
        hosts = tuple(f"{host}:{port}" for host, port in (server.address for server in self.outlets))
        return Settings(
            telegram_token=self.telegram.token,
            telegram_api=self.telegram.base_url.removesuffix("/bot"),
            data_dir=self.folder,
            config_dir=ROOT / "config",
            gazetteer=GAZETTEER,
            allow_hosts=hosts,
            sandbox_workers=1,
            operators=self.operators,
            access=self.access,
            _env_file=None,
        )

    @contextlib.asynccontextmanager
    async def house(self) -> AsyncIterator[House]:
        """The application at work; leaving the block stops it as SIGTERM does."""
        sources = [
            FeedSource(url=server.feed_url, name=server.outlet.name, language=server.outlet.language)
            for server in self.outlets
        ]
        stopping = asyncio.Event()
        async with open_house(self.settings(), sources, self.clock) as house:
            running = asyncio.create_task(house.run(stopping))
            try:
                yield house
            finally:
                stopping.set()
                await running
