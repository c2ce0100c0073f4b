"""The formats an export may have, and what writes each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alertbot.exports.atom import atom_of
from alertbot.exports.cap import cap_zip_of
from alertbot.exports.geo import geojson_of
from alertbot.exports.record import Record
from alertbot.exports.spreadsheet import xlsx_of
from alertbot.exports.tables import csv_of, jsonl_of
from alertbot.exports.told import Told


class Format(StrEnum):
    """What people may ask for."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    CAP = "cap"
    ATOM = "atom"
    JSONL = "jsonl"


MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8; header=present",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.GEOJSON: "application/geo+json",
    Format.CAP: "application/zip",
    Format.ATOM: "application/atom+xml; charset=utf-8",
    Format.JSONL: "application/x-ndjson",
}
TELLS_REVISIONS = frozenset({Format.CAP, Format.ATOM})
_ENDINGS = {Format.CAP: "cap.zip", Format.ATOM: "atom.xml"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a file."""

    records: Sequence[Record]
    told: Sequence[Sequence[Told]]
    """The revisions of each incident, for the formats of `TELLS_REVISIONS`."""
    sender: str
    """As `cap.sender_of` gives it."""


_WRITERS: dict[Format, Callable[[Contents], bytes]] = {
    Format.CSV: lambda contents: csv_of(contents.records),
    Format.XLSX: lambda contents: xlsx_of(contents.records),
    Format.GEOJSON: lambda contents: geojson_of(contents.records),
    Format.CAP: lambda contents: cap_zip_of(contents.told, contents.sender),
    Format.ATOM: lambda contents: atom_of(contents.records, contents.told, contents.sender),
    Format.JSONL: lambda contents: jsonl_of(contents.records),
}


def write(form: Format, contents: Contents) -> bytes:
    """Return the file; the same contents make the same bytes."""
    return _WRITERS[form](contents)


def file_name(form: Format) -> str:
    """Return a neutral name for the file: 'incidents.csv'."""
    return f"incidents.{_ENDINGS.get(form, form.value)}"
