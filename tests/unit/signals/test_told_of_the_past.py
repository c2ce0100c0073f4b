"""Anniversaries and trials tell of harm that is history; what is new in the same words is told."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Category

HISTORY = (
    ("en", "A year after the massacre of 132 people in Solhan, survivors still wait for justice."),
    ("fr", "Un an après le massacre de Solhan, les survivants attendent toujours justice."),
    ("es", "Un año después de la masacre de 12 campesinos en Samaniego, las familias piden justicia."),
    ("pt", "Um ano depois do massacre de 50 civis em Palma, os sobreviventes esperam justiça."),
    ("ru", "Через год после массового убийства мирных жителей выжившие ждут суда."),
    ("uk", "Через рік після вбивства мирних жителів люди чекають на суд."),
    ("ar", "بعد عام على مجزرة قتل فيها 100 مدني، ينتظر الناجون العدالة."),
    ("fa", "یک سال پس از کشتار ۵۰ غیرنظامی در پنجشیر، بازماندگان در انتظار عدالت‌اند."),
    ("sw", "Mwaka mmoja baada ya mauaji ya watu 50 huko Beni, manusura bado wanasubiri haki."),
    ("en", "Two suspects were charged on Monday over the killing of 11 villagers in Jos last March."),
    ("fr", "Deux suspects ont été inculpés lundi pour le meurtre de 11 villageois à Bunia en mars dernier."),
    ("es", "Dos sospechosos fueron imputados el lunes por el asesinato de 11 campesinos en Tumaco."),
)


@pytest.mark.parametrize(("language", "text"), HISTORY)
def test_an_anniversary_or_a_charge_is_no_news_of_harm(language: str, text: str) -> None:
    assert not read(text, language).alert


NEWS = (
    ("en", "A year after the coup, soldiers burned 40 homes in Loikaw, residents said."),
    (
        "en",
        "Two years after the attack on Solhan, gunmen returned on Monday and killed 12 villagers, the army said.",
    ),
    (
        "fr",
        "Un an après l'attaque de Solhan, des hommes armés y ont tué 12 personnes lundi, a indiqué l'armée.",
    ),
)


@pytest.mark.parametrize(("language", "text"), NEWS)
def test_new_harm_told_beside_an_anniversary_is_news(language: str, text: str) -> None:
    assert read(text, language).alert


def test_a_fire_that_nobody_set_is_a_hazard() -> None:
    text = "More than 1,200 households lost their shelters when fire swept through the camp on Tuesday."
    assert not read(text).alert
    assert read("Gunmen set fire to 40 shelters of the camp on Tuesday, residents said.").alert


def test_the_country_south_of_which_a_town_lies_and_a_source_are_not_blamed() -> None:
    text = "نزحت 120 عائلة من بلدة رميش جنوب لبنان جراء القصف الإسرائيلي، حسب البلدية."
    reading = read(text, "ar")
    assert Category.FORCED_DISPLACEMENT in reading.categories
    assert not {"لبنان", "البلدية"} & set(reading.perpetrators)
