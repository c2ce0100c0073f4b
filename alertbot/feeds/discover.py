"""Finds the feeds that a web page names; meant to run in the sandbox's child."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html
from lxml import etree

from alertbot.feeds.parse_charset import decode_feed
from alertbot.feeds.parse_values import absolute_url

_LONGEST_PAGE = 1_000_000
_MOST = 50
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_LIKELY = re.compile(r"(?:^|[/.?=_-])(?:rss|atom|feed|feeds|rdf)(?:$|[/.?&=_\d-])|\.xml$", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments?/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names."""

    url: str
    title: str
    declared: bool
    """True: by <link rel=alternate>; False: a link that looks like a feed."""


def discover_feeds(page: bytes, content_type: str, url: str) -> tuple[FoundFeed, ...]:
    """Feeds named by the page fetched from `url`: declared ones first, comment feeds left out."""
    text = decode_feed(page[:_LONGEST_PAGE], content_type)
    try:
        root = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return ()
    base = absolute_url(next(iter(root.xpath("//base/@href")), ""), url) or url
    declared = [
        FoundFeed(absolute_url(link.get("href"), base), _title(link.get("title")), True)
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower() and _type(link) in _TYPES
    ]
    likely = [
        FoundFeed(absolute_url(link.get("href"), base), _title(link.text), False)
        for link in root.iter("a")
        if _LIKELY.search(link.get("href") or "")
    ]
    found: dict[str, FoundFeed] = {}
    for feed in declared + likely:
        if feed.url and not _COMMENTS.search(feed.url):
            found.setdefault(feed.url, feed)
    return tuple(found.values())[:_MOST]


def _type(link: lxml.html.HtmlElement) -> str:
    return (link.get("type") or "").split(";")[0].strip().lower()


def _title(text: str | None) -> str:
    return " ".join((text or "").split())[:200]
