"""People who were displaced before and are harmed now were not driven out by this harm."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Category


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit a camp in Goma, DR Congo, and killed 9 displaced people on Friday, doctors said.",
        "Nineteen people were killed when a school sheltering displaced families was bombed, medics said.",
        "Gunmen abducted displaced people near Bama on Friday, police said.",
        "Masked men raided a displacement site in Bule. Seven people were hacked to death, elders said.",
    ],
)
def test_harm_to_displaced_people_displaces_nobody_by_itself(text: str) -> None:
    reading = read(text)
    assert reading.alert
    assert Category.FORCED_DISPLACEMENT not in reading.categories


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Un bombardeo mató a nueve desplazados en un campamento de Goma, dijeron médicos."),
        (
            "es",
            "Un bombardeo alcanzó una escuela que albergaba a familias desplazadas y mató a nueve personas.",
        ),
        (
            "fr",
            "Une école abritant des familles déplacées a été bombardée, faisant neuf morts, selon des médecins.",
        ),
        ("ar", "قصف مدرسة تؤوي عائلات نازحة في الفاشر ومقتل تسعة أشخاص، بحسب أطباء."),
    ],
)
def test_nor_in_other_languages(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert Category.FORCED_DISPLACEMENT not in reading.categories


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Le bilan des combats de lundi est de 12 tués, 300 personnes déplacées et 40 maisons brûlées, selon l'ONU.",
        ),
        ("es", "Los combates dejaron 12 muertos y 300 desplazados en Tibú, informó la Defensoría."),
        (
            "es",
            "Hombres armados mataron a tres personas y desplazaron a 40 familias en Tumaco, dijo la policía.",
        ),
    ],
)
def test_those_who_are_counted_beside_the_dead_are_told(language: str, text: str) -> None:
    assert Category.FORCED_DISPLACEMENT in read(text, language).categories


@pytest.mark.parametrize(
    "text",
    [
        "Fighting displaced people from six villages around Goma, DR Congo, on Friday, doctors said.",
        "Shelling displaced families in Sake on Friday, the UN said.",
        "Fighting killed 12 and displaced 9,000 people in Goma on Friday, the UN said.",
        "More than 9,000 displaced people arrived in Goma on Friday after fighting, the UN said.",
        "Shelling wounded 12 displaced people and drove 400 families from their homes in Goma, the UN said.",
    ],
)
def test_those_whom_the_news_displaces_are_told(text: str) -> None:
    assert Category.FORCED_DISPLACEMENT in read(text).categories


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine displaced people were killed when shells hit a camp in Mweso, North Kivu, the UN said."),
        ("fr", "Neuf déplacés ont été tués dans l'attaque d'un camp à Drodro, en Ituri, a dit la Monusco."),
        ("es", "Nueve desplazados fueron asesinados en un albergue de Tierralta, informó la Defensoría."),
        ("pt", "Nove deslocados foram mortos num ataque em Macomia, Cabo Delgado, disse a ONU."),
        ("ru", "Девять переселенцев погибли при обстреле общежития в Краматорске, сообщила полиция."),
        (
            "uk",
            "Дев'ять переселенців загинули під час обстрілу гуртожитку в Краматорську, повідомила поліція.",
        ),
        ("ar", "قُتل 9 نازحين في قصف مخيم أبو شوك في الفاشر، وفق الأمم المتحدة."),
        ("sw", "Wakimbizi wa ndani tisa waliuawa katika shambulio la kambi huko Drodro, Ituri."),
    ],
)
def test_displaced_people_who_were_killed_count_as_killed(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert Category.FORCED_DISPLACEMENT not in reading.categories
    assert [(figure.value, figure.term) for figure in reading.figures] == [(9, "killed")]


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        (
            "en",
            "Fighting displaced 900 people and killed 12 in Mweso, the UN said.",
            {900: "displaced", 12: "killed"},
        ),
        (
            "pt",
            "Os combates deixaram 900 deslocados e mataram 12 civis em Macomia, disse a ONU.",
            {900: "displaced", 12: "killed"},
        ),
        (
            "es",
            "Hubo 900 desplazados tras el asesinato de 12 personas en Tierralta, informó la ONU.",
            {900: "displaced", 12: "killed"},
        ),
    ],
)
def test_those_who_were_driven_out_beside_the_dead_count_as_displaced(
    language: str, text: str, terms: dict[int, str]
) -> None:
    assert {figure.value: figure.term for figure in read(text, language).figures} == terms
