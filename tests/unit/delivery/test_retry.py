"""The retry table: no transient failure kills a delivery, no permanent one is repeated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.retry import AMBIGUOUS_WAITS, EXPIRES_AFTER, FLOOD_DEFAULT, History, backoff, decide
from alertbot.model import DeliveryState

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
NEW = History(attempt=1, ambiguous=0, plain=False, age=timedelta(0))
TERMINAL = {DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNCONFIRMED, DeliveryState.EXPIRED}


def test_an_accepted_message_is_sent_and_keeps_its_id() -> None:
    result = decide(Answer(AnswerKind.SENT, message_id=7), NEW, NOW)
    assert (result.state, result.message_id) == (DeliveryState.SENT, 7)


def test_a_lost_answer_is_repeated_later_and_counted() -> None:
    result = decide(Answer(AnswerKind.UNKNOWN), NEW, NOW)
    assert result.state is DeliveryState.PENDING
    assert result.ambiguous
    assert result.not_before == NOW + AMBIGUOUS_WAITS[0]


def test_after_the_last_ambiguous_repeat_the_operator_must_decide() -> None:
    history = History(attempt=5, ambiguous=len(AMBIGUOUS_WAITS), plain=False, age=timedelta(hours=3))
    assert decide(Answer(AnswerKind.UNKNOWN), history, NOW).state is DeliveryState.UNCONFIRMED


def test_a_flood_answer_holds_the_whole_chat_for_as_long_as_telegram_says() -> None:
    result = decide(Answer(AnswerKind.FLOOD, retry_after=timedelta(hours=2)), NEW, NOW)
    assert result.chat_not_before == result.not_before == NOW + timedelta(hours=2)


def test_a_flood_answer_without_a_time_waits_the_default() -> None:
    assert decide(Answer(AnswerKind.FLOOD), NEW, NOW).not_before == NOW + FLOOD_DEFAULT


def test_a_moved_group_is_tried_again_at_once_under_its_new_id() -> None:
    result = decide(Answer(AnswerKind.MIGRATED, migrate_to=-100), NEW, NOW)
    assert (result.state, result.not_before, result.migrate_to) == (DeliveryState.PENDING, NOW, -100)


def test_refused_markup_goes_out_once_as_plain_text_and_then_is_given_up() -> None:
    first = decide(Answer(AnswerKind.BAD_MARKUP), NEW, NOW)
    again = decide(Answer(AnswerKind.BAD_MARKUP), History(2, 0, plain=True, age=timedelta(0)), NOW)
    assert (first.state, first.plain) == (DeliveryState.PENDING, True)
    assert again.state is DeliveryState.DEAD


def test_a_chat_that_blocked_us_is_suspended_not_erased() -> None:
    result = decide(Answer(AnswerKind.REFUSED, "Forbidden: bot was blocked by the user"), NEW, NOW)
    assert result.state is DeliveryState.SUSPENDED
    assert result.suspend_chat == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize("kind", [AnswerKind.NOT_SENT, AnswerKind.BAD_TOKEN, AnswerKind.FLOOD])
def test_what_surely_did_not_arrive_is_tried_until_it_is_no_news_any_more(kind: AnswerKind) -> None:
    many = History(attempt=500, ambiguous=0, plain=False, age=EXPIRES_AFTER - timedelta(seconds=1))
    old = History(attempt=501, ambiguous=0, plain=False, age=EXPIRES_AFTER)
    assert decide(Answer(kind), many, NOW).state is DeliveryState.PENDING
    assert decide(Answer(kind), old, NOW).state is DeliveryState.EXPIRED


def test_the_back_off_doubles_up_to_a_minute() -> None:
    waits = [backoff(attempt).total_seconds() for attempt in (1, 2, 3, 7, 1000)]
    assert waits == [5, 10, 20, 60, 60]


def test_every_sequence_of_three_answers_ends_or_waits_within_a_horizon() -> None:
    """All 729 sequences: never stuck, at most one ambiguous repeat more than allowed, time never goes back."""
    for sequence in product(AnswerKind, repeat=3):
        now, ambiguous, plain = NOW, 0, False
        for attempt, kind in enumerate(sequence, start=1):
            result = decide(Answer(kind), History(attempt, ambiguous, plain, now - NOW), now)
            ambiguous += result.ambiguous
            plain = plain or result.plain
            if result.state in TERMINAL or result.state is DeliveryState.SUSPENDED:
                break
            assert result.state is DeliveryState.PENDING
            assert result.not_before is not None
            assert now <= result.not_before <= now + timedelta(hours=2)
            now = result.not_before


def test_a_group_that_keeps_moving_is_followed_ever_more_slowly() -> None:
    moved = Answer(AnswerKind.MIGRATED, migrate_to=-100)
    waits = [
        decide(moved, History(attempt, 0, False, timedelta(0)), NOW).not_before - NOW
        for attempt in (1, 3, 4, 9)
    ]
    assert [wait.total_seconds() for wait in waits] == [0, 0, 5, 60]
