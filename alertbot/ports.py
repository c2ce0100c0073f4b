"""The seams of the house: what the pipeline and the bot need of the world, as protocols.

Every call of a method below is one database transaction or one network call, never both. Fakes for
tests and the fault harness implement these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from alertbot.model import (
    Alert,
    AlertId,
    Article,
    ArticleId,
    ArticleState,
    ArticleText,
    ArticleToRead,
    Category,
    Chat,
    ChatKey,
    ChatKind,
    Delivery,
    DeliveryResult,
    DeliveryState,
    Feed,
    FeedSource,
    Filed,
    Incident,
    Match,
    PollOutcome,
    Reading,
    Validators,
    Watch,
    WatchId,
)

T = TypeVar("T")


# --- the network and hostile input -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a web server, size-capped and decompressed."""

    status: int
    """200 or 304; anything else is raised as a FetchError."""
    url: str
    """Where the body came from, after redirects."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    moved_to: str | None = None
    """Set if the first address answered with a permanent redirect (301, 308)."""


class Fetcher(Protocol):
    """Gets bytes from the web within limits of size, time and address."""

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """Return the answer, 304 with an empty body if `validators` still hold.

        Raises `feeds.fetch.FetchError` (reason, retry_after, permanent) for everything else.
        """
        ...


class Sandbox(Protocol):
    """Runs a function on hostile bytes in a child process with CPU, memory and wall limits."""

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """Return `function(*args)`; both ends must pickle.

        Raises `ops.sandbox.SandboxKilled` if a limit ended the child; an AlertbotError of the
        function passes through.
        """
        ...


# --- the gazetteer ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One row of the gazetteer."""

    geo_id: int
    name: str
    kind: str
    """'country', 'admin1', 'admin2' or 'place'."""
    country: str
    """ISO 3166-1 alpha-3."""
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    pcode: str | None = None


class Gazetteer(Protocol):
    """Names to places; read-only, in-process, fast."""

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        """Every place with that folded name (`gazetteer.fold`), most populous first."""
        ...


# --- the store -------------------------------------------------------------------------------


class FeedStore(Protocol):
    """Feeds and their schedule."""

    async def sync_catalogue(self, sources: Sequence[FeedSource], now: datetime) -> None:
        """Add new sources (first poll due at once), update configured ones, stop those no longer listed.

        State (validators, schedule, entries) is kept.
        """
        ...

    async def claim_due(self, now: datetime, limit: int, lease: timedelta) -> list[Feed]:
        """Claim enabled feeds with next_poll_at <= now and no live lease, longest due first."""
        ...

    async def save_poll(self, feed: Feed, outcome: PollOutcome, now: datetime) -> int:
        """T1: validators, schedule, new and changed entries with an article to read each; frees the lease.

        Returns how many entries were new or materially changed. An entry is known if it shares any
        key with a stored one of this feed; known keys gain the entry's other keys.
        """
        ...

    async def poll_now(self, now: datetime) -> None:
        """Make every running feed due at once, whatever its rhythm; stopped ones stay stopped."""
        ...

    async def all(self) -> list[Feed]:
        """Every feed, by name."""
        ...

    async def counts(self) -> Mapping[str, int]:
        """Feeds that are 'ok', 'failing' (the last poll failed) and 'stopped' (gone or switched off)."""
        ...


class Filing(Protocol):
    """T2: one serialised transaction in which an article is filed under an incident."""

    async def candidates(self, keys: Sequence[str], limit: int) -> list[Incident]:
        """Incidents found under any of `keys`, latest first."""
        ...

    async def filed_under(self, article: ArticleId) -> list[Incident]:
        """Incidents that hold a report of this article already: it is being filed again."""
        ...

    async def watches(self) -> list[tuple[Chat, Watch]]:
        """Every watch of a chat that is not paused or suspended."""
        ...

    async def told(self, incident: Incident) -> frozenset[ChatKey]:
        """Chats with a delivery (any state but cancelled) of an earlier revision."""
        ...

    async def save(
        self,
        article: Article,
        reading: Reading,
        filed: Filed | None,
        alert: Alert | None,
        matches: Sequence[Match],
        now: datetime,
    ) -> None:
        """Verdict, incident, alert revision and one pending delivery per distinct chat of `matches`.

        A new incident gets its id, and a longer code if another has the one it brings. Raises LostClaim.
        """
        ...


