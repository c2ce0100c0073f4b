"""When digests come: once a day or week by the wall clock, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.alerts.schedule import LONGEST_SPAN, DigestTimes, period_start

ZONES = ("UTC", "Europe/Kyiv", "America/Santiago", "Asia/Kabul", "Africa/Cairo", "Australia/Lord_Howe")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("stored", ["daily 07:30", "weekly mon 07:30", "weekly sun 00:00", "daily 23:59"])
def test_times_are_stored_as_they_are_read(stored: str) -> None:
    assert str(DigestTimes.read(stored)) == stored


@pytest.mark.parametrize("text", ["", "daily", "daily 7:30", "weekly 07:30", "daily 24:00", "monthly 07:30"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        DigestTimes.read(text)


@pytest.mark.parametrize(
    ("times", "zone", "now", "after"),
    [
        ("daily 07:30", "UTC", "2026-03-01 07:29", "2026-03-01 07:30"),
        ("daily 07:30", "UTC", "2026-03-01 07:30", "2026-03-02 07:30"),
        ("daily 07:30", "Asia/Kabul", "2026-03-01 00:00", "2026-03-01 03:00"),
        ("weekly mon 07:30", "UTC", "2026-03-01 12:00", "2026-03-02 07:30"),
        ("weekly mon 07:30", "UTC", "2026-03-02 07:30", "2026-03-09 07:30"),
        # Kyiv puts the clock on at 03:00 on 29 March 2026, and back at 04:00 on 25 October.
        ("daily 07:30", "Europe/Kyiv", "2026-03-28 06:00", "2026-03-29 04:30"),
        ("daily 03:30", "Europe/Kyiv", "2026-03-28 12:00", "2026-03-29 01:30"),
        ("daily 03:30", "Europe/Kyiv", "2026-10-24 12:00", "2026-10-25 00:30"),
        ("daily 03:30", "Europe/Kyiv", "2026-10-25 00:30", "2026-10-26 01:30"),
    ],
)
def test_the_next_digest_comes_at_that_hour_of_the_wall_clock(
    times: str, zone: str, now: str, after: str
) -> None:
    assert DigestTimes.read(times).after(at(now), zone) == at(after)


schedules = st.builds(
    DigestTimes, st.times().map(lambda t: time(t.hour, t.minute)), st.none() | st.integers(0, 6)
)
moments = st.integers(0, 12 * 366 * 24 * 60).map(lambda m: at("2020-01-01") + timedelta(minutes=m))


@settings(deadline=None)
@given(schedules, st.sampled_from(ZONES), moments)
def test_every_period_has_one_digest_and_they_follow_one_another(
    times: DigestTimes, zone: str, now: datetime
) -> None:
    first = times.after(now, zone)
    second = times.after(first, zone)
    assert now < first < second
    assert abs((second - first) - times.span) <= timedelta(hours=2)
    assert times.latest(first, zone) == first
    assert times.latest(second - timedelta(microseconds=1), zone) == first
    local = [moment.astimezone(ZoneInfo(zone)).date() for moment in (first, second)]
    assert (local[1] - local[0]).days == times.span.days


def test_a_digest_tells_from_where_the_last_one_ended_but_of_no_more_than_a_month() -> None:
    until, daily = at("2026-03-10 07:30"), DigestTimes.read("daily 07:30")
    assert period_start(at("2026-03-08 07:30"), until, daily) == at("2026-03-08 07:30")
    assert period_start(None, until, daily) == at("2026-03-09 07:30")
    assert period_start(at("2025-03-08 07:30"), until, daily) == until - LONGEST_SPAN
