"""Backups: the whole database as one SQLite file, whichever kind it is; and back again, after checks."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from alertbot.errors import AlertbotError
from alertbot.store.carry import PATIENCE, carry, has_rows
from alertbot.store.engine import SQLITE, parse
from alertbot.store.faults import named, translated
from alertbot.store.migrate import upgrade

_SIDE_FILES = ("-wal", "-shm")
KEPT = ".before-restore"
"""Added to the name of a SQLite file that a restore has replaced."""


class BackupRefused(AlertbotError):
    """A backup cannot be written or read back; the message says why and what to do."""

    permanent = True


async def back_up(address: str, file: Path) -> int:
    """Write the database at `address` to `file` as it stands at one moment, while the bot works.

    Returns the bytes written; the file is readable by this user only. Raises BackupRefused if it exists
    or is no place to write.
    """
    url = parse(address)
    with _beside(file) as rough:
        if url.drivername == SQLITE:
            await asyncio.to_thread(_copy_file, Path(str(url.database)), rough, url)
        else:
            await upgrade(_address(rough), PATIENCE)
            await carry(address, _address(rough))
        await asyncio.to_thread(_finish, rough)
        return await asyncio.to_thread(_place, rough, file)


async def restore(address: str, file: Path, *, force: bool) -> Path | None:
    """Put the backup in the place of the database at `address`; an older schema is migrated on the way.

    Nothing may use the database meanwhile. What stands there is replaced only with `force`: a SQLite file
    is kept beside it (the path returned), PostgreSQL's rows are erased in the same transaction. Raises
    BackupRefused, or StoreTooNew for a backup of a later alertbot; the database is then as it was.
    """
    url = parse(address)
    await asyncio.to_thread(_check, file)
    target = Path(str(url.database)) if url.drivername == SQLITE else None
    if not force and (target.exists() if target else await has_rows(address)):
        raise BackupRefused(
            f"The database {named(url)} exists: add --force to replace it by the backup, "
            "after a backup of it if you may need it again."
        )
    with _beside(target or file) as rough:
        await asyncio.to_thread(shutil.copyfile, file, rough)
        await upgrade(_address(rough), PATIENCE)
        await asyncio.to_thread(_finish, rough)
        if target is not None:
            return await asyncio.to_thread(_swap, rough, target)
        await upgrade(address, PATIENCE)
        await carry(_address(rough), address)
    return None


def _address(file: Path) -> str:
    return f"{SQLITE}:///{file}"


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file to work on in the same folder, so that it can take the other's place at once."""
    try:
        folder = tempfile.mkdtemp(prefix=".alertbot-", dir=file.resolve().parent)
    except OSError as error:
        raise BackupRefused(
            f"Nothing can be written beside {file} ({error.strerror}): use another folder."
        ) from None
    try:
        yield Path(folder) / "backup.sqlite"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_file(source: Path, target: Path, url: URL) -> None:
    """SQLite's own online copy: consistent, and writers go on."""
    if not source.exists():
        raise BackupRefused(f"There is no database at {source}: nothing to back up.")
    with (
        translated(url),
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=PATIENCE.total_seconds())) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _check(file: Path) -> None:
    """Raise BackupRefused unless the file is a sound database of alertbot."""
    if not file.is_file():
        raise BackupRefused(f"There is no file {file}.")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            known = connection.execute("SELECT count(*) FROM alembic_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{file} is no backup of alertbot, or damaged ({error}): use another.") from None
    if found != "ok" or not known:
        raise BackupRefused(f"{file} is damaged: use another backup.")


def _finish(file: Path) -> None:
    """One file without side files, whole and private."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupRefused("The copy is damaged: check the disk, then try again.")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise BackupRefused(f"{len(broken)} rows refer to rows that are missing: use another backup.")
    file.chmod(0o600)
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _place(rough: Path, file: Path) -> int:
    """Give the file its name, never in the place of another; returns its size."""
    try:
        os.link(rough, file)
    except FileExistsError:
        raise BackupRefused(f"{file} exists already: name another file, or move that one away.") from None
    return file.stat().st_size


def _swap(rough: Path, target: Path) -> Path | None:
    kept = target.with_name(target.name + KEPT) if target.exists() else None
    for ending in ("", *_SIDE_FILES):
        old = target.with_name(target.name + ending)
        if old.exists():
            old.replace(target.with_name(target.name + KEPT + ending))
    rough.replace(target)
    return kept
