"""A feed's rhythm by the hour of the week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.feeds.rhythm import HALF_LIFE, expected_wait, learn_rhythm

MONDAY = datetime(2026, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONGEST = timedelta(hours=6)


def every(step: timedelta, days: int) -> list[datetime]:
    return [MONDAY - step * number for number in range(1, int(timedelta(days=days) / step))]


def test_a_steady_feed_is_expected_at_its_own_pace():
    rhythm = learn_rhythm(None, every(HOUR, 20), MONDAY)
    wait = expected_wait(rhythm, MONDAY, 1.0, LONGEST)
    assert wait is not None
    assert wait / HOUR == pytest.approx(1, rel=0.35)


def test_a_feed_of_office_hours_is_expected_in_office_hours():
    mornings = [MONDAY - timedelta(days=day) + HOUR * 9 for day in range(1, 22) for _ in range(3)]
    rhythm = learn_rhythm(None, mornings, MONDAY)
    at_nine, at_noon = (
        expected_wait(rhythm, MONDAY + HOUR * hour, 0.5, timedelta(days=1)) for hour in (9, 12)
    )
    assert at_nine is not None
    assert at_noon is not None
    assert at_nine < HOUR
    assert at_noon > 4 * HOUR


def test_little_history_tells_nothing():
    assert learn_rhythm(None, [], MONDAY) is None
    assert expected_wait(None, MONDAY, 0.5, LONGEST) is None
    few = learn_rhythm(None, every(timedelta(days=1), 8), MONDAY)
    young = learn_rhythm(None, every(HOUR, 2), MONDAY)
    assert expected_wait(few, MONDAY, 0.5, LONGEST) is None
    assert expected_wait(young, MONDAY, 0.5, LONGEST) is None


def test_old_habits_fade():
    rhythm = learn_rhythm(None, [MONDAY] * 8, MONDAY)
    later = learn_rhythm(rhythm, [MONDAY + HALF_LIFE], MONDAY + HALF_LIFE)
    assert later is not None
    assert sum(later.hours) == pytest.approx(5)
    assert later.since == MONDAY


def test_entries_dated_in_the_future_count_now():
    rhythm = learn_rhythm(None, [MONDAY + timedelta(days=400)], MONDAY)
    assert rhythm is not None
    assert rhythm.hours[0] == 1


@given(st.lists(st.timedeltas(timedelta(days=-9000), timedelta(days=9000)), max_size=40))
def test_any_dates_give_a_wait_within_bounds(offsets: list[timedelta]):
    rhythm = learn_rhythm(None, [MONDAY + offset for offset in offsets], MONDAY)
    wait = expected_wait(rhythm, MONDAY, 0.5, LONGEST)
    assert wait is None or timedelta(0) <= wait <= LONGEST
