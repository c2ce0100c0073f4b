"""Every earlier schema, with a row in every table, becomes today's and keeps its rows; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from store_steps import NOW, connected

from alertbot.store import open_store
from alertbot.store.migrate import configuration
from alertbot.store.tables import metadata

REVISIONS = [
    step.revision for step in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))
]
OURS = ("alembic_version",)


def fill(connection: sa.Connection, revision: str) -> dict[str, list[str]]:
    """The schema as that revision left it, with a row in every table; the columns of each."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    reflected = sa.MetaData()
    reflected.reflect(connection)
    tables = [table for table in reflected.sorted_tables if table.name not in OURS]
    for table in tables:
        connection.execute(table.insert(), [{column.name: value(column) for column in table.columns}])
    return {table.name: sorted(column.name for column in table.columns) for table in tables}


def value(column: sa.Column[Any]) -> object:
    """Something that the column takes; references lead to the one row there is."""
    kind = column.type
    if column.foreign_keys:
        own = any(key.column.table is column.table for key in column.foreign_keys)
        return None if own and column.nullable else 7
    if column.name == "id":
        return 7
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer | sa.Float | sa.Numeric):
        return 1
    if isinstance(kind, sa.DateTime):
        return NOW if getattr(kind, "timezone", False) else NOW.replace(tzinfo=None)
    return b"x" if isinstance(kind, sa.LargeBinary) else "x"


def rows(connection: sa.Connection, columns: dict[str, list[str]]) -> dict[str, list[Any]]:
    """What stands in those columns today, where they are still there."""
    now = sa.inspect(connection)
    kept = {
        name: [one for one in wanted if one in {column["name"] for column in now.get_columns(name)}]
        for name, wanted in columns.items()
        if now.has_table(name)
    }
    return {
        name: list(connection.execute(sa.select(*map(sa.column, wanted)).select_from(sa.table(name))).one())
        for name, wanted in kept.items()
    }


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_earlier_schema_becomes_todays_and_keeps_its_rows(revision, bare_address):
    async with connected(bare_address) as connection:
        columns = await connection.run_sync(fill, revision)
        before = await connection.run_sync(rows, columns)
    await (await open_store(bare_address, busy_timeout=timedelta(seconds=20))).close()
    async with connected(bare_address) as connection:
        after = await connection.run_sync(rows, columns)
        left = await connection.run_sync(
            lambda c: compare_metadata(MigrationContext.configure(c, opts={"compare_type": True}), metadata)
        )
    assert left == []
    assert after == before
