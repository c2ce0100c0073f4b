"""Runs functions on hostile bytes in child processes that can be ended at any time (the port `Sandbox`)."""

from __future__ import annotations

import asyncio
import io
import itertools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypeVar

import structlog

from alertbot.errors import AlertbotError, JobKilled
from alertbot.ops.sandbox_spare import Spare
from alertbot.ops.sandbox_worker import Worker, WorkerGone
from alertbot.ports import Meter, Unmetered

T = TypeVar("T")
log = structlog.get_logger(__name__)
_DATETIMES = {"datetime": datetime, "timedelta": timedelta, "timezone": timezone}


class KillReason(StrEnum):
    """Which limit ended a job."""

    WALL = "wall"
    CPU = "cpu"
    MEMORY = "memory"
    OUTPUT = "output"
    CRASH = "crash"
    ERROR = "error"


_WHAT = {
    KillReason.WALL: "took too long",
    KillReason.CPU: "used too much processor time",
    KillReason.MEMORY: "used too much memory",
    KillReason.OUTPUT: "gave an answer that is too large or of a kind that is not expected",
    KillReason.CRASH: "crashed its process",
    KillReason.ERROR: "failed in a way that was not foreseen",
}


class SandboxKilled(JobKilled):
    """A job ended without a result; other jobs go on. The document is at fault, or a bug it met."""

    def __init__(
        self, reason: KillReason, function: str, detail: str = "", *, by_document: bool = True
    ) -> None:
        super().__init__(f"{function} {_WHAT[reason]}" + (f": {detail}" if detail else ""))
        self.reason = reason
        self.by_document = by_document


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Bounds of one job; times in seconds, sizes in bytes."""

    wall: float = 15.0
    cpu: int = 5
    memory: int = 512_000_000
    """Beyond what the child has mapped when it is ready."""
    output: int = 64_000_000
    jobs_per_worker: int = 500
    """Then the child is replaced, so that leaks of parsers do not add up."""


class ProcessSandbox:
    """A few child processes that take turns; started when first needed, replaced when they die.

    One more stands ready: starting a child takes about a second, and the document after a hostile one
    need not wait for it. `preload` names the modules a child imports before its first job. Close it
    with `close()`.
    """

    def __init__(
        self,
        workers: int,
        preload: tuple[str, ...] = (),
        limits: SandboxLimits | None = None,
        meter: Meter | None = None,
    ) -> None:
        self._meter = meter or Unmetered()
        self._limits = limits or SandboxLimits()
        self.kills_in_a_row = 0
        """Jobs whose child died, since one ended well."""
        self.last_kill = ""
        self._preload = preload
        self._idle: asyncio.PriorityQueue[tuple[bool, int, Worker | None]] = asyncio.PriorityQueue()
        self._turns = itertools.count()
        self._all: set[Worker] = set()
        self._spare = Spare(self._start_spare)
        self._releasing: set[asyncio.Future[None]] = set()
        self._closed = False
        for _ in range(workers):
            self._offer(None)

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """Return `function(*args)`; both ends must pickle, the result as plain values and model types.

        Raises SandboxKilled; an AlertbotError of the function passes through.
        """
        request = pickle.dumps((function, args))
        _, _, slot = await self._idle.get()
        worker: Worker | None = None
        try:
            worker = slot if slot is not None and slot.alive else await self._fresh()
            name = getattr(function, "__name__", "") or getattr(getattr(function, "func", ""), "__name__", "")
            answer: T = await self._job(worker, request, name)
            return answer
        finally:
            releasing = asyncio.ensure_future(self._release(worker))
            self._releasing.add(releasing)
            releasing.add_done_callback(self._releasing.discard)
            await asyncio.shield(releasing)  # a job that is cancelled twice must not cost the pool a place

    async def close(self) -> None:
        """End every child and wait until it is gone."""
        self._closed = True
        await self._spare.close()
        await asyncio.gather(*(worker.kill() for worker in tuple(self._all)))
        self._all.clear()

    async def _fresh(self) -> Worker:
        """The child that stands ready, else a new one; from then on the next stands ready."""
        if self._closed:
            raise SandboxKilled(KillReason.CRASH, "the sandbox", "it is closed", by_document=False)
        worker = await self._spare.take() or await self._start()
        self._spare.prepare()
        return worker

    async def _start_spare(self) -> Worker | None:
        try:
            return await self._start()
        except SandboxKilled:
            return None  # counted; who needs a child tries anew

    async def _start(self) -> Worker:
        try:
            worker = await Worker.start(self._preload, self._limits.memory, self._limits.cpu)
        except WorkerGone as gone:
            detail = f"no child process: {gone}"
            self._count(detail)
            raise SandboxKilled(KillReason.CRASH, "the sandbox", detail, by_document=False) from None
        self._all.add(worker)
        return worker

    async def _job(self, worker: Worker, request: bytes, name: str) -> Any:
        try:
            async with asyncio.timeout(self._limits.wall):
                status, payload = await worker.ask(request, self._limits.output)
        except TimeoutError:
            raise await self._killed(worker, KillReason.WALL, name) from None
        except WorkerGone as gone:
            raise await self._killed(worker, KillReason(gone.reason), name) from None
        if status == b"E":
            raise await self._killed(worker, KillReason.ERROR, name, payload.decode("utf-8", "replace"))
        try:
            value = _Reader(io.BytesIO(payload)).load()
        except (
            pickle.UnpicklingError,
            AttributeError,
            ImportError,
            EOFError,
            ValueError,
            TypeError,
        ) as error:
            raise await self._killed(worker, KillReason.OUTPUT, name, str(error)) from None
        self.kills_in_a_row = 0
        if status == b"R" and isinstance(value, AlertbotError):
            raise value
        return value

    def _count(self, what: str) -> None:
        self.kills_in_a_row += 1
        self.last_kill = what

    async def _killed(self, worker: Worker, reason: KillReason, name: str, detail: str = "") -> SandboxKilled:
        await worker.kill()
        self._meter.count("sandbox_kills", reason=reason.value)
        self._count(f"{name} {_WHAT[reason]}")
        log.warning("sandbox.killed", function=name, reason=reason.value, detail=detail)
        return SandboxKilled(reason, name, detail)

    async def _release(self, worker: Worker | None) -> None:
        """Put back the worker if it is idle and not worn out, else room for a new one."""
        if worker is not None and not self._reusable(worker):
            await worker.kill()
            self._all.discard(worker)
            worker = None
        self._offer(worker)

    def _offer(self, worker: Worker | None) -> None:
        """A place for the next job; places with a child that is ready are taken first."""
        self._idle.put_nowait((worker is None, next(self._turns), worker))

    def _reusable(self, worker: Worker) -> bool:
        return worker.idle and worker.jobs < self._limits.jobs_per_worker and not self._closed


class _Reader(pickle.Unpickler):
    """Builds only plain values, moments in time and alertbot's own dataclasses, enums and errors.

    A child that a document took over must not be able to run anything here.
    """

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DATETIMES:
            return _DATETIMES[name]
        found = (
            super().find_class(module, name) if module.startswith("alertbot.") and "." not in name else None
        )
        if isinstance(found, type) and found.__module__ == module and _is_value(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _is_value(found: type) -> bool:
    return hasattr(found, "__dataclass_fields__") or issubclass(found, StrEnum | AlertbotError)
