"""CAP 1.2 (OASIS): one message a revision, which names those it replaces; scope Restricted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from alertbot.exports.record import HANDLING, Record
from alertbot.exports.told import Told
from alertbot.model import Category, ChangeKind, Precision

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
DEFAULT_SENDER = "alertbot"
RADIUS_KM = {Precision.PLACE.value: 5, Precision.PARENT.value: 25}
"""How far off a point may be, not how far the harm reached; a province or district is no circle."""
_FORBIDDEN = re.compile(r"[\s,<&]+")
"""CAP 1.2 section 3.2.1: none of these in identifier and sender."""
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
_RISK = frozenset({Category.DISPLACEMENT_RISK.value})
_NOTES = {
    ChangeKind.FIRST: "First message about this incident.",
    ChangeKind.CORROBORATED: "Reported by a second independent source.",
    ChangeKind.ESCALATED: "Worse than first reported.",
    ChangeKind.CORRECTED: "Correction: replaces what was sent before.",
    ChangeKind.DENIED: "The accused deny it.",
    ChangeKind.RETRACTED: "Withdrawn: do not rely on what was sent before.",
}


def sender_of(contact: str) -> str:
    """Return who sends, as CAP allows it: the operators' address in letters that may stand there."""
    return _FORBIDDEN.sub("-", contact.strip()) or DEFAULT_SENDER


def cap_of(revisions: Sequence[Told], sender: str) -> bytes:
    """Return the last of an incident's revisions as one message, with references to those before.

    The first message of an incident that was merged later replaces nothing; what follows the merge replaces
    the messages of both. Raises ValueError without a revision.
    """
    if not revisions:
        raise ValueError("no revision was told")
    *earlier, last = revisions
    before = earlier if last.record.revision > 1 else ()
    alert = Xml.Element("alert", xmlns=NAMESPACE)
    for name, text in _head(last, before, sender):
        Xml.SubElement(alert, name).text = text
    _info(Xml.SubElement(alert, "info"), last)
    Xml.indent(alert)
    return bytes(Xml.tostring(alert, encoding="utf-8", xml_declaration=True)) + b"\n"


def cap_zip_of(told: Sequence[Sequence[Told]], sender: str) -> bytes:
    """Return a ZIP with every message of these incidents, 'K7Q2-1.xml': CAP has no file of many alerts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        for revisions in told:
            for upto in range(1, len(revisions) + 1):
                record = revisions[upto - 1].record
                entry = zipfile.ZipInfo(f"{record.code}-{record.revision}.xml", _ZIP_TIME)
                whole.writestr(entry, cap_of(revisions[:upto], sender), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _head(last: Told, before: Sequence[Told], sender: str) -> Iterator[tuple[str, str]]:
    record = last.record
    kind = "Cancel" if record.withdrawn else "Update" if before else "Alert"
    yield "identifier", _identifier(record)
    yield "sender", sender
    yield "sent", _time(last.at)
    yield "status", "Actual"
    yield "msgType", kind
    yield "source", "alertbot"
    yield "scope", "Restricted"
    yield "restriction", HANDLING
    yield "note", _NOTES.get(last.change, _NOTES[ChangeKind.FIRST])
    if before:
        yield "references", " ".join(f"{sender},{_identifier(one.record)},{_time(one.at)}" for one in before)
    yield "incidents", record.code


def _info(info: Xml.Element, last: Told) -> None:
    record = last.record
    fields = [
        ("language", record.language),
        ("category", "Security"),
        ("event", next(iter(record.labels), record.headline)),
        ("urgency", "Unknown" if record.withdrawn or _RISK & set(record.kinds) else "Past"),
        ("severity", record.severity.title()),
        ("certainty", record.certainty.title()),
    ]
    for name, text in fields:
        Xml.SubElement(info, name).text = text
    for kind in record.kinds:
        _named(info, "eventCode", "alertbot:kind", kind)
    for name, text in _words(record):
        Xml.SubElement(info, name).text = text
    for name, text in _parameters(record):
        _named(info, "parameter", name, text)
    _area(Xml.SubElement(info, "area"), record)


def _words(record: Record) -> Iterator[tuple[str, str]]:
    yield "senderName", "alertbot"
    yield "headline", record.headline
    if record.description:
        yield "description", record.description
    if record.link:
        yield "web", record.link


def _parameters(record: Record) -> Iterator[tuple[str, str]]:
    """What CAP has no element for; `occurred` is a day, and CAP's onset would make a time of it."""
    yield "alertbot:status", record.status
    if record.occurred:
        yield "alertbot:occurred", record.occurred.isoformat()
    for count in record.counts:
        yield f"alertbot:{count.toll}:{count.unit}", count.words
    for name, values in (
        ("accused", record.accused),
        ("claimed-by", record.claimed_by),
        ("denied-by", record.denied_by),
    ):
        for value in values:
            yield f"alertbot:{name}", value
    yield "alertbot:independent-sources", str(record.independent_sources)
    for outlet in record.outlets:
        yield "alertbot:source", f"{outlet.name} {outlet.url}".strip()
    if record.credit:
        yield "alertbot:credit", record.credit


def _area(area: Xml.Element, record: Record) -> None:
    where = record.where
    names = (where.name, where.admin2, where.admin1, where.country_name)
    described = ", ".join(dict.fromkeys(name for name in names if name))
    Xml.SubElement(area, "areaDesc").text = described or "Not known"
    radius = RADIUS_KM.get(where.precision)
    if radius and where.lat is not None:
        Xml.SubElement(area, "circle").text = f"{where.lat},{where.lon} {radius}"
    if where.country:
        _named(area, "geocode", "ISO 3166-1 alpha-3", where.country)
    if code := where.admin2_code or where.admin1_code:
        _named(area, "geocode", "P-code", code)


def _named(parent: Xml.Element, element: str, name: str, value: str) -> None:
    pair = Xml.SubElement(parent, element)
    Xml.SubElement(pair, "valueName").text = name
    Xml.SubElement(pair, "value").text = value


def _identifier(record: Record) -> str:
    return f"alertbot-{_FORBIDDEN.sub('-', record.code)}-{record.revision}"


def _time(moment: datetime) -> str:
    """As CAP wants it: to the second, UTC as -00:00 (section 3.3.2)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")
