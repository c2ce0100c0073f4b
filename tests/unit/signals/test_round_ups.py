"""A round-up gives each of its events by itself; an article of one event stays whole."""

from __future__ import annotations

import pytest
from signals_reading import PUBLISHED, reader

from alertbot.model import Category, Status
from alertbot.signals.stories import Story, read_stories

ROUND_UPS = {
    "en": (
        "Protection round-up: the week in brief",
        "In Sudan, some 400 families fled their homes on Monday after fighters of the Rapid Support Forces burned "
        "houses, residents said.\n\nAid trucks are loading.\n\n"
        "In Burkina Faso, gunmen killed 23 villagers on Tuesday, the army said.",
    ),
    "fr": (
        "Bilan de la semaine : les alertes",
        "Au Soudan, environ 400 familles ont fui leurs maisons lundi après que des combattants des Forces de soutien "
        "rapide ont incendié des habitations, selon des habitants.\n\n"
        "Au Burkina Faso, des hommes armés ont tué 23 villageois mardi, selon l'armée.",
    ),
    "ar": (
        "موجز الأسبوع: أبرز الانتهاكات",
        "في السودان، نزحت نحو 400 أسرة من منازلها يوم الاثنين بعد أن أحرقت قوات الدعم السريع منازل، بحسب سكان.\n\n"
        "في بوركينا فاسو، قتل مسلحون 23 قرويا يوم الثلاثاء، بحسب الجيش.",
    ),
    "ru": (
        "Обзор за неделю: нарушения прав жителей",
        "В Судане около 400 семей бежали из своих домов в понедельник после того, как бойцы Сил быстрой поддержки "
        "сожгли дома, сообщили жители.\n\n"
        "В Буркина-Фасо боевики убили 23 жителей деревни во вторник, сообщила армия.",
    ),
}


def told(title: str, text: str, language: str = "en") -> tuple[Story, ...]:
    whole = reader().read(title, text, language, PUBLISHED)
    return read_stories(reader(), title, text, language, PUBLISHED, whole)


@pytest.mark.parametrize("language", ROUND_UPS)
def test_each_event_of_a_round_up_has_its_own_country_figure_doer_and_status(language: str) -> None:
    title, text = ROUND_UPS[language]
    first, second = told(title, text, language)
    assert (first.reading.country, second.reading.country) == ("SDN", "BFA")
    assert Category.FORCED_DISPLACEMENT in first.reading.categories
    assert second.reading.categories == (Category.ATTACK_ON_CIVILIANS,)
    assert [figure.value for figure in first.reading.figures] == [400]
    assert [figure.value for figure in second.reading.figures] == [23]
    assert not set(first.reading.perpetrators) & set(second.reading.perpetrators)
    assert (first.reading.status, second.reading.status) == (Status.ALLEGED, Status.CONFIRMED)


def test_offsets_count_characters_of_the_whole_article() -> None:
    title, text = ROUND_UPS["en"]
    full = f"{title}\n\n{text}"
    for story in told(title, text):
        assert story.text in text
        for figure in story.reading.figures:
            assert full[figure.start : figure.end] == figure.text
        for signal in story.reading.signals:
            assert full[signal.start : signal.end] in story.text


def test_what_follows_an_event_without_a_place_belongs_to_it() -> None:
    first, second = told(*ROUND_UPS["en"])
    assert "Aid trucks are loading" in first.text
    assert "Aid trucks" not in second.text


def test_headings_part_the_events() -> None:
    text = (
        "SUDAN\n\nSome 400 families fled their homes in Sudan on Monday after fighting, residents said.\n\n"
        "NIGER\n\nGunmen in Niger abducted 14 travellers from a bus on Tuesday, the governor said."
    )
    first, second = told("Security digest, week 23", text)
    assert first.text.startswith("SUDAN")
    assert second.text.startswith("NIGER")
    assert second.reading.country == "NER"


