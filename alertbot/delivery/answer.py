"""What Telegram answered to one attempt, in the terms the retry decision needs."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class AnswerKind(StrEnum):
    """Classes of outcome; which exception means which is measured in docs/reliability.md."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    """The request never left: refused, connect timeout, no free connection."""
    UNKNOWN = "unknown"
    """Telegram may have it: read timeout, broken connection, 5xx, unreadable answer."""
    FLOOD = "flood"
    """429: wait."""
    MIGRATED = "migrated"
    """The group has become a supergroup with a new id."""
    BAD_MARKUP = "bad_markup"
    """Our HTML was refused: a fault of the renderer."""
    REFUSED = "refused"
    """The chat does not take our message: blocked, kicked, closed topic, no rights, no such chat."""
    BAD_REQUEST = "bad_request"
    """Refused for a reason we do not know; the same message would be refused again."""
    BAD_TOKEN = "bad_token"  # noqa: S105 - a kind of answer, not a secret
    """The token is not (or no longer) valid: nothing can be sent to anyone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One outcome of one attempt."""

    kind: AnswerKind
    detail: str = ""
    """Telegram's description, for the operator."""
    message_id: int | None = None
    retry_after: timedelta | None = None
    migrate_to: int | None = None
