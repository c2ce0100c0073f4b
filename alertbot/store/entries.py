"""Entries: which of those a feed delivers are new, which changed, and the article each becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, TypeVar

from sqlalchemy import Column, insert, select, update

from alertbot.model import ArticleState, Entry, FeedId
from alertbot.ports import Wake
from alertbot.store.database import Transaction
from alertbot.store.tables import articles, entries, entry_keys

T = TypeVar("T")
BACKLOG = timedelta(hours=48)
"""What is older than this when a feed is polled for the first time is no news."""
_PARAMETERS = 5000
"""Values in one IN list; SQLite takes 32,766 parameters, PostgreSQL's driver 32,767."""


@dataclass(frozen=True, slots=True)
class _Stored:
    content_hash: str
    state: ArticleState


async def store_entries(
    transaction: Transaction, feed: FeedId, batch: Sequence[Entry], now: datetime, *, first_poll: bool
) -> int:
    """Store what is new or changed, and queue its articles; the number of entries queued.

    The caller holds the feed's row. Of entries of one batch that are the same, the first counts.
    """
    owners = await _owners(transaction, feed, batch)
    known: dict[int, Entry] = {}
    fresh: list[Entry] = []
    seen: set[bytes] = set()
    for entry in batch:
        digests = _digests(entry)
        owner = next((owners[digest] for digest in digests if digest in owners), None)
        if owner is not None:
            known.setdefault(owner, entry)
        elif seen.isdisjoint(digests):
            fresh.append(entry)
        seen.update(digests)
    ids = await _insert(transaction, feed, fresh, now, first_poll=first_poll)
    await _learn_keys(transaction, feed, {**known, **ids}, owners)
    queued = [entry for entry in fresh if not (first_poll and _stale(entry, now))]
    news = len(queued) + await _update_changed(transaction, known, now)
    if news:
        transaction.wakes(Wake.READ)
    return news


def _digests(entry: Entry) -> list[bytes]:
    """One per key; an entry without any is known by its content."""
    keys = entry.keys or (f"content:{entry.content_hash}",)
    return [blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest() for key in keys]


def _stale(entry: Entry, now: datetime) -> bool:
    return entry.published is not None and entry.published < now - BACKLOG


async def _owners(transaction: Transaction, feed: FeedId, batch: Sequence[Entry]) -> dict[bytes, int]:
    """Which stored entry has which key."""
    digests = list({digest for entry in batch for digest in _digests(entry)})
    owners: dict[bytes, int] = {}
    for part in _parts(digests):
        query = select(entry_keys.c.key, entry_keys.c.entry_id).where(
            entry_keys.c.feed_id == feed, entry_keys.c.key.in_(part)
        )
        owners.update((bytes(row.key), row.entry_id) for row in await transaction.run(query))
    return owners


async def _insert(
    transaction: Transaction, feed: FeedId, fresh: Sequence[Entry], now: datetime, *, first_poll: bool
) -> dict[int, Entry]:
    """The new entries by id, each with its article."""
    if not fresh:
        return {}
    by_key = {_digests(entry)[0]: entry for entry in fresh}
    rows = [
        _content(entry) | {"feed_id": feed, "first_key": key, "first_seen": now}
        for key, entry in by_key.items()
    ]
    added = await transaction.run(insert(entries).returning(entries.c.id, entries.c.first_key), rows)
    ids: dict[int, Entry] = {row.id: by_key[bytes(row.first_key)] for row in added}
    queue = [
        _article(identity, now, skipped=first_poll and _stale(entry, now))
        for identity, entry in sorted(ids.items())
    ]
    await transaction.run(insert(articles), queue)
    return ids


def _article(entry_id: int, now: datetime, *, skipped: bool) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "state": ArticleState.SKIPPED if skipped else ArticleState.TO_READ,
        "due_at": now,
        "attempt": 0,
        "first_seen": now,
    }


async def _learn_keys(
    transaction: Transaction, feed: FeedId, by_id: dict[int, Entry], owners: dict[bytes, int]
) -> None:
    """Give each entry the keys it came with; a key stays with the entry that had it first."""
    new: dict[bytes, int] = {}
    for identity, entry in by_id.items():
        for digest in _digests(entry):
            if digest not in owners:
                new.setdefault(digest, identity)
    if new:
        rows = [{"feed_id": feed, "key": key, "entry_id": identity} for key, identity in new.items()]
        await transaction.run(insert(entry_keys), rows)


async def _update_changed(transaction: Transaction, known: dict[int, Entry], now: datetime) -> int:
    """Take over changed content and have it read again; how many."""
    stored = await _stored(transaction, list(known))
    changed = 0
    for identity, entry in known.items():
        before = stored[identity]
        if before.content_hash == entry.content_hash:
            continue
        await transaction.run(update(entries).where(entries.c.id == identity).values(_content(entry)))
        if before.state is ArticleState.SKIPPED and _stale(entry, now):
            continue
        again = {"state": ArticleState.TO_READ, "due_at": now, "attempt": 0, "trouble": None}
        await transaction.run(update(articles).where(articles.c.entry_id == identity).values(again))
        changed += 1
    return changed


async def _stored(transaction: Transaction, ids: Sequence[int]) -> dict[int, _Stored]:
    stored: dict[int, _Stored] = {}
    for part in _parts(ids):
        query = (
            select(entries.c.id, entries.c.content_hash, articles.c.state)
            .join(articles, articles.c.entry_id == entries.c.id)
            .where(entries.c.id.in_(part))
        )
        stored.update((row.id, _Stored(row.content_hash, row.state)) for row in await transaction.run(query))
    return stored


def _content(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _CONTENT}


_CONTENT = ("keys", "url", "title", "html", "published", "content_hash", "language")


def entry_columns() -> list[Column[Any]]:
    """What `entry_of` needs, without clashes with other tables."""
    return [entries.c[name].label(f"entry_{name}") for name in _CONTENT]  # type: ignore[misc]


def entry_of(row: Any) -> Entry:
    """The entry of a row with `entry_columns`."""
    return Entry(**{name: row[f"entry_{name}"] for name in _CONTENT})


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _PARAMETERS):
        yield values[start : start + _PARAMETERS]
