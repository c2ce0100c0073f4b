"""Whose turn it is: quiet hours, the limit an hour, and what waited over a pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from told import chat

from alertbot.alerts.turns import FEW, MOST_TOGETHER, take_turns
from alertbot.model import DeliveryId, Due, Hold

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
NIGHT = datetime(2026, 7, 1, 23, tzinfo=UTC)
MORNING = datetime(2026, 7, 2, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def due(*numbers: int, **more: bool) -> list[Due]:
    return [Due(DeliveryId(number), **more) for number in numbers]


def test_in_quiet_hours_all_but_what_is_extreme_waits_until_they_end() -> None:
    quiet = chat(quiet="22:00-06:00")
    turns = take_turns(quiet, [*due(1), *due(2, urgent=True), *due(3, letter=True)], [], NIGHT)
    assert (turns.alone, turns.held) == ((2,), (1, 3))
    assert (turns.until, turns.hold) == (MORNING, Hold.QUIET)
    assert take_turns(quiet, due(1), [], MORNING).alone == (1,)


def test_a_chat_without_wishes_gets_each_alert_by_itself() -> None:
    turns = take_turns(chat(), due(*range(50)), [NOON] * 50, NOON)
    assert turns.alone == tuple(range(50))
    assert not turns.together


def test_the_last_message_of_the_hour_tells_of_all_the_rest() -> None:
    turns = take_turns(chat(hourly=10), due(*range(17)), [], NOON)
    assert turns.alone == tuple(range(9))
    assert turns.together == tuple(range(9, 17))
    assert not turns.held


def test_after_the_last_message_all_waits_for_the_hour_of_the_first_to_end() -> None:
    sent = [NOON - 50 * MINUTE + n * MINUTE for n in range(10)]
    turns = take_turns(chat(hourly=10), due(*range(7)), sent, NOON)
    assert (turns.alone, turns.together, turns.held) == ((), (), tuple(range(7)))
    assert (turns.until, turns.hold) == (NOON + 10 * MINUTE, Hold.LIMIT)
    later = take_turns(chat(hourly=10), due(*range(7)), sent, NOON + 10 * MINUTE)
    assert later.together == tuple(range(7))


def test_a_single_alert_that_waited_is_an_alert_like_any_other() -> None:
    sent = [NOON - 61 * MINUTE, NOON]
    assert take_turns(chat(hourly=2), due(1), sent, NOON).alone == (1,)


def test_what_is_extreme_goes_whatever_was_sent_and_counts() -> None:
    turns = take_turns(chat(hourly=1), [*due(1), *due(2, urgent=True)], [], NOON)
    assert (turns.alone, turns.held) == ((2,), (1,))
    full = take_turns(chat(hourly=1), due(3, urgent=True), [NOON] * 5, NOON)
    assert full.alone == (3,)


def test_digests_count_for_no_limit() -> None:
    turns = take_turns(chat(hourly=1), [*due(1, letter=True), *due(2)], [NOON], NOON)
    assert (turns.alone, turns.held) == ((1,), (2,))


def test_many_that_waited_over_a_pause_come_in_one_message_and_few_one_by_one() -> None:
    few = take_turns(chat(), due(*range(FEW), away=True), [], NOON)
    assert len(few.alone) == FEW
    many = take_turns(chat(), due(*range(FEW + 1), away=True), [], NOON)
    assert (many.alone, many.together) == ((), tuple(range(FEW + 1)))


@settings(deadline=None)
@given(
    st.integers(0, 12),
    st.lists(st.booleans(), max_size=60),
    st.lists(st.integers(0, 120), max_size=15),
    st.sampled_from([NOON, NIGHT]),
    st.sampled_from(["", "22:00-06:00"]),
)
def test_nothing_is_lost_and_no_hour_gets_more_than_its_limit(
    hourly: int, urgent: list[bool], ago: list[int], now: datetime, quiet: str
) -> None:
    rows = [Due(DeliveryId(number), urgent=grave) for number, grave in enumerate(urgent)]
    sent = sorted(now - minutes * MINUTE for minutes in ago)
    turns = take_turns(chat(hourly=hourly, quiet=quiet), rows, sent, now)
    assert sorted([*turns.alone, *turns.together, *turns.held]) == [row.id for row in rows]
    assert len(turns.together) <= MOST_TOGETHER
    assert len(turns.together) != 1
    assert {row.id for row in rows if row.urgent} <= set(turns.alone)
    if turns.held:
        assert turns.until is not None
        assert turns.until > now
    messages = len([1 for number in turns.alone if not rows[number].urgent]) + bool(turns.together)
    lately = [moment for moment in sent if now - moment < HOUR]
    if hourly:
        assert messages <= max(0, hourly - len(lately))
