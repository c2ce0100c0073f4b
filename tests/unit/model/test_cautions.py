"""Do-no-harm switches: what they leave of an incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alertbot.model import (
    ArticleId,
    Category,
    Caution,
    Certainty,
    Figure,
    Incident,
    Measure,
    Place,
    Precision,
    Reading,
    Report,
    Severity,
    Signal,
    Status,
    Unit,
    treat,
)

NOW = datetime(2026, 7, 1, tzinfo=UTC)
ATTACK, GBV = Category.ATTACK_ON_CIVILIANS, Category.GBV
VILLAGE = Place("Tila", "SDN", Precision.PLACE, "Tila", "North Darfur", "Kutum", 14.1, 24.2, geo_id=5)
SIGNALS = (Signal(ATTACK, "Ten were killed in Tila.", 0, 24), Signal(GBV, "Women were raped.", 25, 42))
REPORT = Report(
    ArticleId(1),
    "Wire",
    "https://wire.example/1",
    "Killed in Tila",
    NOW,
    Reading("en", True, 0.9, (ATTACK, GBV), places=(VILLAGE,), signals=SIGNALS),
)
INCIDENT = Incident(
    id=None,
    code="K7Q2",
    revision=1,
    reports=(REPORT,),
    categories=(ATTACK, GBV),
    country="SDN",
    places=(VILLAGE,),
    figures=(
        Figure(10, Unit.PERSON, "killed", "Ten", 0, 3),
        Figure(3, Unit.PERSON, "raped", "three", 5, 9),
    ),
    perpetrators=(),
    sources=(),
    denied_by=(),
    status=Status.ALLEGED,
    severity=Severity.SEVERE,
    certainty=Certainty.POSSIBLE,
    first_at=NOW,
    last_at=NOW,
)


def told(incident: Incident, *cautions: Caution) -> Incident:
    treated = treat(incident, cautions).incident
    assert treated is not None
    return treated


@pytest.mark.parametrize(
    "caution",
    [Caution("TCD", None, Measure.OFF), Caution("SDN", Category.TORTURE, Measure.OFF)],
    ids=["another country", "another kind"],
)
def test_a_switch_for_something_else_changes_nothing(caution: Caution) -> None:
    assert treat(INCIDENT, [caution]).incident == INCIDENT


def test_a_kind_that_is_off_goes_with_its_figure_its_sentence_and_the_title_beside_it() -> None:
    left = told(INCIDENT, Caution("SDN", GBV, Measure.OFF))
    assert left.categories == (ATTACK,)
    assert [figure.term for figure in left.figures] == ["killed"]
    assert [signal.category for signal in left.reports[0].reading.signals] == [ATTACK]
    assert left.reports[0].title == ""


@pytest.mark.parametrize("caution", [Caution("SDN", ATTACK, Measure.OFF), Caution("", None, Measure.OFF)])
def test_nothing_is_told_where_the_leading_kind_is_off(caution: Caution) -> None:
    assert treat(INCIDENT, [caution]).incident is None


def test_a_withdrawal_is_never_silenced_but_told_with_its_country_alone() -> None:
    left = told(replace(INCIDENT, retracted=True), Caution("SDN", ATTACK, Measure.OFF))
    assert left.places == ()
    assert not treat(replace(INCIDENT, retracted=True), [Caution("", None, Measure.HOLD)]).hold


@pytest.mark.parametrize(
    ("measure", "names"),
    [
        (Measure.DISTRICT, ["Kutum"]),
        (Measure.PROVINCE, ["North Darfur"]),
        (Measure.COUNTRY, []),
    ],
)
def test_places_are_as_fine_as_allowed_and_nothing_quoted_can_name_a_finer_one(
    measure: Measure, names: list[str]
) -> None:
    left = told(INCIDENT, Caution("SDN", GBV, measure))
    assert [place.name for place in left.places] == names
    assert all(place.lat is None and place.geo_id is None for place in left.places)
    assert "Tila" not in repr(left)


def test_the_coarsest_place_asked_for_wins() -> None:
    switches = [Caution("", GBV, Measure.DISTRICT), Caution("SDN", None, Measure.COUNTRY)]
    assert told(INCIDENT, *switches).places == ()


def test_a_province_named_as_such_stays_and_a_village_without_a_province_goes() -> None:
    province = Place(
        "North Darfur", "SDN", Precision.ADMIN1, "North Darfur", "North Darfur", lat=1.0, lon=2.0
    )
    lone = replace(VILLAGE, admin1=None, admin2=None)
    left = told(replace(INCIDENT, places=(province, lone)), Caution("SDN", None, Measure.DISTRICT))
    assert left.places == (replace(province, lat=None, lon=None),)


def test_hold_waits_for_an_operator_and_leaves_the_incident_as_it_is() -> None:
    treated = treat(INCIDENT, [Caution("SDN", GBV, Measure.HOLD)])
    assert treated.hold
    assert treated.incident == INCIDENT
