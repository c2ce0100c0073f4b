"""Whom victims are accused of helping is no perpetrator, and a report is its author's, in nine languages."""

from __future__ import annotations

import pytest
from signals_reading import read

SIDING = [
    ("en", "The Taliban burned 40 homes of civilians they accuse of cooperating with the government."),
    ("en", "The Taliban killed 12 villagers suspected of supporting the army on Tuesday."),
    ("en", "The Taliban burned 40 homes of families accused of being loyal to the government forces."),
    ("fr", "Les talibans ont brûlé 40 maisons de civils accusés de collaborer avec le gouvernement."),
    ("fr", "Les talibans ont tué 12 villageois qu'ils accusent de collaborer avec l'armée."),
    ("es", "Los talibanes quemaron 40 casas de civiles acusados de colaborar con el gobierno."),
    ("pt", "Os talibãs queimaram 40 casas de civis acusados de colaborar com o governo."),
    ("ar", "أحرقت حركة طالبان 40 منزلا لمدنيين متهمين بالتعاون مع الحكومة."),
    ("ru", "Талибы сожгли 40 домов мирных жителей, которых обвиняют в сотрудничестве с правительством."),
    ("uk", "Таліби спалили 40 будинків мирних жителів, яких звинувачують у співпраці з урядом."),
    ("fa", "طالبان ۴۰ خانه غیرنظامیانی را که به همکاری با دولت متهم می‌کنند آتش زدند."),
    ("sw", "Taliban walichoma nyumba 40 za raia wanaotuhumiwa kushirikiana na serikali."),
]


@pytest.mark.parametrize(("language", "text"), SIDING)
def test_whom_victims_are_said_to_help_is_not_blamed(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert len(reading.perpetrators) == 1
    assert reading.perpetrators[0][:3].casefold() in {"tal", "тал", "طال", "حرك"}


REPORTS = [
    ("en", "In a new report, Human Rights Watch documents abuses. The Taliban burned 40 homes there."),
    (
        "fr",
        "Dans un nouveau rapport, Human Rights Watch documente des exactions. Les talibans ont brûlé 40 maisons.",
    ),
    ("es", "En un nuevo informe, Human Rights Watch documenta abusos. Los talibanes quemaron 40 casas."),
    ("pt", "Num novo relatório, a Human Rights Watch documenta abusos. Os talibãs queimaram 40 casas."),
    ("ar", "في تقرير جديد وثقت هيومن رايتس ووتش انتهاكات. أحرقت طالبان 40 منزلا."),
    ("ru", "В новом докладе Human Rights Watch документирует злоупотребления. Талибы сожгли 40 домов."),
    ("uk", "У новій доповіді Human Rights Watch документує порушення. Таліби спалили 40 будинків."),
    ("fa", "دیدبان حقوق بشر در گزارش تازه‌ای موارد نقض حقوق را ثبت کرده است. طالبان ۴۰ خانه را آتش زدند."),
    ("sw", "Katika ripoti mpya, Human Rights Watch imeeleza ukatili. Taliban walichoma nyumba 40."),
]


@pytest.mark.parametrize(("language", "text"), REPORTS)
def test_the_author_of_a_report_is_the_source_and_nobody_else(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert len(reading.sources) == 1
    assert reading.sources[0] in {"Human Rights Watch", "هيومن رايتس ووتش", "دیدبان حقوق بشر"}


def test_a_sentence_that_follows_according_to_the_ngo_keeps_the_ngo_that_was_named() -> None:
    reading = read(
        "In a new report, Human Rights Watch documents abuses. The Taliban forced 600 families from their homes. "
        "According to the NGO, these were attacks against civilians accused of collaborating with the government. "
        "The Taliban denied burning homes.",
    )
    assert "Human Rights Watch" in reading.sources
    assert reading.perpetrators == ("Taliban",)
    assert reading.denied_by == ("Taliban",)
    assert "Taliban" not in reading.sources


def test_who_is_accused_of_the_harm_itself_stays_blamed() -> None:
    reading = read("Residents accuse the army of burning 40 homes and killing 12 villagers on Tuesday.")
    assert reading.perpetrators == ("army",)
