"""Claiming feeds that are due, within the budgets of their hosts and of all requests together."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import RowMapping

from alertbot.model import PollBudget
from alertbot.store.database import Transaction
from alertbot.store.host_tables import hosts
from alertbot.store.tables import feeds

ALL = ""
"""The row of `hosts` that stands for all hosts together: when the next request would be in turn."""
MOST_LOOKED_AT = 500
FORGOTTEN_AFTER = timedelta(days=1)


async def claim(
    transaction: Transaction, now: datetime, limit: int, lease: timedelta, budget: PollBudget | None
) -> list[RowMapping]:
    """Rows of enabled feeds that are due and not leased, longest due first; the lease is set."""
    due = (
        select(feeds)
        .where(feeds.c.enabled.is_(True), feeds.c.next_poll_at <= now, _free(now))
        .order_by(feeds.c.next_poll_at, feeds.c.id)
        .with_for_update(skip_locked=True)
    )
    if budget is not None:
        due = due.where(feeds.c.id.in_(await _within(transaction, now, limit, lease, budget)))
    rows = (await transaction.run(due.limit(limit))).mappings().all()
    ids = [row["id"] for row in rows]
    if ids:
        await transaction.run(update(feeds).where(feeds.c.id.in_(ids)).values(lease_until=now + lease))
    return list(rows)


async def free_host(transaction: Transaction, host: str, at: datetime) -> None:
    """A host may be asked again at that time, unless somebody said later."""
    still = update(hosts).where(hosts.c.host == host, hosts.c.host != ALL)
    await transaction.run(still.values(free_at=at))


async def _within(
    transaction: Transaction, now: datetime, limit: int, lease: timedelta, budget: PollBudget
) -> Collection[int]:
    """Ids of due feeds, one a host whose turn it is, as many as the budget has room for; turns are taken."""
    exempt = dict.fromkeys(await _due(transaction, now, limit, budget, exempt=True), "")
    waiting = await _due(transaction, now, MOST_LOOKED_AT, budget, exempt=False)
    turn, room = await _room(transaction, budget, now) if waiting else (now, 0)
    if min(room, limit - len(exempt)) <= 0:
        return exempt
    first: dict[str, int] = {}
    for feed, host in waiting.items():
        first.setdefault(host, feed)
    wanted = dict(list(first.items())[: min(limit - len(exempt), room)])
    taken = await _take(transaction, sorted(wanted), now, now + lease)
    if taken:
        await _put(transaction, ALL, turn + timedelta(minutes=1) / budget.a_minute * len(taken))
        old = hosts.c.free_at < now - FORGOTTEN_AFTER
        await transaction.run(delete(hosts).where(old, hosts.c.host != ALL))
    return {*exempt, *(wanted[host] for host in taken)}


async def _due(
    transaction: Transaction, now: datetime, limit: int, budget: PollBudget, *, exempt: bool
) -> Mapping[int, str]:
    """Feeds that are due, with their hosts, longest due first: of exempt hosts, or of those that are free."""
    busy = select(hosts.c.host).where(hosts.c.free_at > now, hosts.c.host != ALL)
    outside = feeds.c.host.in_(budget.exempt)
    query = (
        select(feeds.c.id, feeds.c.host)
        .where(feeds.c.enabled.is_(True), feeds.c.next_poll_at <= now, _free(now))
        .where(outside if exempt else ~outside & feeds.c.host.not_in(busy))
        .order_by(feeds.c.next_poll_at, feeds.c.id)
        .limit(limit)
    )
    return {row.id: row.host for row in await transaction.run(query)}


async def _room(transaction: Transaction, budget: PollBudget, now: datetime) -> tuple[datetime, int]:
    """When the next request is in turn, now or later, and how many may start at once.

    The leaky bucket: each request moves the turn on by its share of a minute; `burst` shares may be ahead.
    """
    await transaction.run(transaction.insert(hosts).values(host=ALL, free_at=now).on_conflict_do_nothing())
    query = select(hosts.c.free_at).where(hosts.c.host == ALL).with_for_update()
    turn = max(now, (await transaction.run(query)).scalar_one())
    ahead = (turn - now) / (timedelta(minutes=1) / budget.a_minute)
    return turn, budget.burst - math.ceil(ahead)


async def _take(transaction: Transaction, names: Collection[str], now: datetime, until: datetime) -> set[str]:
    """Take the turns of hosts that are free; those that another process took meanwhile are left out."""
    if not names:
        return set()
    add = transaction.insert(hosts).values([{"host": name, "free_at": until} for name in names])
    taken = add.on_conflict_do_update(
        index_elements=[hosts.c.host], set_={"free_at": until}, where=hosts.c.free_at <= now
    )
    return set((await transaction.run(taken.returning(hosts.c.host))).scalars())


async def _put(transaction: Transaction, host: str, at: datetime) -> None:
    await transaction.run(update(hosts).where(hosts.c.host == host).values(free_at=at))


def _free(now: datetime) -> Any:
    return or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
