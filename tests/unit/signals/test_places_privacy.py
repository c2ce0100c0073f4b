import pytest

from alertbot.model import SENSITIVE, Category, Place, Precision
from alertbot.signals.places import blur

VILLAGE = Place(
    "Um Haraz", "SDN", Precision.PARENT, "Kutum", "North Darfur", "Kutum", 14.2, 24.7, 1, "SD02001"
)
CAMP = Place("Zamzam camp", "SDN", Precision.PLACE, "Zamzam", "North Darfur", "El Fasher", 13.4, 25.3, 2)
PROVINCE = Place("شمال دارفور", "SDN", Precision.ADMIN1, "North Darfur", "North Darfur", None, 15.0, 25.0, 3)


@pytest.mark.parametrize("category", sorted(SENSITIVE))
def test_sensitive_harm_names_nothing_finer_than_the_district(category: Category) -> None:
    place = blur(VILLAGE, [category])
    assert (place.name, place.precision, place.lat, place.lon) == ("Kutum", Precision.ADMIN2, None, None)
    assert "Um Haraz" not in repr(place)


def test_without_a_district_the_province_is_named() -> None:
    place = blur(Place("X", "SDN", Precision.PLACE, "X", "North Darfur", None, 1.0, 2.0, 9), [Category.GBV])
    assert (place.name, place.precision, place.geo_id) == ("North Darfur", Precision.ADMIN1, None)


def test_without_any_unit_only_the_country_is_left() -> None:
    place = blur(Place("X", "SDN", Precision.PLACE, "X", None, None, 1.0, 2.0, 9), [Category.GBV])
    assert (place.name, place.canonical, place.precision) == ("", None, Precision.COUNTRY)


def test_a_province_keeps_the_name_the_text_gives_it() -> None:
    place = blur(PROVINCE, [Category.TORTURE])
    assert (place.name, place.precision, place.lat) == ("شمال دارفور", Precision.ADMIN1, None)


def test_camps_keep_their_name_but_carry_no_pin() -> None:
    place = blur(CAMP, [Category.FORCED_DISPLACEMENT])
    assert (place.name, place.lat, place.precision) == ("Zamzam camp", None, Precision.ADMIN2)


def test_any_place_of_a_story_about_a_camp_carries_no_pin() -> None:
    assert blur(VILLAGE, [Category.FORCED_DISPLACEMENT], camp=True).lat is None


def test_other_places_stay_as_they_are() -> None:
    assert blur(VILLAGE, [Category.FORCED_DISPLACEMENT]) == VILLAGE