SHAPES = {
    "bullets": (
        "Protection incidents in brief",
        "• Sudan: fighters of the Rapid Support Forces burned the homes of 400 families on Monday, residents said.\n"
        "• Burkina Faso: gunmen killed 23 villagers on Sunday, the army said.\n"
        "• DR Congo: the M23 abducted 12 young men in Rutshuru, the UN said. The M23 denied it.",
        "en",
        [("SDN", 400, ()), ("BFA", 23, ()), ("COD", 12, ("M23",))],
    ),
    "meanwhile": (
        "Violence displaces hundreds across the Sahel this week",
        "Gunmen killed 23 villagers in Djibo, Burkina Faso, on Sunday, the army said.\n\n"
        "The governor called for calm and promised more patrols.\n\n"
        "Meanwhile, in Mali, some 300 families fled their homes in Menaka after an attack, elders said.\n\n"
        "Separately, 14 travellers were abducted from a bus in Tillaberi, Niger, on Tuesday.",
        "en",
        [("BFA", 23, ()), ("MLI", 300, ()), ("NER", 14, ())],
    ),
    "elsewhere": (
        "Sahel : les incidents du mois en bref",
        "Au Mali, des hommes armés ont tué 17 civils dimanche à Bandiagara, selon des élus locaux.\n\n"
        "Par ailleurs, au Niger, 14 voyageurs ont été enlevés mardi à Tillabéri, selon le gouverneur.\n\n"
        "Ailleurs, au Tchad, 250 familles ont fui leurs villages après des incendies attribués à Boko Haram.",
        "fr",
        [("MLI", 17, ()), ("NER", 14, ()), ("TCD", 250, ())],
    ),
    "swahili": (
        "Muhtasari wa wiki: usalama",
        "Nchini Sudan, familia 400 zilikimbia nyumba zao baada ya wapiganaji wa RSF kuchoma nyumba, wakazi walisema.\n\n"
        "Nchini Kongo, waasi wa M23 waliwaua raia tisa huko Rutshuru, Umoja wa Mataifa ulisema.",
        "sw",
        [("SDN", 400, ()), ("COD", 9, ())],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_events_are_parted_in_every_shape_and_keep_their_own_denial(shape: str) -> None:
    title, text, language, expected = SHAPES[shape]
    found = [story.reading for story in told(title, text, language)]
    assert [(r.country, r.figures[0].value, r.denied_by) for r in found] == expected


def test_a_title_that_dates_one_event_is_no_round_up() -> None:
    text = (
        "Some 600 families fled their homes in Afghanistan on Monday after the Taliban burned houses, HRW said.\n\n"
        "Last month, 200 families in Pakistan were forced from their homes by floods of fighters, the UN said.\n\n"
        "The Taliban denied the report."
    )
    assert [story.text for story in told("Hundreds of families flee in Afghanistan this week", text)] == [
        text
    ]


def test_a_standfirst_calls_it_a_round_up_and_a_long_first_paragraph_does_not() -> None:
    events = ROUND_UPS["en"][1]
    assert len(told("Protection", f"Our digest of the week.\n\n{events}")) == 2
    long = "The ministry printed its digest of the week, " + "which many people in the capital read, " * 5
    assert len(told("Protection", f"{long} as ever.\n\n{events}")) == 1


def test_an_article_of_one_event_stays_whole() -> None:
    title, text = (
        "Gunmen kill 23 in Burkina Faso",
        "Gunmen killed 23 villagers in Burkina Faso on Tuesday, the army said.\n\n"
        "Some 400 families fled to Mali, where they sleep in the open, officials in Mali said.",
    )
    assert [story.text for story in told(title, text)] == [text]


def test_one_event_in_a_round_up_is_no_several() -> None:
    title, _ = ROUND_UPS["en"]
    text = "Gunmen killed 23 villagers in Burkina Faso on Tuesday, the army said.\n\nIn Togo, the price of maize fell."
    assert len(told(title, text)) == 1


def test_three_countries_need_no_title_that_says_so() -> None:
    text = "\n\n".join(
        f"In {country}, gunmen killed {number} villagers on Tuesday, the army said."
        for country, number in (("Sudan", 21), ("Mali", 22), ("Nigeria", 23))
    )
    assert [story.reading.country for story in told("Grim days for villagers", text)] == ["SDN", "MLI", "NGA"]


def test_what_is_no_alert_as_a_whole_is_not_cut() -> None:
    text = "In Sudan, the cup final was played.\n\nIn Mali, the cup final was played."
    assert len(told("The week in brief", text)) == 1
