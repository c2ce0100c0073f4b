"""Reads the bytes of a feed (RSS, RDF, Atom, JSON Feed); meant to run in the sandbox's child."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser

from alertbot.feeds.errors import FeedUnreadable, UnreadableReason
from alertbot.feeds.parse_charset import decode_feed
from alertbot.feeds.parse_json import parse_json_feed
from alertbot.feeds.parse_values import (
    LONGEST_FIELD,
    absolute_url,
    date_in_words,
    date_within_reason,
    language_code,
    minutes,
    period,
    plain_title,
    skipped,
    storable,
)
from alertbot.feeds.parsed import ParsedEntry, ParsedFeed

MOST_ENTRIES = 500
_HEAD = 4096
_FEED_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ANTI_BOT = re.compile(
    r"just a moment|cf-browser-verification|challenge-platform|checking your browser|captcha|ddos-guard"
    r"|enable javascript and cookies|attention required|access denied|are you (?:a )?(?:human|robot)"
    r"|incapsula|perimeterx|datadome|bot detection|unusual traffic",
    re.IGNORECASE,
)

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));?")
_LAST_CHARACTER = 0x10FFFF

feedparser.registerDateHandler(date_in_words)


def parse_feed(body: bytes, content_type: str, url: str, now: datetime) -> ParsedFeed:
    """Read a feed document fetched from `url`; `content_type` is the answer's header.

    At most 500 entries, fields cut at 64 kB, links absolute, dates within [now - 10 years, now + 1 day].
    Raises FeedUnreadable if the bytes are something else.
    """
    text = decode_feed(body, content_type).lstrip()
    if not text:
        raise FeedUnreadable(UnreadableReason.EMPTY, url)
    if text[0] in "{[":
        return parse_json_feed(text, url, now, MOST_ENTRIES)
    _refuse_pages(text, url)
    document = feedparser.parse(
        BytesIO(_REFERENCE.sub(_possible_reference, text).encode()),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not document.get("version") and not document.entries:
        raise FeedUnreadable(UnreadableReason.NOT_A_FEED, url)
    hours, days = skipped(text)
    return replace(_feed(document, url, now), skip_hours=hours, skip_days=days)


def _possible_reference(found: re.Match[str]) -> str:
    """References to characters that do not exist, on which feedparser fails, are dropped."""
    number = int(found[1], 16) if found[1] else int(found[2])
    exists = number <= _LAST_CHARACTER and not 0xD800 <= number <= 0xDFFF
    return found[0] if exists and number else ""


def _refuse_pages(text: str, url: str) -> None:
    head = text[:_HEAD]
    if not _PAGE.search(head) or _FEED_ROOT.search(head):
        return
    anti_bot = _ANTI_BOT.search(text[: 16 * _HEAD])
    raise FeedUnreadable(UnreadableReason.ANTI_BOT if anti_bot else UnreadableReason.HTML_PAGE, url)


def _feed(document: Any, url: str, now: datetime) -> ParsedFeed:
    channel = document.feed
    site = absolute_url(channel.get("link"), url)
    return ParsedFeed(
        title=_title(channel),
        language=language_code(channel.get("language")),
        site=site,
        entries=tuple(_entry(item, site or url, now) for item in document.entries[:MOST_ENTRIES]),
        ttl=minutes(channel.get("ttl")),
        update_every=period(channel.get("sy_updateperiod"), channel.get("sy_updatefrequency")),
    )


def _entry(item: Any, base: str, now: datetime) -> ParsedEntry:
    moments = [date_within_reason(_moment(item, name), now) for name in ("published", "created", "updated")]
    title = _title(item)
    return ParsedEntry(
        guid=_guid(item),
        url=_link(item, base),
        title=title,
        content=_content(item),
        published=next(filter(None, moments), None),
        language=language_code((item.get("title_detail") or {}).get("language")),
    )


def _moment(item: Any, name: str) -> Any:
    """`dict.get`, because feedparser answers `published` for a missing `updated` with a warning."""
    return dict.get(item, f"{name}_parsed")


def _title(item: Any) -> str:
    detail = item.get("title_detail") or {}
    return plain_title(str(item.get("title") or ""), markup=detail.get("type") != "text/plain")


def _guid(item: Any) -> str:
    return storable(item.get("id")).strip()[:2048]


def _link(item: Any, base: str) -> str:
    """The article's address: the original behind a feed service, the link, an alternate, a permalink id."""
    alternates = [link.get("href") for link in item.get("links", []) if link.get("rel") == "alternate"]
    guid = item.get("id") if item.get("guidislink") else ""
    wanted = (item.get("feedburner_origlink"), item.get("link"), *alternates, guid)
    return next(filter(None, (absolute_url(link, base) for link in wanted)), "")


def _content(item: Any) -> str:
    """The longest of content, summary and description."""
    bodies = [part.get("value") for part in item.get("content", [])]
    bodies += [item.get("summary"), item.get("description")]
    return max((storable(body) for body in bodies), key=len)[:LONGEST_FIELD]
