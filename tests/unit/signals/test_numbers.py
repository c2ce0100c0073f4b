from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from num2words import num2words
from text_to_num import text2num

from alertbot.model import Qualifier
from alertbot.signals.numbers import Number, NumberKind, find_numbers
from alertbot.signals.text import build_document


def numbers(text: str, language: str) -> list[Number]:
    document = build_document("", text, language)
    return [n for s in document.sentences for n in find_numbers(s.tokens, document.full, language)]


def counts(text: str, language: str) -> list[tuple[int, int | None]]:
    return [(n.value, n.value_max) for n in numbers(text, language) if n.kind is NumberKind.COUNT]


WRITTEN = [
    ("en", "12,500 people", 12_500),
    ("en", "12 500 people", 12_500),
    ("en", "1.2 lakh people", 120_000),
    ("en", "1,20,000 people", 120_000),
    ("en", "two dozen people", 24),
    ("en", "Four hundred twelve families", 412),
    ("fr", "12\u202f500 personnes", 12_500),
    ("fr", "quatre-vingt-dix-sept personnes", 97),
    ("fr", "une trentaine de cases", 30),
    ("es", "12.500 personas", 12_500),
    ("es", "2,3 mil personas", 2_300),
    ("es", "medio centenar de familias", 50),
    ("pt", "cerca de 2,6 mil pessoas", 2_600),
    ("pt", "mil oitocentos e sessenta cidadãos", 1_860),
    ("ar", "٣٧٤٠ شخصا", 3_740),
    ("ar", "١٬١٠٠ شخص", 1_100),
    ("ar", "ثلاثمئة وخمسة وعشرين شخصا", 325),
    ("ar", "ألفي شخص", 2_000),
    ("ar", "ستة آلاف شخص", 6_000),
    ("ru", "1,2 млн человек", 1_200_000),
    ("ru", "4,5 тыс. человек", 4_500),
    ("ru", "двадцатью тремя жителями", 23),
    ("ru", "двоих детей", 2),
    ("ru", "около сотни семей", 100),
    ("uk", "3 тис. людей", 3_000),
    ("uk", "п’ятьох мешканців", 5),
    ("uk", "тридцять чотири дитини", 34),
    ("fa", "۲ هزار نفر", 2_000),
    ("fa", "سه‌هزار نفر", 3_000),
    ("fa", "صد و بیست و پنج نفر", 125),
    ("sw", "watu elfu 63", 63_000),
    ("sw", "watu milioni 1 laki tatu", 1_300_000),
    ("sw", "watu elfu mbili na mia nne", 2_400),
    ("sw", "watu kumi na watano", 15),
]


@pytest.mark.parametrize(("language", "text", "value"), WRITTEN)
def test_a_number_is_read_as_its_language_writes_it(language: str, text: str, value: int) -> None:
    assert counts(text, language) == [(value, None)]


VAGUE = [
    ("en", "dozens of families", 12),
    ("en", "tens of thousands of people", 10_000),
    ("en", "several hundred people", 100),
    ("fr", "des dizaines de familles", 12),
    ("fr", "des centaines de milliers de personnes", 100_000),
    ("es", "decenas de miles de personas", 10_000),
    ("pt", "dezenas de pessoas", 12),
    ("ar", "عشرات الآلاف من السكان", 10_000),
    ("ar", "بضعة أشخاص", 3),
    ("ru", "десятки тысяч человек", 10_000),
    ("uk", "сотні людей", 100),
    ("fa", "ده‌ها خانواده", 12),
    ("fa", "ده ها خانواده", 12),
    ("sw", "mamia ya watu", 100),
]


@pytest.mark.parametrize(("language", "text", "value"), VAGUE)
def test_a_vague_word_is_a_lower_bound_without_qualifier(language: str, text: str, value: int) -> None:
    (number,) = numbers(text, language)

    assert (number.value, number.vague, number.qualifier) == (value, True, None)


RANGES = [
    ("en", "between 400 and 500 people", (400, 500)),
    ("en", "30 to 40 families", (30, 40)),
    ("en", "1 to 2 million people", (1_000_000, 2_000_000)),
    ("fr", "entre 3 000 et 4 000 personnes", (3_000, 4_000)),
    ("es", "entre 400 y 500 personas", (400, 500)),
    ("pt", "entre 50 e 60 pessoas", (50, 60)),
    ("ar", "ما بين ٦٠ و٧٠ عائلة", (60, 70)),
    ("ru", "от 300 до 400 семей", (300, 400)),
    ("uk", "від 850 до 900 осіб", (850, 900)),
    ("fa", "بین ۳۰ تا ۴۰ نفر", (30, 40)),
    ("sw", "watu kati ya 80 na 90", (80, 90)),
]


@pytest.mark.parametrize(("language", "text", "ends"), RANGES)
def test_a_range_is_one_number_with_two_ends(language: str, text: str, ends: tuple[int, int]) -> None:
    (number,) = numbers(text, language)

    assert (number.value, number.value_max, number.qualifier) == (*ends, None)


