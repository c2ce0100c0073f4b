"""A parsed feed document as entries to store; who decides on identity is passed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from alertbot.feeds.parsed import ParsedEntry, ParsedFeed
from alertbot.model import Entry


class Identity(Protocol):
    """What makes an entry recognisable (`articles.identity.Identity`)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Identities, strongest first."""
        ...

    @property
    def url(self) -> str:
        """Address of the article, cleaned, fit for fetching."""
        ...

    @property
    def content_hash(self) -> str:
        """Changes when title or content materially change."""
        ...


Identify = Callable[[Sequence[ParsedEntry]], Sequence[Identity]]
"""Gives each item of one document its identity; `articles.identity.identify` is one."""


def build_entries(parsed: ParsedFeed, identify: Identify) -> tuple[Entry, ...]:
    """Entries of the document in its order; of items that share a key the first one stays."""
    entries: list[Entry] = []
    seen: set[str] = set()
    for item, identity in zip(parsed.entries, identify(parsed.entries), strict=True):
        if seen.intersection(identity.keys):
            continue
        seen.update(identity.keys)
        entries.append(_entry(item, identity, parsed.language))
    return tuple(entries)


def _entry(item: ParsedEntry, identity: Identity, feed_language: str | None) -> Entry:
    return Entry(
        keys=identity.keys,
        url=identity.url,
        title=item.title,
        html=item.content,
        published=item.published,
        content_hash=identity.content_hash,
        language=item.language or feed_language,
    )
