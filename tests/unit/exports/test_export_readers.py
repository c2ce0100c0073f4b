"""Every export opened by a reader that others wrote, and held against the incidents."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import geojson
import openpyxl
import pytest
from exported import NOW, VILLAGE, contents, history, kunduz
from hxl_reader import hxl
from lxml import etree
from shapely.geometry import Point, shape

from alertbot.exports.cap import DEFAULT_SENDER, NAMESPACE, cap_of, sender_of
from alertbot.exports.columns import COLUMNS, cells, written
from alertbot.exports.formats import Contents, Format, write
from alertbot.exports.spreadsheet import xlsx_of
from alertbot.exports.tables import csv_of
from alertbot.model import Category, ChangeKind, Incident

CAP = f"{{{NAMESPACE}}}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[2] / "data" / "CAP-v1.2.xsd"))
SHOOTING = kunduz(
    code="M3XP",
    revision=1,
    categories=(Category.GBV,),
    country="SDN",
    places=(),
    figures=(),
    denied_by=(),
    context=(),
)
WITHDRAWN = kunduz(code="W8RT", retracted=True)
ALL = (kunduz(), SHOOTING, WITHDRAWN)
EVIL = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "\t=1+1")


def values(wanted: Contents) -> Iterator[list[Any]]:
    """What should stand in each row."""
    for record in wanted.records:
        yield [written(cell) for cell in cells(record)]


def test_libhxl_reads_every_row_under_our_hashtags() -> None:
    read = hxl.data(io.BytesIO(write(Format.CSV, contents(*ALL))))
    assert [column.display_tag.replace(" ", "") for column in read.columns] == [
        hxl.model.Column.parse(column.tag).display_tag for column in COLUMNS
    ]
    assert [row.values for row in read] == [
        ["" if value is None else str(value) for value in row] for row in values(contents(*ALL))
    ]


def test_libhxl_finds_nothing_wrong_with_dates_numbers_and_links() -> None:
    wrong: list[str] = []
    schema = hxl.schema(None, lambda error: wrong.append(str(error)))
    well = schema.validate(hxl.data(io.BytesIO(write(Format.CSV, contents(*ALL)))))
    assert (wrong, well) == ([], True)


def test_openpyxl_reads_the_same_values_with_real_days_and_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(Format.XLSX, contents(*ALL))))
    sheet = book["Incidents"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [column.name for column in COLUMNS]
    assert rows[1] == [column.tag for column in COLUMNS]
    for row, record in zip(rows[2:], contents(*ALL).records, strict=True):
        wanted = [
            cell.replace(tzinfo=None, microsecond=0)
            if isinstance(cell, datetime)
            else datetime.combine(cell, datetime.min.time())
            if hasattr(cell, "isoformat")
            else cell
            for cell in cells(record)
        ]
        assert row == wanted
    assert "Restricted" in str(book["About"]["C1"].value)


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_can_become_a_formula(evil: str) -> None:
    from dataclasses import replace

    record = replace(contents().records[0], headline=evil, description=evil)
    text = csv_of([record]).decode("utf-8-sig")
    assert f"'{evil}" in text.replace('""', '"')
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of([record])))["Incidents"]
    cell = sheet.cell(3, [column.name for column in COLUMNS].index("headline") + 1)
    assert cell.data_type == "s"
    assert cell.quotePrefix is True
    assert str(cell.value).strip() == evil.strip()


def test_geojson_and_shapely_read_points_where_a_pin_may_be_shown_and_nowhere_else() -> None:
    read = geojson.loads(write(Format.GEOJSON, contents(*ALL)))
    assert read.is_valid
    first, second, third = read.features
    assert shape(first.geometry).equals(Point(68.87, 36.73))
    assert (second.geometry, third.geometry) == (None, None)
    assert [feature.id for feature in read.features] == ["K7Q2", "M3XP", "W8RT"]
    for feature, record in zip(read.features, contents(*ALL).records, strict=True):
        named = zip(COLUMNS, cells(record), strict=True)
        flat = {column.name: written(cell) for column, cell in named if column.name not in ("lat", "lon")}
        assert dict(feature.properties) == flat


def test_json_lines_hold_lists_figures_and_reports_in_full() -> None:
    lines = [json.loads(line) for line in write(Format.JSONL, contents(*ALL)).splitlines()]
    assert [line["code"] for line in lines] == ["K7Q2", "M3XP", "W8RT"]
    first = lines[0]
    assert first["kinds"] == ["forced_displacement", "property_destruction"]
    assert [(one["what"], one["value"], one["value_max"]) for one in first["figures"]] == [
        ("displaced", 400, 600),
        ("destroyed", 350, None),
        ("killed", None, None),
    ]
    assert [one["url"] for one in first["reports"]] == [
        "https://example.org/2?a=1&b=2",
        "https://example.org/1?a=1&b=2",
    ]


def test_feedparser_reads_each_incident_with_its_links_and_the_credit() -> None:
    read = feedparser.parse(write(Format.ATOM, contents(*ALL)))
    assert read.bozo is False
    assert read.version == "atom10"
    assert "GeoNames" in read.feed.rights
    for entry, record in zip(read.entries, contents(*ALL).records, strict=True):
        assert entry.title == record.headline
        assert [tag.term for tag in entry.tags] == list(record.kinds)
        assert entry.updated == "2026-03-01T12:30:15Z"
        linked = [link.href for link in entry.links if link.rel == "via"]
        assert linked == [outlet.url for outlet in record.outlets]
        assert record.code in entry.content[0].value


def test_an_entry_keeps_its_id_over_revisions() -> None:
    once, again = (
        feedparser.parse(write(Format.ATOM, contents(kunduz(revision=number)))).entries[0].id
        for number in (1, 2)
    )
    assert once == again
    assert once.startswith("urn:uuid:")


def test_an_entry_is_updated_when_its_last_revision_was_told() -> None:
    told = [history(kunduz(revision=1), kunduz(revision=2))]
    wanted = Contents(contents().records, told, "desk@example.org")
    read = feedparser.parse(write(Format.ATOM, wanted))
    assert read.entries[0].updated == read.feed.updated == "2026-03-01T13:30:15Z"
    old = kunduz(last_at=datetime(2021, 7, 8, tzinfo=UTC))
    read = feedparser.parse(write(Format.ATOM, Contents(contents(old).records, [], "desk@example.org")))
    assert read.entries[0].updated == "2021-07-08T00:00:00Z"


def messages(*incidents: Incident, kind: ChangeKind = ChangeKind.ESCALATED) -> list[Any]:
    told = history(*incidents, kind=kind)
    upto = range(1, len(told) + 1)
    return [etree.fromstring(cap_of(told[:number], "desk@example.org")) for number in upto]


def test_every_cap_message_is_valid_by_the_schema_of_oasis() -> None:
    body = write(Format.CAP, contents(*ALL))
    with zipfile.ZipFile(io.BytesIO(body)) as whole:
        assert whole.namelist() == ["K7Q2-2.xml", "M3XP-1.xml", "W8RT-2.xml"]
        for name in whole.namelist():
            SCHEMA.assertValid(etree.fromstring(whole.read(name)))


def test_a_revision_names_all_it_replaces_and_a_withdrawal_cancels() -> None:
    first, second, third = messages(
        kunduz(revision=1), kunduz(revision=2), kunduz(revision=3, retracted=True), kind=ChangeKind.RETRACTED
    )
    for message in (first, second, third):
        SCHEMA.assertValid(message)
    kinds = [message.findtext(f"{CAP}msgType") for message in (first, second, third)]
    assert kinds == ["Alert", "Update", "Cancel"]
    assert first.find(f"{CAP}references") is None
    named = [
        f"desk@example.org,{one.findtext(f'{CAP}identifier')},{one.findtext(f'{CAP}sent')}"
        for one in (first, second)
    ]
    assert third.findtext(f"{CAP}references").split() == named
    assert {message.findtext(f"{CAP}scope") for message in (first, second, third)} == {"Restricted"}
    assert third.findtext(f"{CAP}incidents") == "K7Q2"


def test_what_follows_a_merge_replaces_the_messages_of_both_incidents() -> None:
    first, absorbed, merged = messages(
        kunduz(revision=1), kunduz(code="W3XZ", revision=1), kunduz(revision=2)
    )
    assert [one.findtext(f"{CAP}msgType") for one in (first, absorbed, merged)] == [
        "Alert",
        "Alert",
        "Update",
    ]
    named = [reference.split(",")[1] for reference in merged.findtext(f"{CAP}references").split()]
    assert named == ["alertbot-K7Q2-1", "alertbot-W3XZ-1"]
    assert absorbed.find(f"{CAP}references") is None


def test_cap_tells_the_figures_in_words_and_the_area_as_finely_as_allowed() -> None:
    [message] = messages(kunduz(revision=1))
    info = message.find(f"{CAP}info")
    said = {p.findtext(f"{CAP}valueName"): p.findtext(f"{CAP}value") for p in info.iter(f"{CAP}parameter")}
    assert said["alertbot:displaced:household"] == "400 to 600 families forced from their homes"
    assert said["alertbot:occurred"] == "2026-02-27"
    assert info.findtext(f"{CAP}area/{CAP}circle") == "36.73,68.87 25"
    assert info.findtext(f"{CAP}severity") == "Severe"
    [hidden] = messages(kunduz(categories=(Category.GBV,)))
    assert hidden.find(f"{CAP}info/{CAP}area/{CAP}circle") is None
    assert hidden.findtext(f"{CAP}info/{CAP}area/{CAP}areaDesc") == "Kunduz District, Kunduz, Afghanistan"


@pytest.mark.parametrize(
    ("contact", "sender"),
    [("", DEFAULT_SENDER), ("desk@example.org", "desk@example.org"), ("A, B <a@b.c>", "A-B-a@b.c>")],
)
def test_a_sender_has_no_signs_that_cap_forbids(contact: str, sender: str) -> None:
    assert sender_of(contact) == sender


def test_sent_has_no_time_zone_of_letters() -> None:
    [message] = messages(kunduz(revision=1))
    assert message.findtext(f"{CAP}sent") == NOW.strftime("%Y-%m-%dT%H:%M:%S-00:00")
    assert VILLAGE.name in message.findtext(f"{CAP}info/{CAP}area/{CAP}areaDesc")
