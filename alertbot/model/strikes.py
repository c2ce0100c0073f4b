"""STRIKES: how often documents of a feed ended the process that read them, and until when it is held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 3
"""So many documents of a feed may end their reader within `WITHIN`; then the feed's pages are held back."""
WITHIN = timedelta(hours=1)
HOLD = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Strikes:
    """Kept with the feed, so that neither a restart nor another process begins anew."""

    at: tuple[datetime, ...] = ()
    """The latest, oldest first."""
    until: datetime | None = None
    """Its pages are left alone until then; None: they never had to be."""

    def after(self, now: datetime) -> Strikes:
        """One more document ended its reader."""
        recent = (*self.at, now)[-MOST:]
        if self.held(now) or len(recent) < MOST or now - recent[0] > WITHIN:
            return Strikes(recent, self.until)
        return Strikes(recent, now + HOLD)

    def held(self, now: datetime) -> bool:
        """Whether the pages of the feed are left alone at the moment."""
        return self.until is not None and now < self.until
