"""Feeds: what the catalogue lists, when each is polled, and what a poll brought (T1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from alertbot.errors import LostClaim
from alertbot.model import Feed, FeedId, FeedSource, PollBudget, PollOutcome, Schedule, Strikes, Validators
from alertbot.ports import Wake
from alertbot.store.database import Database, Transaction
from alertbot.store.entries import store_entries
from alertbot.store.feed_claims import claim, free_host
from alertbot.store.feed_moves import host_of, note_move
from alertbot.store.tables import feeds
from alertbot.store.trail import Author, note

CATALOGUE = "catalogue"
OPERATOR = "operator"
REMOVED = "removed"
"""Where a feed comes from: the list `config/feeds.yaml`, or a person, who may have removed it since."""
CATALOGUE_LOCK = 0x616C6572_00000003
"""PostgreSQL advisory lock: 'aler', 3."""
FIRST_INTERVAL = timedelta(minutes=15)
"""Until the first poll has found the feed's own rhythm."""


class Feeds:
    """Implements `ports.FeedStore`."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self._database = database
        self._author = author

    async def sync_catalogue(self, sources: Sequence[FeedSource], now: datetime) -> None:
        """Add new sources (first poll due at once), update configured ones, stop those no longer listed.

        State (validators, schedule, entries) is kept. A feed that was stopped and is
        switched on again is due at once.
        """
        async with self._database.write() as transaction:
            await transaction.serialise(CATALOGUE_LOCK)
            known = (
                (await transaction.run(select(feeds).order_by(feeds.c.id).with_for_update())).mappings().all()
            )
            by_address = {row["url"]: row for row in known} | {row["listed_url"]: row for row in known}
            listed: set[int] = set()
            for source in {source.url: source for source in sources}.values():
                row = by_address.get(source.url)
                if row is None:
                    await transaction.run(insert(feeds).values(_new(source, now)))
                elif row["id"] not in listed:
                    listed.add(row["id"])
                    await transaction.run(
                        update(feeds).where(feeds.c.id == row["id"]).values(_updated(row, source, now))
                    )
            gone = [row["id"] for row in known if row["origin"] == CATALOGUE and row["id"] not in listed]
            await transaction.run(update(feeds).where(feeds.c.id.in_(gone)).values(enabled=False))

    async def add(self, sources: Sequence[FeedSource], now: datetime) -> list[Feed]:
        """Add feeds that the catalogue does not list, due at once; a known address is switched on instead.

        They stay over restarts, whatever the catalogue says. Returns them as stored, in the order given.
        """
        async with self._database.write() as transaction:
            await transaction.serialise(CATALOGUE_LOCK)
            added = [await _add(transaction, source, now, self._author) for source in sources]
            transaction.wakes(Wake.POLL)
            found = await transaction.run(select(feeds).where(feeds.c.id.in_(added)))
            by_id = {row["id"]: feed_of(row) for row in found.mappings()}
            told = {"feeds": added, "urls": [source.url for source in sources]}
            await note(transaction, self._author, "feed.added", None, told)
            return [by_id[feed] for feed in added]

    async def remove(self, feed: FeedId) -> bool:
        """Stop polling a feed and leave it out of the list; one of the catalogue stays listed, switched off.

        Returns whether it left the list. What it reported stays.
        """
        off = update(feeds).where(feeds.c.id == feed).values(enabled=False, switched=False)
        added = feeds.c.origin == OPERATOR
        async with self._database.write() as transaction:
            await transaction.run(off)
            left = await transaction.run(off.where(added).values(origin=REMOVED))
            await note(transaction, self._author, "feed.removed", None, {"feeds": [feed]})
            return left.rowcount > 0

    async def switch(self, chosen: Sequence[FeedId], on: bool, now: datetime) -> None:
        """Poll these feeds, or stop polling them, from now on, whatever the catalogue says.

        One that is switched on and was stopped is due at once, with a clean slate.
        """
        values: dict[str, Any] = {"enabled": on, "switched": on}
        async with self._database.write() as transaction:
            if on:
                stopped = feeds.c.id.in_(chosen) & (
                    feeds.c.enabled.is_(False) | feeds.c.next_poll_at.is_(None)
                )
                await transaction.run(update(feeds).where(stopped).values(next_poll_at=now, failures=0))
                transaction.wakes(Wake.POLL)
            await transaction.run(update(feeds).where(feeds.c.id.in_(chosen)).values(values))
            told = {"feeds": list(chosen), "on": [not on, on]}
            await note(transaction, self._author, "feed.switched", None, told)

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, budget: PollBudget | None = None
    ) -> list[Feed]:
        """Claim enabled feeds with next_poll_at <= now and no live lease, longest due first.

        With a `budget`, one feed a host at a time, and no more than it has room for, whoever claims. The
        host is asked again when `save_poll` says so, or when the lease ends.
        """
        async with self._database.write() as transaction:
            return [feed_of(row) for row in await claim(transaction, now, limit, lease, budget)]

    async def move(self, feed: FeedId, url: str, now: datetime) -> bool:
        """Poll a feed at another address from now on, with a clean slate; False where another has it."""
        fresh = {"enabled": True, "next_poll_at": now, "failures": 0, "error": None}
        unknown = dict.fromkeys(("etag", "last_modified", "body_hash"))
        async with self._database.write() as transaction:
            await transaction.serialise(CATALOGUE_LOCK)
            address = await self._address(transaction, feed, url)
            if not address:
                return False
            moved = update(feeds).where(feeds.c.id == feed).values(address | fresh | unknown)
            done = (await transaction.run(moved)).rowcount > 0
            await note(transaction, self._author, "feed.moved", None, {"feeds": [feed], "url": url})
            transaction.wakes(Wake.POLL)
            return done

    async def save_poll(self, feed: Feed, outcome: PollOutcome, now: datetime) -> int:
        """T1: validators, schedule, new and changed entries with an article to read each; frees the lease.

        Returns how many entries were new or materially changed. An entry is known if it shares any
        key with a stored one of this feed; known keys gain the entry's other keys. What the first
        poll of a feed brings that is older than two days is stored as seen and not read.
        Raises LostClaim if the feed is gone.
        """
        async with self._database.write() as transaction:
            lock = (
                select(feeds.c.last_ok_at, feeds.c.next_poll_at)
                .where(feeds.c.id == feed.id)
                .with_for_update()
            )
            row = (await transaction.run(lock)).first()
            if row is None:
                raise LostClaim(f"Feed {feed.id} was removed while it was polled; its entries are dropped.")
            first_poll = row.last_ok_at is None
            news = await store_entries(transaction, feed.id, outcome.entries, now, first_poll=first_poll)
            address = await self._address(transaction, feed.id, outcome.moved_to)
            await note_move(transaction, feed, address.get("host"), now)
            values = _state(outcome) | address
            if values["next_poll_at"] and _wanted_meanwhile(feed, row.next_poll_at, now):
                values["next_poll_at"] = row.next_poll_at
            await transaction.run(update(feeds).where(feeds.c.id == feed.id).values(values))
            if outcome.host_free_at is not None:
                await free_host(transaction, host_of(feed.source.url), outcome.host_free_at)
            return news

    async def poll_now(self, now: datetime) -> None:
        """Make every running feed due at once, whatever its rhythm; stopped ones stay stopped."""
        running = feeds.c.enabled.is_(True) & feeds.c.next_poll_at.is_not(None)
        async with self._database.write() as transaction:
            await transaction.run(update(feeds).where(running).values(next_poll_at=now))
            transaction.wakes(Wake.POLL)

    async def all(self) -> list[Feed]:
        """Every feed, by name."""
        async with self._database.read() as transaction:
            listed = select(feeds).where(feeds.c.origin != REMOVED)
            rows = await transaction.run(listed.order_by(feeds.c.name, feeds.c.id))
            return [feed_of(row) for row in rows.mappings()]

    async def counts(self) -> Mapping[str, int]:
        """Feeds that are 'ok', 'failing' (the last poll failed) and 'stopped' (gone or switched off)."""
        health = case(
            (or_(feeds.c.enabled.is_(False), feeds.c.next_poll_at.is_(None)), "stopped"),
            (feeds.c.failures > 0, "failing"),
            else_="ok",
        )
        async with self._database.read() as transaction:
            listed = select(health, func.count()).where(feeds.c.origin != REMOVED)
            rows = await transaction.run(listed.group_by(health))
            return {"ok": 0, "failing": 0, "stopped": 0} | {row[0]: row[1] for row in rows}

    @staticmethod
    async def _address(transaction: Transaction, feed: FeedId, moved_to: str | None) -> dict[str, str]:
        """The new address, unless another feed has it: one address is not polled twice."""
        if not moved_to:
            return {}
        taken = select(feeds.c.id).where(
            or_(feeds.c.url == moved_to, feeds.c.listed_url == moved_to), feeds.c.id != feed
        )
        if (await transaction.run(taken.limit(1))).first():
            return {}
        return {"url": moved_to, "host": host_of(moved_to)}


def feed_of(row: RowMapping) -> Feed:
    """The feed of a row of `feeds`."""
    return Feed(
        id=FeedId(row["id"]),
        source=FeedSource(**{name: row[name] for name in _SOURCE}),
        validators=Validators(row["etag"], row["last_modified"], row["body_hash"]),
        schedule=Schedule(**{name: row[name] for name in _SCHEDULE}),
        strikes=row["strikes"] or Strikes(),
    )


_SOURCE = (
    "url",
    "name",
    "homepage",
    "language",
    "country",
    "kind",
    "reliability",
    "full_text",
    "enabled",
    "pack",
    "licence",
    "addresses",
)
_SCHEDULE = ("next_poll_at", "interval", "failures", "last_ok_at", "last_new_at", "error", "rhythm", "wishes")


def _wanted_meanwhile(feed: Feed, next_poll_at: datetime | None, now: datetime) -> bool:
    """Whether somebody asked for news at once (`poll_now`) after `feed` was claimed."""
    claimed = feed.schedule.next_poll_at
    return claimed is not None and next_poll_at is not None and claimed < next_poll_at <= now


async def _add(transaction: Transaction, source: FeedSource, now: datetime, author: Author | None) -> int:
    same = or_(feeds.c.url == source.url, feeds.c.listed_url == source.url)
    known = (await transaction.run(select(feeds.c.id, feeds.c.origin).where(same).limit(1))).first()
    if known is None:
        report = {"added_by": author.actor if author else None, "report_due": now}
        new = insert(feeds).values(_new(source, now, OPERATOR) | report)
        made = await transaction.run(new.returning(feeds.c.id))
        return int(made.scalar_one())
    origin = OPERATOR if known.origin == REMOVED else known.origin
    values = {"enabled": True, "switched": True, "next_poll_at": now, "origin": origin}
    await transaction.run(update(feeds).where(feeds.c.id == known.id).values(values))
    return int(known.id)


def _settings(source: FeedSource, origin: str) -> dict[str, Any]:
    return {name: getattr(source, name) for name in _SOURCE if name != "url"} | {
        "listed_url": source.url,
        "origin": origin,
    }


def _new(source: FeedSource, now: datetime, origin: str = CATALOGUE) -> dict[str, Any]:
    return _settings(source, origin) | {
        "url": source.url,
        "host": host_of(source.url),
        "next_poll_at": now,
        "interval": FIRST_INTERVAL,
        "failures": 0,
    }


def _updated(row: RowMapping, source: FeedSource, now: datetime) -> dict[str, Any]:
    enabled = source.enabled if row["switched"] is None else row["switched"]
    back = enabled and not row["enabled"] and row["next_poll_at"] is None
    kept = {"enabled": enabled} | ({"next_poll_at": now} if back else {})
    return _settings(source, CATALOGUE) | kept


def _state(outcome: PollOutcome) -> dict[str, Any]:
    validators, schedule = outcome.validators, outcome.schedule
    return {name: getattr(schedule, name) for name in _SCHEDULE} | {
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "body_hash": validators.body_hash,
        "lease_until": None,
    }
