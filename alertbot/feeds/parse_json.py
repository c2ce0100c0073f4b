"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as a `ParsedFeed`."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import Any

from alertbot.feeds.errors import FeedUnreadable, UnreadableReason
from alertbot.feeds.parse_reliefweb import is_reliefweb, parse_reliefweb
from alertbot.feeds.parse_values import (
    LONGEST_FIELD,
    absolute_url,
    date_within_reason,
    language_code,
    plain_title,
    storable,
)
from alertbot.feeds.parsed import ParsedEntry, ParsedFeed


def parse_json_feed(text: str, url: str, now: datetime, most: int) -> ParsedFeed:
    """Read a JSON Feed with at most `most` items. Raises FeedUnreadable if it is other JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise FeedUnreadable(UnreadableReason.NOT_A_FEED, url) from None
    if is_reliefweb(document):
        return parse_reliefweb(document, now, most)
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise FeedUnreadable(UnreadableReason.NOT_A_FEED, url)
    if "jsonfeed.org/version/1" not in str(document.get("version", "")):
        raise FeedUnreadable(UnreadableReason.NOT_A_FEED, url)
    site = absolute_url(document.get("home_page_url"), url)
    items = [item for item in document["items"][:most] if isinstance(item, dict)]
    return ParsedFeed(
        title=plain_title(_text(document, "title"), markup=False),
        language=language_code(document.get("language")),
        site=site,
        entries=tuple(_entry(item, site or url, now) for item in items),
    )


def _entry(item: dict[str, Any], base: str, now: datetime) -> ParsedEntry:
    content = _text(item, "content_html") or html.escape(
        _text(item, "content_text") or _text(item, "summary"), quote=False
    ).replace("\n\n", "<p>")
    return ParsedEntry(
        guid=storable(item.get("id"))[:2048],
        url=absolute_url(item.get("url") or item.get("external_url"), base),
        title=plain_title(_text(item, "title"), markup=False),
        content=content[:LONGEST_FIELD],
        published=_date(item.get("date_published") or item.get("date_modified"), now),
        language=language_code(item.get("language")),
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return storable(value) if isinstance(value, str) else ""


def _date(value: object, now: datetime) -> datetime | None:
    try:
        return date_within_reason(datetime.fromisoformat(str(value)), now)
    except ValueError:
        return None
