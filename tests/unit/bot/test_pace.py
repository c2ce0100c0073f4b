"""Ten answers a minute for each person in each chat, one polite word, then silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alertbot.bot.pace import Pace, Turn

NOW = datetime(2026, 7, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_after_the_last_answer_comes_one_polite_word_and_then_silence() -> None:
    pace = Pace(2)
    turns = [pace.take(1, 1, NOW) for _ in range(5)]
    assert turns == [Turn.ANSWER, Turn.ANSWER, Turn.ASK_TO_WAIT, Turn.KEEP_SILENT, Turn.KEEP_SILENT]


def test_a_minute_after_the_first_answer_there_is_one_more() -> None:
    pace = Pace(2)
    for second in (0, 10, 20):
        pace.take(1, 1, NOW + second * SECOND)
    assert pace.take(1, 1, NOW + 59 * SECOND) is Turn.KEEP_SILENT
    assert pace.take(1, 1, NOW + 60 * SECOND) is Turn.ANSWER
    assert pace.take(1, 1, NOW + 61 * SECOND) is Turn.ASK_TO_WAIT


def test_persons_and_chats_are_counted_apart() -> None:
    pace = Pace(1)
    assert [pace.take(*who, NOW) for who in ((1, 1), (1, 2), (2, 1))] == [Turn.ANSWER] * 3


def test_whoever_has_been_quiet_is_forgotten_when_many_came() -> None:
    pace = Pace(1)
    for person in range(10_000):
        pace.take(person, 1, NOW)
    pace.take(1, 2, NOW + timedelta(minutes=2))
    assert len(pace._records) == 1
