"""Dose: mutated and forged updates into the real application; nothing breaks, nothing changes unauthorised."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ContextTypes

from alertbot.app import open_house
from alertbot.demo.telegram import UNLIMITED, ChatView, OfflineTelegram, User
from alertbot.house import House
from alertbot.logs import configure_logs
from alertbot.settings import Settings, load_settings
from faults.dose import Size
from faults.table import Row
from faults.updates_made import Cast, forged, mutated

BATCH = 100
PATIENCE = 60.0
"""Seconds that a batch may take."""
WORK = 300
"""Seconds that the handlers of a whole row may take; an honest person is answered meanwhile."""


@dataclass(slots=True)
class Town:
    """The application at work, the chats that are to stay as they are, and what went wrong."""

    telegram: OfflineTelegram
    house: House
    database: Path
    cast: Cast
    witness: ChatView
    crashes: list[str] = field(default_factory=list)

    async def note(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An error handler beside the house's own: whatever reaches it is a crash, but Telegram's refusals."""
        if not isinstance(context.error, TelegramError):
            self.crashes.append(repr(context.error))

    async def feed(self, updates: list[dict[str, Any]]) -> None:
        """Queue a batch and wait until it is confirmed and worked off, which an honest command shows."""
        for update in updates:
            self.telegram.world.updates.add_raw(update)
        waiting = self.telegram.world.updates
        await self.telegram.world.until(lambda: not waiting.pending, PATIENCE)

    async def alive(self) -> bool:
        """Whether an honest person still gets an answer."""
        before = self.witness.messages[-1] if self.witness.messages else None
        await self.witness.send("/help")  # type: ignore[attr-defined]
        with contextlib.suppress(TimeoutError):
            await self.witness.wait_for(lambda _: True, 30.0, after=before)
            return True
        return False

    async def worked_off(self) -> bool:
        """Wait until no handler is at work or waits for its turn."""
        processor = self.house.bot.application.update_processor
        for _ in range(10 * WORK):
            if not processor.current_concurrent_updates:
                return True
            await asyncio.sleep(0.1)
        return False


def run(size: Size) -> Iterable[Row]:
    """Mutations of every kind of update, then forged ones that reach for other people's chats."""
    return asyncio.run(_run(size))


async def _run(size: Size) -> list[Row]:
    configure_logs("CRITICAL", "console")
    async with _town(size.folder) as town:
        before = protected(town.database, town.cast.guarded)
        rng = random.Random(20261125)
        rows = []
        for fault, make, count in (
            ("updates of Telegram, mutated", mutated, size.of(1_000, 16_000)),
            ("updates of Telegram, forged", forged, size.of(400, 4_000)),
        ):
            for start in range(0, count, BATCH):
                await town.feed([make(rng, town.cast, start + number) for number in range(BATCH)])
            rows.append(Row(fault, count, None, violations=await _found(town, before)))
    return rows


async def _found(town: Town, before: set[str]) -> tuple[str, ...]:
    answered = await town.alive()
    worked_off = await town.worked_off()
    await asyncio.sleep(0.5)  # the last handlers' errors are still to be told
    found = town.crashes[:]
    town.crashes.clear()
    if not answered:
        found.append("an honest /help is not answered any more")
    if not worked_off:
        found.append(f"not worked off within {WORK} s")
    after = protected(town.database, town.cast.guarded)
    found += [f"changed by somebody who has no say there: {row}" for row in sorted(before ^ after)]
    return tuple(found)


@contextlib.asynccontextmanager
async def _town(folder: Path) -> AsyncIterator[Town]:
    stopping = asyncio.Event()
    async with (
        OfflineTelegram(limits=UNLIMITED) as telegram,
        open_house(_settings(telegram, folder), []) as house,
    ):
        running = asyncio.create_task(house.run(stopping))
        try:
            await telegram.wait_for_call("getUpdates", within=60)
            witness = telegram.private(telegram.user(999, "en"))
            town = Town(telegram, house, folder / "alertbot.sqlite", await _people(telegram), witness)
            house.bot.application.add_error_handler(town.note)
            yield town
        finally:
            stopping.set()
            await running


def _settings(telegram: OfflineTelegram, folder: Path) -> Settings:
    settings = load_settings(
        telegram_token=telegram.token, telegram_api=telegram.api_url, data_dir=folder, database_url=None
    )
    return settings.model_copy(update={"gazetteer": load_settings().gazetteer_path})


async def _people(telegram: OfflineTelegram) -> Cast:
    """An owner with a private chat, a group and a channel, each with a subscription."""
    owner, stranger = telegram.user(501, "en"), telegram.user(666, "en")
    private = telegram.private(owner)
    group = telegram.group("Guarded", owner=owner, members=(stranger,))
    channel = telegram.channel("Guarded alerts", owner=owner)
    await _subscribe(private, None)
    await _subscribe(group, owner)
    await _subscribe(channel, owner)
    foreign = telegram.private(stranger)
    await foreign.send("/start")
    await foreign.wait_for(lambda _: True, 30.0)
    return Cast(owner.id, stranger.id, private.id, group.id, channel.id)


async def _subscribe(chat: ChatView, by: User | None) -> None:
    before = chat.messages[-1] if chat.messages else None
    await chat.send("/subscribe Sudan", **({"by": by} if by else {}))  # type: ignore[attr-defined]
    await chat.wait_for("Sudan", 30.0, after=before)


def protected(database: Path, guarded: tuple[int, ...]) -> set[str]:
    """Every row that belongs to the guarded chats (not to a topic that came up meanwhile), as text."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        marks = ",".join("?" * len(guarded))
        chats = connection.execute(
            f"SELECT * FROM chats WHERE telegram_id IN ({marks}) AND thread_id = 0", guarded
        ).fetchall()
        keys = tuple(row[0] for row in chats)
        found = {f"chats {row}" for row in chats}
        for table in ("watches", "muted_feeds", "muted_incidents", "deliveries"):
            rows = connection.execute(
                f"SELECT * FROM {table} WHERE chat_key IN ({','.join('?' * len(keys))})", keys
            )
            found |= {f"{table} {row}" for row in rows}
    return found
