"""Opening: addresses, servers and files that cannot be used, full disks, lost connections."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from store_steps import NOW, connected

from alertbot.errors import ConfigurationError, StoreUnavailable
from alertbot.store import SqlStore, engine, open_store
from alertbot.store.tables import metadata

SECRET = "s3cr3t-pa55"


async def test_sqlite_keeps_what_it_was_given(tmp_path):
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite'}")
    async with store.audit._database.read() as transaction:
        values = [
            (await transaction.run(sa.text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    await store.close()
    assert values == ["wal", 2, 1, 5000]


async def test_a_file_whose_folder_does_not_exist_says_what_to_do(tmp_path):
    path = tmp_path / "missing" / "store.sqlite"
    with pytest.raises(
        StoreUnavailable, match=r"missing/store\.sqlite cannot be opened: check that its folder"
    ):
        await open_store(f"sqlite+aiosqlite:///{path}")


async def test_a_file_that_is_no_database_says_what_to_do(tmp_path):
    (tmp_path / "store.sqlite").write_text(
        "This is not a database, but it is long enough to be read as one. " * 9
    )
    with pytest.raises(StoreUnavailable, match="no database: restore a backup"):
        await open_store(f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite'}")


async def test_a_full_disk_says_so_loses_nothing_and_recovers(tmp_path):
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite'}")
    reader = store.audit._database._reader.sync_engine
    full = True

    @sa.event.listens_for(reader, "begin")
    def limit(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={1 if full else 1_000_000}")

    details = {"text": "x" * 100_000}
    with pytest.raises(StoreUnavailable, match=r"store\.sqlite is full: free some space"):
        await store.audit.record("big", NOW, details=details)
    assert await store.audit.latest(9) == []
    full = False
    await store.audit.record("big", NOW, details=details)
    assert len(await store.audit.latest(9)) == 1
    await store.close()


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://bot:{SECRET}@db/alertbot",
        f"postgres://bot:{SECRET}@db/alertbot",
        f"no address {SECRET}",
        f"postgresql+asyncpg://bot:{SECRET}@db:port/alertbot",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
    ],
)
async def test_an_address_we_cannot_use_says_how_to_write_it(address):
    with pytest.raises(
        ConfigurationError, match=r"write it as sqlite\+aiosqlite:///PATH or postgresql"
    ) as raised:
        await open_store(address)
    assert SECRET not in "".join(traceback.format_exception(raised.value))


async def test_a_server_that_does_not_answer_says_so_without_the_password():
    address = f"postgresql+asyncpg://bot:{SECRET}@127.0.0.1:1/alertbot"
    with pytest.raises(
        StoreUnavailable, match=r"alertbot on 127\.0\.0\.1 cannot be reached: check that it runs"
    ) as raised:
        await open_store(address)
    assert SECRET not in "".join(traceback.format_exception(raised.value))


async def test_a_database_that_does_not_exist_says_so(postgres_address):
    address = postgres_address.replace("/contract?", "/nowhere?").replace("postgres:@", f"postgres:{SECRET}@")
    with pytest.raises(StoreUnavailable, match="nowhere does not exist: create it") as raised:
        await open_store(address)
    assert SECRET not in "".join(traceback.format_exception(raised.value))


async def test_a_user_without_rights_is_told_so(postgres_address):
    with pytest.raises(StoreUnavailable, match="refuses the user in ALERTBOT_DATABASE_URL"):
        await open_store(postgres_address.replace("postgres:@", "nobody:@"))


async def test_a_process_asleep_in_a_transaction_loses_what_it_holds(postgres_address, monkeypatch):
    """As one that is paused: its locks, on the server, would be kept as long as its connection lives."""
    monkeypatch.setattr(engine, "ASLEEP", "500ms")
    asleep, awake = [await open_store(postgres_address, busy_timeout=timedelta(seconds=5)) for _ in range(2)]

    async def lock(store: SqlStore, then: Callable[[], Awaitable[None]]) -> None:
        async with store.audit._database.write() as transaction:
            await transaction.run(sa.text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))
            await then()
            await transaction.run(sa.text("SELECT 1"))

    with pytest.raises(StoreUnavailable, match="closed the connection"):
        await lock(asleep, lambda: lock(awake, _nothing))
    for store in (asleep, awake):
        await store.close()


async def _nothing() -> None:
    """Hold a lock no longer than it takes to get it."""


async def test_connections_that_the_server_ends_are_replaced(postgres_address):
    store = await open_store(postgres_address)
    end_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    async def end() -> None:
        async with connected(postgres_address) as connection:
            await connection.execute(sa.text(end_others))

    async def work_that_is_cut_off() -> None:
        async with store.articles.filing() as filing:
            await end()
            await filing.watch_changes(0)

    with pytest.raises(StoreUnavailable, match="closed the connection; it is opened again"):
        await work_that_is_cut_off()
    await end()
    async with store.articles.filing() as filing:
        assert await filing.watch_changes(0) is not None
    await store.close()


async def test_errors_do_not_show_what_was_stored(bare_address):
    store = await open_store(bare_address)

    async def fail() -> None:
        async with store.audit._database.write() as transaction:
            row = {"action": None, "at": NOW, "details": {"text": SECRET}}
            await transaction.run(sa.insert(metadata.tables["audit"]), [row])

    with pytest.raises(sa.exc.IntegrityError) as raised:
        await fail()
    await store.close()
    assert SECRET not in "".join(traceback.format_exception(raised.value))


async def test_the_wait_for_a_lock_is_the_one_asked_for(postgres_address):
    store = await open_store(postgres_address, busy_timeout=timedelta(milliseconds=1234))
    async with store.audit._database.read() as transaction:
        assert (await transaction.run(sa.text("SHOW lock_timeout"))).scalar() == "1234ms"
    await store.close()


async def test_a_reading_transaction_sees_one_state_while_others_write(store):
    count = sa.text("SELECT count(*) FROM audit")
    async with store.audit._database.read() as transaction:
        before = (await transaction.run(count)).scalar()
        await store.audit.record("pause", NOW)
        assert (await transaction.run(count)).scalar() == before
    async with store.audit._database.read() as transaction:
        assert (await transaction.run(count)).scalar() == before + 1
