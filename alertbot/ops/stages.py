"""The loops that carry work through the house: each sleeps until woken and then empties its queue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from alertbot.errors import AlertbotError

log = structlog.get_logger(__name__)
PAUSE_AFTER_FAULT = timedelta(seconds=2)

Step = Callable[[], Awaitable[bool]]
"""Does a batch of work in one go; True if there may be more."""


class Stage:
    """Runs a step again and again while it has work, then waits to be woken."""

    def __init__(self, name: str, step: Step) -> None:
        self.name = name
        self.faults = 0
        """Steps that raised since the start."""
        self.faults_in_a_row = 0
        self.trouble = ""
        """Why the last one raised."""
        self.running = False
        self._begun = 0.0
        self._step = step
        self._wake = asyncio.Event()

    @property
    def busy_for(self) -> float:
        """Seconds that the step under way has taken; 0.0 while none is."""
        return time.monotonic() - self._begun if self.running else 0.0

    def wake(self) -> None:
        """There may be work: look now."""
        self._wake.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping` is set; the step under way is finished first."""
        stop = asyncio.ensure_future(stopping.wait())
        try:
            while not stopping.is_set():
                wake = asyncio.ensure_future(self._wake.wait())
                await asyncio.wait({wake, stop}, return_when=asyncio.FIRST_COMPLETED)
                wake.cancel()
                self._wake.clear()
                await self._drain(stopping)
        finally:
            stop.cancel()

    async def _drain(self, stopping: asyncio.Event) -> None:
        more = True
        while more and not stopping.is_set():
            self.running, self._begun = True, time.monotonic()
            try:
                more = await self._step()
                self.faults_in_a_row = 0
            except AlertbotError as error:
                self._note(str(error))
                more = await self._rest(stopping, again=not error.permanent)
            except Exception as error:
                log.exception("stage.fault", stage=self.name)
                self._count(repr(error))
                more = await self._rest(stopping, again=False)
            finally:
                self.running = False

    def _count(self, trouble: str) -> None:
        self.faults += 1
        self.faults_in_a_row += 1
        self.trouble = trouble

    def _note(self, message: str) -> None:
        self._count(message)
        log.warning("stage.trouble", stage=self.name, message=message)

    async def _rest(self, stopping: asyncio.Event, *, again: bool) -> bool:
        """Wait a little after a fault, so that a lasting one does not spin."""
        try:
            async with asyncio.timeout(PAUSE_AFTER_FAULT.total_seconds()):
                await stopping.wait()
        except TimeoutError:
            return again
        return False
