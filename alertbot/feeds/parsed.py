"""What the bytes of a feed say, as plain values that cross from the sandbox's child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One item of a feed document."""

    guid: str
    """The publisher's id, '' if there is none."""
    url: str
    """Absolute http(s) address, '' if there is none."""
    title: str
    """Plain text, one line."""
    content: str
    """The richest of content, summary and description, as delivered (HTML)."""
    published: datetime | None
    """None where the feed tells none or an impossible one."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """One feed document."""

    title: str
    language: str | None
    """ISO 639-1 as the feed claims it."""
    site: str
    """Address of the publisher's page, '' if unknown."""
    entries: tuple[ParsedEntry, ...]
    """In the order of the document, at most 500."""
    ttl: timedelta | None = None
    """RSS <ttl>."""
    update_every: timedelta | None = None
    """sy:updatePeriod divided by sy:updateFrequency."""
    skip_hours: tuple[int, ...] = ()
    """RSS <skipHours>: hours of the day, 0 to 23, in UTC."""
    skip_days: tuple[int, ...] = ()
    """RSS <skipDays>: days of the week, Monday is 0."""
