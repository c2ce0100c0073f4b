"""Which feeds that concern a chat do not answer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, timedelta

from alertbot.model import Feed

SILENT_AFTER = timedelta(hours=24)
"""Without an answer, failing all the while."""


def silent_feeds(feeds: Sequence[Feed], countries: Set[str], now: datetime) -> tuple[str, ...]:
    """Return the names of running feeds that fail and were not read for a day, those of one country first.

    `countries` are ISO3 codes that the chat watches, empty for all; a feed about no country in particular
    concerns everybody.
    """
    silent = [feed for feed in feeds if _silent(feed, now) and _concerns(feed, countries)]
    return tuple(
        f.source.name for f in sorted(silent, key=lambda f: (f.source.country is None, f.source.name))
    )


def _silent(feed: Feed, now: datetime) -> bool:
    schedule = feed.schedule
    if schedule.next_poll_at is None or not schedule.failures or schedule.last_ok_at is None:
        return False
    return now - schedule.last_ok_at >= SILENT_AFTER


def _concerns(feed: Feed, countries: Set[str]) -> bool:
    return not countries or feed.source.country is None or feed.source.country in countries
