"""Both databases, real: a SQLite file for each test, and one database of the PostgreSQL server, emptied each time."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from real_postgres import migrate_in_child, new_postgres_database
from store_steps import Steps, connected

from alertbot.store import SqlStore, open_store
from alertbot.store.tables import metadata


def sqlite_address(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_address(postgres_server) -> str:
    """A database with the schema, shared by all tests and emptied before each."""
    address = new_postgres_database(postgres_server, "contract")
    migrate_in_child(address)
    return address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    migrate_in_child(sqlite_address(path))
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the schema and nothing else in it."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres_address")
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "store.sqlite")
    return sqlite_address(tmp_path / "store.sqlite")


@pytest.fixture(params=["sqlite", "postgres"])
def bare_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a schema."""
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        name = f"bare_{abs(hash(request.node.nodeid)) % 10**12}"
        return new_postgres_database(server, name)
    return sqlite_address(tmp_path / "bare.sqlite")


@pytest.fixture
async def store(address: str) -> AsyncIterator[SqlStore]:
    """An open store, empty."""
    if address.startswith("postgresql"):
        await empty(address)
    opened = await open_store(address, migrate=False)
    yield opened
    await opened.close()


@pytest.fixture
async def second(address: str, store: SqlStore) -> AsyncIterator[SqlStore]:
    """The same database, opened by another worker."""
    opened = await open_store(address, migrate=False)
    yield opened
    await opened.close()


@pytest.fixture
def steps(store: SqlStore) -> Steps:
    """Short ways to bring the store into a state."""
    return Steps(store)


async def empty(address: str) -> None:
    async with connected(address) as connection:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        await connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
