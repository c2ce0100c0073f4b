"""Run by test_interrupted_store: does one piece of work and kills itself in the middle of it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from store_steps import NOW, Steps, a_report, an_entry, an_incident, an_outcome

from alertbot.model import Article, Chat, Feed
from alertbot.store import codec, open_store
from alertbot.store.database import Transaction

HELD = tuple[Feed, Article, Chat]


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(statement: int) -> None:
    """At the n-th statement; 0: instead of the commit."""
    genuine, count = Transaction.run, 0

    async def run(transaction: Transaction, *args: Any) -> Any:
        nonlocal count
        count += 1
        if count == statement:
            kill()
        return await genuine(transaction, *args)

    async def commit(_connection: AsyncConnection) -> None:
        kill()

    if statement:
        Transaction.run = run  # type: ignore[method-assign]
    else:
        AsyncConnection.commit = commit  # type: ignore[method-assign]


async def main(address: str, name: str, statement: int, held: str) -> None:
    """`held`: the feed, article and chat that the parent's worker had."""
    feed, article, chat = codec.decode(HELD, held)
    store = await open_store(address, migrate=False)
    kill_at(statement)
    if name == "poll":
        outcome = an_outcome(an_entry("three"), an_entry("two", content_hash="new"))
        await store.feeds.save_poll(feed, outcome, NOW)
    else:
        await Steps(store).file(article, an_incident(a_report(article)), [chat])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
