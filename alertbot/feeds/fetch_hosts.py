"""Politeness: at most a few requests to one host at once, and a small gap between their starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_REMEMBERED = 2000


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_start: float = 0.0
    users: int = 0


class HostGate:
    """Hands out turns per host; `gap` in seconds."""

    def __init__(self, at_once: int, gap: float) -> None:
        self._at_once = at_once
        self._gap = gap
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, *, spaced: bool = True) -> AsyncIterator[None]:
        """Wait for a slot of that host, and for its gap if `spaced`; hold the slot within the block."""
        host = self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._at_once)))
        host.users += 1
        try:
            async with host.slots:
                if spaced:
                    await self._wait_for_gap(host)
                yield
        finally:
            host.users -= 1
            self._forget_idle()

    async def _wait_for_gap(self, host: _Host) -> None:
        loop = asyncio.get_running_loop()
        async with host.turn:
            await asyncio.sleep(max(0.0, host.next_start - loop.time()))
            host.next_start = loop.time() + self._gap

    def _forget_idle(self) -> None:
        if len(self._hosts) <= _REMEMBERED:
            return
        now = asyncio.get_running_loop().time()
        self._hosts = {
            name: host for name, host in self._hosts.items() if host.users or host.next_start > now
        }
