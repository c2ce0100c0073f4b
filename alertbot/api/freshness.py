"""Conditional requests (RFC 9110, 13): ETags of what is sent, and since when it has been the same."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

_MOST_KEPT = 1_000
_SECOND = timedelta(seconds=1)


class Freshness:
    """Remembers of each address what it held last, and since when.

    An incident changes in ways its dates do not show (a switch of the operators, a merge): the time it was
    first seen to be different is what tells, and after a restart everything counts as new.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def note(self, address: str, body: bytes, now: datetime) -> tuple[str, datetime]:
        """Return the ETag of `body` and since when `address` has held it, in whole seconds."""
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        known = self._seen.pop(address, None)
        if known is None or known[0] != tag:
            changed = now.replace(microsecond=0)
            if known is not None:
                changed = max(changed, known[1] + _SECOND)
            known = (tag, changed)
        self._seen[address] = known
        if len(self._seen) > _MOST_KEPT:
            self._seen.popitem(last=False)
        return known


def is_unchanged(tag: str, changed: datetime, none_match: str, modified_since: str) -> bool:
    """Whether 304 is the answer: by If-None-Match, and only without it by If-Modified-Since."""
    if none_match:
        shown = [part.strip().removeprefix("W/") for part in none_match.split(",")]
        return tag in shown or "*" in shown
    known = _moment(modified_since)
    return known is not None and changed <= known


def http_date(moment: datetime) -> str:
    """Return a time as HTTP writes it: 'Sun, 01 Mar 2026 12:00:00 GMT'."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
