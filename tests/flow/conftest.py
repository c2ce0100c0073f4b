"""What every flow test stands on: an offline Telegram and news outlets on loopback."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from alertbot.demo.feedformats import FeedFormat, Outlet
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import OfflineTelegram

OpenOutlet = Callable[..., Awaitable[FeedServer]]


@pytest.fixture
async def tg() -> AsyncIterator[OfflineTelegram]:
    """Telegram with its real flood limits."""
    async with OfflineTelegram() as telegram:
        yield telegram


@pytest.fixture
async def open_outlet() -> AsyncIterator[OpenOutlet]:
    """Start an outlet of its own on a free loopback port; it closes with the test."""
    async with AsyncExitStack() as stack:

        async def start(
            name: str = "Harbour Post",
            language: str = "en",
            form: FeedFormat = FeedFormat.RSS,
            *,
            teasers: bool = False,
        ) -> FeedServer:
            return await stack.enter_async_context(FeedServer(Outlet(name, language, form, teasers)))

        yield start
