"""Dose: every sequence of up to three answers of Telegram through the decision, with no network."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.retry import AMBIGUOUS_WAITS, History, decide
from alertbot.delivery.telegram import explain
from alertbot.model import DeliveryResult, DeliveryState
from faults.dose import Size
from faults.table import Row

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OVER = frozenset(DeliveryState) - {DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SUSPENDED}
LENGTH = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer of Telegram or of the way there, as python-telegram-bot shows it."""

    name: str
    error: TelegramError | None
    taken: str
    """'yes', 'no' or 'perhaps': whether Telegram has the message after it."""

    def answer(self) -> Answer:
        """The class the sender makes of it."""
        return explain(self.error) if self.error else Answer(AnswerKind.SENT, message_id=7)


def _caused(error: TelegramError, cause: BaseException | None) -> TelegramError:
    error.__cause__ = cause
    return error


OUTCOMES = (
    Outcome("200", None, "yes"),
    Outcome("connection refused", _caused(NetworkError("x"), httpx.ConnectError("x")), "no"),
    Outcome("connect timeout", _caused(TimedOut(), httpx.ConnectTimeout("x")), "no"),
    Outcome("pool timeout", _caused(TimedOut(), httpx.PoolTimeout("x")), "no"),
    Outcome("read timeout", _caused(TimedOut(), httpx.ReadTimeout("x")), "perhaps"),
    Outcome("write timeout", _caused(TimedOut(), httpx.WriteTimeout("x")), "perhaps"),
    Outcome("connection closed", _caused(NetworkError("x"), httpx.RemoteProtocolError("x")), "perhaps"),
    Outcome("502 page", _caused(NetworkError("Bad Gateway (502)"), TelegramError("x")), "perhaps"),
    Outcome("unreadable 200", _caused(TelegramError("x"), json.JSONDecodeError("x", "", 0)), "perhaps"),
    Outcome("429", RetryAfter(timedelta(seconds=17)), "no"),
    Outcome("429 page", _caused(NetworkError("Too Many Requests (429)"), TelegramError("x")), "no"),
    Outcome("group moved", ChatMigrated(-100123), "no"),
    Outcome("bad entities", BadRequest("Can't parse entities: unclosed tag"), "no"),
    Outcome("topic closed", BadRequest("TOPIC_CLOSED"), "no"),
    Outcome("403", Forbidden("Forbidden: bot was blocked by the user"), "no"),
    Outcome("401", InvalidToken(), "no"),
)


@dataclass(slots=True)
class _Standing:
    """One delivery as the outbox keeps it, in memory."""

    now: datetime = START
    attempt: int = 0
    ambiguous: int = 0
    plain: bool = False
    copies: int = 0


def run(size: Size) -> Iterable[Row]:
    """Sequences of one, two and three of the sixteen answers: 4,368."""
    sequences = [
        sequence for length in range(1, LENGTH + 1) for sequence in itertools.product(OUTCOMES, repeat=length)
    ]
    violations = [f"{_named(one)}: {wrong}" for one in sequences for wrong in _play(one)]
    yield Row(
        "answers of Telegram, all sequences up to 3", len(sequences), None, violations=tuple(violations)
    )


def _named(sequence: Sequence[Outcome]) -> str:
    return ", ".join(outcome.name for outcome in sequence)


def _play(sequence: Sequence[Outcome]) -> Iterable[str]:
    """Walk one delivery through the answers; tell every broken rule of docs/reliability.md."""
    row, repeats = _Standing(), 0
    for outcome in sequence:
        row.attempt += 1
        history = History(row.attempt, row.ambiguous, row.plain, row.now - START)
        result = decide(outcome.answer(), history, row.now)
        yield from _check(outcome, history, result, row.now)
        row.ambiguous += result.ambiguous
        row.plain = row.plain or result.plain
        repeats += outcome.taken == "perhaps"
        if repeats != row.ambiguous:
            yield f"{repeats} attempts may have arrived, {row.ambiguous} are counted"
        if result.state is not DeliveryState.PENDING:
            return
        row.now = result.not_before or row.now


def _check(outcome: Outcome, history: History, result: DeliveryResult, now: datetime) -> Iterable[str]:
    waits = result.not_before - now if result.not_before else timedelta(0)
    if waits < timedelta(0):
        yield "the next try lies in the past"
    if outcome.taken == "yes" and result.state is not DeliveryState.SENT:
        yield f"accepted, but {result.state}"
    if outcome.taken != "yes" and result.state is DeliveryState.SENT:
        yield "not accepted, but marked sent"
    if outcome.taken == "perhaps" and waits < AMBIGUOUS_WAITS[0]:
        yield f"a possible repeat after only {waits}"
    if result.state is DeliveryState.DEAD and not (outcome.name == "bad entities" and history.plain):
        yield "given up for a reason that may pass"
    if outcome.name.startswith("429") and (result.chat_not_before or now) <= now:
        yield "the chat does not wait after 429"
    if outcome.name in ("403", "topic closed") and result.suspend_chat is None:
        yield "a refusing chat is not suspended"
    if outcome.name == "group moved" and result.migrate_to != -100123:
        yield "the group's new id is not kept"
    if outcome.name == "401" and result.state is not DeliveryState.PENDING:
        yield "a refused token closed a delivery"
