"""FEED and ENTRY: what is polled and what it delivers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from alertbot.model.ids import FeedId
from alertbot.model.strikes import Strikes


class FeedKind(StrEnum):
    """Who publishes a feed."""

    UN = "un"
    NGO = "ngo"
    MONITOR = "monitor"
    INTERNATIONAL = "international"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class FeedSource:
    """What an operator configures about one feed (a row of `config/feeds.yaml`)."""

    url: str
    name: str
    homepage: str = ""
    language: str | None = None
    """ISO 639-1, a prior only: the article's own language is detected."""
    country: str | None = None
    """ISO 3166-1 alpha-3 where the outlet writes about one country; a prior for places."""
    kind: FeedKind = FeedKind.LOCAL
    reliability: str = "F"
    """Admiralty letter A-F; F: cannot be judged."""
    full_text: bool = False
    """True: entries carry the whole article, no page is fetched."""
    enabled: bool = True
    pack: str = ""
    """Feeds with the same word here are switched on and off together; '': none."""
    licence: str = ""
    """What the publisher allows, in words, where known."""
    addresses: tuple[str, ...] = ()
    """Where the source has several: all of them, tried in turn when one fails for long."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next fetch conditional."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    """SHA-256 hex of the last body, to spare parsing an unchanged one."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a feed brings news, by the hour of the week (UTC; Monday 00:00 is hour 0)."""

    since: datetime
    """What was published from then on is counted."""
    updated: datetime
    hours: tuple[float, ...]
    """168 counts of entries, older ones for less (see `feeds.rhythm`)."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a feed's own document asks of those who read it; kept while the document does not change."""

    every: timedelta | None = None
    """Not sooner than this after the last time (<ttl>, sy:updatePeriod)."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day in UTC in which nobody shall come (<skipHours>)."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday is 0 (<skipDays>)."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a feed is fetched next, and how it has been doing."""

    next_poll_at: datetime | None
    """None: stopped (410 Gone or by an operator)."""
    interval: timedelta
    failures: int = 0
    """Failed polls in a row."""
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    error: str | None = None
    """What went wrong last, for the operator; None after a success."""
    rhythm: Rhythm | None = None
    """None until it brought something."""
    wishes: Wishes | None = None
    """None until a document of it was read."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One address we poll, with its state."""

    id: FeedId
    source: FeedSource
    validators: Validators
    schedule: Schedule
    strikes: Strikes = field(default_factory=Strikes)
    """Documents of it that ended their reader."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed delivered it; `keys` decide whether we have it already."""

    keys: tuple[str, ...]
    """Identities, strongest first; an entry that shares any key with a stored one of its feed is that one."""
    url: str
    """Canonical address of the article, '' if the feed gives none."""
    title: str
    html: str
    """The entry's own content or summary as delivered, unsanitised."""
    published: datetime | None
    content_hash: str
    """Changes when title or content materially change: the article is then read again."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """All that one poll of a feed changes; stored in one transaction (T1)."""

    validators: Validators
    schedule: Schedule
    entries: tuple[Entry, ...] = ()
    moved_to: str | None = None
    """The feed's new address after a permanent redirect."""
    host_free_at: datetime | None = None
    """When its host may be asked again, by whatever feed; None: the host is under no budget."""


@dataclass(frozen=True, slots=True)
class PollBudget:
    """How many requests for feeds may start, shared by all processes."""

    a_minute: int
    """To all hosts together, over any longer time."""
    burst: int = 16
    """So many may be ahead of that."""
    exempt: frozenset[str] = frozenset()
    """Hosts that the operator allowed by name: neither counted nor spaced."""
