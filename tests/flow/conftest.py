"""The fixture of the flow tests: one Telegram and three outlets."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from bot_town import OPERATOR, Town, a_town, ask
from flow_world import World, outlet

from alertbot.demo.feedformats import FeedFormat
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import OfflineTelegram
from alertbot.model import AccessMode


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """One Telegram and three outlets (RSS, Atom, JSON Feed)."""
    async with contextlib.AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(OfflineTelegram())
        outlets = [
            await stack.enter_async_context(FeedServer(outlet(name, language, form)))
            for name, language, form in (
                ("Northern Wire", "en", FeedFormat.RSS),
                ("Dépêche du Nord", "fr", FeedFormat.ATOM),
                ("Diario del Norte", "es", FeedFormat.JSON),
            )
        ]
        yield World(telegram, outlets, tmp_path / "data")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """One application for all tests of a module, each of which brings its own people."""
    async with a_town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def closed_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """As `town`, but an operator decides who gets in."""
    folder = tmp_path_factory.mktemp("closed")
    async with a_town(folder, operators=(OPERATOR,), access=AccessMode.APPROVAL) as made:
        await ask(made.operator(), "/start")
        yield made
