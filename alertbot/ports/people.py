"""Chats, the outbox, leases and the audit trail in the store, as protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from alertbot.model import (
    Alert,
    AlertId,
    Chat,
    ChatKey,
    ChatKind,
    Delivery,
    DeliveryId,
    DeliveryResult,
    DeliveryState,
    Letter,
    TakeTurns,
    Watch,
    WatchId,
)


class ChatStore(Protocol):
    """Chats, their settings and watches."""

    async def open(
        self, telegram_id: int, thread_id: int, kind: ChatKind, language: str, now: datetime
    ) -> Chat:
        """The chat, made with defaults if unknown; lifts a suspension (they are talking to us again)."""
        ...

    async def find(self, telegram_id: int, thread_id: int = 0) -> Chat | None:
        """The chat if we know it."""
        ...

    async def by_key(self, key: ChatKey) -> Chat | None:
        """The chat with our own number `key`."""
        ...

    async def save(self, chat: Chat) -> None:
        """Store the settings: language, time zone, countries, pause, quiet hours, limit, digests.

        What is held back is judged again by the new settings; what waited for the end of a pause is marked
        (`Due.away`); with another digest or zone, its next time is worked out anew.
        """
        ...

    async def suspend(self, telegram_id: int, reason: str) -> None:
        """Telegram refuses us there: every topic; pending deliveries wait as `suspended`."""
        ...

    async def resume(self, telegram_id: int, now: datetime) -> None:
        """The chat is back: lift the suspension, unexpired deliveries become pending, marked `Due.away`."""
        ...

    async def migrate(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup: same settings, watches, deliveries under the new id. Idempotent."""
        ...

    async def forget(self, telegram_id: int, thread_id: int = 0) -> None:
        """Erase the chat, its watches and deliveries, and who it was from the audit trail."""
        ...

    async def watches(self, chat: ChatKey) -> list[Watch]:
        """In order of making."""
        ...

    async def save_watch(self, watch: Watch) -> Watch:
        """Insert (id None) or replace. Raises UnknownChat if the chat or the watch is gone."""
        ...

    async def delete_watch(self, chat: ChatKey, watch: WatchId) -> None:
        """Gone; with its last watch a chat's waiting deliveries are cancelled (sent rows are history)."""
        ...


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """What became of one alert on its way to one chat."""

    incident: str
    """Its code."""
    revision: int
    state: DeliveryState
    reason: str
    """Why this chat."""
    created_at: datetime
    finished_at: datetime | None
    message_id: int | None


class DeliveryStore(Protocol):
    """The outbox."""

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, take_turns: TakeTurns | None = None
    ) -> list[Delivery]:
        """T3: claim due rows, oldest first, state sending, attempt + 1.

        Skips chats that are paused, suspended or waiting, and a revision while an earlier one of the
        same incident and chat is unfinished. Cancels what is due for chats that watch nothing any more.
        `take_turns` says which rows of a chat wait, and which share one message (then claimed and finished
        with its first row, `Delivery.folded`); without it each goes by itself.
        """
        ...

    async def finish(self, delivery: Delivery, result: DeliveryResult, now: datetime) -> None:
        """T4: record the result, and what it means for the chat. Raises LostClaim."""
        ...

    async def put_back(
        self, claimed: Sequence[tuple[Delivery, datetime]], reason: str, *, whole_chat: bool
    ) -> None:
        """Give claimed rows back unsent, each due again at its time; what others claimed meanwhile is left.

        `whole_chat`: nothing else of their chats is claimed before the first of its times either.
        """
        ...

    async def expired_claims(self, now: datetime, limit: int) -> list[Delivery]:
        """Rows in `sending` whose lease ran out, as claimed: their outcome is unknown."""
        ...

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the longest waiting row that could be sent is due; None: nothing is late."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next pending row becomes due."""
        ...

    async def counts(self) -> Mapping[DeliveryState, int]:
        """Rows by state."""
        ...

    async def history(self, chat: ChatKey, limit: int) -> list[DeliveryRecord]:
        """What was planned for a chat, latest first."""
        ...

    async def alert(self, alert: AlertId) -> Alert | None:
        """One alert revision."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that was planned for a chat."""

    delivery: DeliveryId
    alert: Alert


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a digest tells of: from `since` on, up to but not including `until`."""

    key: str
    """What makes it the one digest of that period in its chat: 'daily 2026-03-01T06:30'."""
    since: datetime
    until: datetime


class DigestStore(Protocol):
    """Digests: who is owed one, of what, and the letters that it becomes in the outbox."""

    async def owed(self, now: datetime, limit: int) -> list[Chat]:
        """Chats that can be written to and whose digest is due, or whose next is not worked out yet.

        Also those that want digests no more while alerts still wait for one.
        """
        ...

    async def set_next(self, chat: Chat, at: datetime | None, since: datetime) -> None:
        """When the next digest is due and from when it tells; nothing if that was changed meanwhile."""
        ...

    async def told(self, chat: ChatKey, since: datetime, until: datetime, limit: int) -> list[Told]:
        """Alerts planned for the chat in that time and not cancelled, in order of planning, the latest.

        And those of before that still wait for a digest.
        """
        ...

    async def last_sent(self, chat: ChatKey) -> datetime | None:
        """When the last message that Telegram confirmed was sent there."""
        ...

    async def plan(
        self,
        chat: Chat,
        period: Period,
        letters: Sequence[Letter],
        told: Sequence[Told],
        next_at: datetime | None,
        now: datetime,
    ) -> bool:
        """Put the letters into the outbox, once for each chat and period; False if they are there already.

        Those of `told` that waited for a digest are done when the first letter is. The next digest is due
        `next_at` and tells from the end of the period on.
        """
        ...

    async def end_pauses(self, now: datetime, limit: int) -> list[ChatKey]:
        """Chats whose pause was to end by now: ended, what waited marked `Due.away`."""
        ...


class LeaseStore(Protocol):
    """Named roles that one process holds at a time (the poller of updates, the sender)."""

    async def acquire(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """Take or renew; False while another owner's lease lives."""
        ...

    async def release(self, name: str, owner: str) -> None:
        """Give it up if we hold it."""
        ...


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the audit trail."""

    at: datetime
    action: str
    actor: int | None
    """A person's Telegram id; None: alertbot itself, or somebody erased."""
    telegram_id: int | None
    """The chat it was about."""
    details: Mapping[str, Any]


class AuditStore(Protocol):
    """Who changed what, when."""

    async def record(
        self,
        action: str,
        now: datetime,
        *,
        actor: int | None = None,
        telegram_id: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Note an action in or to a chat."""
        ...

    async def latest(self, limit: int, telegram_id: int | None = None) -> list[AuditEvent]:
        """Latest first; of one chat or of all."""
        ...

    async def page(self, wanted: str, limit: int, offset: int) -> list[AuditEvent]:
        """Latest first; `wanted`: a Telegram id (of actor or chat), the start of an action, or ''."""
        ...

    async def forget(self, before: datetime) -> int:
        """Erase lines older than that; returns how many."""
        ...
