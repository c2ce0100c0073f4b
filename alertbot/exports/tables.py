"""CSV with a row of HXL hashtags, and JSON Lines: one incident a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from alertbot.exports.columns import COLUMNS, cells, stamp, written
from alertbot.exports.counts import Count
from alertbot.exports.plain import defused
from alertbot.exports.record import Record


def csv_of(records: Sequence[Record]) -> bytes:
    """Return headings, hashtags and a row for each record as UTF-8 with a mark that Excel knows it by.

    What a spreadsheet could take for a formula stands behind an apostrophe (RFC 4180 has no other way).
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(column.name for column in COLUMNS)
    rows.writerow(column.tag for column in COLUMNS)
    for record in records:
        values = [written(cell) for cell in cells(record)]
        rows.writerow(defused(value) if isinstance(value, str) else value for value in values)
    return file.getvalue().encode("utf-8-sig")


def jsonl_of(records: Sequence[Record]) -> bytes:
    """Return a JSON object a line for each record."""
    return b"".join(json_bytes(as_object(record)) + b"\n" for record in records)


def json_bytes(value: object) -> bytes:
    """Return compact JSON; a lone surrogate, which is no text, is refused by raising ValueError."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def as_object(record: Record) -> Mapping[str, Any]:
    """Return a record as a JSON object: the columns, lists as lists, and every figure and report in full."""
    flat = {column.name: written(cell) for column, cell in zip(COLUMNS, cells(record), strict=True)}
    lists = {
        "kinds": list(record.kinds),
        "destination_codes": list(record.where.destinations),
        "accused": list(record.accused),
        "claimed_by": list(record.claimed_by),
        "denied_by": list(record.denied_by),
        "flags": list(record.flags),
        "figures": [_figure(count) for count in record.counts],
        "language": record.language,
    }
    told = {name: value for name, value in flat.items() if name not in _IN_REPORTS}
    return told | lists | {"reports": _reports(record)}


_IN_REPORTS = frozenset({"source_names", "source_urls", "source_languages"})


def _reports(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "source": outlet.name,
            "url": outlet.url or None,
            "published": stamp(outlet.published),
            "language": outlet.language or None,
            "copy": outlet.copy,
        }
        for outlet in record.outlets
    ]


def _figure(count: Count) -> dict[str, Any]:
    return {
        "what": count.toll,
        "unit": count.unit,
        "term": count.term,
        "value": count.value,
        "value_max": count.value_max,
        "qualifier": count.qualifier or None,
        "words": count.words,
    }
