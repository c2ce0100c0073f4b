"""OPML, the format in which feed readers exchange lists of feeds: import and export."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

import listparser

from alertbot.errors import AlertbotError
from alertbot.model import FeedKind, FeedSource

_LONGEST = 5_000_000
_KEPT = {
    "language": re.compile("[a-z]{2}"),
    "country": re.compile("[A-Z]{3}"),
    "kind": re.compile("|".join(FeedKind)),
    "reliability": re.compile("[A-F]"),
    "pack": re.compile("[a-z][a-z0-9-]{1,39}"),
}
"""What an export keeps of a feed, as categories `/name/value`, and what an import believes."""


class OpmlUnreadable(AlertbotError):
    """The bytes are no OPML with feeds in it."""

    permanent = True


def read_opml(document: bytes) -> list[FeedSource]:
    """The feeds of an OPML document, each address once; for hostile documents run it in the sandbox.

    Raises OpmlUnreadable if there are none.
    """
    found = listparser.parse(document) if len(document) <= _LONGEST else {"feeds": []}
    sources = {
        feed.url.strip(): _source(feed.url.strip(), " ".join(feed.title.split()), feed.categories)
        for feed in found["feeds"]
        if feed.url.strip().lower().startswith(("http://", "https://"))
    }
    if not sources:
        raise OpmlUnreadable("No feeds found: this is not an OPML file of a feed reader, or it is empty.")
    return list(sources.values())


def _source(url: str, name: str, categories: Sequence[Sequence[str]]) -> FeedSource:
    """A feed with what our own export says of it; categories of others mean nothing here."""
    said = {category[0]: category[1] for category in categories if len(category) == 2}
    kept = {name: value for name, value in said.items() if name in _KEPT and _KEPT[name].fullmatch(value)}
    source = FeedSource(url=url, name=name or url)
    plain = {name: value for name, value in kept.items() if name != "kind"}
    kind = FeedKind(kept["kind"]) if "kind" in kept else source.kind
    return replace(source, kind=kind, **plain)  # type: ignore[arg-type]


def _kept(source: FeedSource) -> list[tuple[str, str]]:
    return [(name, str(getattr(source, name) or "")) for name in _KEPT]


def write_opml(sources: Sequence[FeedSource], title: str = "alertbot feeds") -> bytes:
    """An OPML 2.0 document of the feeds, in their order, as UTF-8."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for source in sources:
        attributes = {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": source.url}
        optional = {
            "htmlUrl": source.homepage,
            "language": source.language or "",
            "category": ",".join(f"/{name}/{value}" for name, value in _kept(source) if value),
        }
        attributes |= {name: value for name, value in optional.items() if value}
        ElementTree.SubElement(body, "outline", attributes)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