class ArticleStore(Protocol):
    """Articles on their way from entry to verdict."""

    async def claim_to_read(self, now: datetime, limit: int, lease: timedelta) -> list[ArticleToRead]:
        """Claim articles without text that are due, oldest first; counts the attempt before the work."""
        ...

    async def copy_candidates(self, bands: Sequence[int], since: datetime) -> list[tuple[ArticleId, bytes]]:
        """(id, signature) of articles published since then that share a band; originals only."""
        ...

    async def save_text(self, article: ArticleToRead, text: ArticleText, now: datetime) -> None:
        """Store the text; the article is then due for assessment. Raises LostClaim."""
        ...

    async def fail_read(self, article: ArticleToRead, reason: str, retry_at: datetime | None) -> None:
        """Note the failure; read again at `retry_at`, or never (None: `unreadable`). Raises LostClaim."""
        ...

    async def claim_to_assess(self, now: datetime, limit: int, lease: timedelta) -> list[Article]:
        """Claim articles with text but no verdict, oldest first."""
        ...

    async def forget_texts(self, before: datetime) -> int:
        """Erase text and content of assessed articles first seen before then; returns how many."""
        ...

    async def fail_assess(self, article: Article, reason: str, retry_at: datetime | None) -> None:
        """Note that assessing failed; again at `retry_at`, or never (None: `unreadable`). Raises LostClaim."""
        ...

    async def counts(self) -> Mapping[ArticleState, int]:
        """Articles by state; states without any are left out."""
        ...

    def filing(self) -> AbstractAsyncContextManager[Filing]:
        """Open T2; commits when the block ends, rolls back if it raises."""
        ...


class IncidentStore(Protocol):
    """Incidents, to read."""

    async def latest(
        self,
        countries: Sequence[str],
        categories: Sequence[Category],
        limit: int,
        since: datetime | None = None,
    ) -> list[Incident]:
        """Latest first; empty sequences mean no such condition."""
        ...

    async def by_code(self, code: str) -> Incident | None:
        """The incident with that code, any case."""
        ...


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
        """Store language, time zone, countries, paused; deliveries on hold become due again when unpaused."""
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
        """Gone; pending deliveries of the chat that no other watch wants are left (sent rows are history)."""
        ...


class DeliveryStore(Protocol):
    """The outbox."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[Delivery]:
        """T3: claim due rows, oldest first, state sending, attempt + 1.

        Skips chats that are paused, suspended or waiting, and a revision while an earlier one of the
        same incident and chat is unfinished.
        """
        ...

    async def finish(self, delivery: Delivery, result: DeliveryResult, now: datetime) -> None:
        """T4: record the result, and what it means for the chat. Raises LostClaim."""
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

    async def alert(self, alert: AlertId) -> Alert | None:
        """One alert revision."""
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


class Store(Protocol):
    """All of it, as `store.open_store` returns it."""

    @property
    def feeds(self) -> FeedStore:
        """Feeds."""
        ...

    @property
    def articles(self) -> ArticleStore:
        """Articles."""
        ...

    @property
    def incidents(self) -> IncidentStore:
        """Incidents."""
        ...

    @property
    def chats(self) -> ChatStore:
        """Chats and watches."""
        ...

    @property
    def deliveries(self) -> DeliveryStore:
        """The outbox."""
        ...

    @property
    def leases(self) -> LeaseStore:
        """Leases."""
        ...

    @property
    def audit(self) -> AuditStore:
        """The audit trail."""
        ...

    async def close(self) -> None:
        """Release every connection."""
        ...