HEDGES = [
    ("en", "nearly 40 people", Qualifier.APPROXIMATELY),
    ("en", "no fewer than 40 people", Qualifier.AT_LEAST),
    ("en", "upwards of 40 people", Qualifier.MORE_THAN),
    ("en", "fewer than 40 people", Qualifier.LESS_THAN),
    ("en", "as many as 40 people", Qualifier.UP_TO),
    ("en", "40 people", Qualifier.EXACT),
    ("fr", "quelque 40 personnes", Qualifier.APPROXIMATELY),
    ("fr", "au moins 40 personnes", Qualifier.AT_LEAST),
    ("fr", "jusqu'à 40 personnes", Qualifier.UP_TO),
    ("es", "unas 40 personas", Qualifier.APPROXIMATELY),
    ("es", "más de 40 personas", Qualifier.MORE_THAN),
    ("pt", "pelo menos 40 pessoas", Qualifier.AT_LEAST),
    ("pt", "até 40 pessoas", Qualifier.UP_TO),
    ("ar", "نحو ٤٠ شخصا", Qualifier.APPROXIMATELY),
    ("ar", "ما لا يقل عن ٤٠ شخصا", Qualifier.AT_LEAST),
    ("ar", "أكثر من ٤٠ شخصا", Qualifier.MORE_THAN),
    ("ru", "около 40 человек", Qualifier.APPROXIMATELY),
    ("ru", "не менее 40 человек", Qualifier.AT_LEAST),
    ("uk", "понад 40 людей", Qualifier.MORE_THAN),
    ("uk", "щонайменше 40 людей", Qualifier.AT_LEAST),
    ("fa", "حدود ۴۰ نفر", Qualifier.APPROXIMATELY),
    ("fa", "دست‌کم ۴۰ نفر", Qualifier.AT_LEAST),
    ("sw", "watu wapatao 40", Qualifier.APPROXIMATELY),
    ("sw", "watu zaidi ya 40", Qualifier.MORE_THAN),
]


@pytest.mark.parametrize(("language", "text", "qualifier"), HEDGES)
def test_a_hedge_becomes_the_qualifier(language: str, text: str, qualifier: Qualifier) -> None:
    (number,) = numbers(text, language)

    assert (number.value, number.qualifier) == (40, qualifier)


NOT_COUNTED = [
    ("en", "a 62-year-old monk"),
    ("en", "boys aged 9, 11 and 13"),
    ("en", "17 per cent"),
    ("en", "$4,000 to $10,000"),
    ("en", "60 million naira"),
    ("en", "12 kilometres"),
    ("en", "at 5.40 a.m."),
    ("en", "M23 and AK-47"),
    ("en", "on June 9-10"),
    ("en", "in 2017"),
    ("fr", "âgée de 13 à 17 ans"),
    ("fr", "le 19 mai"),
    ("fr", "1,8 million de francs CFA"),
    ("es", "el 3 de mayo"),
    ("es", "a 100 kilómetros"),
    ("pt", "50 quilómetros"),
    ("ar", "٩٠ كيلومترا"),
    ("ar", "١٠ آلاف دولار"),
    ("ru", "61-летний житель"),
    ("ru", "до 20 тысяч рублей"),
    ("uk", "52-річна мешканка"),
    ("fa", "مرد ۳۵ ساله"),
    ("fa", "۱۵۰ کیلومتر"),
    ("sw", "umri wa miaka 33"),
    ("sw", "umbali wa kilomita 600"),
]


@pytest.mark.parametrize(("language", "text"), NOT_COUNTED)
def test_ages_dates_distances_and_money_are_no_counts(language: str, text: str) -> None:
    assert counts(text, language) == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ru", "uk", "fa"])
@settings(deadline=None, max_examples=150)
@given(value=st.integers(min_value=2, max_value=9_999_999))
def test_number_words_are_read_as_another_library_writes_them(language: str, value: int) -> None:
    written = num2words(value, lang=language).replace(",", "")

    assert [n.value for n in numbers(written, language)] == [value]


@settings(deadline=None, max_examples=150)
@given(value=st.integers(min_value=2, max_value=999_999))
def test_arabic_number_words_are_read_as_another_library_writes_them(value: int) -> None:
    written = num2words(value, lang="ar")
    assume("ألف ألف" not in written)  # the other library says "thousand" twice for some values

    assert [n.value for n in numbers(written, "ar")] == [value]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
@settings(deadline=None, max_examples=100)
@given(value=st.integers(min_value=2, max_value=999_999))
def test_number_words_are_read_as_another_library_reads_them(language: str, value: int) -> None:
    written = num2words(value, lang=language).replace(",", "")

    assert [n.value for n in numbers(written, language)] == [text2num(written, language)]


@pytest.mark.parametrize("separator", ["\u00a0", "\u202f", ".", ",", " "])
@given(value=st.integers(min_value=1_000, max_value=9_999_999))
def test_every_thousands_separator_is_read(separator: str, value: int) -> None:
    written = f"{value:,}".replace(",", separator)

    assert counts(f"{written} personnes", "fr") == [(value, None)]


@given(text=st.text(max_size=200), language=st.sampled_from(["en", "fr", "ar", "fa", "ru", "sw"]))
def test_any_text_is_read_and_every_number_lies_within_it(text: str, language: str) -> None:
    document = build_document("", text, language)
    for sentence in document.sentences:
        for number in find_numbers(sentence.tokens, document.full, language):
            assert sentence.start <= number.lead <= number.start < number.end <= sentence.end
