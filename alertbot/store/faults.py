"""What a driver's error means for us: busy, unavailable, or a bug that passes through."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from alertbot.errors import AlertbotError, StoreBusy, StoreUnavailable

FULL = "is full: free some space on its disk; work goes on by itself after that."
UNREACHABLE = "cannot be reached: check that it runs and that the address in ALERTBOT_DATABASE_URL is right."
BROKEN = "is damaged or no database: restore a backup (alertbot restore FILE)."
NOT_OURS = "cannot be opened: check that its folder exists and that alertbot's user may write there."
LOST = "closed the connection; it is opened again by itself."

_SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_CANTOPEN": NOT_OURS,
    "SQLITE_READONLY": NOT_OURS,
    "SQLITE_PERM": NOT_OURS,
    "SQLITE_IOERR": "cannot be read or written: check its disk.",
    "SQLITE_CORRUPT": BROKEN,
    "SQLITE_NOTADB": BROKEN,
}
_POSTGRES = {
    "53100": FULL,
    "53300": "has too many connections: run fewer processes or raise max_connections.",
    "28P01": "refuses the password in ALERTBOT_DATABASE_URL: correct it.",
    "28000": "refuses the user in ALERTBOT_DATABASE_URL: correct it.",
    "3D000": "does not exist: create it (CREATE DATABASE) or correct ALERTBOT_DATABASE_URL.",
    "42501": "refuses alertbot's user the rights it needs: grant them on the database and its schema.",
    "25006": "is read-only: point ALERTBOT_DATABASE_URL at the primary server.",
    "57P": LOST,
    "08": LOST,
}
_POSTGRES_BUSY = ("55P03", "40001", "40P01")
_BUSY = "is locked by another process for longer than we wait; it will be tried again."


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raise StoreBusy or StoreUnavailable for what a driver raises inside; no message holds a password."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        _strip_rows(error)
        meaning = _meaning(error)
        if meaning is None:
            raise
        kind, message = meaning
        raise kind(f"The database {named(url)} {message}") from error
    except PoolTimeout as error:
        raise StoreBusy(
            f"The database {named(url)} has no free connection; it will be tried again."
        ) from error
    except OSError as error:
        raise StoreUnavailable(f"The database {named(url)} {UNREACHABLE}") from error


def named(url: URL) -> str:
    """The database as people know it: its file, or its name and host; never its user or password."""
    return f"{url.database} on {url.host or 'this machine'}" if url.host else str(url.database or "")


def _strip_rows(error: BaseException) -> None:
    """PostgreSQL quotes the row in its detail; errors are logged, and rows hold texts and chat ids."""
    link: BaseException | None = error
    while link is not None:
        if getattr(link, "detail", None) and hasattr(link, "sqlstate"):
            link.detail = None  # type: ignore[attr-defined]
        link = link.__cause__ or link.__context__


def _meaning(error: DBAPIError | sqlite3.Error) -> tuple[type[AlertbotError], str] | None:
    origin, invalidated = (
        (error.orig, error.connection_invalidated) if isinstance(error, DBAPIError) else (error, False)
    )
    name = str(getattr(origin, "sqlite_errorname", "") or "")
    if name:
        return _of_sqlite(name)
    state = str(getattr(origin, "sqlstate", "") or "")
    if state in _POSTGRES_BUSY:
        return StoreBusy, _BUSY
    for prefix, message in _POSTGRES.items():
        if state.startswith(prefix):
            return StoreUnavailable, message
    return (StoreUnavailable, LOST) if invalidated else None


def _of_sqlite(name: str) -> tuple[type[AlertbotError], str] | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy, _BUSY
    for prefix, message in _SQLITE.items():
        if name.startswith(prefix):
            return StoreUnavailable, message
    return None
