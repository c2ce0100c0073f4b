"""The map of many incidents: sized by their own figures, coloured by kind, no finer than each may be shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from told import NOW, figure, incident

from alertbot.alerts.situation import situation_map
from alertbot.model import LANGUAGES, Category, Figure, Incident, IncidentId, Place, Precision, Unit
from alertbot.model.pictures import MapPicture, Tone
from alertbot.texts import TextCatalogue

CATALOGUE = TextCatalogue()
KUNDUZ = Place("Kunduz", "AFG", Precision.PLACE, "Kunduz", "Kunduz", "Kunduz District", 36.7289, 68.857)


def told(
    number: int,
    *figures: Figure,
    place: Place = KUNDUZ,
    kind: Category = Category.FORCED_DISPLACEMENT,
    retracted: bool = False,
) -> Incident:
    return incident(
        id=IncidentId(number),
        code=f"C{number}X",
        figures=figures,
        places=(place,),
        categories=(kind,),
        country=place.country,
        retracted=retracted,
    )


def locate(name: str, country: str, province: str | None) -> tuple[float, float] | None:
    return (36.5, 68.5) if name == "Kunduz District" else None


def drawn(*incidents: Incident, language: str = "en") -> tuple[MapPicture, str]:
    texts = CATALOGUE.load_texts(language)
    made = situation_map(incidents, NOW - timedelta(days=7), NOW, texts, "UTC", locate)
    assert made is not None
    return made


def test_every_incident_that_stands_has_one_mark() -> None:
    picture, _ = drawn(told(1), told(2), told(3, retracted=True))
    assert len(picture.spots) == 2
    assert picture.focus == ("AFG",)
    assert "2 incidents" in picture.lines[1]


def test_marks_grow_with_the_number_told_and_families_are_not_turned_into_people() -> None:
    picture, _ = drawn(
        told(1), told(2, figure(60)), told(3, figure(6000)), told(4, figure(6000, Unit.PERSON, "displaced"))
    )
    none, small, families, people = (spot.size for spot in picture.spots)
    assert 0 < none < small < families
    assert families == people


def test_colours_are_kinds_the_most_frequent_first_and_the_rest_is_grey() -> None:
    kinds = [Category.ABDUCTION, Category.FORCED_EVICTION, Category.PERSECUTION, Category.FAMILY_SEPARATION]
    kinds += [Category.EXPLOSIVE_ORDNANCE, Category.ACCESS_DENIAL_SIEGE]
    picture, _ = drawn(told(1), told(2), *(told(n, kind=kind) for n, kind in enumerate(kinds, 3)))
    assert picture.keys[0].tone is picture.spots[0].tone is Tone.RED
    assert picture.keys[0].label == "People forced from their homes"
    assert picture.keys[-1].tone is Tone.GREY
    assert len({key.tone for key in picture.keys}) == len(picture.keys) == 6


def test_a_guarded_incident_stands_in_the_middle_of_its_district() -> None:
    picture, _ = drawn(told(1), told(2, kind=Category.GBV))
    assert [(spot.lat, spot.lon) for spot in picture.spots] == [(36.73, 68.86), (36.5, 68.5)]


def test_what_is_known_by_its_country_only_is_counted_and_the_country_coloured() -> None:
    picture, _ = drawn(told(1), told(2, place=Place("Sudan", "SDN", Precision.COUNTRY)))
    assert len(picture.spots) == 1
    assert picture.shaded == ("SDN",)
    assert any("1 of them known by its country only" in line for line in picture.lines)


def test_without_any_incident_there_is_no_map() -> None:
    texts = CATALOGUE.load_texts("en")
    assert situation_map([told(1, retracted=True)], NOW, NOW, texts, "UTC", locate) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_tells_countries_and_the_largest_incidents_within_telegrams_limit(language: str) -> None:
    texts = CATALOGUE.load_texts(language)
    many = [told(n, figure(n * 10)) for n in range(1, 301)]
    _, caption = drawn(*many, language=language)
    assert f"{texts.country('AFG')} {texts.number(300)}" in caption
    assert "C300X" in caption
    assert len(caption.encode("utf-16-le")) // 2 <= 960
