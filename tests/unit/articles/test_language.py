"""Languages of headlines and sentences; own examples."""

from __future__ import annotations

import pytest

from alertbot.articles.language import LanguageIdentifier

SENTENCES = [
    ("en", "Hundreds of families were forced from their homes on Monday"),
    ("fr", "Des centaines de familles ont été chassées de leurs maisons lundi"),
    ("es", "Cientos de familias fueron obligadas a abandonar sus casas el lunes"),
    ("pt", "Centenas de famílias foram obrigadas a abandonar as suas casas"),
    ("ar", "أجبرت مئات العائلات على مغادرة منازلها يوم الاثنين"),
    ("ru", "Сотни семей были вынуждены покинуть свои дома в понедельник"),
    ("uk", "Сотні родин були змушені залишити свої домівки в понеділок"),
    ("fa", "صدها خانواده روز دوشنبه مجبور به ترک خانه‌های خود شدند"),
    ("sw", "Mamia ya familia walilazimika kuondoka nyumbani kwao siku ya Jumatatu"),
    ("ps", "په سلګونو کورنۍ د دوشنبې په ورځ له خپلو کورونو وایستل شوې"),
    ("tr", "Yüzlerce aile pazartesi günü evlerini terk etmek zorunda kaldı"),
    ("am", "በመቶዎች የሚቆጠሩ ቤተሰቦች ሰኞ ዕለት ከቤታቸው ተፈናቀሉ"),
    ("ha", "Daruruwan iyalai sun rasa gidajensu ranar Litinin"),
]
HEADLINES = [
    ("en", "600 families forced out"),
    ("fr", "Des centaines de familles chassées"),
    ("es", "Cientos de familias obligadas a huir"),
    ("ru", "Сотни семей изгнаны"),
    ("uk", "Сотні родин вигнано"),
    ("ar", "نزوح مئات العائلات"),
    ("fa", "آوارگی صدها خانواده"),
    ("sw", "Mamia ya watu wakimbia makazi"),
]


@pytest.fixture(scope="module")
def languages():
    return LanguageIdentifier()


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_is_enough_even_against_a_wrong_hint(languages, language, text):
    assert languages.identify(text) == language
    assert languages.identify(text, "en" if language != "en" else "fr") == language


@pytest.mark.parametrize(("language", "text"), HEADLINES)
def test_a_headline_is_enough(languages, language, text):
    assert languages.identify(text) == language


@pytest.mark.parametrize("text", ["", "   ", "2026-10-14", "🙂 🙂", "https://example.org/a/b", "!?"])
def test_without_words_the_hint_is_all_there_is(languages, text):
    assert languages.identify(text) is None
    assert languages.identify(text, "sw") == "sw"


def test_a_bare_name_takes_the_hint(languages):
    assert languages.identify("Ituri", "fr") == "fr"


@pytest.mark.parametrize(
    "text", ["\x00\x01abc def", "\ud800 broken", "a" * 100_000, "\u202eabc\u202c def ghi"]
)
def test_odd_characters_are_survived(languages, text):
    assert languages.identify(text, "en") is not None
