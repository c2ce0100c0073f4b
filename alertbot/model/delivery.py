"""DELIVERY: one alert on its way to one chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.alerts import Alert, Chat
from alertbot.model.ids import DeliveryId
from alertbot.model.pictures import Picture


class DeliveryState(StrEnum):
    """Where one delivery stands (docs/architecture.md has the diagram)."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    WAITING = "waiting"
    """For the chat's next digest."""
    SUSPENDED = "suspended"
    HELD = "held"
    """Waits for an operator's word, see `model.cautions`."""
    UNCONFIRMED = "unconfirmed"
    DEAD = "dead"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Hold(StrEnum):
    """Why a delivery waits longer than it must, or is treated apart."""

    QUIET = "quiet"
    """The chat's quiet hours."""
    LIMIT = "limit"
    """The chat had as many alerts in the last hour as it wants."""
    AWAY = "away"
    """It waited while the chat was paused or refused us."""


@dataclass(frozen=True, slots=True)
class MessageButton:
    """A button under a message: it sends `data` back (at most 64 bytes), or opens `url`."""

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[MessageButton, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that was written beforehand: a part of a digest."""

    html: str
    plain: str
    picture: Picture | None = None
    """It goes along, with the text as its caption (at most 1024 characters)."""


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery whose time has come, as the decision about its turn sees it."""

    id: DeliveryId
    urgent: bool = False
    """It, or a later revision that waits behind it, is extreme."""
    letter: bool = False
    away: bool = False
    """It waited while the chat was paused or refused us."""


@dataclass(frozen=True, slots=True)
class Turns:
    """What becomes of the deliveries due to one chat; those named nowhere stay as they are."""

    alone: tuple[DeliveryId, ...] = ()
    """A message each, now."""
    together: tuple[DeliveryId, ...] = ()
    """One message for all of them, now."""
    held: tuple[DeliveryId, ...] = ()
    until: datetime | None = None
    hold: Hold | None = None


TakeTurns = Callable[[Chat, Sequence[Due], Sequence[datetime], datetime], Turns]
"""Takes a chat, what is due to it, when its messages of the last hour were sent, and now."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert revision, or one letter, on its way to one chat, claimed by this process."""

    id: DeliveryId
    alert: Alert | None
    """None: a letter."""
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
    folded: tuple[Alert, ...] = ()
    """More alerts that this one message tells of."""
    letter: Letter | None = None
    silent: bool = False
    """The watch wants it without a sound."""


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
