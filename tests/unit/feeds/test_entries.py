"""From a parsed document to entries: one per item, whoever decides on identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from alertbot.feeds.entries import build_entries
from alertbot.feeds.parsed import ParsedEntry, ParsedFeed

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)


@dataclass(frozen=True)
class ByTitle:
    keys: tuple[str, ...]
    url: str = "https://example.org/clean"
    content_hash: str = "h"


def by_title(items: Sequence[ParsedEntry]) -> list[ByTitle]:
    return [ByTitle((item.title, f"g:{item.guid}")) for item in items]


def parsed(*entries: ParsedEntry) -> ParsedFeed:
    return ParsedFeed("News", "fr", "https://example.org/", entries)


def test_an_entry_takes_its_identity_from_outside_and_the_rest_from_the_item():
    item = ParsedEntry("1", "https://example.org/raw?utm_source=x", "A", "<p>a</p>", NOON)
    (entry,) = build_entries(parsed(item), by_title)
    assert (entry.keys, entry.url, entry.content_hash) == (("A", "g:1"), "https://example.org/clean", "h")
    assert (entry.title, entry.html, entry.published, entry.language) == ("A", "<p>a</p>", NOON, "fr")


def test_an_items_own_language_counts_more_than_its_feeds():
    item = ParsedEntry("1", "", "A", "", None, language="ar")
    assert build_entries(parsed(item), by_title)[0].language == "ar"


def test_of_items_that_share_a_key_the_first_stays():
    first, second, other = (ParsedEntry(guid, "", title, "", None) for guid, title in ("1A", "1B", "2C"))
    assert [entry.title for entry in build_entries(parsed(first, second, other), by_title)] == ["A", "C"]
