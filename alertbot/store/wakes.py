"""Wake-ups between processes by PostgreSQL's LISTEN and NOTIFY; they spare time and nothing rests on them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import text

from alertbot.errors import AlertbotError
from alertbot.ports import Wake
from alertbot.store.database import CHANNEL, Database

log = structlog.get_logger(__name__)
ALIVE_EVERY = 20.0
"""Seconds between looks whether the connection still answers: one that is cut says nothing by itself."""
AGAIN_AFTER = 5.0
"""Seconds before a lost connection is opened again."""

Heard = Callable[[Wake], None]


class Wakes:
    """Implements `ports.WakeStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def listen(self, heard: Heard, stopping: asyncio.Event) -> None:
        """Call `heard` for what any process commits until `stopping` is set; see the protocol."""
        if not self._database.shared:
            return
        while not stopping.is_set():
            try:
                await self._listen(heard, stopping)
            except AlertbotError as error:
                log.warning("wakes.lost", reason=str(error))
            await _either(stopping, stopping, AGAIN_AFTER)

    async def _listen(self, heard: Heard, stopping: asyncio.Event) -> None:
        """Until the connection is lost or `stopping` is set."""
        lost = asyncio.Event()

        def hear(_connection: object, _pid: int, _channel: str, payload: str) -> None:
            if payload in _KNOWN:
                heard(_KNOWN[payload])

        async with self._database.alone() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            driver.add_termination_listener(lambda _: lost.set())
            await driver.add_listener(CHANNEL, hear)
            log.info("wakes.listening")
            for wake in Wake:
                heard(wake)
            while not await _either(stopping, lost, ALIVE_EVERY):
                async with asyncio.timeout(AGAIN_AFTER):
                    await connection.execute(text("SELECT 1"))


async def _either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> bool:
    """Whether one of the two was set within so many seconds."""
    waits = {asyncio.ensure_future(one.wait()), asyncio.ensure_future(other.wait())}
    try:
        done, _ = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    return bool(done)


_KNOWN = {wake.value: wake for wake in Wake}
"""A later alertbot on the same database may send others."""
