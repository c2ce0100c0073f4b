"""Numbers, dates, lists and names as each language writes them."""

from datetime import UTC, datetime

import pytest

from alertbot.texts import TextCatalogue, Texts

CATALOGUE = TextCatalogue()
NIGHT = datetime(2026, 7, 8, 21, 5, tzinfo=UTC)


def texts(language: str) -> Texts:
    return CATALOGUE.load_texts(language)


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "12,600", "8 July 2026"),
        ("fr", "12\u202f600", "8 juillet 2026"),
        ("es", "12.600", "8 de julio de 2026"),
        ("ar", "12,600", "8 يوليو 2026"),
        ("fa", "۱۲٬۶۰۰", "۸ ژوئیهٔ ۲۰۲۶"),
        ("sw", "12,600", "8 Julai 2026"),
    ],
)
def test_numbers_and_dates_are_those_of_the_language(language: str, number: str, day: str) -> None:
    assert texts(language).number(12_600) == number
    assert texts(language).date(NIGHT, "UTC") == day


def test_a_day_is_the_day_of_the_readers_time_zone() -> None:
    assert texts("en").date(NIGHT, "Asia/Kabul") == "9 July 2026"
    assert texts("en").date_time(NIGHT, "Asia/Kabul") == "9 Jul 2026 01:35"
    assert texts("en").time(NIGHT, "UTC") == "21:05"


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_no_date_holds_what_telegram_takes_for_a_command(language: str) -> None:
    assert "/" not in texts(language).date_time(NIGHT, "Asia/Kabul")


def test_lists_are_joined_as_the_language_joins_them() -> None:
    assert texts("en").items(["a", "b", "c"]) == "a, b and c"
    assert texts("fr").items(["a", "b"]) == "a et b"


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "AFG", "Afghanistan"),
        ("fr", "COD", "RD Congo"),
        ("ru", "XKX", "Косово"),
        ("en", "AB9", "Abyei"),
        ("en", "QZX", "QZX"),
        ("ar", "PSE", "فلسطين"),
    ],
)
def test_countries_are_named_as_aid_workers_name_them(language: str, code: str, name: str) -> None:
    assert texts(language).country(code) == name


def test_a_regional_or_unknown_language_falls_back() -> None:
    assert texts("pt-BR").language == "pt"
    assert texts("de").language == "en"


def test_a_language_is_loaded_once() -> None:
    assert texts("ru") is texts("ru")


def test_arabic_and_persian_run_from_right_to_left() -> None:
    assert [texts(code).is_rtl for code in ("ar", "fa", "en", "ru")] == [True, True, False, False]


def test_russian_nouns_stand_in_the_genitive_after_a_hedge() -> None:
    assert [texts("ru").hedged(n) for n in (1, 11, 21, 22, 600)] == [2, 5, 2, 5, 5]


def test_arabic_hedges_need_a_number_to_hedge() -> None:
    assert [texts("ar").hedged(n) for n in (1, 2, 3)] == [100, 100, 3]


def test_an_untranslated_text_stays_english() -> None:
    assert texts("fr").gettext("no such text") == "no such text"
