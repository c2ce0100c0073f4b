"""ACCESS: who may use the bot, and how they were let in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccessMode(StrEnum):
    """How people get in (the setting `access`)."""

    OPEN = "open"
    """Everybody but those whom an operator shut out."""
    APPROVAL = "approval"
    """Whom an operator approved, or who holds an invitation."""
    INVITATION = "invitation"
    """Who holds an invitation, or was approved by an operator unasked."""


class AccessState(StrEnum):
    """Where one person or room stands."""

    GRANTED = "granted"
    REQUESTED = "requested"
    DECLINED = "declined"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Access:
    """What was decided about one Telegram id: a person, or a group or channel with all its topics."""

    telegram_id: int
    state: AccessState
    let_in_by: int | None
    """The operator who approved, the person who added us to the room; None: an invitation, or erased."""
    since: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets people in; its code itself is not kept."""

    id: int
    expires_at: datetime
    uses_left: int
