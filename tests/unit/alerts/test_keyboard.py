"""Buttons under alerts, the map link, and the card of an incident."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import NOW, SENTENCE, alert, incident, reading, report

from alertbot.alerts.card import MOST_UNITS, card, evidence_lines
from alertbot.alerts.keyboard import FLAWS, alert_keyboard, flaw_keyboard
from alertbot.alerts.map_link import map_link
from alertbot.alerts.safe import units
from alertbot.model import (
    LANGUAGES,
    ArticleId,
    Category,
    ChangeKind,
    Incident,
    Place,
    PlaceRole,
    Precision,
    Signal,
)
from alertbot.texts import TextCatalogue

CATALOGUE = TextCatalogue()
ENGLISH = CATALOGUE.load_texts("en")
PIN = Place("Imam Sahib", "AFG", Precision.PLACE, admin1="Kunduz", lat=37.18921, lon=68.93638)
DISTRICT = replace(PIN, precision=Precision.ADMIN2)


def verbs(told: Incident, **more: bool) -> list[str]:
    rows = alert_keyboard(told, ENGLISH, **more)
    return [button.data.split(":")[0] or "map" for row in rows for button in row]


def test_an_alert_has_buttons_to_read_on_to_mute_and_to_judge() -> None:
    assert verbs(incident(places=(PIN,))) == ["src", "evi", "map", "why", "mute", "use", "bad"]
    assert "unmute" in verbs(incident(), muted=True)


def test_where_maps_are_drawn_every_country_has_one_and_what_is_blurred_has_no_link() -> None:
    told = incident(places=(PIN,), categories=(Category.GBV,))
    buttons = [button for row in alert_keyboard(told, ENGLISH, drawn=True) for button in row]
    assert [button.data for button in buttons if "Map" in button.label] == [f"map:{told.code}"]
    assert not any(button.url for button in buttons)
    assert "map" not in verbs(incident(country=None, places=()), drawn=True)


def test_what_was_withdrawn_can_only_be_read_on() -> None:
    assert verbs(incident(places=(PIN,), retracted=True)) == ["src", "why"]


def test_sensitive_kinds_of_harm_get_neither_evidence_nor_map() -> None:
    told = incident(places=(PIN,), categories=(Category.GBV,))
    assert {"evi", "map"}.isdisjoint(verbs(told))
    assert evidence_lines(told, ENGLISH) == []
    assert SENTENCE not in card(told, [], ENGLISH, "UTC")


@pytest.mark.parametrize("language", LANGUAGES)
def test_callback_data_keeps_to_telegrams_limit_and_labels_to_a_phone(language: str) -> None:
    texts = CATALOGUE.load_texts(language)
    told = incident(places=(PIN,), code="K7Q2BCDFGH")
    for row in (*alert_keyboard(told, texts), *flaw_keyboard(told.code, texts)):
        assert sum(len(button.label) for button in row) <= 44
        assert all(len(button.data.encode()) <= 64 for button in row)
        assert all(bool(button.data) is not bool(button.url) for button in row)


def test_every_flaw_has_its_button() -> None:
    data = [button.data for row in flaw_keyboard("K7Q2", ENGLISH) for button in row]
    assert data == [*(f"flaw:K7Q2:{letter}" for letter in FLAWS), "keys:K7Q2"]


def test_the_map_never_points_into_another_province_than_the_one_the_alert_names() -> None:
    unknown = Place("Qala-i-Naw", "AFG", Precision.COUNTRY)
    named = Place("Khanabad", "AFG", Precision.PARENT, canonical="Kunduz", admin1="Kunduz")
    province = Place("Kunduz", "AFG", Precision.ADMIN1, lat=36.9, lon=68.8)
    elsewhere = replace(PIN, name="Taloqan", admin1="Takhar")
    assert map_link(incident(places=(unknown, PIN))) is None
    assert map_link(incident(places=(named, elsewhere))) is None
    assert "mlat=37.19" in (map_link(incident(places=(named, elsewhere, PIN))) or "")
    assert "#map=7/36.90/68.80" in (map_link(incident(places=(named, province))) or "")
    fled_to = replace(elsewhere, role=PlaceRole.DESTINATION)
    assert "mlat=37.19" in (map_link(incident(places=(fled_to, PIN))) or "")


def test_the_map_shows_a_place_to_a_kilometre_and_a_district_from_further_away() -> None:
    wanted = "https://www.openstreetmap.org/?mlat=37.19&mlon=68.94#map={}/37.19/68.94"
    assert map_link(incident(places=(PIN,))) == wanted.format(12)
    assert map_link(incident(places=(DISTRICT,))) == wanted.format(9)


@pytest.mark.parametrize(
    "more",
    [
        {"categories": (Category.TORTURE,)},
        {"retracted": True},
        {"context": ("camp",)},
        {"categories": (Category.ATTACK_ON_SERVICES,)},
        {"categories": (Category.AID_WORKER_ATTACK,)},
        {"places": (replace(PIN, role=PlaceRole.DESTINATION),)},
        {"places": (replace(PIN, role=PlaceRole.TRANSIT),)},
        {"places": (replace(PIN, precision=Precision.COUNTRY),)},
        {"places": (replace(PIN, lat=None, lon=None),)},
        {"places": ()},
    ],
    ids=lambda more: next(iter(more)),
)
def test_no_pin_where_it_could_hurt_somebody_or_says_nothing(more: dict[str, object]) -> None:
    assert map_link(incident(**{"places": (PIN,)} | more)) is None


def test_a_clinic_that_was_attacked_is_shown_by_its_district_only() -> None:
    told = incident(places=(PIN, DISTRICT), categories=(Category.ATTACK_ON_SERVICES,))
    assert "#map=9/" in (map_link(told) or "")


def test_the_card_tells_what_each_source_says_who_denies_and_how_it_was_told() -> None:
    denial = reading(denied_by=("Taliban",), figures=())
    told = incident(
        report(), report(2, reading=denial), report(3, copy_of=ArticleId(1)), denied_by=("Taliban",)
    )
    revisions = [alert(), alert(ChangeKind.DENIED)]
    html = card(told, revisions, ENGLISH, "UTC")
    assert "• About 600 families" in html or "• about 600 families" in html
    assert "Outlet 1: 600" in html
    assert "denied by Taliban" in html
    assert "a copy" in html
    assert "First alert" in html
    assert "Denied:" in html
    assert "<code>K7Q2</code>" in html


def test_the_card_names_who_denies_as_the_alert_does_not_as_each_source_writes_it() -> None:
    denial = reading(denied_by=("talibanes",), aliases=(("talibanes", "Taliban"),), figures=())
    html = card(incident(report(), report(2, reading=denial)), [alert()], ENGLISH, "UTC")
    assert "denied by Taliban" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_card_fits_one_message_in_every_language(language: str) -> None:
    sentence = Signal(Category.FORCED_DISPLACEMENT, "word " * 400, 0, 2000)
    reports = [
        report(n, source_name=f"Outlet {n} " * 20, reading=reading(signals=(sentence,))) for n in range(1, 80)
    ]
    told = incident(*reports)
    html = card(told, [alert()] * 40, CATALOGUE.load_texts(language), "Asia/Kabul")
    assert units(html) <= MOST_UNITS + 60
    assert html.count("<a ") == html.count("</a>")
    assert all(units(line) < 1500 for line in evidence_lines(told, CATALOGUE.load_texts(language)))
    assert told.first_at == NOW
