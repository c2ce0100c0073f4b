"""What a sandbox child makes of a feed's bytes: the document's hints and the entries to store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from alertbot.articles.identity import identify
from alertbot.feeds.entries import build_entries
from alertbot.feeds.parse import parse_feed
from alertbot.feeds.parsed import ParsedFeed
from alertbot.model import Entry

Found = tuple[ParsedFeed, tuple[Entry, ...]]
"""The document without its items, and the entries."""


def read_feed(body: bytes, content_type: str, url: str, now: datetime) -> Found:
    """Parse and identify in one go, so that a hostile feed costs its child's time only.

    Returns the document without its items, and the entries. Raises FeedUnreadable.
    """
    parsed = parse_feed(body, content_type, url, now)
    return replace(parsed, entries=()), build_entries(parsed, identify)
