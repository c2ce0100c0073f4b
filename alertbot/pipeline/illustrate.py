"""The pictures of a digest: its chart, and once a week the map of what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from alertbot.alerts.chart import Span, digest_chart
from alertbot.alerts.digest import Digest, DigestKind, Entry, entries
from alertbot.alerts.schedule import DigestTimes
from alertbot.alerts.situation import situation_map
from alertbot.alerts.whereabouts import Locate
from alertbot.model import Alert, Letter
from alertbot.model.pictures import Picture
from alertbot.texts import Texts

DAYS_BEFORE, WEEKS_BEFORE = 6, 7
"""Digests that a chart shows before the one it belongs to."""
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What a chat was told before the period of a digest."""

    alerts: tuple[Alert, ...]
    """In order of planning."""
    complete: bool
    """False: there is more, further back."""


def past_start(times: DigestTimes, since: datetime, timezone: str) -> datetime:
    """Return from when on earlier periods are compared."""
    start = since
    for _ in range(DAYS_BEFORE if times.weekday is None else WEEKS_BEFORE):
        start = times.latest(start - _MOMENT, timezone)
    return start


def illustrate(
    digest: Digest, times: DigestTimes, past: Past, texts: Texts, timezone: str, locate: Locate
) -> tuple[Letter, ...]:
    """Return the digest's pictures as letters, to follow its text; none where nothing is new.

    Each has its words as caption, which go alone where the picture cannot.
    """
    if not digest.new:
        return ()
    made: list[tuple[Picture, str] | None] = [
        digest_chart(digest.kind, _spans(digest, times, past, timezone), texts, timezone)
    ]
    if digest.kind is DigestKind.WEEKLY:
        told = [entry.incident for entry in digest.new]
        made.append(situation_map(told, digest.since, digest.until, texts, timezone, locate))
    return tuple(_letter(*one) for one in made if one)


def _letter(picture: Picture, caption: str) -> Letter:
    return Letter(escape(caption, quote=False), caption, picture)


def _spans(digest: Digest, times: DigestTimes, past: Past, timezone: str) -> list[Span]:
    spans = [Span(digest.since, digest.until, digest.entries)]
    start = past_start(times, digest.since, timezone)
    until = digest.since
    while until > start:
        since = times.latest(until - _MOMENT, timezone)
        spans.insert(0, Span(since, until, _told(past, since, until)))
        until = since
    return spans


def _told(past: Past, since: datetime, until: datetime) -> tuple[Entry, ...] | None:
    """None for a period before the first alert, and for one of which some alerts are out of sight."""
    if not past.alerts:
        return None
    first = past.alerts[0].created_at
    if until <= first or (since < first and not past.complete):
        return None
    return entries(alert for alert in past.alerts if since <= alert.created_at < until)
