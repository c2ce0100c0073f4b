"""Which chats lose what they depend on when feeds are in trouble. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from alertbot.model import Feed, FeedId, Gap, ReliantChat, TroubleKind

SILENT_FOR = timedelta(days=3)
"""So long nothing of any source of a country and language may come before readers are told."""

Troubled = Mapping[FeedId, TroubleKind]
"""Feeds whose trouble has lasted long enough to be told to operators."""


def last_sign(feed: Feed, kind: TroubleKind) -> datetime | None:
    """When a feed last answered, or last brought something where it answers still; None: never."""
    return feed.schedule.last_new_at if kind is TroubleKind.SILENT else feed.schedule.last_ok_at


def find_gaps(chats: Sequence[ReliantChat], feeds: Sequence[Feed], ill: Troubled, now: datetime) -> list[Gap]:
    """What chats that watch a country by name miss: all sources about it in one language are in trouble.

    Sources that a chat muted do not count, nor those that could never be read: nobody depends on them.
    """
    groups = defaultdict[tuple[str, str], list[Feed]](list)
    for feed in feeds:
        if feed.source.enabled and feed.source.country and feed.schedule.last_ok_at:
            groups[feed.source.country, feed.source.language or ""].append(feed)
    hurt = {where: group for where, group in groups.items() if any(feed.id in ill for feed in group)}
    return [
        gap
        for chat in chats
        for where, group in hurt.items()
        if where[0] in chat.countries and (gap := _gap(chat, where, group, ill, now))
    ]


def still_read(country: str, feeds: Sequence[Feed], ill: Troubled) -> int:
    """How many sources about a country can be read."""
    return sum(
        feed.source.enabled and feed.source.country == country and feed.id not in ill
        for feed in feeds
        if feed.schedule.last_ok_at and not feed.schedule.failures
    )


def _gap(
    chat: ReliantChat, where: tuple[str, str], group: Sequence[Feed], ill: Troubled, now: datetime
) -> Gap | None:
    heard = [feed for feed in group if feed.id not in chat.muted]
    signs = [last_sign(feed, ill[feed.id]) for feed in heard if feed.id in ill]
    seen = [sign for sign in signs if sign is not None]
    if not heard or len(seen) < len(heard) or now - max(seen) < SILENT_FOR:
        return None
    return Gap(chat.chat, *where, tuple(feed.id for feed in heard), max(seen))
