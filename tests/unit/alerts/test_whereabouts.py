"""Where on a map an incident may stand: never finer than its kind and its text allow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from told import incident

from alertbot.alerts.incident_map import incident_map, map_caption
from alertbot.alerts.whereabouts import RADIUS_KM, whereabouts
from alertbot.model import SENSITIVE, Category, Incident, Place, PlaceRole, Precision
from alertbot.model.pictures import MapPicture
from alertbot.texts import TextCatalogue

CATALOGUE = TextCatalogue()
ENGLISH = CATALOGUE.load_texts("en")
PIN = Place(
    "Imam Sahib", "AFG", Precision.PLACE, "Imam Sahib", "Kunduz", "Imam Sahib District", 37.18921, 68.93638
)
CENTRES = {("Imam Sahib District", "Kunduz"): (37.2, 68.8), ("Kunduz", None): (36.9, 69.0)}


def locate(name: str, country: str, province: str | None) -> tuple[float, float] | None:
    assert country == "AFG"
    return CENTRES.get((name, province))


def drawn(told: Incident) -> MapPicture:
    picture = incident_map(told, ENGLISH, locate)
    assert picture is not None
    return picture


def test_a_place_in_the_gazetteer_is_a_point_to_about_a_kilometre() -> None:
    spot = whereabouts(incident(places=(PIN,)), locate)
    assert spot is not None
    assert (spot.lat, spot.lon, spot.km, spot.unit) == (37.19, 68.94, 0, "")


@pytest.mark.parametrize("precision", [Precision.PARENT, Precision.ADMIN2, Precision.ADMIN1])
def test_what_is_known_less_exactly_is_a_circle_of_that_size(precision: Precision) -> None:
    spot = whereabouts(incident(places=(replace(PIN, precision=precision),)), locate)
    assert spot is not None
    assert spot.km == RADIUS_KM[precision] > 0


@pytest.mark.parametrize(
    "more",
    [
        *({"categories": (category,)} for category in sorted(SENSITIVE)),
        {"categories": (Category.FORCED_DISPLACEMENT, Category.GBV)},
        {"categories": (Category.ATTACK_ON_SERVICES,)},
        {"categories": (Category.AID_WORKER_ATTACK,)},
        {"context": ("camp",)},
    ],
    ids=str,
)
def test_where_a_pin_could_hurt_the_middle_of_the_district_is_shown_whatever_is_known(
    more: dict[str, Any],
) -> None:
    spot = whereabouts(incident(places=(PIN,), **more), locate)
    assert spot is not None
    assert (spot.lat, spot.lon, spot.km, spot.unit) == (37.2, 68.8, 30, "Imam Sahib District")


def test_a_guarded_place_without_a_known_district_is_its_province_and_without_that_the_country() -> None:
    of_province = replace(PIN, admin2=None)
    spot = whereabouts(incident(places=(of_province,), categories=(Category.GBV,)), locate)
    assert spot is not None
    assert (spot.km, spot.unit) == (100, "Kunduz")
    nowhere = incident(places=(replace(PIN, admin1=None, admin2=None),), categories=(Category.GBV,))
    assert whereabouts(nowhere, locate) is None
    assert drawn(nowhere).shaded == ("AFG",)
    assert drawn(nowhere).spots == ()


@pytest.mark.parametrize("role", [PlaceRole.DESTINATION, PlaceRole.TRANSIT])
def test_where_people_went_is_never_drawn(role: PlaceRole) -> None:
    assert whereabouts(incident(places=(replace(PIN, role=role),)), locate) is None


def test_only_the_country_is_coloured_where_only_the_country_is_known() -> None:
    picture = drawn(incident(places=(Place("Afghanistan", "AFG", Precision.COUNTRY),)))
    assert (picture.title, picture.spots, picture.shaded) == ("Afghanistan", (), ("AFG",))
    assert any("no more than the country" in line for line in picture.lines)


def test_what_was_withdrawn_or_lies_nowhere_has_no_map() -> None:
    assert incident_map(incident(retracted=True), ENGLISH, locate) is None
    assert incident_map(incident(country=None), ENGLISH, locate) is None


def test_the_label_of_a_guarded_incident_is_the_district_not_the_place() -> None:
    picture = drawn(incident(places=(PIN,), categories=(Category.ATTACK_ON_SERVICES,)))
    assert [spot.label for spot in picture.spots] == ["Imam Sahib District"]


def test_a_map_names_countries_in_the_readers_language_and_credits_its_sources() -> None:
    picture = incident_map(incident(places=(PIN,)), CATALOGUE.load_texts("ar"), locate)
    assert picture is not None
    assert dict(picture.words.countries)["TJK"] == "طاجيكستان"
    assert picture.words.rtl
    credit = " ".join(picture.words.credit)
    assert "Natural Earth" in credit
    assert "GeoNames, CC BY 4.0" in credit


def test_the_caption_says_in_words_what_happened_and_how_sure_it_is() -> None:
    caption = map_caption(incident(places=(PIN,)), ENGLISH)
    assert "600 families" in caption
    assert "1 independent source" in caption
    assert caption.endswith("\nK7Q2")
    assert len(caption) < 1024
