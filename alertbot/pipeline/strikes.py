"""Remembers feeds whose documents end the processes that read them, and holds them back for a while."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alertbot.model import FeedId

MOST = 3
"""So many documents of a feed may end their reader within `WITHIN`; then the feed is held back."""
WITHIN = timedelta(hours=1)
HOLD = timedelta(hours=6)


@dataclass(slots=True)
class Strikes:
    """In memory: after a restart a feed begins anew."""

    _at: dict[FeedId, deque[datetime]] = field(default_factory=dict)
    _until: dict[FeedId, datetime] = field(default_factory=dict)

    def note(self, feed: FeedId, now: datetime) -> bool:
        """A document of the feed ended its reader; True if that holds the feed back from now on."""
        recent = self._at.setdefault(feed, deque(maxlen=MOST))
        recent.append(now)
        if len(recent) < MOST or now - recent[0] > WITHIN or self.held(feed, now):
            return False
        self._until[feed] = now + HOLD
        return True

    def held(self, feed: FeedId, now: datetime) -> bool:
        """Whether the pages of that feed are left alone at the moment."""
        return now < self._until.get(feed, now)
