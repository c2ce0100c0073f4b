"""Chats, the outbox, leases and the audit trail in the store, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
    DeliveryResult,
    DeliveryState,
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
        """Store language, time zone, quiet hours, countries, paused.

        Deliveries on hold become due again when unpaused, and when quiet hours are ended.
        """
        ...

    async def suspend(self, telegram_id: int, reason: str) -> None:
        """Telegram refuses us there: every topic; pending deliveries wait as `suspended`."""
        ...

    async def resume(self, telegram_id: int, now: datetime) -> None:
        """The chat is back: lift the suspension, unexpired deliveries become pending."""
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

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[Delivery]:
        """T3: claim due rows, oldest first, state sending, attempt + 1.

        Skips chats that are paused, suspended or waiting, and a revision while an earlier one of the
        same incident and chat is unfinished. Cancels what is due for chats that watch nothing any more.
        """
        ...

    async def finish(self, delivery: Delivery, result: DeliveryResult, now: datetime) -> None:
        """T4: record the result, and what it means for the chat. Raises LostClaim."""
        ...

    async def put_back(
        self, claimed: Sequence[Delivery], reason: str, until: datetime, *, whole_chat: bool
    ) -> None:
        """Give claimed rows back unsent, due again at `until`; rows claimed by others meanwhile are left.

        `whole_chat`: nothing else of their chats is claimed before then either.
        """
        ...

    async def expired_claims(self, now: datetime, limit: int) -> list[Delivery]:
        """Rows in `sending` whose lease ran out, as claimed: their outcome is unknown."""
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


SendTimes = Mapping[int, Sequence[datetime]]
"""When messages left lately, in order, by Telegram id; 0: to all chats together."""


class SendTimesStore(Protocol):
    """What the sending limits have to know of the last minute, shared by all processes."""

    async def reserve(
        self, chats: Collection[int], decide: Callable[[SendTimes], SendTimes], now: datetime
    ) -> None:
        """Let `decide` see the send times of `chats` and of all together, and keep what it returns.

        One process decides at a time. What is older than any limit looks back is forgotten.
        """
        ...

    async def hold(self, until: datetime) -> None:
        """Nobody is written to before `until`; an earlier word that says later stands."""
        ...

    async def held_until(self, now: datetime) -> datetime | None:
        """Until when nobody is written to; None: write."""
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
