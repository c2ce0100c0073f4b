"""One story in many clothes: an RSS, Atom or JSON Feed document, and a full page with its furniture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from html import escape


class FeedFormat(StrEnum):
    """What a feed is written in."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes."""

    name: str
    language: str
    """ISO 639-1."""
    format: FeedFormat = FeedFormat.RSS
    teasers: bool = False
    """True: the feed carries the first sentence only, the article stands on its page."""
    menu: tuple[str, ...] = ("Home", "World", "Business", "Sport", "About us")
    """What the navigation of a page says."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article of an outlet."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    guid: str = ""
    """'' : the address of the page."""

    @property
    def teaser(self) -> str:
        """The first paragraph."""
        return self.paragraphs[0] if self.paragraphs else ""


def feed_document(outlet: Outlet, stories: Sequence[Story], base: str) -> tuple[bytes, str]:
    """The feed as bytes in UTF-8, and its content type; `base` is the outlet's address without a slash."""
    write = {FeedFormat.RSS: _rss, FeedFormat.ATOM: _atom, FeedFormat.JSON: _json}[outlet.format]
    return write(outlet, stories, base).encode(), _CONTENT_TYPES[outlet.format]


def article_page(outlet: Outlet, story: Story, base: str) -> bytes:
    """A page as outlets make them: navigation, related links, a newsletter box, the article in between."""
    direction = "rtl" if outlet.language in {"ar", "fa"} else "ltr"
    menu = "".join(
        f'<li><a href="{base}/{at}">{escape(word)}</a></li>' for at, word in enumerate(outlet.menu)
    )
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in story.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{outlet.language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{escape(story.title)} | {escape(outlet.name)}</title>
<link rel="canonical" href="{base}/articles/{story.slug}">
<link rel="alternate" type="{_CONTENT_TYPES[outlet.format].split(";")[0]}" href="{base}/feed">
<meta property="article:published_time" content="{story.published.isoformat()}">
<style>nav ul {{ display: flex }}</style>
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<header><a href="{base}/">{escape(outlet.name)}</a><nav><ul>{menu}</ul></nav></header>
<main>
<article>
<h1>{escape(story.title)}</h1>
<time datetime="{story.published.isoformat()}">{story.published:%d.%m.%Y %H:%M}</time>
{paragraphs}
</article>
<aside class="related"><ul>{menu}</ul></aside>
</main>
<footer><form><input type="email" placeholder="newsletter"></form><p>&copy; {escape(outlet.name)}</p></footer>
</body>
</html>
""".encode()


_CONTENT_TYPES = {
    FeedFormat.RSS: "application/rss+xml; charset=utf-8",
    FeedFormat.ATOM: "application/atom+xml; charset=utf-8",
    FeedFormat.JSON: "application/feed+json; charset=utf-8",
}


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _body(outlet: Outlet, story: Story) -> str:
    """What the feed itself carries of a story, as HTML."""
    shown = story.paragraphs[:1] if outlet.teasers else story.paragraphs
    return "".join(f"<p>{escape(text)}</p>" for text in shown)


def _address(story: Story, base: str) -> str:
    return f"{base}/articles/{story.slug}"


def _rss(outlet: Outlet, stories: Sequence[Story], base: str) -> str:
    items = "".join(
        f"""<item>
<title>{escape(story.title)}</title>
<link>{_address(story, base)}</link>
<guid isPermaLink="{"false" if story.guid else "true"}">{escape(story.guid) or _address(story, base)}</guid>
<pubDate>{format_datetime(story.published)}</pubDate>
<description>{escape(_body(outlet, story))}</description>
</item>
"""
        for story in stories
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>{escape(outlet.name)}</title>
<link>{base}/</link>
<description>{escape(outlet.name)}</description>
<language>{outlet.language}</language>
{items}</channel></rss>
"""


def _atom(outlet: Outlet, stories: Sequence[Story], base: str) -> str:
    body = "summary" if outlet.teasers else "content"
    entries = "".join(
        f"""<entry>
<title>{escape(story.title)}</title>
<id>{escape(story.guid) or _address(story, base)}</id>
<link rel="alternate" href="{_address(story, base)}"/>
<published>{story.published.isoformat()}</published>
<updated>{story.published.isoformat()}</updated>
<{body} type="html">{escape(_body(outlet, story))}</{body}>
</entry>
"""
        for story in stories
    )
    updated = max((story.published for story in stories), default=_NEVER)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">
<title>{escape(outlet.name)}</title>
<id>{base}/</id>
<link rel="self" href="{base}/feed"/>
<link href="{base}/"/>
<updated>{updated.isoformat()}</updated>
{entries}</feed>
"""


def _json(outlet: Outlet, stories: Sequence[Story], base: str) -> str:
    items = [
        {
            "id": story.guid or _address(story, base),
            "url": _address(story, base),
            "title": story.title,
            "date_published": story.published.isoformat(),
            ("summary" if outlet.teasers else "content_html"): _json_body(outlet, story),
        }
        for story in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/",
        "feed_url": f"{base}/feed",
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_body(outlet: Outlet, story: Story) -> str:
    return story.teaser if outlet.teasers else _body(outlet, story)
