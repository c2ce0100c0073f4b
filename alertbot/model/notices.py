"""NOTICE: a message to a chat that is no alert: what operators tell everybody, what operators must decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.alerts import Chat
from alertbot.model.mentions import Mention
from alertbot.model.troubles import SourceNews


class NoticeKind(StrEnum):
    """What a notice is about."""

    BROADCAST = "broadcast"
    """`subject` is the broadcast's number, `text` what an operator wrote."""
    HELD = "held"
    """`subject` is an alert that waits for an operator's word."""
    MENTION = "mention"
    """`subject` is an article; `mention` what is told of it."""
    FEED_TROUBLE = "feed_trouble"
    """To operators; `subject` is a trouble, `news` what is told of it and of others."""
    FEED_WELL = "feed_well"
    """The same feeds can be read again."""
    FEED_READ = "feed_read"
    """To who added it; `subject` is a feed, `news` what its first poll brought."""
    SOURCES_SILENT = "sources_silent"
    """To readers; `subject` is a gap, `news` which sources about which country are missing."""
    SOURCES_BACK = "sources_back"
    UNCONFIRMED = "unconfirmed"
    """To operators: alerts may not have arrived; `subject` is a time."""


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
    news: SourceNews | None = None
