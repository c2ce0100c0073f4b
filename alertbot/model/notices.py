"""NOTICE: a message to a chat that is no alert: what operators tell everybody, what operators must decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.alerts import Chat
from alertbot.model.mentions import Mention


class NoticeKind(StrEnum):
    """What a notice is about."""

    BROADCAST = "broadcast"
    """`subject` is the broadcast's number, `text` what an operator wrote."""
    HELD = "held"
    """`subject` is an alert that waits for an operator's word."""
    MENTION = "mention"
    """`subject` is an article; `mention` what is told of it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice on its way to one chat, claimed by this process."""

    id: int
    kind: NoticeKind
    subject: int
    text: str
    chat: Chat
    attempt: int
    ambiguous: int
    plain: bool
    created_at: datetime
    mention: Mention | None = None
