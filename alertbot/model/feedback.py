"""FEEDBACK: what readers say of alerts, and what they do not want to hear of any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.ids import ChatKey, FeedId
from alertbot.model.signals import Category


class Verdict(StrEnum):
    """What one person says of one incident: useful, or not and why."""

    USEFUL = "useful"
    NOT_USEFUL = "not_useful"
    """No reason given (yet)."""
    WRONG_PLACE = "wrong_place"
    WRONG_NUMBER = "wrong_number"
    WRONG_KIND = "wrong_kind"
    OLD = "old"
    DUPLICATE = "duplicate"
    SENSITIVE = "sensitive"
    """The alert tells what may hurt somebody: an operator should look at once."""

    @property
    def useful(self) -> bool:
        """Everything but USEFUL counts against the alert."""
        return self is Verdict.USEFUL


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's verdict on one incident; a later one replaces it."""

    incident: str
    """Its code."""
    verdict: Verdict
    person: int
    """Telegram id."""
    chat: ChatKey
    """Where the button was pressed."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict with what it falls back on: the feeds, languages and kinds of harm of the incident."""

    verdict: Verdict
    at: datetime
    feeds: tuple[tuple[FeedId, str], ...]
    """(id, name) of every feed that carried the incident."""
    languages: tuple[str, ...]
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Mutes:
    """What a chat does not want to hear of."""

    incidents: tuple[str, ...] = ()
    """Codes, the latest muted first."""
    feeds: tuple[tuple[FeedId, str], ...] = ()
    """(id, name), by name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A source that somebody wants read."""

    url: str
    at: datetime
    telegram_id: int | None
    """The chat it came from; None: erased since."""
