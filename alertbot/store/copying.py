"""Moves an installation: a whole database, SQLite or PostgreSQL, into an empty one of either kind."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from alertbot.errors import AlertbotError
from alertbot.store.carry import Progress, carry, has_rows, opened
from alertbot.store.engine import SQLITE, check_file, parse
from alertbot.store.faults import named
from alertbot.store.migrate import verify
from alertbot.store.tables import leases


class CopyRefused(AlertbotError):
    """A database cannot be copied; the message says why and what to do."""

    permanent = True


async def copy_database(source: str, target: str, now: datetime, progress: Progress) -> int:
    """Copy all rows of `source` into the empty database at `target`; returns how many rows there are.

    The target gets today's schema, which the source must have; it is empty again if anything fails.
    Nothing may work on either: what a bot writes to the source meanwhile would be lost. On PostgreSQL living
    leases tell; whoever calls has to hold the data folder of a SQLite file. Raises CopyRefused, and what
    `open_store` raises.
    """
    await _check_source(source, now)
    await _check_target(source, target)
    return await carry(source, target, progress)


async def _check_source(source: str, now: datetime) -> None:
    url = parse(source)
    if url.drivername == SQLITE and not await asyncio.to_thread(Path(str(url.database)).exists):
        raise CopyRefused(f"There is no database at {named(url)}: nothing to copy.")
    async with opened(source) as database:
        await verify(database)
        async with database.read() as transaction:
            living = select(leases.c.name).where(leases.c.until > now)
            if transaction.postgres and (await transaction.run(living)).first():
                raise CopyRefused(
                    f"A process works on {named(url)}: stop all of them, wait a minute, and try again."
                )


async def _check_target(source: str, target: str) -> None:
    if parse(target) == parse(source):
        raise CopyRefused("Both addresses are the same database: name another one with --to.")
    await asyncio.to_thread(check_file, parse(target))
    if await has_rows(target):
        raise CopyRefused(
            f"The database {named(parse(target))} is not empty: nothing was copied. Name an empty one, or "
            "empty it yourself."
        )
