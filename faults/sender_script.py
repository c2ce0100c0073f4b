"""Answers of Telegram over HTTP for the dose `sender`: what the offline Bot API does, and what must follow."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.demo.telegram.faults import (
    Fault,
    blocked,
    cut,
    flooded,
    html_page,
    kicked,
    lost_answer,
    refused,
    server_error,
)
from alertbot.model import DeliveryState

NEVER_ANSWERED = 3_600.0
"""Seconds: longer than the caller waits."""
RETRY_AFTER = 17


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer, and what it means for one delivery."""

    name: str
    fault: Fault
    arrives: bool = False
    """Telegram has the message after it."""
    certain: bool = True
    """The bot can know whether it has."""
    ends: DeliveryState | None = None
    """Where the delivery stops."""
    markup: bool = False
    """Our markup is refused: once more as plain text, then no more."""
    waits: int = 0
    """Seconds that the chat was told to wait."""


_TRUNCATED = Fault(
    page=b'{"ok":true,"result":{"message_id":', content_type="application/json", carried_out=True
)
_STOPPED = DeliveryState.SUSPENDED
OUTCOMES = (
    Outcome("closed before acceptance", cut(), certain=False),
    Outcome("closed after acceptance", lost_answer(), True, False),
    Outcome("no answer, not accepted", Fault(delay=NEVER_ANSWERED, hang_up=True), certain=False),
    Outcome("no answer, accepted", Fault(delay=NEVER_ANSWERED, carried_out=True), True, False),
    Outcome("500", server_error(), certain=False),
    Outcome("500 after acceptance", server_error(carried_out=True), True, False),
    Outcome("502 page", html_page(), certain=False),
    Outcome("502 page after acceptance", html_page(carried_out=True), True, False),
    Outcome("504 page", html_page(504), certain=False),
    Outcome("truncated JSON", _TRUNCATED, True, False),
    Outcome("200 page of a proxy", html_page(200), certain=False),
    Outcome("400 page of a proxy", html_page(400)),
    Outcome("403 page of a proxy", html_page(403)),
    Outcome("404 page of a proxy", html_page(404)),
    Outcome("429", flooded(RETRY_AFTER), waits=RETRY_AFTER),
    Outcome("429 page", html_page(429), waits=30),
    Outcome("401", refused(401, "Unauthorized")),
    Outcome("409", refused(409, "Conflict: terminated by other getUpdates request")),
    Outcome("bad entities", refused(400, "Bad Request: can't parse entities: unclosed tag"), markup=True),
    Outcome("blocked", blocked(), ends=_STOPPED),
    Outcome("kicked", kicked(), ends=_STOPPED),
    Outcome("topic closed", refused(400, "Bad Request: TOPIC_CLOSED"), ends=_STOPPED),
    Outcome("chat not found", refused(400, "Bad Request: chat not found"), ends=_STOPPED),
    Outcome("refused for good", refused(400, "Bad Request: something new"), ends=DeliveryState.DEAD),
)
UNANSWERED = 5
"""So many attempts in a row without an answer, and the delivery is `unconfirmed`."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What one delivery must come to after its answers."""

    state: DeliveryState
    copies: int
    calls: int


def expect(script: Sequence[Outcome]) -> Expected:
    """Walk through the answers; after the last of them everything goes well."""
    copies = unknown = plain = 0
    for calls, outcome in enumerate(script, 1):
        copies += outcome.arrives
        unknown += not outcome.certain
        if outcome.ends:
            return Expected(outcome.ends, copies, calls)
        if outcome.markup and plain:
            return Expected(DeliveryState.DEAD, copies, calls)
        plain += outcome.markup
        if unknown == UNANSWERED:
            return Expected(DeliveryState.UNCONFIRMED, copies, calls)
    return Expected(DeliveryState.SENT, copies + 1, len(script) + 1)


def scripts(number: int) -> list[tuple[Outcome, ...]]:
    """Each answer alone, five of each kind that leaves doubt, then pairs and triples, drawn at random."""
    alone = [(outcome,) for outcome in OUTCOMES]
    doubtful = [(outcome,) * UNANSWERED for outcome in OUTCOMES if not outcome.certain]
    chance = random.Random(4_368)
    more = list(itertools.product(OUTCOMES, repeat=2)) + [
        tuple(chance.choices(OUTCOMES, k=3)) for _ in range(number)
    ]
    chance.shuffle(more)
    return [*alone, *doubtful, *more][:number]
