"""Who was harmed, by the word order of the language: the verb first (Arabic), last (Persian), between (others)."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Category

CIVILIANS = [
    ("ar", "قتل مسلحون 12 مزارعا الأحد، بحسب الشرطة."),
    ("ar", "قتل الجنود عشرة مدنيين في القرية يوم الاثنين."),
    ("fa", "افراد مسلح روز یکشنبه ۱۲ دهقان را کشتند، پولیس گفت."),
    ("ru", "Боевики убили 12 крестьян в воскресенье, сообщила полиция."),
]
FIGHTERS = [
    ("ar", "قتل الجيش 12 مسلحا الأحد في عملية، بحسب بيان."),
    ("ar", "قتل 12 مسلحا الأحد في غارة."),
    ("fa", "نیروهای امنیتی روز یکشنبه ۱۲ شورشی را کشتند."),
    ("ru", "Военные убили 12 боевиков в воскресенье."),
]


@pytest.mark.parametrize(("language", "text"), CIVILIANS)
def test_people_killed_by_fighters_are_civilians_attacked(language: str, text: str) -> None:
    assert Category.ATTACK_ON_CIVILIANS in read(text, language).categories


@pytest.mark.parametrize(("language", "text"), FIGHTERS)
def test_fighters_killed_are_not(language: str, text: str) -> None:
    assert Category.ATTACK_ON_CIVILIANS not in read(text, language).categories


def test_pupils_are_no_drill_in_russian() -> None:
    reading = read("Вооружённые люди похитили 38 учеников из школы в пятницу, заявил губернатор.", "ru")
    assert Category.ABDUCTION in reading.categories
    drill = read("Спасатели отработали эвакуацию 300 семей на учениях во вторник.", "ru")
    assert not drill.alert
