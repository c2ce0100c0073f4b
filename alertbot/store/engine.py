"""Engines for the two databases, with the settings that make them keep what they were given."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from alertbot.errors import ConfigurationError
from alertbot.store.faults import translated

SQLITE, POSTGRES = "sqlite+aiosqlite", "postgresql+asyncpg"
ASLEEP = "15s"
"""A process that is stopped in the middle of a transaction loses it after that: others wait for its locks."""
_EXPECTED = f"write it as {SQLITE}:///PATH or {POSTGRES}://USER:PASSWORD@HOST/NAME."


def make_engine(address: str, busy_timeout: timedelta, *, foreign_keys: bool = True) -> AsyncEngine:
    """An engine for `address`; nothing is opened yet. Raises ConfigurationError if we cannot use it."""
    url = parse(address)
    try:
        return (
            _sqlite(url, busy_timeout, foreign_keys=foreign_keys)
            if url.drivername == SQLITE
            else _postgres(url, busy_timeout)
        )
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "PostgreSQL needs one more package: install alertbot with the extra 'postgres'."
        ) from error


def parse(address: str) -> URL:
    """The address in parts. Raises ConfigurationError, without quoting it: it may hold a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(f"The database's address cannot be read: {_EXPECTED}") from error
    if url.drivername not in (SQLITE, POSTGRES):
        raise ConfigurationError(f"No database of the kind {url.drivername!r} is supported: {_EXPECTED}")
    if url.drivername == SQLITE and url.database in (None, "", ":memory:"):
        raise ConfigurationError(f"SQLite needs a file to keep things in: {_EXPECTED}")
    return url


def check_file(url: URL) -> None:
    """Raise StoreUnavailable if SQLite cannot open the file; make it if it does not exist.

    aiosqlite leaves a thread behind where this fails, which complains when the event loop closes.
    """
    if url.drivername == SQLITE:
        with translated(url):
            sqlite3.connect(str(url.database)).close()


def _postgres(url: URL, busy_timeout: timedelta) -> AsyncEngine:
    wait = f"{round(busy_timeout.total_seconds() * 1000)}ms"
    settings = {"lock_timeout": wait, "idle_in_transaction_session_timeout": ASLEEP, "timezone": "UTC"}
    return create_async_engine(
        url,
        hide_parameters=True,  # errors are logged: no texts, no chat ids
        pool_pre_ping=True,
        connect_args={"server_settings": settings},
    )


def _sqlite(url: URL, busy_timeout: timedelta, *, foreign_keys: bool) -> AsyncEngine:
    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"timeout": busy_timeout.total_seconds()}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A read that turns into a write fails at once in WAL mode, whatever the timeout: writes say so first.
        writes = connection.get_execution_options().get("alertbot_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
