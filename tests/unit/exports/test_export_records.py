"""What of an incident goes into a file: as much as an alert tells, and not one word of an article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exported import DEAD, ENGLISH, SECRET_WORDS, VILLAGE, a_report, contents, kunduz, records

from alertbot.exports.columns import COLUMNS, cells
from alertbot.exports.formats import Format, write
from alertbot.exports.record import record_of
from alertbot.model import (
    SENSITIVE,
    Category,
    Caution,
    Figure,
    Measure,
    Place,
    Precision,
    Qualifier,
    Unit,
    treat,
)
from alertbot.texts import TextCatalogue


def row(incident: object) -> dict[str, object]:
    named = zip(COLUMNS, cells(record_of(incident, ENGLISH)), strict=True)  # type: ignore[arg-type]
    return {column.name: cell for column, cell in named}


def test_a_range_keeps_both_ends_and_families_do_not_become_people() -> None:
    told = row(kunduz())
    assert (told["displaced_households"], told["displaced_households_max"]) == (400, 600)
    assert told["displaced_households_qualifier"] == "range"
    assert told["displaced_people"] is None
    assert "2,800" not in str(told)


def test_a_vague_count_has_words_and_no_number() -> None:
    told = row(kunduz(figures=(DEAD,)))
    assert (told["killed"], told["killed_qualifier"]) == (None, "vague")
    assert "dozens of people killed" in str(told["figures"])


def test_a_hedge_stands_beside_its_number() -> None:
    least = Figure(40, Unit.PERSON, "killed", "40", 0, 2, qualifier=Qualifier.AT_LEAST)
    told = row(kunduz(figures=(least,)))
    assert (told["killed"], told["killed_qualifier"]) == (40, "at least")


def test_claims_and_denials_have_columns_of_their_own_and_who_denies_does_not_claim() -> None:
    told = row(kunduz())
    assert (told["accused"], told["claimed_by"], told["denied_by"]) == (
        "Taliban",
        "Human Rights Watch",
        "Taliban",
    )
    assert told["status"] == "denied"


@pytest.mark.parametrize("form", list(Format))
def test_no_format_holds_a_word_of_an_article_or_where_people_went(form: Format) -> None:
    body = write(form, contents())
    if form is not Format.XLSX and form is not Format.CAP:
        assert SECRET_WORDS.encode() not in body
        assert b"Gul Agha" not in body
        assert b"Jalozai" not in body
        assert b"33.9" not in body
    assert "Gul Agha" not in repr(contents())
    assert "Jalozai" not in repr(contents())


def test_across_a_border_only_the_other_country_is_told() -> None:
    assert row(kunduz())["destination_codes"] == "PAK"


def test_coordinates_are_rounded_to_a_kilometre() -> None:
    told = row(kunduz())
    assert (told["lat"], told["lon"], told["geo_precision"]) == (36.73, 68.87, "parent")


@pytest.mark.parametrize("kind", sorted(SENSITIVE))
def test_sensitive_kinds_have_no_place_finer_than_the_district_and_no_coordinates(kind: Category) -> None:
    told = row(kunduz(categories=(kind,)))
    assert (told["place"], told["lat"], told["lon"]) == (None, None, None)
    assert (told["admin1_name"], told["admin2_name"], told["geo_precision"]) == (
        "Kunduz",
        "Kunduz District",
        "admin2",
    )
    assert told["flags"] == "cross_border"
    assert "Bagh-e Sherkat" not in repr(record_of(kunduz(categories=(kind,)), ENGLISH))


@pytest.mark.parametrize("kind", [Category.ATTACK_ON_SERVICES, Category.AID_WORKER_ATTACK])
def test_hospitals_and_aid_have_no_coordinates_finer_than_the_district(kind: Category) -> None:
    told = row(kunduz(categories=(kind,)))
    assert (told["lat"], told["lon"]) == (None, None)


def test_a_switch_of_the_operators_leaves_the_province_and_no_more() -> None:
    treated = treat(kunduz(), [Caution("AFG", None, Measure.PROVINCE)]).incident
    told = row(treated)
    assert (told["admin1_name"], told["admin2_name"], told["place"], told["lat"]) == (
        "Kunduz",
        None,
        None,
        None,
    )


def test_a_withdrawn_incident_keeps_its_code_and_loses_figures_accusations_and_pin() -> None:
    told = row(kunduz(retracted=True))
    assert (told["code"], told["status"]) == ("K7Q2", "withdrawn")
    assert str(told["headline"]).startswith("WITHDRAWN")
    kept = {name for name in told if told[name] is not None}
    assert not kept & {"figures", "accused", "claimed_by", "displaced_households", "lat", "description"}


def test_a_p_code_is_told_only_of_the_unit_it_belongs_to() -> None:
    village = replace(VILLAGE, pcode="AF1901")
    assert (row(kunduz(places=(village,)))["admin1_code"], row(kunduz(places=(village,)))["admin2_code"]) == (
        None,
        None,
    )
    province = replace(VILLAGE, name="Kunduz", canonical="Kunduz", precision=Precision.ADMIN1, pcode="AF19")
    assert row(kunduz(places=(province,)))["admin1_code"] == "AF19"


def test_an_address_that_is_a_trick_is_left_out_and_its_outlet_named() -> None:
    told = record_of(kunduz(reports=(a_report(1, url="javascript:alert(1)"),)), ENGLISH)
    assert [(outlet.name, outlet.url) for outlet in told.outlets] == [("Outlet 1", "")]
    assert told.link == ""


def test_copies_come_after_originals_and_say_so() -> None:
    told = record_of(kunduz(reports=(a_report(1), a_report(2, copy_of=1))), ENGLISH)
    assert [(outlet.name, outlet.copy) for outlet in told.outlets] == [
        ("Outlet 1", False),
        ("Outlet 2", True),
    ]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar", "ru", "uk", "fa", "sw"])
def test_sentences_are_in_the_readers_language_and_codes_are_not(language: str) -> None:
    told = record_of(kunduz(), TextCatalogue().load_texts(language))
    assert told.language == language
    assert told.kinds == ("forced_displacement", "property_destruction")
    assert told.where.admin1 == "Kunduz"
    assert not {"\u2068", "\u2069"} & set(told.headline + told.description)
    assert (told.headline == records()[0].headline) is (language == "en")


def test_every_column_has_a_name_and_a_tag_of_its_own() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert len({column.tag for column in COLUMNS}) == len(COLUMNS)


@pytest.mark.parametrize("form", list(Format))
def test_the_same_incidents_make_the_same_file(form: Format) -> None:
    assert write(form, contents()) == write(form, contents())


@pytest.mark.parametrize("form", list(Format))
def test_a_file_without_incidents_is_still_a_file(form: Format) -> None:
    body = write(form, replace(contents(), records=[], told=[]))
    assert bool(body) is (form is not Format.JSONL)


def test_a_camp_without_its_pin_is_no_district_and_a_town_is_no_province() -> None:
    camp = Place("Kalma camp", "SDN", Precision.ADMIN2, "Kalma camp", "South Darfur", "Nyala")
    told = row(kunduz(places=(camp,)))
    assert (told["admin1_name"], told["admin2_name"], told["place"]) == (
        "South Darfur",
        "Nyala",
        "Kalma camp",
    )
    assert (told["geo_precision"], told["lat"]) == ("admin2", None)
    town = Place("Gudermes", "RUS", Precision.ADMIN1, "Gudermes", "Chechen")
    told = row(kunduz(places=(town,), categories=(Category.TORTURE,)))
    assert (told["admin1_name"], told["place"], told["geo_precision"]) == ("Chechen", None, "admin1")


def test_a_pin_in_another_province_than_the_one_named_is_left_out() -> None:
    village = Place("Chak", "PAK", Precision.ADMIN2, "Chak", "Sindh", "Shikarpur")
    elsewhere = Place("Chak", "PAK", Precision.PLACE, "Chak", "Punjab", lat=32.13, lon=72.5)
    told = row(kunduz(places=(village, elsewhere)))
    assert (told["admin1_name"], told["lat"], told["geo_precision"]) == ("Sindh", None, "admin2")
