"""The pictures of docs/screens/: the real bot over the offline Telegram, in English, Arabic and Russian."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from alertbot.app import open_house
from alertbot.bot.commands import BY_NAME
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.stories import Cue, load_newsrooms
from alertbot.demo.telegram import UNLIMITED, OfflineTelegram, PrivateChat, SentMessage
from alertbot.house import House
from alertbot.settings import Settings, load_settings
from tools.phone import draw

TARGET = Path(__file__).parents[1] / "docs" / "screens"
OPERATOR = 77
SETTLED = 6.0
"""Seconds in which the other alerts arrive: what comes then is an answer."""
READERS = {"en": 101, "ar": 102, "ru": 103}
SHOWN = {
    "en": (
        "/start",
        "/subscribe Afghanistan, Sudan",
        "/settings",
        "/watches",
        "/digest",
        "/keywords",
        "/help quiet",
    ),
    "ar": ("/start", "/subscribe أفغانستان", "/settings", "/quiet 22:00-06:30"),
    "ru": ("/start", "/subscribe Афганистан", "/settings", "/digest"),
}
OPERATORS = (
    "/users",
    "/invite 7d 20",
    "/caution SDN gbv province",
    "/stats 30",
    "/audit",
    "/broadcast all Hello",
)


async def main() -> None:
    """Draw every screen anew."""
    TARGET.mkdir(exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram = await stack.enter_async_context(OfflineTelegram(limits=UNLIMITED))
        rooms = [
            (room, await stack.enter_async_context(FeedServer(room.outlet))) for room in load_newsrooms()
        ]
        feeds = [room.source(server.feed_url, server.url) for room, server in rooms]
        settings = _settings(telegram, folder, [server.address for _, server in rooms])
        house = await stack.enter_async_context(open_house(settings, feeds))
        await stack.enter_async_context(_at_work(house))
        await telegram.wait_for_call("getUpdates", within=30)
        await _subscribe(telegram)
        for cue in Cue:
            for room, server in rooms:
                server.publish(*(story.at(datetime.now(UTC)) for story in room.on(cue)))
        await house.poll_now()
        await _portray(telegram, house)


def _settings(telegram: OfflineTelegram, folder: Path, addresses: list[tuple[str, int]]) -> Settings:
    settings = load_settings(
        telegram_token=telegram.token,
        telegram_api=telegram.api_url,
        data_dir=folder,
        database_url=None,
        operators=(OPERATOR,),
        log_level="ERROR",
        allow_hosts=tuple(f"{host}:{port}" for host, port in addresses),
    )
    return settings.model_copy(update={"gazetteer": load_settings().gazetteer_path})


@contextlib.asynccontextmanager
async def _at_work(house: House) -> AsyncIterator[None]:
    """The house at its work, until the end of the block."""
    stopping = asyncio.Event()
    running = asyncio.create_task(house.run(stopping))
    yield
    stopping.set()
    await running


async def _subscribe(telegram: OfflineTelegram) -> None:
    for language, number in READERS.items():
        await _answers(telegram.private(telegram.user(number, language)), language, SHOWN[language])


async def _portray(telegram: OfflineTelegram, house: House) -> None:
    for language, number in READERS.items():
        chat = telegram.private(telegram.world.users[number])
        alert = await chat.wait_for(_is_alert, within=60)
        await asyncio.sleep(SETTLED)
        _save(f"{language}-alert", alert)
        for name in ("incident", "why", "missed"):
            if name in BY_NAME:
                _save(f"{language}-{name}", await _ask(chat, f"/{name}", reply_to=alert))
    operator = telegram.private(telegram.user(OPERATOR, "en"))
    await _ask(operator, "/start")
    await house.store.access.request(4711, datetime.now(UTC))
    await _answers(operator, "operator", OPERATORS)


def _is_alert(message: SentMessage) -> bool:
    """An alert, by the buttons under it."""
    return any(button.data.startswith("src:") for button in message.buttons)


async def _answers(chat: PrivateChat, label: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        name = text.split()[0].removeprefix("/")
        answer = await _ask(chat, text)
        if "did not understand" not in answer.text:
            _save(f"{label}-{name}", answer)


async def _ask(chat: PrivateChat, text: str, reply_to: SentMessage | None = None) -> SentMessage:
    before = chat.messages[-1] if chat.messages else None
    await chat.send(text, reply_to=reply_to)
    return await chat.wait_for(lambda _: True, within=30, after=before)


def _save(name: str, message: SentMessage) -> None:
    draw([message]).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
