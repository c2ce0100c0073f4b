"""What goes wrong in the dose `breaks`: a full disk, a lock, lost connections, a restarted server, a set clock."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, field

from sqlalchemy import Connection, event

from alertbot.store import SqlStore
from faults.databases import PostgresServer
from faults.kill_steps import Shared

PLENTY = 1 << 30


@dataclass(slots=True)
class FullDisk:
    """SQLite gets not one page more than it has."""

    full: bool = False
    heard: bool = False

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """Every transaction from the next on meets it, whichever connection it has."""
        self.full = True

    def end(self, store: SqlStore, shared: Shared) -> None:
        """Somebody made room. The first call, before any transaction, is when it begins to listen."""
        self.full = False
        if not self.heard:
            event.listen(store.audit._database._reader.sync_engine, "begin", self._limit, insert=True)
            self.heard = True

    def _limit(self, connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages if self.full else PLENTY}").scalar()


@dataclass(slots=True)
class Locked:
    """Another process writes to the SQLite file and does not end."""

    holders: list[sqlite3.Connection] = field(default_factory=list)

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """Take the lock, unless the transaction under way has it: then the next failure does."""
        holder = sqlite3.connect(
            str(store.audit._database._reader.url.database), timeout=0.0, isolation_level=None
        )
        try:
            holder.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            holder.close()
            return
        self.holders.append(holder)

    def end(self, store: SqlStore, shared: Shared) -> None:
        """Let it go."""
        while self.holders:
            self.holders.pop().close()


@dataclass(slots=True)
class NoRoom:
    """PostgreSQL answers every write with its error for a full disk (SQLSTATE 53100), until somebody makes room."""

    server: PostgresServer
    ready: bool = False

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """At once, in transactions under way too: a sequence belongs to none."""
        self.server.run(_address(store), "SELECT setval('fault_room', 1)")

    def end(self, store: SqlStore, shared: Shared) -> None:
        """Somebody made room. The first call, before any transaction, sets the triggers."""
        self.server.run(_address(store), "SELECT setval('fault_room', 2)" if self.ready else _FULL_WHEN_TOLD)
        self.ready = True


_FULL_WHEN_TOLD = """
CREATE SEQUENCE fault_room START 2;
CREATE FUNCTION fault_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT is_called AND last_value = 1 FROM fault_room) THEN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TRIGGER fault_full BEFORE INSERT OR UPDATE ON %I EXECUTE FUNCTION fault_full()', name);
    END LOOP;
END $$;
"""


@dataclass(slots=True)
class TablesLocked:
    """Another session of PostgreSQL locks all tables that are not being written to, and stays."""

    server: PostgresServer
    holders: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """Reading goes on; writing waits, or fails."""
        self.holders.enter_context(self.server.held(_address(store), _LOCK_ALL))

    def end(self, store: SqlStore, shared: Shared) -> None:
        """Let them go."""
        self.holders.close()


_LOCK_ALL = """
BEGIN;
SELECT format('LOCK TABLE %I IN EXCLUSIVE MODE NOWAIT', tablename) FROM pg_tables WHERE schemaname = 'public' \\gexec
"""


def _address(store: SqlStore) -> str:
    return store.audit._database._reader.url.render_as_string(hide_password=False)


@dataclass(slots=True)
class Cut:
    """PostgreSQL's administrator ends our connections, in the middle of whatever they do."""

    server: PostgresServer

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """Once."""
        self.server.cut(_address(store))

    def end(self, store: SqlStore, shared: Shared) -> None:
        """New ones can be had at once."""


@dataclass(slots=True)
class Restarted:
    """PostgreSQL dies and recovers."""

    server: PostgresServer

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """Returns when it is up again."""
        self.server.restart()

    def end(self, store: SqlStore, shared: Shared) -> None:
        """It is."""


@dataclass(slots=True)
class SetClock:
    """Somebody sets the clock; `back`: and sets it right again when the trouble ends."""

    seconds: float
    back: bool = False
    set: bool = False

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """Forward or back."""
        shared.jump(self.seconds)
        self.set = True

    def end(self, store: SqlStore, shared: Shared) -> None:
        """Right again, if it is to be."""
        if self.set and self.back:
            shared.jump(-self.seconds)
        self.set = False
