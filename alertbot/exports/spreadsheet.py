"""XLSX: the table with hashtags on one sheet, what stands in it on another."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from alertbot.exports.columns import COLUMNS, Cell, cells
from alertbot.exports.plain import is_formula
from alertbot.exports.record import CREDIT, HANDLING, Record

MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - Excel knows no zones
"""Stands as the date of making, so that the same incidents make the same file."""
LONGEST_CELL = 32_767
_WIDTHS = {"headline": 60, "description": 60, "figures": 40, "source_url": 40, "source_urls": 40}
_FIRST = 2


def xlsx_of(records: Sequence[Record]) -> bytes:
    """Return a workbook: days and times are real ones (UTC), numbers are numbers, text is never a formula."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options | {"strings_to_numbers": False}) as book:
        book.set_properties(
            {"title": "Incidents", "author": "alertbot", "created": MADE, "comments": HANDLING}
        )
        looks = {
            "heading": book.add_format({"bold": True, "bottom": 1}),
            "tag": book.add_format({"font_color": "#666666", "italic": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "text": book.add_format({"quote_prefix": True}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _fill(book.add_worksheet("Incidents"), records, looks)
        _explain(book.add_worksheet("About"), looks)
    return file.getvalue()


def _fill(sheet: Worksheet, records: Sequence[Record], looks: dict[str, Format]) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.name, looks["heading"])
        sheet.write_string(1, place, column.tag, looks["tag"])
        sheet.set_column(place, place, _WIDTHS.get(column.name, max(10, len(column.name) + 2)))
    for row, record in enumerate(records, _FIRST):
        for place, cell in enumerate(cells(record)):
            _write(sheet, row, place, cell, looks)
    sheet.freeze_panes(_FIRST, 1)
    sheet.autofilter(1, 0, max(_FIRST, len(records) + 1), len(COLUMNS) - 1)


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, looks: dict[str, Format]) -> None:
    if isinstance(cell, str):
        look = looks["text"] if is_formula(cell) else None
        sheet.write_string(row, place, cell[:LONGEST_CELL], look)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell.replace(tzinfo=None, microsecond=0), looks["time"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, cell, looks["day"])
    elif cell is not None:
        sheet.write_number(row, place, cell)


def _explain(sheet: Worksheet, looks: dict[str, Format]) -> None:
    lines = [("Handling", "", HANDLING), ("Credit", "", CREDIT), ("", "", "")]
    lines += [(column.name, column.tag, column.about) for column in COLUMNS]
    for row, (name, tag, about) in enumerate(lines):
        sheet.write_string(row, 0, name, looks["heading"] if row < _FIRST else None)
        sheet.write_string(row, 1, tag, looks["tag"])
        sheet.write_string(row, 2, about, looks["wrapped"])
    sheet.set_column(0, 1, 32)
    sheet.set_column(2, 2, 90)
