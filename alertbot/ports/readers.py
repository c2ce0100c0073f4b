"""What readers say of alerts, mute and suggest, in the store, as protocols."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from alertbot.model import ChatKey, Feedback, FeedId, Judged, Mutes, Suggestion, Verdict


class FeedbackStore(Protocol):
    """Verdicts of readers: one a person and incident, the last one counts."""

    async def give(self, code: str, verdict: Verdict, person: int, chat: ChatKey, now: datetime) -> bool:
        """Keep a person's verdict on the incident with that code; False if there is none or the chat is gone.

        `person` is a Telegram id. The bare NOT_USEFUL never replaces a reason given earlier.
        """
        ...

    async def of_person(self, person: int) -> list[Feedback]:
        """Everything one person said, in any chat, latest first."""
        ...

    async def judged(self, since: datetime | None = None, chat: ChatKey | None = None) -> list[Judged]:
        """Verdicts with the feeds, languages and kinds of harm they fall back on, latest first.

        `alerts.feedback.tally` makes precision per feed, language and kind of harm of them.
        """
        ...


class MuteStore(Protocol):
    """What chats do not want to hear of. A muted chat still hears corrections and withdrawals."""

    async def mute_incident(self, chat: ChatKey, code: str, now: datetime) -> bool:
        """No more updates of it, those waiting are cancelled; False if there is no such incident or chat."""
        ...

    async def unmute_incident(self, chat: ChatKey, code: str) -> bool:
        """Updates again; False if it was not muted."""
        ...

    async def mute_feed(self, chat: ChatKey, feed: FeedId, now: datetime) -> bool:
        """What only muted feeds carry is not sent there; False if there is no such feed or chat."""
        ...

    async def unmute_feed(self, chat: ChatKey, feed: FeedId) -> bool:
        """It counts again; False if it was not muted."""
        ...

    async def mute_feeds(self, chat: ChatKey, chosen: Sequence[FeedId], now: datetime) -> bool:
        """As `mute_feed` for several; those that are gone are left out, False if all are, or the chat."""
        ...

    async def unmute_feeds(self, chat: ChatKey, chosen: Sequence[FeedId]) -> None:
        """They count again."""
        ...

    async def of_chat(self, chat: ChatKey) -> Mutes:
        """All that a chat has muted."""
        ...


class SuggestionStore(Protocol):
    """Sources that readers want read."""

    async def add(self, url: str, telegram_id: int, now: datetime) -> bool:
        """Keep an address once; False if somebody suggested it before."""
        ...

    async def latest(self, limit: int, telegram_id: int | None = None) -> list[Suggestion]:
        """Latest first; of one chat or of all."""
        ...
