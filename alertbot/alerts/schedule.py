"""When digests come: a time of day, or of one day of the week, by the clock of the chat's time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STORED = re.compile(rf"(?:daily|weekly ({'|'.join(WEEKDAYS)})) (\d\d):(\d\d)")
LONGEST_SPAN = timedelta(days=31)
"""A digest after a long silence tells of no more than this."""


@dataclass(frozen=True, slots=True)
class DigestTimes:
    """When the digests of a chat come."""

    at: time
    weekday: int | None = None
    """0: Monday; None: every day."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Understand what `str` gives: 'daily 07:30', 'weekly mon 07:30'. Raises ValueError otherwise."""
        found = _STORED.fullmatch(text)
        if found is None:
            raise ValueError(f"not the times of a digest: {text!r}")
        day, hour, minute = found.groups()
        return cls(time(int(hour), int(minute)), WEEKDAYS.index(day) if day else None)

    def __str__(self) -> str:
        """As it is stored with a chat."""
        kind = "daily" if self.weekday is None else f"weekly {WEEKDAYS[self.weekday]}"
        return f"{kind} {self.at:%H:%M}"

    @property
    def span(self) -> timedelta:
        """How long a period is, days of 23 and 25 hours aside."""
        return timedelta(days=1 if self.weekday is None else 7)

    def after(self, now: datetime, timezone: str) -> datetime:
        """Return the first time later than `now` (UTC).

        One a day whatever the clocks do: a time that they skip is the moment they jump from, by the offset
        of before; of one that comes twice the first counts.
        """
        zone = ZoneInfo(timezone)
        day = now.astimezone(zone).date() - timedelta(days=1)
        while True:
            moment = self._on(day, zone)
            if moment is not None and moment > now:
                return moment
            day += timedelta(days=1)

    def latest(self, now: datetime, timezone: str) -> datetime:
        """Return the last time at or before `now` (UTC)."""
        zone = ZoneInfo(timezone)
        day = now.astimezone(zone).date() + timedelta(days=1)
        while True:
            moment = self._on(day, zone)
            if moment is not None and moment <= now:
                return moment
            day -= timedelta(days=1)

    def _on(self, day: date, zone: ZoneInfo) -> datetime | None:
        if self.weekday is not None and day.weekday() != self.weekday:
            return None
        return datetime.combine(day, self.at, zone).astimezone(UTC)


def period_start(since: datetime | None, until: datetime, times: DigestTimes | None) -> datetime:
    """Return from when a digest that ends at `until` tells: where the last one ended, within bounds."""
    usual = until - (times.span if times else timedelta(days=1))
    return max(since or usual, until - LONGEST_SPAN)
