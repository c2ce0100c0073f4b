"""Feeds, articles and incidents in the store, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from alertbot.model import (
    Alert,
    Article,
    ArticleId,
    ArticleState,
    ArticleText,
    ArticleToRead,
    Category,
    Caution,
    Chat,
    ChatKey,
    Feed,
    FeedId,
    FeedSource,
    Filed,
    Incident,
    IncidentId,
    Match,
    MentionFor,
    PollBudget,
    PollOutcome,
    Reading,
    WatchChanges,
    WatchId,
)


class FeedStore(Protocol):
    """Feeds and their schedule."""

    async def sync_catalogue(self, sources: Sequence[FeedSource], now: datetime) -> None:
        """Add new sources (first poll due at once), update configured ones, stop those no longer listed.

        State (validators, schedule, entries) is kept.
        """
        ...

    async def add(self, sources: Sequence[FeedSource], now: datetime) -> list[Feed]:
        """Add feeds that the catalogue does not list, due at once; a known address is switched on instead.

        They stay over restarts, whatever the catalogue says. Returns them as stored, in the order given.
        """
        ...

    async def remove(self, feed: FeedId) -> bool:
        """Stop polling a feed and leave it out of the list; one of the catalogue stays listed, switched off.

        Returns whether it left the list. What it reported stays.
        """
        ...

    async def switch(self, chosen: Sequence[FeedId], on: bool, now: datetime) -> None:
        """Poll these feeds, or stop polling them, from now on, whatever the catalogue says.

        One that is switched on and was stopped is due at once, with a clean slate.
        """
        ...

    async def claim_due(
        self, now: datetime, limit: int, lease: timedelta, budget: PollBudget | None = None
    ) -> list[Feed]:
        """Claim enabled feeds with next_poll_at <= now and no live lease, longest due first.

        With a `budget`, one feed a host at a time, and no more than it has room for, whoever claims. The
        host is asked again when `save_poll` says so, or when the lease ends.
        """
        ...

    async def move(self, feed: FeedId, url: str, now: datetime) -> bool:
        """Poll a feed at another address from now on, with a clean slate; False where another has it."""
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
        """Incidents found under `keys`, those with most of them first, then the latest."""
        ...

    async def counts_under(
        self, keys: Sequence[str], since: datetime, but: IncidentId | None
    ) -> dict[str, int]:
        """Under each key, the incidents told, not withdrawn, with reports since then; `but` is left out."""
        ...

    async def data_since(self) -> datetime | None:
        """When the first article was seen."""
        ...

    async def filed_under(self, article: ArticleId) -> list[Incident]:
        """Incidents that hold a report of this article already: it is being filed again."""
        ...

    async def watch_changes(self, since: int) -> WatchChanges:
        """Watches made or changed after the count `since` (0: all), whatever process did it."""
        ...

    async def listening(
        self, watches: Collection[WatchId], chats: Collection[ChatKey]
    ) -> list[tuple[Chat, WatchId]]:
        """Of these watches and all those of these chats, the ones that exist, in order of making.

        Chats that Telegram does not let us write to are among them (`suspended`).
        """
        ...

    async def cautions(self) -> list[Caution]:
        """The do-no-harm switches."""
        ...

    async def told(self, incident: Incident) -> frozenset[ChatKey]:
        """Chats that still watch something, with a delivery of an earlier revision that was not cancelled."""
        ...

    async def muting(self, incident: Incident) -> frozenset[ChatKey]:
        """Chats that muted the incident, or every feed that carried it."""
        ...

    async def mention(self, article: ArticleId, mentions: Sequence[MentionFor], now: datetime) -> None:
        """One pending notice for each chat, unless it has one of this article."""
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

    async def save_event(
        self,
        article: ArticleId,
        filed: Filed,
        alert: Alert | None,
        matches: Sequence[Match],
        now: datetime,
    ) -> Incident:
        """Incident, alert revision and deliveries of one event of an article whose verdict is saved."""
        ...


@dataclass(frozen=True, slots=True)
class WeakArticle:
    """An article that was read and not strong enough for an alert."""

    title: str
    text: str
    url: str
    source_name: str
    seen: datetime
    reading: Reading


class ArticleStore(Protocol):
    """Articles on their way from entry to verdict."""

    async def claim_to_read(
        self, now: datetime, limit: int, lease: timedelta, *, skip: Collection[FeedId] = ()
    ) -> list[ArticleToRead]:
        """Claim articles without text that are due, oldest first, none of the feeds in `skip`.

        Counts the attempt before the work.
        """
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

    async def strike(self, feed: FeedId, now: datetime) -> bool:
        """A document of the feed ended its reader; True if that holds its pages back from now on."""
        ...

    async def forget_texts(self, before: datetime) -> int:
        """Erase text and content of assessed articles first seen before then; returns how many."""
        ...

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the longest waiting article to read or assess is due; None: none is."""
        ...

    async def fail_assess(self, article: Article, reason: str, retry_at: datetime | None) -> None:
        """Assessing failed: again at `retry_at`, or never (None: `unreadable`). Raises LostClaim."""
        ...

    async def latest(self, since: datetime, limit: int) -> list[Article]:
        """Assessed articles first seen since then whose text is still there, the latest first."""
        ...

    async def weak(self, since: datetime, least: float, limit: int) -> list[WeakArticle]:
        """Of the `limit` articles seen last, those that scored `least` and made no alert; latest first."""
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
        """The incident with that code, any case; a code merged away leads to the incident that stands."""
        ...

    async def revisions(self, incident: IncidentId) -> list[Alert]:
        """What was told of an incident, the first revision first."""
        ...


class IncidentEdits(Protocol):
    """Incidents changed by an operator's hand, each change with its line in the audit trail."""

    async def merge(
        self, code: str, other: str, decide: Callable[[Incident, Incident], Filed], now: datetime
    ) -> Incident:
        """One incident of two, as `decide` tells it; alerts and deliveries of both stay and follow it.

        Raises UnknownIncident, and whatever `decide` raises.
        """
        ...

    async def split(
        self, code: str, decide: Callable[[Incident], tuple[Filed, Filed]], now: datetime
    ) -> tuple[Incident, Incident]:
        """Two incidents of one, as `decide` tells what stays and what is new; what was told stays told.

        Raises UnknownIncident, and whatever `decide` raises.
        """
        ...
