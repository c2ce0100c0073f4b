"""Rivals and colleagues keep their own names: an alert that names another accuses or cites the wrong one."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Reading

BLAMED = (
    ("en", "Meitei militants burned 30 homes in Manipur, elders said.", "Meitei militants"),
    ("en", "Kuki militants burned 30 homes in Manipur, elders said.", "Kuki militants"),
    ("en", "Nuer youths killed 12 villagers in Jonglei, the governor said.", "Nuer youths"),
    ("es", "Barrio 18 asesinó a tres vecinos en Soyapango, informó la policía.", "Barrio 18"),
    ("es", "Los Lobos mataron a cuatro vecinos en Durán, informó la policía.", "Los Lobos"),
    ("pt", "O Comando Vermelho expulsou 40 famílias em Manaus, disseram moradores.", "Comando Vermelho"),
    (
        "en",
        "The Libyan National Army shelled homes in Derna and killed six civilians, residents said.",
        "Libyan National Army",
    ),
    ("fr", "Dan Na Ambassagou a tué 14 villageois à Bandiagara, selon des élus.", "Dan Na Ambassagou"),
    ("en", "Herdsmen killed 11 farmers in Guma, police said.", "Herdsmen"),
    ("pt", "Militantes do EI decapitaram cinco pessoas em Macomia, dizem moradores.", "Islamic State"),
)
CITED = (
    ("es", "Tres líderes sociales fueron asesinados en el Putumayo, según Indepaz.", "Indepaz"),
    ("es", "Hombres armados expulsaron a 40 familias emberá, alertó la ONIC.", "ONIC"),
    ("en", "Shelling killed nine civilians in Idlib, according to Bellingcat.", "Bellingcat"),
    ("fr", "Des hommes armés ont tué neuf civils, selon Médecins du monde.", "Médecins du monde"),
    (
        "pt",
        "Garimpeiros mataram dois indígenas, segundo o Ministério Público Federal.",
        "Ministério Público Federal",
    ),
)


def as_shown(reading: Reading, who: str) -> list[str]:
    """The names an alert prints."""
    return [dict(reading.aliases).get(name, name) for name in getattr(reading, who)]


@pytest.mark.parametrize(("language", "text", "name"), BLAMED)
def test_who_is_blamed_has_the_name_of_the_text(language: str, text: str, name: str) -> None:
    assert [shown.casefold() for shown in as_shown(read(text, language), "perpetrators")] == [name.casefold()]


@pytest.mark.parametrize(("language", "text", "name"), CITED)
def test_who_is_cited_has_the_name_of_the_text(language: str, text: str, name: str) -> None:
    assert as_shown(read(text, language), "sources") == [name]


def test_in_arabic_whom_a_union_accuses_is_no_source() -> None:
    reading = read("مقتل صحفي واختطاف اثنين آخرين في تعز، ونقابة الصحفيين تتهم الحوثيين.", "ar")
    assert reading.perpetrators == ("الحوثيين",)
    assert not set(reading.sources) & set(reading.perpetrators)
