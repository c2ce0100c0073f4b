"""A feed's own rhythm: how many entries to expect in which hour of the week. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from alertbot.model import Rhythm

HOURS = 168
"""Of a week."""
HALF_LIFE = timedelta(days=28)
"""After which an entry counts half: outlets change their habits."""
ENOUGH = timedelta(days=3)
"""Less history than this tells no rhythm."""
ENOUGH_ENTRIES = 10.0
_HOUR = timedelta(hours=1)
_OWN_SHARE = 0.7
"""Of an hour's expectation that rests on that hour; the rest on the mean of the week: weeks are few."""


def learn_rhythm(rhythm: Rhythm | None, published: Sequence[datetime], now: datetime) -> Rhythm | None:
    """The rhythm with new entries counted when they were `published`; the future counts as now."""
    times = [min(time, now) for time in published if time >= now - HALF_LIFE]
    if not times:
        return rhythm
    if rhythm is None:
        rhythm = Rhythm(min(times), now, (0.0,) * HOURS)
    fading = 0.5 ** ((now - rhythm.updated) / HALF_LIFE)
    counts = [count * fading for count in rhythm.hours]
    for time in times:
        counts[_hour(time)] += 1
    return Rhythm(rhythm.since, now, tuple(round(count, 3) for count in counts))


def expected_wait(
    rhythm: Rhythm | None, now: datetime, wanted: float, longest: timedelta
) -> timedelta | None:
    """How long until `wanted` entries may be expected, at most `longest`; None where too little is known."""
    if rhythm is None or now - rhythm.since < ENOUGH or sum(rhythm.hours) < ENOUGH_ENTRIES:
        return None
    weeks = _weeks_counted(rhythm, now)
    mean = sum(rhythm.hours) / HOURS
    waited, hoped = timedelta(0), 0.0
    while waited < longest:
        rate = (_OWN_SHARE * rhythm.hours[_hour(now + waited)] + (1 - _OWN_SHARE) * mean) / weeks
        if hoped + rate >= wanted:
            return waited + _HOUR * ((wanted - hoped) / rate)
        hoped += rate
        waited += _HOUR
    return longest


def _weeks_counted(rhythm: Rhythm, now: datetime) -> float:
    """Weeks of history, those long ago for less, as their entries are."""
    age = (now - rhythm.since) / HALF_LIFE
    faded = (1 - math.exp2(-age)) / math.log(2)
    return max(faded * (HALF_LIFE / timedelta(weeks=1)), 1 / 7)


def _hour(time: datetime) -> int:
    utc = time.astimezone(UTC)
    return utc.weekday() * 24 + utc.hour


def usual_gap(rhythm: Rhythm | None) -> timedelta | None:
    """The mean time between two entries when the feed last brought one; None where too little is known."""
    if rhythm is None or rhythm.updated - rhythm.since < ENOUGH or sum(rhythm.hours) < ENOUGH_ENTRIES:
        return None
    return timedelta(weeks=1) * (_weeks_counted(rhythm, rhythm.updated) / sum(rhythm.hours))
