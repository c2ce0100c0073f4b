"""When Telegram as a whole is left alone, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.circuit import Circuit

SENT = Answer(AnswerKind.SENT)
AWAY = Answer(AnswerKind.NOT_SENT)
LOST = Answer(AnswerKind.UNKNOWN)
FLOOD = Answer(AnswerKind.FLOOD, retry_after=timedelta(seconds=17))


def after(*answers: Answer, chats: int = 100) -> Circuit:
    circuit = Circuit()
    for number, answer in enumerate(answers):
        circuit = circuit.after(answer, number % chats)
    return circuit


def test_a_refused_token_stops_everybody_at_once_until_something_is_taken() -> None:
    refused = Answer(AnswerKind.BAD_TOKEN)
    circuit = after(SENT, refused)
    assert circuit.probing
    assert circuit.hold(refused) == timedelta(minutes=1)
    assert not circuit.after(SENT, 1).probing


@pytest.mark.parametrize("trouble", [AWAY, LOST])
def test_an_outage_is_believed_after_five_and_the_wait_doubles_to_a_minute(trouble: Answer) -> None:
    waits = [after(*[trouble] * count).hold(trouble) for count in (1, 4, 5, 6, 8, 50)]
    seconds = [wait.total_seconds() if wait else None for wait in waits]
    assert seconds == [None, None, 5, 10, 40, 60]


def test_any_verdict_on_a_message_says_that_telegram_is_there() -> None:
    for kind in (AnswerKind.REFUSED, AnswerKind.BAD_MARKUP, AnswerKind.MIGRATED, AnswerKind.BAD_REQUEST):
        assert after(*[AWAY] * 5, Answer(kind)) == Circuit()


def test_floods_of_five_chats_and_success_for_none_stop_everybody() -> None:
    assert after(*[FLOOD] * 5).hold(FLOOD) == timedelta(seconds=17)
    assert after(*[FLOOD] * 50, chats=4).hold(FLOOD) is None
    assert after(*[FLOOD] * 4, SENT, FLOOD).hold(FLOOD) is None
