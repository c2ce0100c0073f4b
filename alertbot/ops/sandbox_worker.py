"""The parent's end of one sandbox child: start it, ask it, end it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, SubprocessStreamProtocol

from alertbot.ops.sandbox_child import HEADER, MEMORY_EXIT, READY

_START_SECONDS = 30.0
_READ_AHEAD = 65_536
"""Bytes of an answer that are taken from the pipe before somebody asks for them, twice."""
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All that a child sees of our environment: no token, no database address."""
_CODE = "from alertbot.ops.sandbox_child import main; main()"


class WorkerGone(Exception):
    """The child ended or misbehaved; `reason` is a value of `KillReason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Worker:
    """One child process; at most one job at a time."""

    def __init__(self, transport: asyncio.SubprocessTransport, process: Process) -> None:
        self._transport = transport
        self._process = process
        self.jobs = 0
        self.idle = True
        """False while a job runs, and for good after one that was interrupted."""

    @classmethod
    async def start(cls, preload: tuple[str, ...], memory: int, cpu: int) -> Worker:
        """Start a child and wait until it has imported `preload`. Raises WorkerGone."""
        setup = json.dumps({"path": sys.path, "preload": preload, "memory": memory, "cpu": cpu})
        worker = await _spawn(setup)
        await worker.stand_ready()
        return worker

    async def stand_ready(self) -> None:
        """Wait until the child says it is ready for its first job; raises WorkerGone, and ends it, if not."""
        ready = False
        try:
            async with asyncio.timeout(_START_SECONDS):
                ready = (await self._answer(0))[0] == READY
        except TimeoutError:
            raise WorkerGone("crash") from None
        finally:
            if not ready:
                await self.kill()

    @property
    def alive(self) -> bool:
        """False once the child has ended."""
        return self._process.returncode is None

    async def ask(self, request: bytes, most: int) -> tuple[bytes, bytes]:
        """Send a pickled job, return (status, payload). Raises WorkerGone; `most` bounds the payload."""
        self.idle = False
        self.jobs += 1
        stdin = self._process.stdin
        if stdin is None:
            raise WorkerGone("crash")
        try:
            stdin.writelines((HEADER.pack(b"J", len(request)), request))
            await stdin.drain()
        except (ConnectionError, BrokenPipeError):
            raise WorkerGone(await self._cause()) from None
        answer = await self._answer(most)
        self.idle = True
        return answer

    async def kill(self) -> None:
        """End the child at once and wait until it is gone; safe to call again.

        Its pipes are closed first: asyncio holds a process for alive while something it said is unread.
        """
        self.idle = False
        self._transport.close()
        await self._process.wait()

    async def _answer(self, most: int) -> tuple[bytes, bytes]:
        stdout = self._process.stdout
        if stdout is None:
            raise WorkerGone("crash")
        try:
            status, size = HEADER.unpack(await stdout.readexactly(HEADER.size))
            if size > most:
                raise WorkerGone("output")
            return status, await stdout.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise WorkerGone(await self._cause()) from None

    async def _cause(self) -> str:
        code = await self._process.wait()
        if code == -signal.SIGXCPU:
            return "cpu"
        return "memory" if code == MEMORY_EXIT else "crash"


async def _spawn(setup: str) -> Worker:
    """A new child; who is cancelled meanwhile leaves none behind."""
    spawning = asyncio.ensure_future(_start_child(setup))
    try:
        return await asyncio.shield(spawning)
    except asyncio.CancelledError:
        await (await spawning).kill()
        raise


async def _start_child(setup: str) -> Worker:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.subprocess_exec(
        lambda: SubprocessStreamProtocol(limit=_READ_AHEAD, loop=loop),
        sys.executable,
        "-c",
        f"import sys, json; sys.path[:] = json.loads(sys.argv[1])['path']; {_CODE}",
        setup,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        start_new_session=True,  # Ctrl-C in the terminal is for the parent alone
    )
    return Worker(transport, Process(transport, protocol, loop))
