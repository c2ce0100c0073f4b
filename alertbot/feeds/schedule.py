"""When a feed is polled next: pure decisions from how the last poll went."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alertbot.feeds.errors import FetchReason, UnreadableReason
from alertbot.feeds.parsed import ParsedFeed
from alertbot.model import Feed, Schedule

SHORTEST = timedelta(minutes=2)
LONGEST = timedelta(hours=6)
LONGEST_WAIT = timedelta(hours=24)
"""The most we wait because a server asked us to (Retry-After)."""
FIRST_RETRY = timedelta(minutes=5)
JITTER = 0.1
"""Share of the interval by which polls are spread, so that feeds do not march in step."""
_BUSIER = 0.7
_QUIETER = 1.25


@dataclass(frozen=True, slots=True)
class PollHints:
    """What the publisher says about how often to come; None: says nothing."""

    max_age: timedelta | None = None
    """Cache-Control: max-age of the answer."""
    ttl: timedelta | None = None
    update_every: timedelta | None = None


def poll_hints(headers: Mapping[str, str], parsed: ParsedFeed | None = None) -> PollHints:
    """Gather the hints of an answer (`headers` with lower-case names) and of its document, if parsed."""
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", headers.get("cache-control", ""), re.IGNORECASE)
    hints = PollHints(max_age=timedelta(seconds=int(found[1])) if found else None)
    if parsed is None:
        return hints
    return replace(hints, ttl=parsed.ttl, update_every=parsed.update_every)


def after_success(
    feed: Feed, now: datetime, hints: PollHints, new_entries: int, not_modified: bool, jitter: float
) -> Schedule:
    """Schedule after an answer we could read (200, or 304: `not_modified`).

    The interval shrinks when there was something new and grows when not, between SHORTEST and
    LONGEST; hints keep us from coming sooner than asked. `jitter` is in [-1, 1].
    """
    factor = _BUSIER if new_entries and not not_modified else _QUIETER
    interval = _within(feed.schedule.interval * factor, _floor(hints), LONGEST)
    return Schedule(
        next_poll_at=now + _spread(interval, jitter),
        interval=interval,
        failures=0,
        last_ok_at=now,
        last_new_at=now if new_entries else feed.schedule.last_new_at,
        error=None,
    )


def after_failure(
    feed: Feed,
    reason: FetchReason | UnreadableReason | str,
    retry_after: timedelta | None,
    now: datetime,
    jitter: float,
    detail: str = "",
) -> Schedule:
    """Schedule after a poll that failed for `reason`; `detail` is the message for the operator.

    410 Gone stops the feed. Anything else doubles the wait up to LONGEST and never gives up; a
    Retry-After is obeyed up to LONGEST_WAIT. `jitter` is in [-1, 1].
    """
    failures = feed.schedule.failures + 1
    wait = min(FIRST_RETRY * 2 ** min(failures - 1, 10), LONGEST)
    next_poll_at: datetime | None = now + _spread(wait, jitter)
    if retry_after is not None:
        asked = min(retry_after, LONGEST_WAIT)
        next_poll_at = now + max(_spread(wait, jitter), asked + JITTER * abs(jitter) * SHORTEST)
    if reason == FetchReason.GONE:
        next_poll_at = None
    return replace(
        feed.schedule, next_poll_at=next_poll_at, failures=failures, error=f"{reason}: {detail or reason}"
    )


def _floor(hints: PollHints) -> timedelta:
    asked = [hint for hint in (hints.max_age, hints.ttl, hints.update_every) if hint is not None]
    return _within(max(asked, default=SHORTEST), SHORTEST, LONGEST)


def _within(value: timedelta, low: timedelta, high: timedelta) -> timedelta:
    return max(low, min(value, high))


def _spread(interval: timedelta, jitter: float) -> timedelta:
    return max(SHORTEST, interval + interval * JITTER * max(-1.0, min(jitter, 1.0)))
