"""When a feed is polled next: pure decisions from how the last poll went."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from alertbot.feeds.errors import FetchReason, UnreadableReason
from alertbot.feeds.parsed import ParsedFeed
from alertbot.feeds.rhythm import expected_wait, learn_rhythm
from alertbot.model import Feed, FeedSource, Rhythm, Schedule, Wishes

SHORTEST = timedelta(minutes=2)
LONGEST = timedelta(hours=6)
LONGEST_WAIT = timedelta(hours=24)
"""The most we wait because a server asked us to (Retry-After)."""
FIRST_RETRY = timedelta(minutes=5)
HOSTILE = "hostile"
"""The reason of a poll whose document ended the process that read it."""
MOST_HOSTILE = 3
"""Failures in a row from which such a feed is asked as seldom as possible."""
HOST_GAP = timedelta(seconds=10)
"""Between the end of one poll of a host and the start of the next, of whatever feed."""
JITTER = 0.1
"""Share of the interval by which polls are spread, so that feeds do not march in step."""
BEFORE_NEXT_ADDRESS = 3
_WANTED = 0.5
"""Entries that may be expected at the next poll: the factors below come to the same in the long run."""
_BUSIER = 0.7
_QUIETER = 1.25


@dataclass(frozen=True, slots=True)
class PollHints:
    """What the publisher says about how often to come; None: says nothing."""

    max_age: timedelta | None = None
    """How long the answer stays good: Cache-Control: max-age, else Expires."""
    wishes: Wishes | None = None
    """Of the document, if one was read; None: those of the last document hold."""


def poll_hints(headers: Mapping[str, str], parsed: ParsedFeed | None = None) -> PollHints:
    """Gather the hints of an answer (`headers` with lower-case names) and of its document, if parsed."""
    found = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", headers.get("cache-control", ""), re.IGNORECASE)
    hints = PollHints(timedelta(seconds=int(found[1])) if found else _expires_in(headers))
    if parsed is None:
        return hints
    asked = [hint for hint in (parsed.ttl, parsed.update_every) if hint is not None]
    return replace(hints, wishes=Wishes(max(asked, default=None), parsed.skip_hours, parsed.skip_days))


def _expires_in(headers: Mapping[str, str]) -> timedelta | None:
    """By the server's own clock: Expires counts from its Date."""
    try:
        expires, date = (parsedate_to_datetime(headers[name]) for name in ("expires", "date"))
        return max(timedelta(0), expires - date)
    except (KeyError, ValueError, TypeError):
        return None


def after_success(
    feed: Feed, now: datetime, hints: PollHints, published: Sequence[datetime], jitter: float
) -> Schedule:
    """Schedule after an answer we could read; `published` are the times of what it brought that is new.

    The interval shrinks when there was something new and grows when not, between SHORTEST and
    LONGEST; hints keep us from coming sooner than asked. The next poll comes sooner or later than
    that by what the hours ahead usually bring. `jitter` is in [-1, 1].
    """
    hints = hints if hints.wishes else replace(hints, wishes=feed.schedule.wishes)
    interval = _within(feed.schedule.interval * (_BUSIER if published else _QUIETER), _floor(hints), LONGEST)
    rhythm = learn_rhythm(feed.schedule.rhythm, published, now)
    next_poll_at = now + _spread(_by_the_hour(interval, rhythm, now, hints), jitter)
    return Schedule(
        next_poll_at=_when_wanted(next_poll_at, hints.wishes),
        interval=interval,
        failures=0,
        last_ok_at=now,
        last_new_at=now if published else feed.schedule.last_new_at,
        error=None,
        rhythm=rhythm,
        wishes=hints.wishes,
    )


def next_address(
    source: FeedSource, failures: int, reason: FetchReason | UnreadableReason | str
) -> str | None:
    """The address to try next where a source has several: after every third failure, at once if gone."""
    others = [url for url in source.addresses if url != source.url]
    if not others or (failures % BEFORE_NEXT_ADDRESS and reason != FetchReason.GONE):
        return None
    at = source.addresses.index(source.url) if source.url in source.addresses else -1
    return source.addresses[(at + 1) % len(source.addresses)]


def after_failure(
    feed: Feed,
    reason: FetchReason | UnreadableReason | str,
    retry_after: timedelta | None,
    now: datetime,
    jitter: float,
    detail: str = "",
) -> Schedule:
    """Schedule after a poll that failed for `reason`; `detail` is the message for the operator.

    410 Gone stops the feed. From the third failure in a row on, a document that ended its reader makes the
    wait LONGEST at once. Anything else doubles the wait up to LONGEST and never gives up; a
    Retry-After is obeyed up to LONGEST_WAIT. `jitter` is in [-1, 1].
    """
    failures = feed.schedule.failures + 1
    wait = min(FIRST_RETRY * 2 ** min(failures - 1, 10), LONGEST)
    if reason == HOSTILE and failures >= MOST_HOSTILE:
        wait = LONGEST
    next_poll_at: datetime | None = now + _spread(wait, jitter)
    if retry_after is not None:
        asked = min(retry_after, LONGEST_WAIT)
        next_poll_at = now + max(_spread(wait, jitter), asked + JITTER * abs(jitter) * SHORTEST)
    if reason == FetchReason.GONE:
        next_poll_at = None
    return replace(
        feed.schedule, next_poll_at=next_poll_at, failures=failures, error=f"{reason}: {detail or reason}"
    )


def host_free_at(reason: FetchReason | None, retry_after: timedelta | None, now: datetime) -> datetime:
    """When another feed of the host may be asked: what it said to one feed holds for all of them."""
    busy = reason is FetchReason.TOO_MANY_REQUESTS
    if retry_after is None:
        return now + (FIRST_RETRY if busy else HOST_GAP)
    return now + max(HOST_GAP, min(retry_after, LONGEST_WAIT))


def _by_the_hour(interval: timedelta, rhythm: Rhythm | None, now: datetime, hints: PollHints) -> timedelta:
    """The interval, up to a third shorter or up to twice as long by what the hours ahead usually bring."""
    wait = expected_wait(rhythm, now, _WANTED, LONGEST)
    if wait is None:
        return interval
    return _within(_within(wait, interval / 3, interval * 2), _floor(hints), LONGEST)


def _floor(hints: PollHints) -> timedelta:
    every = hints.wishes.every if hints.wishes else None
    asked = [hint for hint in (hints.max_age, every) if hint is not None]
    return _within(max(asked, default=SHORTEST), SHORTEST, LONGEST)


def _when_wanted(at: datetime, wishes: Wishes | None) -> datetime:
    """The same time or the next hour in which the publisher lets readers come; a day's wait at most."""
    if wishes is None or not (wishes.skip_hours or wishes.skip_days):
        return at
    for hours in range(LONGEST_WAIT // timedelta(hours=1) + 1):
        later = at + timedelta(hours=hours)
        utc = later.astimezone(UTC)
        if utc.hour not in wishes.skip_hours and utc.weekday() not in wishes.skip_days:
            return later
    return at


def _within(value: timedelta, low: timedelta, high: timedelta) -> timedelta:
    return max(low, min(value, high))


def _spread(interval: timedelta, jitter: float) -> timedelta:
    return max(SHORTEST, interval + interval * JITTER * max(-1.0, min(jitter, 1.0)))
