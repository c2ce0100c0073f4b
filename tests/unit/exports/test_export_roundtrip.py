"""Whatever an incident holds, what an independent reader takes out of a file is what the incident holds."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import feedparser
import openpyxl
from exported import contents, kunduz
from hxl_reader import hxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from alertbot.exports.cap import cap_of
from alertbot.exports.formats import Contents, Format, write
from alertbot.model import (
    SENSITIVE,
    Category,
    Certainty,
    Figure,
    Incident,
    Place,
    Precision,
    Qualifier,
    Severity,
    Status,
    Unit,
)

MOMENT = st.integers(10**9, 4 * 10**9).map(lambda second: datetime.fromtimestamp(second + 0.5, UTC))
NAME = st.text(min_size=1, max_size=12)
HEDGE = st.sampled_from([*Qualifier])
PLAIN = st.builds(
    lambda value, qualifier: Figure(value, Unit.HOUSEHOLD, "displaced", "x", 0, 1, None, qualifier),
    st.integers(1, 10**7),
    HEDGE,
)
RANGE = st.builds(
    lambda low, more: Figure(low, Unit.HOUSEHOLD, "displaced", "x", 0, 1, low + more, None),
    st.integers(1, 10**6),
    st.integers(1, 10**6),
)
PLACE = st.builds(
    Place,
    NAME,
    st.sampled_from(["AFG", "SDN", "UKR"]),
    st.sampled_from([Precision.PLACE, Precision.PARENT, Precision.ADMIN2, Precision.ADMIN1]),
    NAME,
    NAME,
    NAME,
    st.floats(-89, 89),
    st.floats(-179, 179),
)
INCIDENT = st.builds(
    kunduz,
    revision=st.integers(1, 99),
    categories=st.lists(st.sampled_from([*Category]), min_size=1, max_size=4, unique=True).map(tuple),
    places=st.lists(PLACE, max_size=2).map(tuple),
    figures=(PLAIN | RANGE).map(lambda figure: (figure,)),
    perpetrators=st.lists(NAME, max_size=2).map(tuple),
    denied_by=st.lists(NAME, max_size=2).map(tuple),
    status=st.sampled_from([*Status]),
    severity=st.sampled_from([*Severity]),
    certainty=st.sampled_from([*Certainty]),
    first_at=MOMENT,
    last_at=MOMENT,
    context=st.just(()),
)
SLOWLY = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def file(incident: Incident, form: Format) -> bytes:
    wanted = contents(incident)
    return write(form, Contents(wanted.records, wanted.told, wanted.sender))


@SLOWLY
@given(INCIDENT)
def test_hxl_holds_what_the_incident_holds(incident: Incident) -> None:
    [row] = list(hxl.data(io.BytesIO(file(incident, Format.CSV))))
    [figure] = incident.figures
    assert row.get("#event+id") == incident.code
    assert row.get("#meta+revision") == str(incident.revision)
    assert row.get("#event+code+type-list") == incident.categories[0].value
    assert row.get("#event+code+type+list").split("; ") == [kind.value for kind in incident.categories]
    assert row.get("#status+verification") == incident.status.value
    assert (row.get("#severity+code"), row.get("#status+certainty")) == (
        incident.severity.value,
        incident.certainty.value,
    )
    assert row.get("#affected+displaced+hh-max") == str(figure.value)
    assert (row.get("#affected+displaced+hh+max") or "") == str(figure.value_max or "")
    assert not row.get("#affected+displaced+ind-max")
    hedge = figure.qualifier.value if figure.qualifier else "range"
    assert row.get("#meta+displaced+hh+qualifier") == hedge
    for tag, moment in (("#date+reported", incident.first_at), ("#date+updated", incident.last_at)):
        assert datetime.fromisoformat(row.get(tag)) == moment.replace(microsecond=0)


@SLOWLY
@given(INCIDENT)
def test_a_sensitive_incident_has_no_point_in_any_format(incident: Incident) -> None:
    [feature] = json.loads(file(incident, Format.GEOJSON))["features"]
    told = json.loads(file(incident, Format.JSONL))
    entry = feedparser.parse(file(incident, Format.ATOM)).entries[0]
    message = etree.fromstring(cap_of(contents(incident).told[0], "desk@example.org"))
    circles = message.findall(".//{*}circle")
    if SENSITIVE & set(incident.categories):
        assert (feature["geometry"], told["lat"], told["place"], circles) == (None, None, None, [])
        assert "where" not in entry
        fine = [place.lat for place in incident.places if place.lat is not None]
        assert not any(f"{lat:.4f}" in json.dumps(told) for lat in fine if abs(lat) > 1)
    elif feature["geometry"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert any(abs(place.lat - lat) <= 0.005 + 1e-9 for place in incident.places if place.lat is not None)
        assert (told["lat"], told["lon"]) == (lat, lon)


@SLOWLY
@given(INCIDENT)
def test_a_workbook_holds_numbers_and_times_and_no_formula(incident: Incident) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file(incident, Format.XLSX)))["Incidents"]
    named = {cell.value: sheet.cell(3, cell.column) for cell in sheet[1]}
    [figure] = incident.figures
    assert named["displaced_households"].value == figure.value
    assert named["displaced_households_max"].value == figure.value_max
    assert named["last_reported"].value == incident.last_at.replace(tzinfo=None, microsecond=0)
    assert {cell.data_type for cell in named.values()} <= {"s", "n", "d"}
