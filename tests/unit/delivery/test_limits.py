"""Sending limits: never exceeded, and used as far as they go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.delivery.limits import SendLimits

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def busiest(times: list[datetime], span: timedelta) -> int:
    """The most events in any half-open window of `span`."""
    return max(sum(start <= time < start + span for time in times) for start in times)


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 0.2)), min_size=1, max_size=150))
def test_no_window_ever_holds_more_than_telegram_permits(calls: list[tuple[int, float]]) -> None:
    limits, now = SendLimits(), NOW
    sent: list[tuple[int, datetime]] = []
    for chat, pause in calls:
        now += timedelta(seconds=pause)
        sent.append((chat, limits.reserve(chat, group=chat % 2 == 0, now=now)))
    assert busiest([when for _, when in sent], SECOND) <= 30
    for chat in {chat for chat, _ in sent}:
        times = [when for other, when in sent if other == chat]
        assert busiest(times, SECOND) <= 1
        assert chat % 2 or busiest(times, timedelta(seconds=60)) <= 20


def test_three_hundred_chats_are_served_at_the_full_rate() -> None:
    limits = SendLimits()
    last = max(limits.reserve(chat, group=False, now=NOW) for chat in range(300))
    assert last - NOW == timedelta(seconds=9)


def test_the_twenty_first_message_of_a_minute_waits_in_a_group_only() -> None:
    group, private = SendLimits(), SendLimits()
    for _ in range(20):
        group.reserve(1, group=True, now=NOW)
        private.reserve(1, group=False, now=NOW)
    assert group.earliest(1, group=True, now=NOW) == NOW + timedelta(seconds=60)
    assert private.earliest(1, group=False, now=NOW) == NOW + timedelta(seconds=20)


def test_what_was_sent_before_a_restart_still_counts() -> None:
    before = SendLimits()
    for _ in range(20):
        before.reserve(1, group=True, now=NOW)
    after = SendLimits(before.sent())
    assert after.earliest(1, group=True, now=NOW) == before.earliest(1, group=True, now=NOW)
    assert after.earliest(2, group=False, now=NOW) == NOW
