"""What drivers raise becomes busy or unavailable, in words that say what to do."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from alertbot.errors import StoreBusy, StoreUnavailable
from alertbot.store.faults import named, translated

ADDRESS = make_url("postgresql+asyncpg://bot:s3cr3t@db.example/alerts")


class Refused(Exception):
    """A driver's error."""

    def __init__(self, *, sqlstate: str = "", sqlite_errorname: str = "", detail: str | None = None) -> None:
        super().__init__("refused")
        self.sqlstate, self.sqlite_errorname, self.detail = sqlstate, sqlite_errorname, detail


def raising(origin: Exception, *, invalidated: bool = False) -> DBAPIError:
    return DBAPIError("SELECT 1", None, origin, connection_invalidated=invalidated)


@pytest.mark.parametrize(
    ("origin", "kind", "words"),
    [
        (Refused(sqlite_errorname="SQLITE_BUSY"), StoreBusy, "locked by another process"),
        (Refused(sqlite_errorname="SQLITE_BUSY_SNAPSHOT"), StoreBusy, "locked by another process"),
        (Refused(sqlite_errorname="SQLITE_LOCKED"), StoreBusy, "locked by another process"),
        (Refused(sqlite_errorname="SQLITE_FULL"), StoreUnavailable, "is full: free some space"),
        (Refused(sqlite_errorname="SQLITE_READONLY_DBMOVED"), StoreUnavailable, "may write there"),
        (Refused(sqlite_errorname="SQLITE_CANTOPEN"), StoreUnavailable, "check that its folder exists"),
        (Refused(sqlite_errorname="SQLITE_IOERR_WRITE"), StoreUnavailable, "check its disk"),
        (Refused(sqlite_errorname="SQLITE_CORRUPT"), StoreUnavailable, "restore a backup"),
        (Refused(sqlstate="55P03"), StoreBusy, "locked by another process"),
        (Refused(sqlstate="40P01"), StoreBusy, "locked by another process"),
        (Refused(sqlstate="53100"), StoreUnavailable, "is full"),
        (Refused(sqlstate="53300"), StoreUnavailable, "max_connections"),
        (Refused(sqlstate="28P01"), StoreUnavailable, "refuses the password"),
        (Refused(sqlstate="42501"), StoreUnavailable, "grant them"),
        (Refused(sqlstate="25006"), StoreUnavailable, "read-only"),
        (Refused(sqlstate="57P01"), StoreUnavailable, "closed the connection"),
        (Refused(sqlstate="08006"), StoreUnavailable, "closed the connection"),
    ],
)
def test_a_drivers_error_becomes_ours(origin, kind, words):
    with pytest.raises(kind, match=words) as raised, translated(ADDRESS):
        raise raising(origin)
    assert "alerts on db.example" in str(raised.value)
    assert "s3cr3t" not in str(raised.value)
    assert "bot" not in str(raised.value).replace("alertbot", "").replace("ALERTBOT", "")


def test_a_lost_connection_is_unavailable_whatever_its_code():
    with pytest.raises(StoreUnavailable, match="closed the connection"), translated(ADDRESS):
        raise raising(Refused(), invalidated=True)


def test_a_refused_connection_and_an_exhausted_pool_are_ours_too():
    with pytest.raises(StoreUnavailable, match="cannot be reached"), translated(ADDRESS):
        raise ConnectionRefusedError
    with pytest.raises(StoreBusy, match="no free connection"), translated(ADDRESS):
        raise PoolTimeout


def test_the_plain_sqlite_error_of_a_missing_folder_is_ours(tmp_path):
    path = tmp_path / "missing" / "file"
    with pytest.raises(StoreUnavailable, match="cannot be opened"), translated(make_url(f"sqlite:///{path}")):
        sqlite3.connect(path)


def test_a_mistake_of_ours_passes_through_without_the_row_it_was_about():
    origin = Refused(sqlstate="23505", detail="Key (telegram_id)=(12345) already exists.")
    error = IntegrityError("INSERT", None, origin)
    with pytest.raises(IntegrityError), translated(ADDRESS):
        raise error from origin
    assert origin.detail is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite+aiosqlite:////data/alertbot.sqlite", "/data/alertbot.sqlite"),
        ("postgresql+asyncpg://u:p@db/alerts", "alerts on db"),
        ("postgresql+asyncpg:///alerts?host=/run/postgresql&password=p", "alerts"),
    ],
)
def test_a_database_is_named_without_its_credentials(address, name):
    assert named(make_url(address)) == name
