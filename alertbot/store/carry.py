"""Carries every row of one database into another, of either kind, as it stood at one moment."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select, text, tuple_

from alertbot.store.database import Database, Transaction
from alertbot.store.engine import make_engine
from alertbot.store.migrate import upgrade
from alertbot.store.tables import metadata

PATIENCE = timedelta(seconds=30)
"""How long to wait for a writer."""
_PIECE = 500
Progress = Callable[[int, int], None]
"""Told how many rows were carried, and how many there are."""


async def carry(source: str, target: str, progress: Progress = lambda _done, _all: None) -> int:
    """Replace all rows of the database at `target` by those of `source`; returns how many those were.

    Both have today's schema. One transaction on each side: the target is as it was if this raises, and
    `source` may be written to meanwhile. New ids of the target begin behind the highest carried over.
    """
    async with opened(source) as old, opened(target) as new, old.read() as reading, new.write() as writing:
        if reading.postgres:
            await reading.run(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in reversed(metadata.sorted_tables):
            await writing.run(table.delete())
        total = sum([await count(reading, table) for table in metadata.sorted_tables])
        done = 0
        for table in metadata.sorted_tables:
            async for rows in _pieces(reading, table):
                await writing.run(insert(table), rows)
                done += len(rows)
                progress(done, total)
            if writing.postgres:
                await _count_on(writing, table)
        if done != total:
            raise RuntimeError(f"{total} rows to carry, {done} carried: nothing was changed")
        return done


async def has_rows(address: str) -> bool:
    """Whether anything is stored at `address`, which is brought to today's schema."""
    await upgrade(address, PATIENCE)
    async with opened(address) as database, database.read() as transaction:
        for table in metadata.sorted_tables:
            if await count(transaction, table):
                return True
    return False


async def count(transaction: Transaction, table: Table) -> int:
    """How many rows a table has."""
    rows: int = (await transaction.run(select(func.count()).select_from(table))).scalar_one()
    return rows


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    """The database at `address` without checks of references, closed after the block."""
    database = Database(make_engine(address, PATIENCE, foreign_keys=False), PATIENCE)
    try:
        yield database
    finally:
        await database.close()


async def _pieces(reading: Transaction, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    """Rows in the order of their key, each piece from behind the last: a late piece costs no more."""
    key = tuple(table.primary_key.columns)
    ordered = select(table).order_by(*key).limit(_PIECE)
    query = ordered
    while rows := [dict(row) for row in (await reading.run(query)).mappings()]:
        yield rows
        last = rows[-1]
        query = ordered.where(tuple_(*key) > tuple_(*(last[column.name] for column in key)))


async def _count_on(writing: Transaction, table: Table) -> None:
    """New ids begin behind the highest that was carried over."""
    if "id" in table.columns and table.columns["id"].autoincrement is True:
        await writing.run(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - our own name
                f"coalesce((SELECT max(id) FROM {table.name}), 0) + 1, false)"
            )
        )
