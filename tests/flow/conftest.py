"""The fixture of the flow tests: one Telegram and three outlets."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from flow_world import World, outlet

from alertbot.demo.feedformats import FeedFormat
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import OfflineTelegram


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
