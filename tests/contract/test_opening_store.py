"""Opening and migrating: new, twice at once, too new, outdated, unreachable, full, on both databases."""

from __future__ import annotations

import asyncio
import shutil
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool
from store_steps import NOW, Steps, an_entry, an_outcome

from alertbot.errors import ConfigurationError, StoreOutdated, StoreTooNew, StoreUnavailable
from alertbot.store import migrate, open_store
from alertbot.store.tables import metadata

SECRET = "s3cr3t-pa55"


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(address, poolclass=NullPool)
    async with engine.begin() as connection:
        yield connection
    await engine.dispose()


async def open_and_close(address: str, **options: Any) -> None:
    await (await open_store(address, **options)).close()


def differences(connection: sa.Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, metadata)


async def test_migrating_an_empty_database_gives_the_tables_the_code_uses(bare_address):
    await open_and_close(bare_address)
    async with connected(bare_address) as connection:
        assert await connection.run_sync(differences) == []


async def test_opening_again_changes_nothing_and_loses_nothing(bare_address):
    for number in range(3):
        store = await open_store(bare_address)
        await store.audit.record("start", NOW, actor=number)
        await store.close()
    store = await open_store(bare_address, migrate=False)
    assert len(await store.audit.latest(9)) == 3
    await store.close()


async def test_several_that_open_a_new_database_at_once_all_succeed(bare_address):
    await asyncio.gather(*(open_and_close(bare_address) for _ in range(4)))
    async with connected(bare_address) as connection:
        assert await connection.run_sync(differences) == []


async def test_several_processes_that_open_a_new_file_at_once_all_succeed(tmp_path):
    code = (
        "import asyncio, sys; from alertbot.store import open_store\n"
        "async def main(): await (await open_store(sys.argv[1])).close()\n"
        "asyncio.run(main())"
    )
    address = f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite'}"
    children = [await asyncio.create_subprocess_exec(sys.executable, "-c", code, address) for _ in range(3)]
    assert await asyncio.gather(*(child.wait() for child in children)) == [0, 0, 0]


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_database_of_a_later_alertbot_is_refused_and_left_alone(bare_address, wanted):
    await open_and_close(bare_address)
    async with connected(bare_address) as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match=r"later alertbot \(schema 9999\): update alertbot, or restore"):
        await open_store(bare_address, migrate=wanted)
    async with connected(bare_address) as connection:
        assert (
            await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
        ).scalar() == "9999"


async def test_without_migrating_a_bare_database_is_refused(bare_address):
    with pytest.raises(StoreOutdated, match="migrations switched on"):
        await open_store(bare_address, migrate=False)


@pytest.fixture
def a_second_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Migrations with one step more, which the test writes."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)

    def configuration() -> Config:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.set_main_option("path_separator", "os")
        return config

    monkeypatch.setattr(migrate, "configuration", configuration)
    return folder / "versions" / "0002_second.py"


STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None
def upgrade():
    {}
"""
COPY_FEEDS = (
    'always = "always" if op.get_bind().dialect.name == "sqlite" else "never"\n'
    '    with op.batch_alter_table("feeds", recreate=always) as batch:\n'
    '        batch.add_column(sa.Column("pack", sa.Text))'
)


async def back_to_the_first_step(address: str) -> None:
    async with connected(address) as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))


async def test_a_later_step_keeps_every_row(bare_address, a_second_step):
    """On SQLite a changed table is copied and the old one dropped: nothing may cascade from it."""
    a_second_step.write_text(STEP.format("pass"))
    store = await open_store(bare_address)
    await Steps(store).read(an_entry("one"))
    await store.close()
    await back_to_the_first_step(bare_address)
    a_second_step.write_text(STEP.format(COPY_FEEDS))
    store = await open_store(bare_address)
    [feed] = await store.feeds.all()
    assert await store.feeds.save_poll(feed, an_outcome(an_entry("one")), NOW) == 0
    await store.close()
    async with connected(bare_address) as connection:
        assert [change[0] for change in await connection.run_sync(differences)] == ["remove_column"]


@pytest.mark.parametrize(
    "mistake",
    [
        'op.add_column("feeds", sa.Column("pack", sa.Text)); raise RuntimeError("a mistake")',
        'op.execute("SELECT nonsense FROM nowhere")',
    ],
)
async def test_a_step_that_fails_leaves_the_database_as_it_was(bare_address, a_second_step, mistake):
    a_second_step.write_text(STEP.format("pass"))
    await open_and_close(bare_address)
    await back_to_the_first_step(bare_address)
    a_second_step.write_text(STEP.format(mistake))
    with pytest.raises(Exception, match=r"a mistake|nonsense|nowhere"):
        await open_store(bare_address)
    async with connected(bare_address) as connection:
        assert await connection.run_sync(differences) == []
        assert (
            await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
        ).scalar() == "0001"


async def test_a_step_that_breaks_references_is_refused(tmp_path, a_second_step):
    address = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite'}"
    a_second_step.write_text(
        STEP.format('op.execute("INSERT INTO watches (chat_key, watch) VALUES (77, 0)")')
    )
    with pytest.raises(RuntimeError, match="broke 1 references, first in table watches"):
        await open_store(address)


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
    engine = store.audit._database._reader.sync_engine
    full = True

    @sa.event.listens_for(engine, "begin")
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


async def test_connections_that_the_server_ends_are_replaced(postgres_address):
    store = await open_store(postgres_address)
    end_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    async def end() -> None:
        async with connected(postgres_address) as connection:
            await connection.execute(sa.text(end_others))

    async def work_that_is_cut_off() -> None:
        async with store.articles.filing() as filing:
            await end()
            await filing.watches()

    with pytest.raises(StoreUnavailable, match="closed the connection; it is opened again"):
        await work_that_is_cut_off()
    await end()
    async with store.articles.filing() as filing:
        assert await filing.watches() is not None
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
