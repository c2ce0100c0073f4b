"""The day of the event, told in nine languages; PUBLISHED is Thursday 14 May 2026."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from signals_reading import PUBLISHED, read, reader

from alertbot.errors import ConfigurationError
from alertbot.signals.when_words import load_day_words

TUESDAY = 12
YESTERDAY = 13
DAYS = [
    ("en", "Gunmen attacked the village on Tuesday, killing 26 villagers and burning 40 homes.", TUESDAY),
    ("en", "Gunmen killed 26 villagers and burned 40 homes overnight, residents said.", YESTERDAY),
    ("en", "Gunmen killed 26 villagers and burned 40 homes on May 9, police said.", 9),
    ("en", "On the 9th of May 2026 gunmen killed 26 villagers and burned 40 homes.", 9),
    ("fr", "Des hommes armés ont tué 26 villageois et brûlé 40 maisons mardi, selon des habitants.", TUESDAY),
    ("fr", "Des hommes armés ont tué hier 26 villageois et brûlé 40 maisons.", YESTERDAY),
    ("fr", "Le 9 mai, des hommes armés ont tué 26 villageois et brûlé 40 maisons.", 9),
    ("es", "Hombres armados mataron a 26 campesinos y quemaron 40 casas el martes.", TUESDAY),
    ("es", "Hombres armados mataron ayer a 26 campesinos y quemaron 40 casas.", YESTERDAY),
    ("es", "El 9 de mayo hombres armados mataron a 26 campesinos y quemaron 40 casas.", 9),
    ("pt", "Homens armados mataram 26 aldeões e queimaram 40 casas na terça-feira.", TUESDAY),
    ("pt", "Homens armados mataram ontem 26 aldeões e queimaram 40 casas.", YESTERDAY),
    ("pt", "No dia 9 de maio homens armados mataram 26 aldeões e queimaram 40 casas.", 9),
    ("ar", "قتل مسلحون 26 مدنيا وأحرقوا 40 منزلا يوم الثلاثاء في قرية.", TUESDAY),
    ("ar", "قتل مسلحون أمس 26 مدنيا وأحرقوا 40 منزلا في قرية.", YESTERDAY),
    ("ar", "قتل مسلحون 26 مدنيا وأحرقوا 40 منزلا في ٩ مايو في قرية.", 9),
    ("ru", "Во вторник боевики убили 26 мирных жителей и сожгли 40 домов.", TUESDAY),
    ("ru", "Вчера боевики убили 26 мирных жителей и сожгли 40 домов.", YESTERDAY),
    ("ru", "Боевики убили 26 мирных жителей и сожгли 40 домов 9 мая.", 9),
    ("uk", "У вівторок бойовики вбили 26 мирних жителів і спалили 40 будинків.", TUESDAY),
    ("uk", "Вчора бойовики вбили 26 мирних жителів і спалили 40 будинків.", YESTERDAY),
    ("uk", "Бойовики вбили 26 мирних жителів і спалили 40 будинків 9 травня.", 9),
    ("fa", "افراد مسلح روز سه‌شنبه ۲۶ غیرنظامی را کشتند و ۴۰ خانه را آتش زدند.", TUESDAY),
    ("fa", "افراد مسلح دیروز ۲۶ غیرنظامی را کشتند و ۴۰ خانه را آتش زدند.", YESTERDAY),
    ("fa", "افراد مسلح ۱۹ ثور ۲۶ غیرنظامی را کشتند و ۴۰ خانه را آتش زدند.", 9),
    ("fa", "افراد مسلح ۱۹ اردیبهشت ۱۴۰۵، ۲۶ غیرنظامی را کشتند و ۴۰ خانه را آتش زدند.", 9),
    ("sw", "Watu wenye silaha waliwaua wanakijiji 26 na kuchoma nyumba 40 Jumanne.", TUESDAY),
    ("sw", "Watu wenye silaha waliwaua wanakijiji 26 na kuchoma nyumba 40 jana.", YESTERDAY),
    ("sw", "Watu wenye silaha waliwaua wanakijiji 26 na kuchoma nyumba 40 tarehe 9 Mei.", 9),
]


@pytest.mark.parametrize(("language", "text", "day"), DAYS)
def test_the_day_of_the_event_is_read(language: str, text: str, day: int) -> None:
    reading = read(text, language)
    assert reading.alert
    assert reading.occurred == datetime(2026, 5, day, tzinfo=UTC)


UNSURE = [
    ("en", "Gunmen killed 26 villagers and burned 40 homes, police said on Tuesday."),
    ("en", "Gunmen killed 26 villagers and burned 40 homes; the rest must leave by Friday."),
    ("en", "Gunmen killed 26 villagers and burned 40 homes, says a report published on Tuesday."),
    ("en", "Gunmen have killed 26 villagers and burned 40 homes since Monday."),
    ("en", "KANO, 12 May — Gunmen killed 26 villagers and burned 40 homes."),
    ("fr", "Des hommes armés ont tué 26 villageois et brûlé 40 maisons, a déclaré mardi la police."),
    ("es", "Hombres armados mataron a 26 campesinos y quemaron 40 casas, informó el martes la policía."),
    ("pt", "Homens armados mataram 26 aldeões e queimaram 40 casas, disse a polícia na terça-feira."),
    ("ar", "قالت الشرطة الثلاثاء إن مسلحين قتلوا 26 مدنيا وأحرقوا 40 منزلا في قرية."),
    ("ru", "Боевики убили 26 мирных жителей и сожгли 40 домов, сообщили во вторник власти."),
    ("uk", "Бойовики вбили 26 мирних жителів і спалили 40 будинків, повідомили у вівторок місцеві жителі."),
    ("sw", "Watu wenye silaha waliwaua wanakijiji 26 na kuchoma nyumba 40, polisi walisema Jumanne."),
]


@pytest.mark.parametrize(("language", "text"), UNSURE)
def test_a_day_of_saying_a_limit_or_a_dateline_is_no_day_of_the_event(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert reading.occurred is None


def test_a_day_after_publication_or_long_before_is_not_told() -> None:
    for text in ("Gunmen killed 26 villagers on 20 May 2026.", "Gunmen killed 26 villagers on 2 January."):
        assert read(text).occurred is None


def test_the_day_of_a_sentence_holds_for_the_next_of_its_paragraph() -> None:
    reading = read("Trucks arrived on Monday. Soldiers burned 40 homes and forced 300 families to flee.")
    assert reading.occurred == datetime(2026, 5, 11, tzinfo=UTC)


def test_the_day_nearest_to_the_harm_wins() -> None:
    reading = read("After talks broke down on Sunday, gunmen killed 26 villagers on Tuesday in a raid.")
    assert reading.occurred == datetime(2026, 5, TUESDAY, tzinfo=UTC)


def test_without_a_day_of_publication_no_day_is_told() -> None:
    text = "Gunmen attacked the village on Tuesday, killing 26 villagers."
    assert reader().read("", text, "en", None).occurred is None
    assert reader().read("", text, "en", PUBLISHED).occurred is not None


def test_an_entry_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "when.yaml"
    path.write_text("en: {weekday: []}\n", "utf-8")
    with pytest.raises(ConfigurationError, match="en: 'days_ago' is missing or unknown"):
        load_day_words(path)
