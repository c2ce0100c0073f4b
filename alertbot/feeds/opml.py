"""OPML, the format in which feed readers exchange lists of feeds: import and export."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

import listparser

from alertbot.errors import AlertbotError
from alertbot.model import FeedSource

_LONGEST = 5_000_000


class OpmlUnreadable(AlertbotError):
    """The bytes are no OPML with feeds in it."""

    permanent = True


def read_opml(document: bytes) -> list[FeedSource]:
    """The feeds of an OPML document, each address once; for hostile documents run it in the sandbox.

    Raises OpmlUnreadable if there are none.
    """
    found = listparser.parse(document) if len(document) <= _LONGEST else {"feeds": []}
    sources = {
        feed.url.strip(): FeedSource(url=feed.url.strip(), name=" ".join(feed.title.split()) or feed.url)
        for feed in found["feeds"]
        if feed.url.strip().lower().startswith(("http://", "https://"))
    }
    if not sources:
        raise OpmlUnreadable("No feeds found: this is not an OPML file of a feed reader, or it is empty.")
    return list(sources.values())


def write_opml(sources: Sequence[FeedSource], title: str = "alertbot feeds") -> bytes:
    """An OPML 2.0 document of the feeds, in their order, as UTF-8."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for source in sources:
        attributes = {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": source.url}
        optional = {"htmlUrl": source.homepage, "language": source.language or ""}
        attributes |= {name: value for name, value in optional.items() if value}
        ElementTree.SubElement(body, "outline", attributes)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
