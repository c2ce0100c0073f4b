"""`./run screens`: plays the demo's tour with the real bot and draws what the subscriber sees."""

from __future__ import annotations

import asyncio
import contextlib
import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alertbot.app import start_for_demo
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.scene import Scene
from alertbot.demo.stories import Cue, load_newsrooms
from alertbot.demo.telegram import OfflineTelegram
from alertbot.demo.terminal import Terminal
from alertbot.demo.tour import play_tour
from tools.phone import draw

TARGET = Path(__file__).parents[1] / "docs" / "images"


async def main() -> None:
    """Draw the alert with its update, and the first screens."""
    async with contextlib.AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        telegram = await stack.enter_async_context(OfflineTelegram())
        outlets = [
            (room, await stack.enter_async_context(FeedServer(room.outlet))) for room in load_newsrooms()
        ]
        for room, server in outlets:
            server.publish(*(story.at(datetime.now(UTC)) for story in room.on(Cue.BEFORE)))
        chat = telegram.private(telegram.user(4711, "fr", "Amina"))
        feeds = [room.source(server.feed_url, server.url) for room, server in outlets]
        allowed = frozenset(server.address for _, server in outlets)
        start = start_for_demo(telegram.api_url, telegram.token, feeds, allowed, Path(folder))
        house = await stack.enter_async_context(start)
        scene = Scene(telegram, chat, outlets, Terminal(io.StringIO()), house.poll_now)
        await play_tour(scene)
        alerts = [message for message in chat.messages if "Bagh-e Sherkat" in message.text]
        draw(alerts[:2]).save(TARGET / "alert.png", optimize=True)
        draw(chat.messages[:1]).save(TARGET / "menu.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
