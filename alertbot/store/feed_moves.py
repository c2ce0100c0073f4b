"""Hosts of feeds, and what is kept when a feed moves from one to another by itself."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import insert

from alertbot.model import Feed, TroubleKind
from alertbot.store.database import Transaction
from alertbot.store.trouble_tables import feed_troubles


def host_of(url: str) -> str:
    """The host of an address, in small letters; '' if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


async def note_move(transaction: Transaction, feed: Feed, host: str | None, now: datetime) -> None:
    """Keep that a feed is read at another host from now on, for operators to be told.

    Another of its own addresses is no move, nor is the same site with or without `www.`.
    """
    ours = {host_of(url).removeprefix("www.") for url in (feed.source.url, *feed.source.addresses)}
    if host is None or host.removeprefix("www.") in ours:
        return
    row = {"feed_id": feed.id, "kind": TroubleKind.MOVED, "since": now, "suggestion": ""}
    await transaction.run(insert(feed_troubles), [row | {"detail": feed.source.url}])
