"""A running installation: its stages, its clock and its bot, from start to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from alertbot.bot.menu import publish_menu
from alertbot.bot.runner import BotRunner
from alertbot.bot.services import Services
from alertbot.ops.scheduler import Clockwork
from alertbot.ops.stages import Stage
from alertbot.ports import Store

log = structlog.get_logger(__name__)
TICK = timedelta(seconds=1)
STOP_WITHIN = 8.0
"""Seconds that steps under way get to finish after SIGTERM."""


def utc_now() -> datetime:
    """The clock of the house."""
    return datetime.now(UTC)


@dataclass(slots=True)
class House:
    """A running installation: stages, clock and bot over one store."""

    store: Store
    stages: Sequence[Stage]
    bot: BotRunner
    services: Services
    clock: Callable[[], datetime] = utc_now
    halting: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the house stops: stages that could go on for long begin nothing new."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set, then finish what is under way."""
        clockwork = Clockwork()
        for stage in self.stages:
            clockwork.every(TICK, stage.name, stage.wake)
        clockwork.start()
        workers = [asyncio.create_task(stage.run(stopping), name=stage.name) for stage in self.stages]
        workers.append(asyncio.create_task(self._serve(stopping), name="bot"))
        log.info("alertbot.started")
        await stopping.wait()
        self.halting.set()
        clockwork.stop()
        await self._stop(workers)
        log.info("alertbot.stopped")

    async def poll_now(self) -> None:
        """Ask every feed at once, out of turn."""
        await self.store.feeds.poll_now(self.clock())
        self.stages[0].wake()

    async def _serve(self, stopping: asyncio.Event) -> None:
        await self.bot.start(stopping)
        if not stopping.is_set():
            await publish_menu(self.bot.application.bot, self.services)

    async def _stop(self, workers: Sequence[asyncio.Task[None]]) -> None:
        _, late = await asyncio.wait(workers, timeout=STOP_WITHIN)
        for worker in late:
            log.warning("alertbot.stage_cut_off", stage=worker.get_name())
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        await self.bot.stop()
