"""Draws pictures in a child process that lives only while there is something to draw (the port `Painter`)."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec

from alertbot.errors import JobKilled
from alertbot.model.pictures import Picture
from alertbot.ops.sandbox import ProcessSandbox, SandboxLimits
from alertbot.pictures.paint import paint
from alertbot.ports import Meter

LIMITS = SandboxLimits(wall=20.0, cpu=15, memory=400_000_000, output=8_000_000, jobs_per_worker=100)
PATIENCE = 45.0
"""Seconds that a picture may take, the wait for its turn included: shorter than a delivery's lease."""
REST = 15.0
"""Seconds without work after which the child ends."""
_PRELOAD = ("alertbot.pictures.maps", "alertbot.pictures.charts", "alertbot.pictures.png")


def find_easel(meter: Meter | None = None) -> Easel | None:
    """Return an easel, or None where Pillow (the extra `pictures`) is not installed."""
    return Easel(meter) if find_spec("PIL") else None


class Easel:
    """One child at most; started by the first picture, ended after a rest. Close it with `close()`."""

    def __init__(
        self, meter: Meter | None = None, rest: float = REST, limits: SandboxLimits = LIMITS
    ) -> None:
        self._meter = meter
        self._rest = rest
        self._limits = limits
        self._sandbox: ProcessSandbox | None = None
        self._at_work = 0
        self._ending: asyncio.Task[None] | None = None

    async def paint(self, picture: Picture) -> bytes:
        """Return a PNG. Raises JobKilled if it cannot be drawn within limits of time and memory."""
        if self._ending is not None:
            self._ending.cancel()
        if self._sandbox is None:
            self._sandbox = ProcessSandbox(1, _PRELOAD, self._limits, self._meter)
        self._at_work += 1
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._sandbox.run(paint, picture)
        except TimeoutError:
            raise JobKilled("A picture waited too long for its turn.") from None
        finally:
            self._at_work -= 1
            if not self._at_work:
                self._ending = asyncio.ensure_future(self._end_later(self._sandbox))

    async def close(self) -> None:
        """End the child and wait until it is gone."""
        if self._ending is not None:
            self._ending.cancel()
        if self._sandbox is not None:
            await self._sandbox.close()

    async def _end_later(self, sandbox: ProcessSandbox) -> None:
        await asyncio.sleep(self._rest)
        self._sandbox = None
        await sandbox.close()
