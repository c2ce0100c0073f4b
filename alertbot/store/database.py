"""Transactions: the same few calls on SQLite and PostgreSQL, safe against cancellation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from alertbot.errors import StoreBusy
from alertbot.ports import Wake
from alertbot.store.faults import translated

T = TypeVar("T")
Values = Mapping[str, Any]
CHANNEL = "alertbot"
"""PostgreSQL's channel for wake-ups; of this database only."""
Timed = Callable[[str, float], None]
"""Told how many seconds each transaction took; the first argument is 'read' or 'write'."""


class Transaction:
    """One open transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.postgres = connection.dialect.name == "postgresql"
        self._wakes: set[Wake] = set()

    async def run(
        self, statement: Executable, values: Values | Sequence[Values] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Execute; all rows of the result are here when it returns."""
        return await uninterrupted(self.connection.execute(statement, values))

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that knows ON CONFLICT."""
        return postgresql.insert(table) if self.postgres else sqlite.insert(table)

    def wakes(self, stage: Wake) -> None:
        """Once this is committed, tell the other processes that the stage has something to do."""
        self._wakes.add(stage)

    async def notify(self) -> None:
        """Put the wake-ups into the transaction; PostgreSQL sends them when it commits."""
        for stage in sorted(self._wakes) if self.postgres else ():
            await self.run(select(func.pg_notify(CHANNEL, stage.value)))

    async def serialise(self, lock: int) -> None:
        """Wait until no other transaction holds `lock`; SQLite has one writer at a time anyway."""
        if self.postgres:
            await self.run(select(func.pg_advisory_xact_lock(bindparam("lock", lock))))


class Database:
    """Hands out transactions; raises StoreBusy and StoreUnavailable instead of the driver's errors."""

    def __init__(self, engine: AsyncEngine, busy_timeout: timedelta, timed: Timed | None = None) -> None:
        self._timed = timed
        on_server = engine.dialect.name != "sqlite"
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ") if on_server else engine
        self._writer = engine.execution_options(alertbot_write=True)
        self._busy_timeout = busy_timeout
        # SQLite's own waiting polls and is unfair: writers of this process queue here instead.
        self._turn = None if on_server else asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._measured("read"), translated(self._reader.url):
            async with _transaction(self._reader) as transaction:
                yield transaction

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end of the block and leaves nothing if it raises."""
        with self._measured("write"):
            async with self._in_turn():
                with translated(self._writer.url):
                    async with _transaction(self._writer) as transaction:
                        yield transaction

    @contextmanager
    def _measured(self, kind: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            if self._timed:
                self._timed(kind, time.perf_counter() - begun)

    @property
    def shared(self) -> bool:
        """Whether other processes may use the database at the same time."""
        return self._turn is None

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """A connection in no transaction, closed after the block."""
        with translated(self._reader.url):
            connection = self._reader.execution_options(isolation_level="AUTOCOMMIT").connect()
            try:
                await uninterrupted(connection.start())
                yield connection
            finally:
                await uninterrupted(_drop(connection))

    async def close(self) -> None:
        """Release every connection."""
        await self._reader.dispose()

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        if self._turn is None:
            yield
            return
        try:
            async with asyncio.timeout(self._busy_timeout.total_seconds()):
                await self._turn.acquire()
        except TimeoutError as error:
            raise StoreBusy(
                "Another write of this process holds the database; it will be tried again."
            ) from error
        try:
            yield
        finally:
            self._turn.release()


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[Transaction]:
    connection = engine.connect()
    try:
        await uninterrupted(_open(connection))
        transaction = Transaction(connection)
        yield transaction
        await transaction.notify()
        await uninterrupted(connection.commit())
    finally:
        await uninterrupted(_close(connection))


async def _open(connection: AsyncConnection) -> None:
    await connection.start()
    await connection.begin()


async def _close(connection: AsyncConnection) -> None:
    """Give the connection back; what is not committed is rolled back."""
    if connection.sync_connection is not None:
        await connection.close()


async def _drop(connection: AsyncConnection) -> None:
    """Close the connection for good: nobody gets it from the pool with what it listens to."""
    if connection.sync_connection is not None:
        await connection.invalidate()
        await connection.close()


async def uninterrupted(work: Coroutine[Any, Any, T]) -> T:
    """Finish `work` even if we are cancelled meanwhile, and only then raise the cancellation.

    A statement cut short leaves its SQLite connection open with the write lock held.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()
        raise cancelled
    return task.result()
