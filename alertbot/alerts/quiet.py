"""Quiet hours: whether an alert waits until the reader's morning; what is extreme never does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

_TYPED = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|\s)\s*(\d{1,2})(?:[:.](\d{2}))?")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of a day, by the clock of the chat's time zone; they may run over midnight."""

    start: time
    end: time

    @classmethod
    def read(cls, text: str) -> Self:
        """Understand '22:00-06:30' or '22-6'. Raises ValueError for anything else and where start = end."""
        found = _TYPED.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not hours: {text!r}")
        hour, minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
        quiet = cls(time(hour, minute), time(end_hour % 24 if end_minute == 0 else end_hour, end_minute))
        if quiet.start == quiet.end:
            raise ValueError("start and end are the same")
        return quiet

    def __str__(self) -> str:
        """As it is stored and as `read` takes it: '22:00-06:30'."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def covers(self, moment: time) -> bool:
        """Whether a time of day is quiet; the end itself is not."""
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


def quiet_until(quiet: str, timezone: str, now: datetime) -> datetime | None:
    """Return when the quiet hours under way at `now` end (UTC); None outside of them or if there are none.

    `quiet` is as stored with a chat ('' for none), `timezone` an IANA name. The end is an hour of the
    wall clock, so days of 23 and 25 hours are right.
    """
    if not quiet:
        return None
    hours, zone = Quiet.read(quiet), ZoneInfo(timezone)
    local = now.astimezone(zone)
    if not hours.covers(local.time()):
        return None
    day = local.date() if local.time() < hours.end else local.date() + timedelta(days=1)
    end = datetime.combine(day, hours.end, zone).astimezone(UTC)
    if end > now:
        return end
    return datetime.combine(day, hours.end, zone).replace(fold=1).astimezone(UTC)
