"""Atom (RFC 4287): one entry an incident, replaced in readers by each revision."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from alertbot.exports.columns import stamp
from alertbot.exports.record import CREDIT, HANDLING, Record
from alertbot.exports.told import Told

NAMESPACE = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"
KINDS = "urn:alertbot:kind"
FAMILY = uuid.UUID("6f0e8a3c-5d0b-4f4e-9a77-0c1b6a4f2d11")
"""Makes ids of its own: the same incident of the same sender has the same id for ever (section 4.2.6)."""
_EMPTY = datetime(2026, 1, 1, tzinfo=UTC)


def atom_of(records: Sequence[Record], told: Sequence[Sequence[Told]], sender: str) -> bytes:
    """Return the feed; a link leads to the latest report, `via` links to all of them.

    An entry is updated when its last revision was told (`told`): a correction by hand has no new report.
    """
    last = {revisions[-1].record.code: revisions[-1].at for revisions in told if revisions}
    moments = [max(record.last_reported, last.get(record.code, record.last_reported)) for record in records]
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, "xmlns:georss": GEORSS})
    updated = max(moments, default=_EMPTY)
    _text(feed, "id", uuid.uuid5(FAMILY, sender).urn)
    _text(feed, "title", "Incidents told by alertbot")
    _text(feed, "subtitle", HANDLING)
    _text(feed, "updated", stamp(updated))
    _text(feed, "rights", CREDIT)
    _text(feed, "generator", "alertbot")
    _text(Xml.SubElement(feed, "author"), "name", "alertbot")
    for record, moment in zip(records, moments, strict=True):
        _entry(Xml.SubElement(feed, "entry"), record, moment, sender)
    Xml.indent(feed)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(entry: Xml.Element, record: Record, updated: datetime, sender: str) -> None:
    _text(entry, "id", uuid.uuid5(FAMILY, f"{sender} {record.code}").urn)
    _text(entry, "title", record.headline)
    _text(entry, "updated", stamp(updated))
    _text(entry, "published", stamp(record.first_reported))
    for kind, label in zip(record.kinds, record.labels, strict=True):
        Xml.SubElement(entry, "category", term=kind, scheme=KINDS, label=label)
    if record.link:
        Xml.SubElement(entry, "link", rel="alternate", href=record.link)
    for outlet in record.outlets:
        if outlet.url:
            Xml.SubElement(entry, "link", rel="via", href=outlet.url, title=outlet.name)
    content = Xml.SubElement(entry, "content", {"type": "text", "xml:lang": record.language})
    content.text = "\n".join(_lines(record))
    if record.where.lat is not None:
        _text(entry, "georss:point", f"{record.where.lat} {record.where.lon}")


def _lines(record: Record) -> Iterator[str]:
    yield record.headline
    if record.description:
        yield record.description
    yield f"[{record.code}, revision {record.revision}; {record.status}; {record.severity}]"


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
