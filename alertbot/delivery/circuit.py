"""When to leave Telegram alone altogether: a pure count of answers that are no verdict on one message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from alertbot.delivery.answer import Answer, AnswerKind

PATIENCE = 5
"""So many such answers in a row, and everybody waits. A single one concerns its own message only."""
FIRST_HOLD, LONGEST_HOLD = timedelta(seconds=5), timedelta(minutes=1)
TOKEN_HOLD = timedelta(minutes=1)
_OUTAGES = (AnswerKind.NOT_SENT, AnswerKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Circuit:
    """What the latest answers say of Telegram as a whole; `closed` is good."""

    outages: int = 0
    """Answers in a row that say Telegram is away."""
    flooded: frozenset[int] = frozenset()
    """Chats that got 429, since anybody got something else."""
    token_refused: bool = False

    @property
    def probing(self) -> bool:
        """Telegram was away or refused us: try one message before all the others."""
        return self.token_refused or self.outages >= PATIENCE or len(self.flooded) >= PATIENCE

    def after(self, answer: Answer, chat: int) -> Circuit:
        """The circuit after one more answer."""
        if answer.kind is AnswerKind.BAD_TOKEN:
            return replace(self, token_refused=True)
        if answer.kind in _OUTAGES:
            return Circuit(self.outages + 1)
        if answer.kind is AnswerKind.FLOOD:
            return Circuit(flooded=self.flooded | {chat})
        return Circuit()

    def hold(self, answer: Answer) -> timedelta | None:
        """How long nobody is written to after that answer, the last one counted; None: go on.

        After 429 to several chats and success for none, the limit of the whole bot is meant.
        """
        if self.token_refused:
            return TOKEN_HOLD
        if self.outages >= PATIENCE:
            doublings = min(self.outages - PATIENCE, 10)
            return min(FIRST_HOLD * float(1 << doublings), LONGEST_HOLD)
        if len(self.flooded) >= PATIENCE:
            return answer.retry_after or FIRST_HOLD
        return None
