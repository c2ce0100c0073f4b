"""Whether a change to an incident is worth telling anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from alertbot.model import Alert, ChangeKind, Filed

STALE = timedelta(days=7)
"""A first report published longer ago than this is history: a feed just added, or an archive."""


def alert_for(filed: Filed, now: datetime) -> Alert | None:
    """Return the alert that a filed report makes; None if people need not hear (`silence` says why)."""
    return None if silence(filed, now) else Alert(None, filed.incident, filed.change, now)


def silence(filed: Filed, now: datetime) -> str | None:
    """Return why nobody is told of a filed report; None if it makes an alert."""
    if not filed.change.material:
        return filed.change.reason
    published = filed.incident.reports[-1].published
    if filed.change.kind is ChangeKind.FIRST and now - published > STALE:
        return f"published {published:%Y-%m-%d}, more than {STALE.days} days ago"
    return None
