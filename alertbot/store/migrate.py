"""Brings a database to the schema this code needs, once, whoever starts first."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from alertbot.errors import StoreBusy, StoreOutdated, StoreTooNew
from alertbot.store.database import Database, Transaction
from alertbot.store.engine import make_engine
from alertbot.store.faults import named

MIGRATION_LOCK = 0x616C6572_00000001
"""PostgreSQL advisory lock: 'aler', 1. Filing uses 2."""


async def upgrade(address: str, busy_timeout: timedelta) -> None:
    """Make or upgrade the schema in one transaction; a second process waits for the first and finds it done.

    Raises StoreTooNew if the database was made by a later alertbot.
    """
    engine = make_engine(address, busy_timeout, foreign_keys=False)  # copying a table must not cascade
    database = Database(engine, busy_timeout)
    try:
        await _first_contact(database, busy_timeout)
        async with database.write() as transaction:
            await transaction.serialise(MIGRATION_LOCK)
            if await transaction.connection.run_sync(_apply):
                await _check_references(transaction)
    finally:
        await database.close()


async def verify(database: Database) -> None:
    """Raise StoreTooNew or StoreOutdated unless the schema is the one this code needs."""
    async with database.read() as transaction:
        current = await transaction.connection.run_sync(_known_revision)
    if current != _scripts().get_current_head():
        raise StoreOutdated(
            "The database has an older schema than this alertbot: start it with migrations switched on."
        )


def configuration() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


async def _first_contact(database: Database, busy_timeout: timedelta) -> None:
    """Open one connection: a new SQLite file turns to WAL, where SQLite does not wait for others."""
    patience = asyncio.get_running_loop().time() + busy_timeout.total_seconds()
    while True:
        try:
            async with database.read():
                return
        except StoreBusy:
            if asyncio.get_running_loop().time() > patience:
                raise
            await asyncio.sleep(0.05)


def _apply(connection: Connection) -> bool:
    """Run the steps that are missing; True if there were any."""
    if _known_revision(connection) == _scripts().get_current_head():
        return False
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def _known_revision(connection: Connection) -> str | None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in _scripts().walk_revisions()}:
        raise StoreTooNew(
            f"The database {named(connection.engine.url)} was made by a later alertbot (schema {current}): "
            "update alertbot, or restore a backup made before the update."
        )
    return current


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


async def _check_references(transaction: Transaction) -> None:
    """SQLite checked no foreign key while the tables were copied: do it before the commit."""
    if transaction.postgres:
        return
    broken = (await transaction.run(text("PRAGMA foreign_key_check"))).all()
    if broken:
        raise RuntimeError(f"a migration broke {len(broken)} references, first in table {broken[0][0]}")
