"""Numbered steps: every call of a port counts before and after, and the process may end there."""

from __future__ import annotations

import functools
import inspect
import mmap
import os
import signal
import struct
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any

from alertbot.ports import Filing

NEVER = 0
COUNT_ONLY = -1
"""A step that is never reached."""
_NUMBER = struct.Struct("=d")


class Shared:
    """A clock, a count of steps and a flag that outlive the process: memory shared by parent and children.

    Each worker writes its own hand of the clock, and everybody reads the later one, so that no lock is needed
    that a killed process might keep.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 5 * _NUMBER.size)
        self.hand = 0
        """Which hand of the clock this process moves: 0 or 1."""

    def begin(self, now: datetime, *, alone: bool) -> None:
        """Everything as at the start of a case."""
        for place, number in enumerate((now.timestamp(), now.timestamp(), 0.0, float(alone), 0.0)):
            self._put(place, number)

    def now(self) -> datetime:
        """The clock of the case."""
        return datetime.fromtimestamp(max(self._get(0), self._get(1)) + self._get(4), UTC)

    def advance_to(self, when: datetime) -> None:
        """Move the clock forward; never back."""
        self._put(self.hand, max(self._get(self.hand), when.timestamp() - self._get(4)))

    def jump(self, seconds: float) -> None:
        """Somebody sets the machine's clock, forward or back."""
        self._put(4, self._get(4) + seconds)

    async def sleep(self, seconds: float) -> None:
        """What the house sleeps with."""
        self.advance_to(self.now() + timedelta(seconds=seconds))

    @property
    def steps(self) -> int:
        """How many steps the worker that is to die has counted."""
        return int(self._get(2))

    def count(self) -> int:
        """Count one more step; its number."""
        self._put(2, self._get(2) + 1)
        return self.steps

    @property
    def alone(self) -> bool:
        """Whether nobody else works: then whoever has nothing to do may move the clock."""
        return bool(self._get(3))

    def leave_alone(self) -> None:
        """The other worker has ended."""
        self._put(3, 1.0)

    def _get(self, place: int) -> float:
        return float(_NUMBER.unpack_from(self._memory, place * _NUMBER.size)[0])

    def _put(self, place: int, number: float) -> None:
        _NUMBER.pack_into(self._memory, place * _NUMBER.size, number)


class Steps:
    """Sends the process SIGKILL, or another signal, at the step of that number; NEVER: counts nothing."""

    def __init__(self, shared: Shared, fatal: int, deed: signal.Signals = signal.SIGKILL) -> None:
        self._shared = shared
        self._fatal = fatal
        self._deed = deed

    def step(self) -> None:
        """One step is reached."""
        if self._fatal != NEVER and self._shared.count() == self._fatal:
            os.kill(os.getpid(), self._deed)


class Numbered:
    """A port whose calls are steps: one before each, one after."""

    def __init__(self, port: Any, steps: Steps) -> None:
        self._port = port
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name == "filing":
            return lambda: _NumberedFiling(found(), self._steps)
        return self._numbered(found) if inspect.iscoroutinefunction(found) else found

    def _numbered(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @functools.wraps(call)
        async def numbered(*args: Any, **named: Any) -> Any:
            self._steps.step()
            result = await call(*args, **named)
            self._steps.step()
            return result

        return numbered


class _NumberedFiling(AbstractAsyncContextManager[Filing]):
    """T2: its opening, each call inside and its commit are steps."""

    def __init__(self, filing: AbstractAsyncContextManager[Filing], steps: Steps) -> None:
        self._filing = filing
        self._steps = steps

    async def __aenter__(self) -> Any:
        self._steps.step()
        return Numbered(await self._filing.__aenter__(), self._steps)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        self._steps.step()
        done = await self._filing.__aexit__(kind, error, trace)
        self._steps.step()
        return done
