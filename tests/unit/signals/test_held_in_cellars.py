"""People held in cellars are detained; committees of resistance flee nowhere."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Category


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russian troops are holding 12 residents of the town in a basement, the mayor said."),
        ("ru", "Российские военные удерживают 12 жителей города в подвале, утверждает мэр."),
        ("uk", "Російські військові утримують 12 мешканців міста у підвалі, стверджує мер."),
    ],
)
def test_residents_held_in_a_cellar_are_detained(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert reading.categories == (Category.ARBITRARY_DETENTION,)


def test_people_who_shelter_in_a_cellar_are_not_detained() -> None:
    assert (
        Category.ARBITRARY_DETENTION
        not in read("Residents held out in a basement during shelling.").categories
    )


def test_an_arabic_committee_is_not_read_as_flight() -> None:
    text = "قتل 15 مدنيا في قصف على المدينة، بحسب تنسيقية لجان المقاومة في المدينة."
    assert read(text, "ar").categories == (Category.ATTACK_ON_CIVILIANS,)
