"""A sandbox child that stands ready, so that one that died costs the next document no waiting."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from alertbot.ops.sandbox_worker import Worker

Launch = Callable[[], Awaitable[Worker | None]]
"""Starts a child and waits until it is ready; None where that failed."""


class Spare:
    """Keeps one child ready, or on its way, from the first time it is asked to."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._ready: deque[asyncio.Future[Worker | None]] = deque()

    async def take(self) -> Worker | None:
        """The child that stands ready or is on its way; None: there is none, start one."""
        while self._ready:
            coming = self._ready.popleft()
            try:
                worker = await asyncio.shield(coming)
            except asyncio.CancelledError:
                self._ready.appendleft(coming)  # whoever asks next has it
                raise
            if worker is not None and worker.alive:
                return worker
        return None

    def prepare(self) -> None:
        """Start one unless one stands ready; returns at once."""
        if not self._ready:
            self._ready.append(asyncio.ensure_future(self._launch()))

    async def close(self) -> None:
        """Start none any more; the sandbox ends those that are ready."""
        while self._ready:
            coming = self._ready.popleft()
            coming.cancel()
            await asyncio.wait([coming])
