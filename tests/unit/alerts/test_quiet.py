"""Quiet hours: what people type, when they hold, when they end; over midnight and over changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alertbot.alerts.quiet import Quiet, quiet_until

NIGHT = "22:00-06:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("22:00-06:30", NIGHT),
        (" 22.00 – 6.30 ", NIGHT),
        ("22-6", "22:00-06:00"),
        ("22:00 06:30", NIGHT),
        ("۲۲:۰۰-۰۶:۳۰", NIGHT),
        ("12:00-24:00", "12:00-00:00"),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert str(Quiet.read(typed)) == read


@pytest.mark.parametrize(
    "typed", ["22:00-22:00", "0-24", "25-6", "22:61-6", "night", "22:00", "22:00-24:30", "-1-6", "", "1-2-3"]
)
def test_anything_else_and_start_equal_to_end_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Quiet.read(typed)


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "until"),
    [
        (NIGHT, "UTC", "2026-07-01 21:59:59", None),
        (NIGHT, "UTC", "2026-07-01 22:00", "2026-07-02 06:30"),
        (NIGHT, "UTC", "2026-07-02 06:29", "2026-07-02 06:30"),
        (NIGHT, "UTC", "2026-07-02 06:30", None),
        ("13:00-15:00", "UTC", "2026-07-01 14:00", "2026-07-01 15:00"),
        ("13:00-15:00", "UTC", "2026-07-01 12:00", None),
        (NIGHT, "Asia/Kabul", "2026-07-01 18:00", "2026-07-02 02:00"),
        ("", "UTC", "2026-07-01 23:00", None),
        # Kyiv puts the clock on at 03:00 on 29 March 2026, and back at 04:00 on 25 October.
        (NIGHT, "Europe/Kyiv", "2026-03-28 21:00", "2026-03-29 03:30"),
        (NIGHT, "Europe/Kyiv", "2026-10-24 20:00", "2026-10-25 04:30"),
        ("22:00-03:30", "Europe/Kyiv", "2026-03-28 23:00", "2026-03-29 01:30"),
        ("22:00-03:30", "Europe/Kyiv", "2026-10-24 22:00", "2026-10-25 00:30"),
        ("22:00-03:30", "Europe/Kyiv", "2026-10-25 01:15", "2026-10-25 01:30"),
    ],
)
def test_quiet_ends_at_that_hour_of_the_wall_clock(
    quiet: str, zone: str, now: str, until: str | None
) -> None:
    assert quiet_until(quiet, zone, at(now)) == (at(until) if until else None)
