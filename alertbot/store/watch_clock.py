"""Counts the changes of watches, so that nobody reads all of them again and again."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from alertbot.store.columns import BIG_ID
from alertbot.store.database import Transaction
from alertbot.store.tables import metadata

watch_clock = Table(
    "watch_clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # 1: there is one row
    Column("changes", BIG_ID, nullable=False),  # counts every change of a watch, in order of commit
)

NO_CHANGE = 1
"""The count where none was made yet; 0 is before that: nothing read."""


async def next_change(transaction: Transaction) -> int:
    """Count one more change of a watch; who changes another one waits until this transaction ends.

    So the counts are committed in order: whoever has read up to one has missed none before it.
    """
    add = transaction.insert(watch_clock)
    counted = add.on_conflict_do_update(
        index_elements=["id"], set_={"changes": watch_clock.c.changes + 1}
    ).returning(watch_clock.c.changes)
    count: int = (await transaction.run(counted, [{"id": 1, "changes": NO_CHANGE + 1}])).scalar_one()
    return count
