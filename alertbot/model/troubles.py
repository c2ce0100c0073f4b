"""TROUBLE: a feed that cannot be read or has fallen silent, and what people are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.ids import ChatKey, FeedId


class TroubleKind(StrEnum):
    """What is wrong with a feed, as far as a person can do something about it."""

    GONE = "gone"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    ANTI_BOT = "anti_bot"
    HTML_PAGE = "html_page"
    EMPTY = "empty"
    NOT_A_FEED = "not_a_feed"
    CERTIFICATE = "certificate"
    """It ran out, or belongs to somebody else."""
    NAME_NOT_FOUND = "name_not_found"
    REFUSED = "refused"
    """It leads where we do not go: a private address, a closed port."""
    TOO_OFTEN = "too_often"
    UNREACHED = "unreached"
    """Timeouts, broken connections, errors of the server."""
    HARMFUL = "harmful"
    """Its documents end the processes that read them."""
    SILENT = "silent"
    """It answers, and brings nothing new for much longer than it used to."""
    MOVED = "moved"
    """A permanent redirect led it to another site: it is read there, and somebody should know."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One time that a feed was in trouble, from when we noticed."""

    id: int | None
    feed: FeedId
    kind: TroubleKind
    since: datetime
    """When we noticed; starts anew while the whole network seems to be down."""
    detail: str = ""
    told_at: datetime | None = None
    """When the operators were told; None: not yet."""
    suggestion: str = ""
    """An address that answered as a feed when we looked for a new one."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one look at all feeds changes."""

    begun: tuple[Trouble, ...] = ()
    changed: tuple[Trouble, ...] = ()
    """Known ones that nobody was told of yet, as they are now."""
    dropped: tuple[Trouble, ...] = ()
    """Over before anybody was told, or of feeds that are switched off."""
    mended: tuple[Trouble, ...] = ()
    """Over, and operators were told of them."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """What is told of one feed."""

    feed: FeedId
    name: str
    url: str
    kind: TroubleKind
    since: datetime | None
    """When it was last well (SILENT: brought something); None: never."""
    detail: str = ""
    trouble: int = 0
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What the first poll of an added feed brought."""

    entries: int
    newest: datetime | None
    languages: tuple[str, ...]
    """ISO 639-1 as detected in the articles, the most frequent first."""
    full_text: bool
    """Most entries carry the whole article."""
    alerts: int
    """Articles that tell of harm as an alert would."""
    a_day: float | None
    """Entries a day by their dates; None: cannot be told."""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed that was added and polled for the first time."""

    feed: FeedId
    name: str
    url: str
    added_by: int | None
    """The Telegram id of who added it; None: the command line, or erased."""
    reading: FirstReading


@dataclass(frozen=True, slots=True)
class SourceNews:
    """What a notice about sources tells."""

    lines: tuple[FeedLine, ...]
    """At most a dozen; `total` counts all."""
    total: int
    counts: tuple[tuple[TroubleKind, int], ...] = ()
    country: str = ""
    """ISO3, in notices to readers."""
    language: str = ""
    """ISO 639-1; '': unknown."""
    others: int = 0
    """Sources about that country that can be read."""
    reading: FirstReading | None = None


@dataclass(frozen=True, slots=True)
class ReliantChat:
    """What of a chat decides which sources it depends on."""

    chat: ChatKey
    countries: frozenset[str]
    """ISO3 of all its watches."""
    muted: frozenset[FeedId] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """A country of a chat about which no source in a language brings anything any more."""

    chat: ChatKey
    country: str
    language: str
    feeds: tuple[FeedId, ...]
    since: datetime
    """When the last of them brought or answered something."""
    id: int | None = None
