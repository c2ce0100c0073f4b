"""Countries in what people type: named, mistyped, doubtful, unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.bot.countries import CountryFinder, country_finder
from alertbot.bot.regions import EVERY_COUNTRY
from alertbot.gazetteer.countries import load_country_names
from alertbot.model import LANGUAGES
from alertbot.texts import TextCatalogue

CONFIG = Path(__file__).parents[3] / "config"
CATALOGUE = TextCatalogue()


@pytest.fixture(scope="module")
def finder() -> CountryFinder:
    return country_finder(load_country_names(CONFIG / "countries.yaml"), CATALOGUE.load_texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_buttons_show_can_be_typed(finder: CountryFinder, language: str) -> None:
    texts = CATALOGUE.load_texts(language)
    for code in EVERY_COUNTRY:
        assert finder.only(texts.country(code)) == [code], texts.country(code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_that_we_give_are_understood(finder: CountryFinder, language: str) -> None:
    text = CATALOGUE.load_texts(language).gettext(
        "Choose a region, or type the names: /subscribe Sudan, Chad"
    )
    assert finder.only(text.partition("/subscribe")[2]) == ["SDN", "TCD"]


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ("Afganistann", "AFG"),
        ("Chadd", "TCD"),
        ("Ethiopa", "ETH"),
        ("Burkina Fasso", "BFA"),
        ("Сомалии и Судна", "SDN"),
        ("السودن", "SDN"),
        ("Centrafriqe", "CAF"),
    ],
)
def test_a_typing_error_suggests_the_country_meant(finder: CountryFinder, typed: str, likely: str) -> None:
    assert likely in finder.similar(typed)


@pytest.mark.parametrize("typed", ["hello", "thank you very much", "", "1234567", "¿qué tal?", "x" * 2000])
def test_other_words_suggest_nothing(finder: CountryFinder, typed: str) -> None:
    assert finder.similar(typed) == []


def test_a_name_that_two_countries_share_is_never_guessed(finder: CountryFinder) -> None:
    for typed in ("Congo", "Конго", "الكونغو", "kongo"):
        assert finder.find(typed) == []
        assert finder.similar(typed)[:2] == ["COD", "COG"]
    assert finder.find("DR Congo, Congo-Brazzaville") == ["COD", "COG"]


def test_parts_without_any_country_are_told_as_typed(finder: CountryFinder) -> None:
    assert finder.unknown("news from Sudan, Chadd and Atlantis") == ["Chadd", "Atlantis"]
