"""ARTICLE: one entry as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.feeds import Entry, Feed, FeedKind
from alertbot.model.ids import ArticleId, FeedId


class ArticleState(StrEnum):
    """How far an article has come."""

    TO_READ = "to_read"
    TO_ASSESS = "to_assess"
    ASSESSED = "assessed"
    UNREADABLE = "unreadable"
    """Given up; read again only if the feed changes the entry."""
    SKIPPED = "skipped"
    """Old when its feed was new: known, never read."""


@dataclass(frozen=True, slots=True)
class ArticleToRead:
    """A stored entry whose text we do not have yet."""

    id: ArticleId
    feed: Feed
    entry: Entry
    attempt: int
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One article as plain text."""

    id: ArticleId
    feed_id: FeedId
    url: str
    title: str
    text: str
    """Paragraphs separated by an empty line."""
    language: str | None
    published: datetime
    """When the source says it was published, bounded by when we first saw it."""
    source_name: str
    source_kind: FeedKind = FeedKind.LOCAL
    reliability: str = "F"
    country_prior: str | None = None
    copy_of: ArticleId | None = None
    """The earlier article this one repeats nearly word for word: a wire copy is no second source."""

    @property
    def full_text(self) -> str:
        """Title and text as one string; every offset in a `Reading` counts its characters."""
        return f"{self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What reading an entry gave: the text, its language, and what finds copies of it."""

    title: str
    text: str
    language: str | None
    published: datetime
    signature: bytes
    """MinHash of the text; b'' for texts too short to compare."""
    bands: tuple[int, ...] = ()
    """Locality-sensitive hashes of the signature: near-copies share at least one."""
    copy_of: ArticleId | None = None
