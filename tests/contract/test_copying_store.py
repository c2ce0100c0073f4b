"""`alertbot db copy`: every row on the other kind of database, new ids behind them, and refusals."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from store_steps import MINUTE, NOW, Steps, a_report, an_entry, an_incident, connected

from alertbot.errors import StoreOutdated
from alertbot.model import DeliveryState
from alertbot.store import SqlStore, open_store
from alertbot.store.copying import CopyRefused, copy_database
from alertbot.store.tables import metadata


@pytest.fixture
def other_address(address: str, request: pytest.FixtureRequest, tmp_path) -> str:
    """An empty database of the other kind."""
    if address.startswith("postgresql"):
        return f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite'}"
    from real_postgres import new_postgres_database

    server = request.getfixturevalue("postgres_server")
    return new_postgres_database(server, f"other_{abs(hash(request.node.nodeid)) % 10**12}")


async def contents(address: str) -> dict[str, list[str]]:
    async with connected(address) as connection:
        return {
            table.name: sorted(str(row) for row in (await connection.execute(sa.select(table))).all())
            for table in metadata.sorted_tables
        }


async def lived_in(store: SqlStore) -> None:
    """Feeds, articles, an incident with two revisions, chats in several states, more than one piece of rows."""
    steps = Steps(store)
    first, second = await steps.chat(100), await steps.chat(-1000000000007, 4)
    await steps.alerted(first, second, revisions=2)
    claimed = await store.deliveries.claim(NOW, 1, MINUTE)
    await store.deliveries.put_back([(claimed[0], NOW)], "a test", whole_chat=False)
    later = [an_entry(f"later {number}") for number in range(600)]
    await steps.read(*later)
    await store.leases.acquire("sending-1", "gone", NOW - 9 * MINUTE, MINUTE)
    await store.audit.record("start", NOW, actor=7, details={"name": "\u0418\u0432\u0430\u043d \U0001f642"})


async def test_a_copy_holds_every_row_of_every_table(store, address, other_address):
    await lived_in(store)
    told: list[tuple[int, int]] = []
    before = await contents(address)
    rows = await copy_database(address, other_address, NOW, lambda done, whole: told.append((done, whole)))
    assert await contents(other_address) == before == await contents(address)
    assert rows == sum(map(len, before.values())) > 1800
    assert told[-1] == (rows, rows)
    assert told == sorted(told)


async def test_work_goes_on_upon_the_copy_where_it_stopped(store, address, other_address):
    await lived_in(store)
    await copy_database(address, other_address, NOW, lambda _done, _whole: None)
    copied = await open_store(other_address, migrate=False)
    sent = [delivery.chat.telegram_id for delivery in await copied.deliveries.claim(NOW, 10, MINUTE)]
    steps = Steps(copied, NOW)
    third = await steps.chat(300)
    articles = await steps.read(an_entry("after the move"))
    await steps.file(articles[0], an_incident(a_report(articles[0]), code="M4V3"), [third])
    assert sorted(sent) == [-1000000000007, 100]
    assert (await copied.deliveries.counts())[DeliveryState.PENDING] >= 1
    assert (await copied.incidents.by_code("M4V3")).reports[0].article_id == articles[0].id
    assert await copied.leases.acquire("sending-1", "new", NOW, MINUTE)
    await copied.close()


async def test_it_comes_back_the_same_from_the_other_kind(store, address, other_address, bare_address):
    await lived_in(store)
    before = await contents(address)
    await copy_database(address, other_address, NOW, lambda _done, _whole: None)
    await copy_database(other_address, bare_address, NOW, lambda _done, _whole: None)
    assert await contents(bare_address) == before


async def test_a_target_with_anything_in_it_is_left_alone(store, address, other_address):
    await lived_in(store)
    taken = await open_store(other_address)
    await taken.audit.record("mine", NOW, actor=1)
    await taken.close()
    before = await contents(other_address)
    with pytest.raises(CopyRefused, match="not empty"):
        await copy_database(address, other_address, NOW, lambda _done, _whole: None)
    with pytest.raises(CopyRefused, match="the same database"):
        await copy_database(address, address, NOW, lambda _done, _whole: None)
    assert await contents(other_address) == before


async def test_what_breaks_off_in_the_middle_leaves_the_target_empty(store, address, other_address):
    await lived_in(store)

    def pull_the_plug(done: int, _whole: int) -> None:
        if done > 1000:
            raise KeyError("the plug")

    with pytest.raises(KeyError):
        await copy_database(address, other_address, NOW, pull_the_plug)
    assert not any((await contents(other_address)).values())
    assert await copy_database(address, other_address, NOW, lambda _done, _whole: None) > 1800


async def test_a_database_in_use_or_of_another_schema_is_not_copied(store, address, other_address):
    await lived_in(store)
    if address.startswith("postgresql"):
        await store.leases.acquire("watchdog", "anybody", NOW, MINUTE)
        with pytest.raises(CopyRefused, match="stop all of them"):
            await copy_database(address, other_address, NOW, lambda _done, _whole: None)
    else:
        async with connected(address) as connection:
            await connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
        with pytest.raises(StoreOutdated):
            await copy_database(address, other_address, NOW, lambda _done, _whole: None)


async def test_there_is_nothing_to_copy_where_no_file_is(tmp_path, other_address):
    missing = f"sqlite+aiosqlite:///{tmp_path / 'missing.sqlite'}"
    with pytest.raises(CopyRefused, match="no database"):
        await copy_database(missing, other_address, NOW, lambda _done, _whole: None)
