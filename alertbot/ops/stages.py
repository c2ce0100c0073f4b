"""The loops that carry work through the house: each sleeps until woken and then empties its queue."""

from __future__ import annotations

import asyncio
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
        self.running = False
        self._step = step
        self._wake = asyncio.Event()

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
            self.running = True
            try:
                more = await self._step()
            except AlertbotError as error:
                self._note(str(error))
                more = await self._rest(stopping, again=not error.permanent)
            except Exception:
                log.exception("stage.fault", stage=self.name)
                self.faults += 1
                more = await self._rest(stopping, again=False)
            finally:
                self.running = False

    def _note(self, message: str) -> None:
        self.faults += 1
        log.warning("stage.trouble", stage=self.name, message=message)

    async def _rest(self, stopping: asyncio.Event, *, again: bool) -> bool:
        """Wait a little after a fault, so that a lasting one does not spin."""
        try:
            async with asyncio.timeout(PAUSE_AFTER_FAULT.total_seconds()):
                await stopping.wait()
        except TimeoutError:
            return again
        return False
