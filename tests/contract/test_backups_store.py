"""Backups: whole while somebody writes, refused where damaged, back on both kinds of database, from any schema."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from store_steps import NOW, Steps, an_entry, connected

from alertbot.errors import StoreTooNew
from alertbot.store import SqlStore, open_store
from alertbot.store.backup import KEPT, BackupRefused, back_up, restore
from alertbot.store.migrate import configuration
from alertbot.store.tables import metadata

REVISIONS = [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()]


async def contents(address: str) -> dict[str, list[str]]:
    async with connected(address) as connection:
        return {
            table.name: sorted(str(row) for row in (await connection.execute(sa.select(table))).all())
            for table in metadata.sorted_tables
        }


async def filled(store: SqlStore) -> None:
    await Steps(store).read(an_entry("one"))
    for number in range(3):
        await store.audit.record("start", NOW, actor=number)


async def test_a_backup_holds_every_row_and_comes_back(store, address, bare_address, tmp_path):
    await filled(store)
    file = tmp_path / "backup.sqlite"
    assert await back_up(address, file) == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600
    assert await restore(bare_address, file, force=False) is None
    assert await contents(bare_address) == await contents(address)


async def test_new_rows_after_a_restore_get_new_ids(store, address, bare_address, tmp_path):
    await filled(store)
    await back_up(address, tmp_path / "backup.sqlite")
    await restore(bare_address, tmp_path / "backup.sqlite", force=False)
    again = await open_store(bare_address, migrate=False)
    await again.audit.record("later", NOW, actor=9)
    assert next(event.action for event in await again.audit.latest(9)) == "later"
    assert len(await again.audit.latest(9)) == 4
    await again.close()


async def test_a_backup_made_while_somebody_writes_is_whole(store, address, tmp_path):
    stop = asyncio.Event()

    async def write() -> int:
        count = 0
        while not stop.is_set():
            await store.audit.record("pair", NOW, actor=count)
            count += 1
        return count

    writing = asyncio.create_task(write())
    await asyncio.sleep(0.1)
    await back_up(address, tmp_path / "backup.sqlite")
    stop.set()
    assert await writing > 0
    with closing(sqlite3.connect(tmp_path / "backup.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_database_with_rows_is_replaced_only_by_force(store, address, tmp_path):
    await filled(store)
    file = tmp_path / "backup.sqlite"
    await back_up(address, file)
    before = await contents(address)
    await store.audit.record("after the backup", NOW, actor=9)
    with pytest.raises(BackupRefused, match="--force"):
        await restore(address, file, force=False)
    assert await contents(address) != before
    await store.close()
    kept = await restore(address, file, force=True)
    assert await contents(address) == before
    assert (kept is not None and kept.name.endswith(KEPT)) is address.startswith("sqlite")


async def test_nothing_is_overwritten_by_a_backup(store, address, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(BackupRefused, match="exists already"):
        await back_up(address, tmp_path / "mine")
    with pytest.raises(BackupRefused, match="use another folder"):
        await back_up(address, tmp_path / "nowhere" / "file")
    assert (tmp_path / "mine").read_text() == "mine"


async def test_what_is_no_sound_backup_is_refused_and_changes_nothing(store, address, tmp_path):
    await filled(store)
    before = await contents(address)
    good, bad = tmp_path / "good", tmp_path / "bad"
    await back_up(address, good)
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE x (y)")
    bad.write_bytes(good.read_bytes()[:-9000])
    (tmp_path / "text").write_text("x" * 5000)
    for name in ("other", "bad", "text", "missing"):
        with pytest.raises(BackupRefused):
            await restore(address, tmp_path / name, force=True)
    with closing(sqlite3.connect(good)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew):
        await restore(address, good, force=True)
    assert await contents(address) == before


def made_by(revision: str, file: Path) -> list[tuple[object, ...]]:
    """A database as that revision left it, with a row in two tables; returns the rows."""
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        reflected = sa.MetaData()
        reflected.reflect(connection)
        for name in ("audit", "chats", "feeds", "incidents"):
            table = reflected.tables[name]
            connection.execute(table.insert(), [{column.name: value(column) for column in table.columns}])
        rows = [
            tuple(connection.execute(sa.select(sa.column("id")).select_from(sa.table(name))).one())
            for name in ("audit", "chats")
        ]
        rows.append(tuple(connection.execute(sa.text("SELECT url, language FROM feeds")).one()))
    engine.dispose()
    return rows


def value(column: sa.Column[object]) -> object:
    kind = str(column.type).split("(")[0]
    if column.name == "id":
        return 7
    if kind in ("INTEGER", "BIGINT", "BOOLEAN"):
        return 1
    return NOW.replace(tzinfo=None) if kind == "DATETIME" else b"x" if kind == "BLOB" else "x"


@pytest.mark.parametrize("revision", REVISIONS)
async def test_a_backup_of_every_earlier_schema_comes_back_with_its_rows(revision, tmp_path):
    rows = await asyncio.to_thread(made_by, revision, tmp_path / "old")
    address = f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite'}"
    await restore(address, tmp_path / "old", force=False)
    async with connected(address) as connection:
        found = [
            tuple((await connection.execute(sa.select(sa.column("id")).select_from(sa.table(n)))).one())
            for n in ("audit", "chats")
        ]
        found.append(tuple((await connection.execute(sa.text("SELECT url, language FROM feeds"))).one()))
    assert found == rows
    store = await open_store(address, migrate=False, busy_timeout=timedelta(seconds=5))
    await store.close()
