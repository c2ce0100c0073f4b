"""A running installation: its stages, its clock and its bot, from start to stop."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog

from alertbot.bot.menu import publish_menu
from alertbot.bot.runner import BotRunner
from alertbot.bot.services import Services
from alertbot.ops.leadership import Lead
from alertbot.ops.scheduler import Clockwork
from alertbot.ops.stages import Stage
from alertbot.ports import Store, Wake

log = structlog.get_logger(__name__)
TICK = timedelta(seconds=1)
STOP_WITHIN = 8.0
"""Seconds that steps under way get to finish after SIGTERM."""


class Role(StrEnum):
    """What one process of an installation does."""

    ALL = "all"
    BOT = "bot"
    """Answers people."""
    WORKER = "worker"
    """Polls, reads, assesses, plans."""
    SENDER = "sender"
    """Sends what was planned."""


def utc_now() -> datetime:
    """The clock of the house."""
    return datetime.now(UTC)


def jitter() -> float:
    """A number in [-1, 1] that spreads polls; guards nothing."""
    return random.uniform(-1, 1)  # noqa: S311


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
    leads: Sequence[Lead] = ()
    """Leases that this process keeps or waits for."""
    answering: Lead | None = None
    """Held by the one process that asks Telegram for updates; None: this one never does."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set, then finish what is under way."""
        clockwork = Clockwork()
        for stage in self.stages:
            clockwork.every(TICK, stage.name, stage.wake)
        clockwork.start()
        workers = [asyncio.create_task(stage.run(stopping), name=stage.name) for stage in self.stages]
        workers += [asyncio.create_task(lead.keep(stopping), name=lead.name) for lead in self.leads]
        if self.answering:
            workers.append(asyncio.create_task(self._serve(self.answering, stopping), name="bot"))
        workers.append(asyncio.create_task(self.store.wakes.listen(self._wake, stopping), name="listen"))
        log.info("alertbot.started")
        await stopping.wait()
        self.halting.set()
        clockwork.stop()
        await self._stop(workers)
        log.info("alertbot.stopped")

    def _wake(self, wake: Wake) -> None:
        """Another process, or this one, stored something to do for a stage."""
        for stage in self.stages:
            if stage.name == wake.value:
                stage.wake()

    async def poll_now(self) -> None:
        """Ask every feed at once, out of turn."""
        await self.store.feeds.poll_now(self.clock())
        self.stages[0].wake()

    async def _serve(self, lead: Lead, stopping: asyncio.Event) -> None:
        """Answer people while the lead is ours: Telegram gives its updates to one asker at a time."""
        while not stopping.is_set():
            await _first(lead.wait(held=True), stopping.wait())
            if lead.held and not stopping.is_set():
                await self._answer(lead, stopping)

    async def _answer(self, lead: Lead, stopping: asyncio.Event) -> None:
        await self.bot.start(stopping)
        if not stopping.is_set():
            await publish_menu(self.bot.application.bot, self.services)
        await _first(lead.wait(held=False), stopping.wait())
        if not stopping.is_set():
            await self.bot.rest()

    async def _stop(self, workers: Sequence[asyncio.Task[None]]) -> None:
        _, late = await asyncio.wait(workers, timeout=STOP_WITHIN)
        for worker in late:
            log.warning("alertbot.stage_cut_off", stage=worker.get_name())
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        await self.bot.stop()


async def _first(*waits: Coroutine[Any, Any, object]) -> None:
    """Return when one of the waits is over."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
