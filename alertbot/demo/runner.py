"""Runs the demo: outlets and an offline Telegram on loopback, the real application in between."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TextIO

from alertbot.demo.conversation import Lines, converse, typed_lines
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.scene import DemoFailed, Scene
from alertbot.demo.stories import Cue, Newsroom, load_newsrooms
from alertbot.demo.telegram import DriverError, OfflineTelegram
from alertbot.demo.terminal import Terminal
from alertbot.demo.tour import Pace, play_tour
from alertbot.model import FeedSource


class Running(Protocol):
    """The real application at work."""

    async def poll_now(self) -> None:
        """Poll every feed at once, out of turn."""
        ...


StartApplication = Callable[
    [str, str, Sequence[FeedSource], frozenset[tuple[str, int]], Path], AbstractAsyncContextManager[Running]
]
"""Runs the real application while the block lasts.

Takes the Bot API's address (as ALERTBOT_TELEGRAM_API), a token, the feeds, the loopback addresses that may
be fetched, and a data folder.
"""
DONE, FAILED, STOPPED = 0, 1, 130
PERSON_ID = 4711


async def run_demo(
    start_application: StartApplication,
    *,
    interactive: bool,
    out: TextIO = sys.stdout,
    pace: Pace = Pace(),  # noqa: B008 - frozen
) -> int:
    """Play the tour, or let a person chat; returns the exit status.

    0: everything arrived, or the person ended the chat; 1: something did not arrive, and one sentence
    said what; 130: the tour was interrupted.
    """
    terminal = Terminal(out)
    with tempfile.TemporaryDirectory(prefix="alertbot-demo-") as folder, _interruptible() as interrupted:
        playing = asyncio.create_task(_play(start_application, terminal, Path(folder), interactive, pace))
        interrupted.add_done_callback(lambda _: playing.cancel())
        try:
            await playing
        except (DemoFailed, DriverError) as error:
            terminal.note(f"✗ {error}")
            return FAILED
        except asyncio.CancelledError:
            if not interrupted.done():
                raise
            terminal.note("Stopped.")
            return DONE if interactive else STOPPED
    return DONE


async def _play(
    start_application: StartApplication, terminal: Terminal, folder: Path, interactive: bool, pace: Pace
) -> None:
    async with AsyncExitStack() as stack:
        tg = await stack.enter_async_context(OfflineTelegram())
        outlets = await _open_outlets(stack, load_newsrooms())
        person = tg.user(PERSON_ID, "en" if interactive else "fr", "Amina")
        for newsroom, server in outlets:
            server.publish(*(story.at(datetime.now(UTC)) for story in newsroom.on(Cue.BEFORE)))
        feeds = [newsroom.source(server.feed_url, server.url) for newsroom, server in outlets]
        allowed = frozenset(server.address for _, server in outlets)
        terminal.note(f"{len(feeds)} outlets in {len(feeds)} languages and Telegram, all on this machine.")
        running = await stack.enter_async_context(
            start_application(tg.api_url, tg.token, feeds, allowed, folder)
        )
        scene = Scene(tg, tg.private(person), outlets, terminal, running.poll_now)
        if interactive:
            lines: Lines = await stack.enter_async_context(typed_lines())
            await converse(scene, lines)
        else:
            await play_tour(scene, pace)


async def _open_outlets(
    stack: AsyncExitStack, newsrooms: Sequence[Newsroom]
) -> list[tuple[Newsroom, FeedServer]]:
    return [
        (newsroom, await stack.enter_async_context(FeedServer(newsroom.outlet))) for newsroom in newsrooms
    ]


@contextlib.contextmanager
def _interruptible() -> Iterator[asyncio.Future[None]]:
    """A future that is done once the person pressed Ctrl-C."""
    loop = asyncio.get_running_loop()
    interrupted: asyncio.Future[None] = loop.create_future()

    def interrupt() -> None:
        if not interrupted.done():
            interrupted.set_result(None)

    try:
        loop.add_signal_handler(signal.SIGINT, interrupt)
    except (NotImplementedError, ValueError):
        # Windows, or not the main thread: Ctrl-C then ends the program as usual.
        yield interrupted
        return
    try:
        yield interrupted
    finally:
        loop.remove_signal_handler(signal.SIGINT)
