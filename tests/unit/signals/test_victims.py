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
    ("en", "Seven people were killed by CODECO fighters in Ituri."),
    ("en", "Seven people were hacked to death by militiamen in Ituri."),
    ("en", "Militiamen hacked seven people to death in Ituri."),
    ("en", "Militiamen killed seven people in Ituri."),
    ("en", "Militiamen killed seven in an attack on a village in Ituri."),
    ("en", "Rebels shot dead nine in Ituri."),
    ("fr", "Sept personnes ont été tuées par des miliciens en Ituri."),
    ("fr", "Des miliciens ont tué sept personnes en Ituri."),
    ("fr", "Sept civils tués par des combattants de la Codeco en Ituri."),
    ("es", "Siete personas fueron asesinadas por guerrilleros del ELN en Tibú."),
    ("es", "Guerrilleros del ELN mataron a siete personas en Tibú."),
    ("pt", "Sete pessoas foram mortas por insurgentes em Macomia."),
    ("pt", "Insurgentes mataram sete pessoas em Macomia."),
    ("ar", "قُتل سبعة أشخاص على يد مسلحين في الفاشر."),
    ("ar", "قتل مقاتلو الدعم السريع سبعة أشخاص في الفاشر."),
    ("ru", "Семь человек убиты боевиками в Эль-Фашире."),
    ("ru", "Боевики убили семь человек в Эль-Фашире."),
    ("uk", "Семеро людей убито бойовиками в Сумах."),
    ("fa", "هفت نفر توسط جنگجویان در قندوز کشته شدند."),
    ("fa", "جنگجویان هفت نفر را در قندوز کشتند."),
    ("sw", "Watu saba waliuawa na wapiganaji wa Codeco huko Ituri."),
    ("sw", "Wapiganaji wa Codeco waliwaua watu saba huko Ituri."),
    ("en", "Seven people were hacked to death, camp leaders in Ituri said, blaming CODECO fighters."),
]
FIGHTERS = [
    ("ar", "قتل الجيش 12 مسلحا الأحد في عملية، بحسب بيان."),
    ("ar", "قتل 12 مسلحا الأحد في غارة."),
    ("fa", "نیروهای امنیتی روز یکشنبه ۱۲ شورشی را کشتند."),
    ("ru", "Военные убили 12 боевиков в воскресенье."),
    ("en", "Nine fighters were killed by troops in Bama."),
    ("en", "Troops killed nine militants in Bama."),
    ("en", "Ten fighters were killed in 12 strikes near Bama."),
    ("en", "Nine gunmen were killed and three captured in Bama."),
    ("en", "Rebels killed seven soldiers in Ituri."),
    ("fr", "Neuf combattants ont été tués par l'armée à Bama."),
    ("fr", "Des rebelles ont tué sept soldats en Ituri."),
    ("es", "Nueve guerrilleros fueron abatidos por el ejército en Tibú."),
    ("es", "Guerrilleros mataron a siete soldados en Tibú."),
    ("pt", "Nove insurgentes foram mortos pelo exército em Macomia."),
    ("ar", "قُتل تسعة مسلحين على يد الجيش في الفاشر."),
    ("ru", "Девять боевиков убиты военными в Эль-Фашире."),
    ("ru", "Боевики убили семь солдат в Эль-Фашире."),
    ("uk", "Тридцять бійців убито, п'ятьох узято в полон під Сумами."),
    ("fa", "هفت جنگجو توسط نیروهای امنیتی در قندوز کشته شدند."),
    ("sw", "Wapiganaji tisa waliuawa na jeshi huko Ituri."),
    ("sw", "Wapiganaji waliwaua wanajeshi saba huko Ituri."),
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


def test_those_on_motorcycles_took_pupils_and_no_motorcycles() -> None:
    reading = read(
        "Armed men on motorcycles took 38 pupils from a school in Bungudu before dawn, police said.",
        title="Gunmen seize 38 pupils",
    )
    assert reading.categories[0] is Category.ABDUCTION
    assert Category.LOOTING_EXTORTION not in reading.categories


def test_removal_by_force_is_no_marriage_in_swahili() -> None:
    reading = read("Zaidi ya familia 300 zimeondolewa kwa nguvu kijijini, mashirika yasema.", "sw")
    assert reading.alert
    assert Category.FORCED_MARRIAGE not in reading.categories
