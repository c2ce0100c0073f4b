"""DELIVERY: one alert on its way to one chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.alerts import Alert, Chat
from alertbot.model.ids import DeliveryId


class DeliveryState(StrEnum):
    """Where one delivery stands (docs/architecture.md has the diagram)."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    SUSPENDED = "suspended"
    HELD = "held"
    """Waits for an operator's word, see `model.cautions`."""
    UNCONFIRMED = "unconfirmed"
    DEAD = "dead"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert revision on its way to one chat, claimed by this process."""

    id: DeliveryId
    alert: Alert
    chat: Chat
    attempt: int
    """Of this claim; guards the result against an older worker."""
    ambiguous: int
    """Earlier attempts of which nobody knows whether Telegram took them."""
    reply_to: int | None
    """Telegram message id of the first alert of this incident in this chat."""
    reason: str = ""
    """Why this chat gets it."""
    plain: bool = False
    """True: Telegram refused the markup; send as plain text."""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What becomes of a claimed delivery."""

    state: DeliveryState
    reason: str
    not_before: datetime | None = None
    message_id: int | None = None
    ambiguous: bool = False
    """This attempt may have reached Telegram."""
    plain: bool = False
    suspend_chat: str | None = None
    """Suspend the chat for this reason."""
    chat_not_before: datetime | None = None
    migrate_to: int | None = None
    """The group's new Telegram id."""
