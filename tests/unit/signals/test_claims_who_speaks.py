"""Who speaks is not who is blamed, not who was harmed and not the country of a town."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Category, Status

SPOKEN_BY_AID_WORKERS = (
    (
        "en",
        "Some 300 families fled their homes in Menaka, Mali, after an attack by the Islamic State, aid workers said.",
    ),
    (
        "fr",
        "Quelque 300 familles ont fui Ménaka, au Mali, après une attaque de l'État islamique, ont indiqué des travailleurs humanitaires.",
    ),
    (
        "es",
        "Unas 300 familias huyeron de Tibú, Colombia, tras un ataque del ELN, dijeron trabajadores humanitarios.",
    ),
    (
        "pt",
        "Cerca de 300 famílias fugiram de Palma, Moçambique, após um ataque de insurgentes, disseram trabalhadores humanitários.",
    ),
    (
        "ru",
        "Около 300 семей бежали из домов в Мали после нападения боевиков ИГ, сообщили сотрудники гуманитарных организаций.",
    ),
    ("uk", "Близько 300 родин втекли з домівок після нападу бойовиків, повідомили гуманітарні працівники."),
    ("ar", "نزحت نحو 300 أسرة من ميناكا في مالي بعد هجوم لتنظيم الدولة الإسلامية، بحسب عمال إغاثة."),
    ("fa", "حدود ۳۰۰ خانواده پس از حمله داعش از خانه‌های خود در ننگرهار گریختند، کارکنان امدادی گفتند."),
    (
        "sw",
        "Familia 300 zilikimbia nyumba zao huko Bunia, Kongo, baada ya shambulio la waasi, wafanyakazi wa misaada walisema.",
    ),
)


@pytest.mark.parametrize(("language", "text"), SPOKEN_BY_AID_WORKERS)
def test_aid_workers_who_tell_of_it_were_not_attacked_and_the_blamed_do_not_confirm(
    language: str, text: str
) -> None:
    reading = read(text, language)
    assert reading.alert
    assert Category.AID_WORKER_ATTACK not in reading.categories
    assert reading.status is Status.ALLEGED
    assert not set(reading.perpetrators) & set(reading.sources)


ATTACKED = (
    ("en", "Gunmen killed two aid workers in Menaka, Mali, said the NGO on Monday.", ("NGO",)),
    ("en", "The army said aid workers were shot dead by gunmen in Menaka, Mali.", ("army",)),
    ("fr", "Selon l'ONU, deux travailleurs humanitaires ont été tués mardi à Bunia, en RDC.", ("ONU",)),
    (
        "es",
        "Hombres armados secuestraron a tres trabajadores humanitarios en Tumaco, Colombia, dijo la ONU.",
        ("ONU",),
    ),
)


@pytest.mark.parametrize(("language", "text", "sources"), ATTACKED)
def test_aid_workers_who_were_attacked_are_told_of(
    language: str, text: str, sources: tuple[str, ...]
) -> None:
    reading = read(text, language)
    assert Category.AID_WORKER_ATTACK in reading.categories
    assert reading.sources == sources


def test_the_country_behind_a_town_neither_speaks_nor_is_blamed() -> None:
    told = read("The army said aid workers were shot dead by gunmen in Menaka, Mali.")
    assert told.perpetrators == ("gunmen",)
    said = read("Gunmen killed two aid workers in Menaka, Mali, said the NGO on Monday.")
    assert "Mali" not in said.sources
