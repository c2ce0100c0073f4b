"""The demo on a terminal: a person types commands and presses buttons by number while news come in."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from alertbot.demo.feedserver import FeedServer
from alertbot.demo.scene import Scene
from alertbot.demo.stories import Cue, Newsroom, PlannedStory
from alertbot.demo.telegram import DriverError

Lines = asyncio.Queue[str | None]
"""What the person typed, line by line; None: no more."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Real seconds between the stories that come out while somebody chats."""

    first: float = 25.0
    """After the person wrote for the first time."""
    next: float = 20.0


async def converse(scene: Scene, lines: Lines, rhythm: Rhythm = Rhythm()) -> None:
    """Chat until the person ends it (`quit`, Ctrl-D or Ctrl-C)."""
    scene.terminal.step("You are in a private chat with the bot")
    scene.terminal.note(
        "Type a command, a country or the number of a button. Begin with /start; quit or Ctrl-C ends it."
    )
    async with asyncio.TaskGroup() as group:
        shower = group.create_task(_show_what_comes(scene))
        news = group.create_task(_bring_out_news(scene, rhythm))
        while (line := await lines.get()) not in {None, "quit", "exit"}:
            await _do(scene, (line or "").strip())
        shower.cancel()
        news.cancel()
    scene.show_new()


async def _do(scene: Scene, line: str) -> None:
    if not line:
        return
    if not line.isdecimal():
        await scene.chat.send(line)
        return
    try:
        press = await scene.chat.press(scene.menu(), int(line) - 1)
    except DriverError as error:
        scene.terminal.note(str(error))
        return
    try:
        await scene.chat.answer_to(press, 10)
    except TimeoutError:
        scene.terminal.note("The bot has not answered yet.")
    if press.answer:
        scene.terminal.notice(press.answer)


async def _show_what_comes(scene: Scene) -> None:
    while True:
        scene.show_new()
        await scene.tg.world.changed()


async def _bring_out_news(scene: Scene, rhythm: Rhythm) -> None:
    """Story after story, the tour's event first."""
    while not scene.chat.record.opened:
        await scene.tg.world.changed()
    wait = rhythm.first
    for newsroom, server, story in list(_queue(scene)):
        await asyncio.sleep(wait)
        await scene.publish_one(newsroom, server, story)
        wait = rhythm.next
    scene.terminal.note("No more news today; the bot still answers.")


def _queue(scene: Scene) -> Iterator[tuple[Newsroom, FeedServer, PlannedStory]]:
    for cue in (Cue.FIRST, Cue.SECOND, Cue.THIRD, Cue.LATER):
        for newsroom, server in scene.outlets:
            for story in newsroom.on(cue):
                yield newsroom, server, story


@asynccontextmanager
async def typed_lines(descriptor: int = 0) -> AsyncIterator[Lines]:
    """Lines of standard input, read by a thread of its own that nobody has to wait for at the end."""
    loop = asyncio.get_running_loop()
    lines: Lines = asyncio.Queue()

    def deliver(line: str | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(lines.put_nowait, line)

    def read() -> None:
        rest = b""
        while chunk := os.read(descriptor, 4096):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                deliver(line.decode("utf-8", "replace"))
        deliver(None)

    threading.Thread(target=read, name="typed-lines", daemon=True).start()
    yield lines
