"""Migrating: new databases, several at once, later steps, databases too new or too old; on both kinds."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from store_steps import NOW, Steps, an_entry, an_outcome, connected

from alertbot.errors import StoreOutdated, StoreTooNew
from alertbot.store import migrate, open_store
from alertbot.store.tables import metadata


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
def a_later_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Migrations with one step more, which the test writes."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)

    def configuration() -> Config:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.set_main_option("path_separator", "os")
        return config

    monkeypatch.setattr(migrate, "configuration", configuration)
    return folder / "versions" / "9000_later.py"


LAST = str(ScriptDirectory.from_config(migrate.configuration()).get_current_head())
STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9000", "LAST", None, None
def upgrade():
    {}
""".replace("LAST", LAST)
COPY_FEEDS = (
    'always = "always" if op.get_bind().dialect.name == "sqlite" else "never"\n'
    '    with op.batch_alter_table("feeds", recreate=always) as batch:\n'
    '        batch.add_column(sa.Column("shelf", sa.Text))'
)


async def back_to_our_last_step(address: str) -> None:
    async with connected(address) as connection:
        step = sa.text("UPDATE alembic_version SET version_num = :last")
        await connection.execute(step, {"last": LAST})


async def test_a_later_step_keeps_every_row(bare_address, a_later_step):
    """On SQLite a changed table is copied and the old one dropped: nothing may cascade from it."""
    a_later_step.write_text(STEP.format("pass"))
    store = await open_store(bare_address)
    await Steps(store).read(an_entry("one"))
    await store.close()
    await back_to_our_last_step(bare_address)
    a_later_step.write_text(STEP.format(COPY_FEEDS))
    store = await open_store(bare_address)
    [feed] = await store.feeds.all()
    assert await store.feeds.save_poll(feed, an_outcome(an_entry("one")), NOW) == 0
    await store.close()
    async with connected(bare_address) as connection:
        assert [change[0] for change in await connection.run_sync(differences)] == ["remove_column"]


@pytest.mark.parametrize(
    "mistake",
    [
        'op.add_column("feeds", sa.Column("shelf", sa.Text)); raise RuntimeError("a mistake")',
        'op.execute("SELECT nonsense FROM nowhere")',
    ],
)
async def test_a_step_that_fails_leaves_the_database_as_it_was(bare_address, a_later_step, mistake):
    a_later_step.write_text(STEP.format("pass"))
    await open_and_close(bare_address)
    await back_to_our_last_step(bare_address)
    a_later_step.write_text(STEP.format(mistake))
    with pytest.raises(Exception, match=r"a mistake|nonsense|nowhere"):
        await open_store(bare_address)
    async with connected(bare_address) as connection:
        assert await connection.run_sync(differences) == []
        assert (await connection.execute(sa.text("SELECT version_num FROM alembic_version"))).scalar() == LAST


async def test_a_step_that_breaks_references_is_refused(tmp_path, a_later_step):
    address = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite'}"
    a_later_step.write_text(STEP.format('op.execute("INSERT INTO watches (chat_key, watch) VALUES (77, 0)")'))
    with pytest.raises(RuntimeError, match="broke 1 references, first in table watches"):
        await open_store(address)
