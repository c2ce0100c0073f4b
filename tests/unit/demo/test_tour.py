"""The tour passes with a bot that does its work and says in one sentence what a broken one left out."""

import asyncio
import io
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler

from alertbot.demo.conversation import Rhythm, converse, typed_lines
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.runner import run_demo
from alertbot.demo.scene import Scene
from alertbot.demo.stories import Cue, load_newsrooms
from alertbot.demo.telegram import OfflineTelegram
from alertbot.demo.terminal import Terminal
from alertbot.demo.tour import Pace
from alertbot.model import FeedSource

FAST = Pace(breath=0, alert_within=2, quiet_for=0.3)
MENUS = {
    "welcome": ["🌐 Français", "Central and South Asia"],
    "🌐 Français": ["English", "Français"],
    "English": ["🌐 English", "Central and South Asia"],
    "Central and South Asia": ["Afghanistan", "Nepal"],
    "Afghanistan": ["✅ Afghanistan", "👍 Done"],
    "👍 Done": [],
}
REPORTS = {"Around 600": "600 families in Kunduz", "900 familias": "now 900 families in Kunduz"}


class SmallBot:
    """Answers the tour's commands and sends one message for each report it finds in the feeds."""

    def __init__(self, reports: dict[str, str], mute: str = "") -> None:
        self.reports, self.mute = reports, mute
        self.first: int | None = None
        self.polled = asyncio.Event()

    async def say(self, update: Update, _context: Any) -> None:
        command = update.message.text.split()[0]
        if command != self.mute:
            await update.message.reply_text(
                command, reply_markup=keyboard("welcome" if command == "/start" else "")
            )

    async def press(self, update: Update, _context: Any) -> None:
        data = update.callback_query.data
        await update.callback_query.edit_message_text(f"chosen {data}", reply_markup=keyboard(data))
        await update.callback_query.answer("noted" if data == "👍 Done" else None)

    async def poll_now(self) -> None:
        self.polled.set()

    async def watch(self, bot: Any, feeds: Sequence[FeedSource]) -> None:
        left = dict(self.reports)
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                texts = [(await client.get(feed.url)).text for feed in feeds]
                for words in list(left):
                    if any(words in text for text in texts):
                        sent = await bot.send_message(4711, left.pop(words), reply_to_message_id=self.first)
                        self.first = self.first or sent.message_id
                await self.polled.wait()
                self.polled.clear()

    @asynccontextmanager
    async def start(
        self,
        api: str,
        token: str,
        feeds: Sequence[FeedSource],
        allow: frozenset[tuple[str, int]],
        folder: Path,
    ) -> AsyncIterator["SmallBot"]:
        assert len(allow) == len(feeds)
        assert folder.is_dir()
        application = ApplicationBuilder().token(token).base_url(f"{api}/bot").job_queue(None).build()
        application.add_handler(CommandHandler(["start", "keywords", "latest"], self.say))
        application.add_handler(CallbackQueryHandler(self.press))
        async with application:
            await application.start()
            await application.updater.start_polling()
            watching = asyncio.create_task(self.watch(application.bot, feeds))
            try:
                yield self
            finally:
                watching.cancel()
                await application.updater.stop()
                await application.stop()


def keyboard(key: str) -> InlineKeyboardMarkup | None:
    labels = MENUS.get(key)
    return (
        InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=one)] for one in labels])
        if labels
        else None
    )


async def test_the_tour_shows_every_step_and_ends_with_0():
    out = io.StringIO()
    status = await run_demo(SmallBot(REPORTS).start, interactive=False, out=out, pace=FAST)
    shown = out.getvalue()
    assert status == 0, shown
    for words in (
        "You ▸ /start",
        "[1] ✅ Afghanistan",
        "600 families",
        "↪ 600 families",
        "now 900",
        "/latest",
    ):
        assert words in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("bot", "sentence"),
    [
        (SmallBot({}), "The alert about Kunduz did not arrive within 2 seconds."),
        (SmallBot({"Around 600": "Kunduz"}), "The update about Kunduz did not arrive within 2 seconds."),
        (
            SmallBot({"Around 600": "Kunduz", "quelque 600": "Kunduz again"}),
            "A second alert arrived although nothing material was new.",
        ),
        (SmallBot(REPORTS, mute="/latest"), "An answer to /latest did not arrive within 10 seconds."),
    ],
)
async def test_what_is_missing_is_named_and_the_status_is_1(monkeypatch, bot: SmallBot, sentence: str):
    if bot.mute:
        monkeypatch.setattr(Scene.say, "__defaults__", (0.5,))
        sentence = sentence.replace("10", "0.5")
    out = io.StringIO()
    status = await run_demo(bot.start, interactive=False, out=out, pace=FAST)
    assert (status, out.getvalue().splitlines()[-1]) == (1, f"✗ {sentence}")


async def test_ctrl_c_ends_the_tour_cleanly():
    out = io.StringIO()
    asyncio.get_running_loop().call_later(0.5, os.kill, os.getpid(), signal.SIGINT)
    status = await run_demo(SmallBot({}).start, interactive=False, out=out, pace=Pace(alert_within=30))
    assert (status, out.getvalue().splitlines()[-1]) == (130, "Stopped.")


@asynccontextmanager
async def conversation(
    out: io.StringIO, rhythm: Rhythm
) -> AsyncIterator[tuple[Scene, Callable[[str], None]]]:
    (room,) = [room for room in load_newsrooms() if room.on(Cue.FIRST)]
    async with OfflineTelegram() as tg, FeedServer(room.outlet) as server:
        source = room.source(server.feed_url, server.url)
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        async with SmallBot(REPORTS).start(
            tg.api_url, tg.token, [source], frozenset([server.address]), Path.cwd()
        ) as small:
            person = tg.private(tg.user(4711))
            scene = Scene(tg, person, [(room, server)], Terminal(out), small.poll_now)
            talking = asyncio.create_task(converse(scene, lines, rhythm))
            yield scene, lines.put_nowait
            lines.put_nowait(None)
            await asyncio.wait_for(talking, 5)


async def test_a_person_types_presses_by_number_and_gets_the_news():
    out = io.StringIO()
    async with conversation(out, Rhythm(first=0.1, next=0.1)) as (scene, type_line):
        type_line("/start")
        menu = await scene.chat.wait_for("/start")
        type_line("9")
        type_line("1")
        await scene.tg.world.until(lambda: menu.text.startswith("chosen"), 5)
        await scene.chat.wait_for("600 families")
    shown = out.getvalue()
    for words in (
        "[1] 🌐 Français",
        "there is no button 8",
        "chosen 🌐 Français",
        "📰 Harbour Wire",
        "600 families",
    ):
        assert words in shown


async def test_typed_lines_are_read_until_the_input_ends():
    reader, writer = os.pipe()
    os.write(writer, "/start\nсела\n".encode())
    os.close(writer)
    async with typed_lines(reader) as lines:
        typed = [await lines.get() for _ in range(3)]
    os.close(reader)
    assert typed == ["/start", "села", None]
