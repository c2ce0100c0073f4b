"""`./run bench answers`: how long the bot takes to answer each command with thousands of chats stored."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import create_async_engine

from alertbot.app import open_house
from alertbot.bot.commands import COMMANDS
from alertbot.bot.operator_table import OPERATOR_COMMANDS
from alertbot.demo.telegram import UNLIMITED, OfflineTelegram, PrivateChat
from alertbot.model import Category, ChatKey, ChatKind, Watch
from alertbot.settings import load_settings
from alertbot.store.tables import chats, watches

CHATS = 10_000
ROUNDS = 5
OPERATOR = 77
TARGET = 1.0
"""Seconds."""
COUNTRIES = ("SDN", "TCD", "AFG", "COD", "UKR", "SYR", "MMR", "HTI", "COL", "SOM")


async def main() -> None:
    """Ask every command a few times and print the slowest answers."""
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram = await stack.enter_async_context(OfflineTelegram(limits=UNLIMITED))
        settings = load_settings(
            telegram_token=telegram.token,
            telegram_api=telegram.api_url,
            data_dir=folder,
            database_url=None,
            operators=(OPERATOR,),
            log_level="ERROR",
        ).model_copy(update={"gazetteer": load_settings().gazetteer_path})
        house = await stack.enter_async_context(open_house(settings, []))
        await _fill(settings.database)
        stopping = asyncio.Event()
        running = asyncio.create_task(house.run(stopping))
        await telegram.wait_for_call("getUpdates", within=30)
        await _measure(telegram.private(telegram.user(OPERATOR, "en")))
        stopping.set()
        await running


async def _fill(database: str) -> None:
    """Chats with a watch each, as many as the issue asks for."""
    engine = create_async_engine(database)
    now = datetime.now(UTC)
    people = [
        {
            "telegram_id": 1_000_000 + number,
            "thread_id": 0,
            "kind": ChatKind.PRIVATE,
            "language": ("en", "fr", "ar")[number % 3],
            "timezone": "UTC",
            "paused": False,
            "countries": (),
            "created_at": now,
        }
        for number in range(CHATS)
    ]
    async with engine.begin() as connection:
        await connection.execute(insert(chats), people)
        keys = range(1, CHATS + 1)
        rows = [{"chat_key": key, "watch": _watch(key)} for key in keys]
        await connection.execute(insert(watches), rows)
    await engine.dispose()


def _watch(key: int) -> Watch:
    country = COUNTRIES[key % len(COUNTRIES)]
    return Watch(None, ChatKey(key), countries=(country,), categories=(Category.FORCED_DISPLACEMENT,))


async def _measure(chat: PrivateChat) -> None:
    await _ask(chat, "/start")
    await _ask(chat, "/subscribe Sudan")
    slowest: dict[str, float] = {}
    for command in (*COMMANDS, *OPERATOR_COMMANDS):
        for text in {f"/{command.name}", command.example or f"/{command.name}"}:
            if "{" in text or text.startswith(("/unsubscribe", "/delete_me", "/addfeed")):
                continue
            times = [await _ask(chat, text) for _ in range(ROUNDS)]
            slowest[text[:40]] = max(times)
    for text, seconds in sorted(slowest.items(), key=lambda pair: -pair[1])[:12]:
        print(f"{seconds * 1000:8.0f} ms  {text}")
    late = [text for text, seconds in slowest.items() if seconds > TARGET]
    print(f"{CHATS} chats; {len(slowest)} commands, each {ROUNDS} times; late: {late or 'none'}")


async def _ask(chat: PrivateChat, text: str) -> float:
    before = chat.messages[-1] if chat.messages else None
    start = time.perf_counter()
    await chat.send(text)
    await chat.wait_for(lambda _: True, within=30, after=before)
    return time.perf_counter() - start


if __name__ == "__main__":
    asyncio.run(main())
