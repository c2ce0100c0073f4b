"""Answers of ReliefWeb's API (apidoc.reliefweb.int, version 2) as a `ParsedFeed`."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from alertbot.feeds.parse_values import (
    LONGEST_FIELD,
    absolute_url,
    date_within_reason,
    language_code,
    plain_title,
    storable,
)
from alertbot.feeds.parsed import ParsedEntry, ParsedFeed

LATE = timedelta(hours=36)
"""A report posted so long after its publication is dated by the publication."""
SITE = "https://reliefweb.int/"


def is_reliefweb(document: object) -> bool:
    """Whether JSON is a list of answers of the API."""
    return isinstance(document, list) and all(
        isinstance(page, dict) and isinstance(page.get("data"), list) for page in document
    )


def parse_reliefweb(pages: Sequence[Mapping[str, Any]], now: datetime, most: int) -> ParsedFeed:
    """The reports of all pages, at most `most`; those without an id or a title are left out."""
    items = [item for page in pages for item in page["data"] if isinstance(item, dict)]
    entries = [_entry(item, item["fields"], now) for item in items if isinstance(item.get("fields"), dict)]
    kept = tuple(entry for entry in entries if entry.guid and entry.title)
    return ParsedFeed(title="ReliefWeb", language=None, site=SITE, entries=kept[:most])


def _entry(item: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> ParsedEntry:
    number = storable(item.get("id"))
    addresses = (fields.get("origin"), fields.get("url_alias"), fields.get("url"))
    return ParsedEntry(
        guid=f"reliefweb-report-{number}" if number.isdecimal() else "",
        url=next(filter(None, (absolute_url(address, SITE) for address in addresses)), ""),
        title=plain_title(_text(fields.get("title")), markup=False),
        content=_content(fields)[:LONGEST_FIELD],
        published=_published(fields.get("date"), now),
        language=_first(fields.get("language"), "code"),
    )


def _content(fields: Mapping[str, Any]) -> str:
    """The body under the country and the source, as ReliefWeb's own RSS has them."""
    country = _name(fields.get("primary_country"))
    sources = ", ".join(filter(None, map(_name, _list(fields.get("source")))))
    head = [("Country", country), ("Source", sources)]
    lines = [f"<p>{label}: {html.escape(text)}</p>" for label, text in head if text]
    return "".join([*lines, _text(fields.get("body-html"))])


def _published(date: object, now: datetime) -> datetime | None:
    """When it was posted; when it was published, if that was long before: 'yesterday' counts from it."""
    if not isinstance(date, dict):
        return None
    created, original = (_moment(date.get(name), now) for name in ("created", "original"))
    if created and original and created - original < LATE:
        return created
    return original or created


def _moment(value: object, now: datetime) -> datetime | None:
    try:
        return date_within_reason(datetime.fromisoformat(_text(value)), now)
    except ValueError:
        return None


def _first(value: object, name: str) -> str | None:
    found = [item.get(name) for item in _list(value) if isinstance(item, dict)]
    return language_code(found[0]) if found else None


def _name(value: object) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return storable(value) if isinstance(value, str) else ""
