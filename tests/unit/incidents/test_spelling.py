"""Names meet across spellings and scripts, and different names stay apart."""

import pytest

from alertbot.incidents.spelling import folded, same_name, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bagh-e Sherkat", "Bagh e Sherkat"),
        ("Bagh-e Sherkat", "باغ شرکت"),
        ("Bagh-e Sherkat", "Bagi i-Serkat"),
        ("Kivsharivka", "Ковшаровка"),
        ("Ківшарівка", "Ковшаровка"),
        ("Jar-e Surkh", "Джари-Сурх"),
        ("Jar-e Surkh", "جر سرخ"),
        ("Um Haraz", "أم حراز"),
        ("Oum Haraz", "Um Haraz"),
        ("Nkonde", "Nconde"),
        ("Kunduz", "Koundouz"),
        ("Kunduz", "Кундуз"),
        ("Kunduz", "قندوز"),
        ("El Fasher", "الفاشر"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kunduz", "Kandahar"),
        ("Goma", "Boma"),
        ("Goma", "غزة"),
        ("Unguwar Kade", "Kwarin Maigora"),
        ("Beni", "Bunia"),
        ("Nkonde", "Kinde"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_folding_drops_accents_case_and_hyphens() -> None:
    assert folded("Petite-RIVIÈRE") == "petite riviere"


def test_a_skeleton_holds_consonants_by_sound() -> None:
    assert skeleton("Kivsharivka") == skeleton("Ковшаровка") == "kfsrfk"
