"""What a step costs must not grow with history: no query of the daily way walks through a whole table."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from store_steps import DAY, LEASE, NOW, SECOND, Steps, a_report, a_text, an_entry, an_incident, an_outcome

from alertbot.model import Category, DeliveryResult, DeliveryState
from alertbot.store import open_store
from alertbot.store.migrate import upgrade

GROWING = (
    "entries",
    "entry_keys",
    "articles",
    "article_bands",
    "incidents",
    "incident_categories",
    "incident_keys",
    "reports",
    "alerts",
    "deliveries",
    "audit",
)


async def a_day(store) -> None:
    """Every step of the pipeline and what the bot asks all the time."""
    steps = Steps(store)
    chats = [await steps.chat(1), await steps.chat(2)]
    await steps.watch(chats[0])
    one, two, three = await steps.read(*(an_entry(name) for name in ("one", "two", "three")))
    await steps.file(one, an_incident(a_report(one)), chats)
    await steps.revise("K7Q2", two, chats)
    async with store.articles.filing() as filing:
        found = await filing.candidates(["AFG|flight", "another"], 5)
        await filing.told(found[0])
        await filing.filed_under(two.id)
    await store.articles.fail_assess(three, "a bug", NOW)
    [feed] = await store.feeds.all()
    changed = an_outcome(an_entry("one", content_hash="new"), an_entry("four"))
    await store.feeds.save_poll(feed, changed, NOW)
    first, second = await store.articles.claim_to_read(NOW, 5, LEASE)
    await store.articles.save_text(first, a_text(), NOW)
    await store.articles.fail_read(second, "timed out", None)
    await store.articles.copy_candidates([1, 2, 3], NOW - DAY)
    await store.articles.forget_texts(NOW + SECOND)
    await store.incidents.latest(["AFG"], [Category.FORCED_DISPLACEMENT], 5, NOW - DAY)
    await store.incidents.latest([], [], 5)
    await deliver(store)
    await store.audit.latest(5)
    await store.chats.migrate(1, 3)
    await store.chats.suspend(3, "blocked")
    await store.chats.resume(3, NOW)
    await store.chats.forget(3)


async def deliver(store) -> None:
    sent, put_off = await store.deliveries.claim(NOW, 5, LEASE)
    await store.deliveries.expired_claims(NOW + LEASE, 5)
    await store.deliveries.finish(sent, DeliveryResult(DeliveryState.SENT, "sent", message_id=1), NOW)
    flood = DeliveryResult(DeliveryState.PENDING, "flood", NOW, chat_not_before=NOW + SECOND)
    await store.deliveries.finish(put_off, flood, NOW)
    await store.deliveries.alert(sent.alert.id)
    await store.deliveries.next_due()


@pytest.fixture
async def asked(tmp_path) -> dict[str, list[str]]:
    """Each statement of a day with SQLite's plan for it."""
    address = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite'}"
    await upgrade(address, 5 * SECOND)
    store = await open_store(address)
    statements: dict[str, object] = {}

    @sa.event.listens_for(store.feeds._database._reader.sync_engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, parameters, _context, many) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            statements[statement] = parameters[0] if many else parameters

    await a_day(store)
    plans = {}
    async with store.feeds._database.read() as transaction:
        for statement, parameters in list(statements.items()):
            run = await transaction.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans[statement] = [row.detail for row in run]
    await store.close()
    return plans


async def test_no_step_walks_through_a_growing_table(asked):
    assert len(asked) > 40
    walks = {
        statement: line
        for statement, lines in asked.items()
        for line in lines
        if line.startswith("SCAN")
        and line.split()[1] in GROWING
        and not _in_order_until_the_limit(statement, line)
    }
    assert walks == {}


def _in_order_until_the_limit(statement: str, line: str) -> bool:
    """A walk along an index that stops after the rows asked for."""
    return "LIMIT" in statement and ("INDEX" in line or line == "SCAN audit")


async def test_claims_come_out_of_their_index_in_order(asked):
    claims = [
        lines
        for statement, lines in asked.items()
        if "due_at <=" in statement and "ORDER BY" in statement and statement.startswith("SELECT")
    ]
    assert len(claims) == 3  # articles to read and to assess are one statement; deliveries; expired claims
    for lines in claims:
        assert any("_state_due_at" in line for line in lines)
        assert not any("TEMP B-TREE" in line for line in lines)
