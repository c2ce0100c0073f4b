"""From when on, in plain words of nine languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alertbot.exports.since import read_moment

NOW = datetime(2026, 7, 8, 6, 30, tzinfo=UTC)
"""A Wednesday, 11:00 in Kabul."""


@pytest.mark.parametrize(
    ("typed", "language", "day"),
    [
        ("yesterday", "en", "2026-07-07"),
        ("today", "en", "2026-07-08"),
        ("since 1 May", "en", "2026-05-01"),
        ("may", "en", "2026-05-01"),
        ("3 days ago", "en", "2026-07-05"),
        ("monday", "en", "2026-07-06"),
        ("2026-06-30", "en", "2026-06-30"),
        ("hier", "fr", "2026-07-07"),
        ("depuis le 1er mai", "fr", "2026-05-01"),
        ("hace 2 semanas", "es", "2026-06-24"),
        ("1 de maio", "pt", "2026-05-01"),
        ("أمس", "ar", "2026-07-07"),
        ("с 1 мая", "ru", "2026-05-01"),
        ("з 1 травня", "uk", "2026-05-01"),
        ("۳ روز پیش", "fa", "2026-07-05"),
        ("jana", "sw", "2026-07-07"),
        ("yesterday", "ar", "2026-07-07"),
    ],
)
def test_a_day_is_its_beginning_where_the_reader_lives(typed: str, language: str, day: str) -> None:
    found = read_moment(typed, NOW, language, "Asia/Kabul")
    assert found.isoformat() == datetime.fromisoformat(f"{day}T00:00:00+04:30").astimezone(UTC).isoformat()


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("7d", datetime(2026, 7, 1, 6, 30, tzinfo=UTC)),
        ("12h", datetime(2026, 7, 7, 18, 30, tzinfo=UTC)),
        ("2W", datetime(2026, 6, 24, 6, 30, tzinfo=UTC)),
        ("2026-05-01T10:00:00Z", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("2026-05-01T10:00+02:00", datetime(2026, 5, 1, 8, tzinfo=UTC)),
        ("2026-05-01 10:00", datetime(2026, 5, 1, 10, tzinfo=UTC)),
    ],
)
def test_spans_and_times_are_exact(typed: str, moment: datetime) -> None:
    assert read_moment(typed, NOW) == moment


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "7", "blah", "2026-13-99", "1999-01-01", "9999w", "x" * 500, "Sudan", "week"]
)
def test_what_is_no_moment_of_the_past_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_moment(typed, NOW)
