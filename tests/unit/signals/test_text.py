from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.signals.text import Part, build_document, clauses, dateline, fold, quotes


@pytest.mark.parametrize(
    ("language", "written", "folded"),
    [
        ("fr", "TUÉ à l’Est", "tué à l'est"),
        ("ar", "أُسَرٌ ومدرسة", "اسر ومدرسه"),
        ("ar", "٣٧٤٠", "3740"),
        ("fa", "بی‌جا شده‌اند", "بیجا شدهاند"),
        ("fa", "يك", "یک"),
        ("ru", "Ещё", "еще"),
        ("uk", "сім’ї", "сім'ї"),
        ("en", "“Fled”", '"fled"'),
    ],
)
def test_one_spelling_for_words_written_in_several_ways(language: str, written: str, folded: str) -> None:
    assert fold(written, language) == folded


def test_accents_tell_words_apart_in_french() -> None:
    assert fold("tué", "fr") != fold("tue", "fr")


def test_offsets_count_characters_of_title_and_body_together() -> None:
    document = build_document("Raid on Kutum", "Gunmen burned 12 homes. Families fled.", "en")
    assert document.full == "Raid on Kutum\n\nGunmen burned 12 homes. Families fled."
    for sentence in document.sentences:
        assert document.full[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert document.full[token.start : token.end] == token.text


def test_title_lead_and_body_are_told_apart() -> None:
    document = build_document("Raid", "Gunmen came to the village at dawn.\n\nTwo men were hurt later.", "en")
    assert [sentence.part for sentence in document.sentences] == [Part.TITLE, Part.LEAD, Part.BODY]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Mr. Ali of the U.N. said so. About 3.5 km away, Dr. House left.", 2),
        ("ru", "Около 3 тыс. человек бежали. По словам г. Иванова, в 2024 г. было хуже.", 2),
        ("fr", "M. Koné est parti. Mme Ba reste.", 2),
        ("ar", "فرت العائلات. وقال شاهد إن القرية خالية.", 2),
    ],
)
def test_abbreviations_do_not_end_sentences(language: str, text: str, count: int) -> None:
    assert len(build_document("", text, language).sentences) == count


def test_a_paragraph_break_always_ends_a_sentence() -> None:
    document = build_document("", 'The army said it had completed "\n\nmore than 90%\n\n" of it', "en")
    assert len({sentence.paragraph for sentence in document.sentences}) == 3


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "READ ALSO: Prices ease after the rains"),
        ("fr", "Lire aussi : La crue en images"),
        ("es", "Lea también: Así quedó el calendario"),
        ("pt", "Leia também: Quem ganha com o gás"),
        ("ar", "اقرأ أيضا: الذهب السوداني"),
        ("ru", "Читайте также: Ипотека"),
        ("uk", "Читайте також: Як оформити субсидію"),
        ("fa", "بیشتر بخوانید: چرا زعفران ارزان شد؟"),
        ("sw", "Soma pia: Bei ya kahawa"),
        ("en", "© Sahel Image"),
        ("en", "Sign up for our newsletter, every Thursday."),
        ("ru", "Подписывайтесь на наш канал."),
        ("es", "Suscríbete a nuestro boletín"),
    ],
)
def test_lines_that_are_not_the_story_are_boilerplate(language: str, line: str) -> None:
    document = build_document("T", f"A first paragraph of the story stands here.\n\n{line}", language)
    assert {s.part for s in document.sentences if s.paragraph == 2} == {Part.BOILERPLATE}


def test_links_after_a_related_heading_are_boilerplate() -> None:
    links = "On the same subject\n\nMali: students go home\n\nNiger: two killed"
    body = f"The story is told here in full.\n\n{links}"
    parts = [sentence.part for sentence in build_document("", body, "en").sentences]
    assert parts[1:] == [Part.BOILERPLATE] * 3


@pytest.mark.parametrize(
    ("language", "body", "place"),
    [
        ("en", "PORT-AU-PRINCE, April 3 — Some people fled.", "PORT-AU-PRINCE"),
        ("fr", "N'DJAMENA – Au moins dix personnes ont fui.", "N'DJAMENA"),
        ("ar", "بورتسودان (وكالة) – فرت عائلات.", "بورتسودان"),
        ("ru", "ХАРЬКОВ – Три человека погибли.", "ХАРЬКОВ"),
        ("sw", "MTWARA – Watu saba wameuawa.", "MTWARA"),
    ],
)
def test_the_place_of_a_dateline_is_found(language: str, body: str, place: str) -> None:
    document = build_document("Title", body, language)
    span = dateline(document)
    assert span is not None
    assert document.full[slice(*span)] == place


def test_a_story_without_dateline_has_none() -> None:
    assert (
        dateline(build_document("T", "Gunmen stormed the village of Um Haraz early on Tuesday.", "en"))
        is None
    )


def test_quotations_of_every_style_are_found() -> None:
    document = build_document("", 'He said "we fled". « Nous avons fui », dit-elle. „Wir“ “you”', "fr")
    assert [document.full[a:b] for a, b in quotes(document)] == [
        '"we fled"',
        "« Nous avons fui »",
        "„Wir“",
        "“you”",
    ]


def test_clauses_cover_the_sentence_without_gaps() -> None:
    text = "The army denied the raid, but residents said 20 homes were burned; nobody was hurt there at all."
    sentence = build_document("", text, "en").sentences[0]
    spans = clauses(sentence)
    assert len(spans) == 3
    assert spans[0][0] == sentence.start
    assert spans[-1][1] == sentence.end
    assert all(left[1] == right[0] for left, right in pairwise(spans))


@given(st.text(max_size=400), st.sampled_from(["en", "fr", "ar", "fa", "uk", "sw"]))
def test_any_text_is_cut_into_sentences_that_are_spans_of_it(text: str, language: str) -> None:
    document = build_document("T", text, language)
    assert all(document.full[s.start : s.end] == s.text for s in document.sentences)
    assert all(a.end <= b.start for a, b in pairwise(document.sentences))
