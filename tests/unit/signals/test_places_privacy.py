import pytest

from alertbot.model import SENSITIVE, Category, Place, Precision
from alertbot.ports import GazetteerPlace
from alertbot.signals.places import PlaceMention, Relation, blur, leaving
from alertbot.signals.places_privacy import is_tellable

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


NYALA = GazetteerPlace(9, "Nyala", "place", "SDN", "South Darfur", "Nyala", 12.0, 24.9, 492_000)
CITY = Place("نيالا", "SDN", Precision.PLACE, "Nyala", "South Darfur", "Nyala", 12.0, 24.9, 9)


def mention(text: str, kind: str | None = None, *rows: GazetteerPlace) -> PlaceMention:
    return PlaceMention(0, len(text), text, 0, Relation.AT, rows, kind=kind)


def test_a_town_keeps_its_name_without_a_pin() -> None:
    assert is_tellable(CITY, mention("نيالا", None, NYALA))
    place = blur(CITY, [Category.GBV], tellable=True)
    assert (place.name, place.lat, place.lon, place.geo_id) == ("نيالا", None, None, None)
    assert place.precision is Precision.ADMIN2


@pytest.mark.parametrize("kind", ["village", "camp"])
def test_what_the_text_calls_a_village_or_a_camp_is_never_told(kind: str) -> None:
    assert not is_tellable(CITY, mention("نيالا", kind, NYALA))


def test_a_small_town_and_a_name_nobody_lists_are_not_told() -> None:
    hamlet = GazetteerPlace(9, "Nyala", "place", "SDN", "South Darfur", "Nyala", 12.0, 24.9, 800)
    assert not is_tellable(CITY, mention("نيالا", None, hamlet))
    assert not is_tellable(VILLAGE, mention("Um Haraz"))


def test_a_district_keeps_the_name_of_the_text_though_the_gazetteer_lacks_it() -> None:
    place = Place("رخه", "AFG", Precision.PARENT, "Panjshayr", "Panjshayr", None, 35.3, 69.5, 4)
    assert is_tellable(place, mention("رخه", "district"))


def test_one_district_is_named_once_in_the_words_of_the_text() -> None:
    district = Place("كتم", "SDN", Precision.ADMIN2, "Kutum", "North Darfur", "Kutum", 14.2, 24.7, 1)
    told = leaving([VILLAGE, district], [district], [Category.TORTURE], [])
    assert [(place.name, place.lat) for place in told] == [("كتم", None)]


def test_places_of_which_nothing_may_be_told_are_left_out() -> None:
    alone = Place("X", "SDN", Precision.PLACE, "X", None, None, 1.0, 2.0, 9)
    assert leaving([alone], [], [Category.GBV], []) == ()


def test_two_villages_of_one_district_both_stay_where_nothing_is_sensitive() -> None:
    other = Place("Hashaba", "SDN", Precision.PARENT, "Kutum", "North Darfur", "Kutum", 14.2, 24.7, 1)
    assert leaving([VILLAGE, other], [], [Category.FORCED_DISPLACEMENT], []) == (VILLAGE, other)
