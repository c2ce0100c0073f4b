"""What becomes of a delivery after an answer: a pure table over (answer, history, now)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.model import Delivery, DeliveryResult, DeliveryState

AMBIGUOUS_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(minutes=120))
"""Spacing of repeats that may be duplicates; after the last the delivery is `unconfirmed`."""
FLOOD_DEFAULT = timedelta(seconds=30)
"""Wait after a 429 that does not say how long."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=1)
"""Back-off after attempts that surely did not reach Telegram; a lasting outage stops all (circuit.py)."""
MOVES_AT_ONCE = 3
TOKEN_WAIT = timedelta(minutes=1)
EXPIRES_AFTER = timedelta(hours=72)
"""An alert older than this is no news any more."""


@dataclass(frozen=True, slots=True)
class History:
    """What has happened to a delivery before this answer."""

    attempt: int
    """1 for the first."""
    ambiguous: int
    """Earlier attempts with an unknown outcome."""
    plain: bool
    """It was sent as plain text already."""
    age: timedelta
    """Since the delivery was planned."""


def history_of(delivery: Delivery, now: datetime) -> History:
    """The part of a claimed delivery that the decision looks at."""
    age = now - delivery.created_at if delivery.created_at else timedelta(0)
    return History(delivery.attempt, delivery.ambiguous, delivery.plain, age)


def decide(answer: Answer, history: History, now: datetime) -> DeliveryResult:
    """The delivery's next state, when to try again, and what the answer means for the chat."""
    match answer.kind:
        case AnswerKind.SENT:
            return DeliveryResult(DeliveryState.SENT, "sent", message_id=answer.message_id)
        case AnswerKind.UNKNOWN:
            return _ambiguous(answer, history, now)
        case AnswerKind.REFUSED:
            return DeliveryResult(
                DeliveryState.SUSPENDED, answer.detail, suspend_chat=answer.detail or "refused"
            )
        case AnswerKind.BAD_MARKUP if not history.plain:
            return DeliveryResult(DeliveryState.PENDING, answer.detail, not_before=now, plain=True)
        case AnswerKind.BAD_MARKUP | AnswerKind.BAD_REQUEST:
            return DeliveryResult(DeliveryState.DEAD, answer.detail or answer.kind)
        case AnswerKind.MIGRATED:
            return _moved(answer, history, now)
        case AnswerKind.NOT_SENT | AnswerKind.FLOOD | AnswerKind.BAD_TOKEN:
            return _wait(answer, history, now)


def _moved(answer: Answer, history: History, now: datetime) -> DeliveryResult:
    """At once under the new id; groups that move in a circle are followed ever more slowly."""
    if history.age >= EXPIRES_AFTER:
        return DeliveryResult(
            DeliveryState.EXPIRED, f"not sent within {EXPIRES_AFTER}: the group kept moving"
        )
    wait = timedelta(0) if history.attempt <= MOVES_AT_ONCE else backoff(history.attempt - MOVES_AT_ONCE)
    return DeliveryResult(
        DeliveryState.PENDING, "group moved", not_before=now + wait, migrate_to=answer.migrate_to
    )


def _wait(answer: Answer, history: History, now: datetime) -> DeliveryResult:
    """Surely not sent: again later, as often as needed, until it is no news any more."""
    if history.age >= EXPIRES_AFTER:
        return DeliveryResult(DeliveryState.EXPIRED, f"not sent within {EXPIRES_AFTER}: {answer.detail}")
    if answer.kind is AnswerKind.FLOOD:
        until = now + (answer.retry_after or FLOOD_DEFAULT)
        return DeliveryResult(DeliveryState.PENDING, "flood", not_before=until, chat_not_before=until)
    wait = TOKEN_WAIT if answer.kind is AnswerKind.BAD_TOKEN else backoff(history.attempt)
    return DeliveryResult(DeliveryState.PENDING, answer.detail or answer.kind, not_before=now + wait)


def _ambiguous(answer: Answer, history: History, now: datetime) -> DeliveryResult:
    if history.ambiguous >= len(AMBIGUOUS_WAITS):
        reason = f"{history.ambiguous + 1} attempts, none answered: {answer.detail}"
        return DeliveryResult(DeliveryState.UNCONFIRMED, reason, ambiguous=True)
    until = now + AMBIGUOUS_WAITS[history.ambiguous]
    return DeliveryResult(DeliveryState.PENDING, answer.detail, not_before=until, ambiguous=True)


def backoff(attempt: int) -> timedelta:
    """5 s, 10 s, 20 s ... at most 1 min."""
    doublings: int = min(max(attempt - 1, 0), 10)
    return min(FIRST_WAIT * float(1 << doublings), LONGEST_WAIT)
