from __future__ import annotations

import json

import pytest
from signals_reading import PUBLISHED, read, reader

from alertbot.model import Category, FigureRole, Status
from alertbot.signals.contract import to_contract

RAID = (
    "Gunmen attacked the village of Um Haraz on Tuesday, killing 26 people and burning 40 homes, the "
    "governor said. About 640 families fled to Tawila."
)


def test_an_attack_is_an_alert_with_its_categories_and_figures() -> None:
    reading = read(RAID, title="Village emptied after raid")
    assert reading.alert
    assert set(reading.categories) >= {
        Category.ATTACK_ON_CIVILIANS,
        Category.FORCED_DISPLACEMENT,
        Category.PROPERTY_DESTRUCTION,
    }
    counted = {
        (figure.value, figure.unit.value) for figure in reading.figures if figure.role is FigureRole.EVENT
    }
    assert counted >= {(26, "person"), (640, "household"), (40, "housing")}
    assert reading.status is Status.CONFIRMED


def test_every_signal_is_a_span_of_the_article() -> None:
    title = "Village emptied after raid"
    full = f"{title}\n\n{RAID}"
    reading = read(RAID, title=title)
    assert reading.signals
    for signal in reading.signals:
        assert full[signal.start : signal.end] == signal.sentence


def test_an_unsupported_language_gives_no_alert_and_says_so() -> None:
    reading = read("Rebels het die dorp aangeval.", "af")
    assert not reading.alert
    assert reading.reasons == ("language 'af' is not supported",)


def test_a_text_without_harm_says_so() -> None:
    reading = read("The council opened a new library in the old town hall.")
    assert not reading.alert
    assert reading.reasons[0] == "no words of harm to people found"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("No families fled the village on Monday, the mayor said.", "negated"),
        ("The army denied that soldiers burned homes on Monday.", "denied"),
        ("A dam could force 4,000 people to leave their homes, engineers said.", "hypothetical"),
        ("In 2009 soldiers burned 40 homes and killed 20 villagers.", "past"),
    ],
)
def test_what_did_not_happen_now_is_named_and_no_alert(text: str, why: str) -> None:
    reading = read(text)
    assert not reading.alert
    assert any(why in reason for reason in reading.reasons)


def test_the_month_of_may_is_no_possibility() -> None:
    reading = read(
        "On May 12 gunmen shot dead nine villagers in Bama on Monday, police said.", title="Nine killed"
    )
    assert reading.alert


def test_fighters_killed_are_no_attack_on_civilians() -> None:
    reading = read("Security forces killed 34 militants in three raids on Monday, the army said.")
    assert Category.ATTACK_ON_CIVILIANS not in reading.categories
    assert not reading.alert


def test_civilians_killed_beside_fighters_are() -> None:
    reading = read(
        "Air strikes killed 12 militants and nine villagers, among them children, on Monday, officials said."
    )
    assert Category.ATTACK_ON_CIVILIANS in reading.categories


def test_a_mine_is_no_attack() -> None:
    reading = read(
        "Two farmers were killed on Monday when their cart hit an old anti-tank mine, police said."
    )
    assert reading.categories == (Category.EXPLOSIVE_ORDNANCE,)


def test_harm_buried_in_a_story_about_prices_is_found() -> None:
    filler = "\n\n".join(f"The price of maize rose again in market number {n} this season." for n in range(8))
    reading = read(f"{filler}\n\n{RAID}\n\n{filler}", title="Maize prices climb")
    assert reading.alert
    assert reading.signals[0].sentence.startswith("Gunmen attacked")


def test_sensitive_harm_names_no_exact_place() -> None:
    reading = read(
        "Armed men raped 12 women near Bentiu on Monday, a medical charity said.", title="Women attacked"
    )
    assert Category.GBV in reading.categories
    assert all(place.lat is None for place in reading.places)


def test_children_among_the_harmed_are_flagged() -> None:
    reading = read(
        "Gunmen abducted 38 children from a school in Tsafe on Friday, police said.", title="38 taken"
    )
    assert "children" in reading.context


def test_the_contract_is_json_with_every_field() -> None:
    row = json.loads(json.dumps(to_contract("a1", read(RAID), None, {"en": "text"})))
    assert row["id"] == "a1"
    assert row["alert"] is True
    assert row["severity"] == "unknown"
    assert row["summary"] == {"en": "text"}
    assert row["figures"][0]["unit"] in {"person", "household", "housing"}
    assert set(row["signals"][0]) == {"category", "sentence", "start", "end"}


def test_reading_twice_gives_the_same() -> None:
    assert read(RAID) == read(RAID)


def test_a_long_hostile_text_is_read_to_a_limit() -> None:
    reading = reader().read("", "killed fled burned " * 20_000, "en", PUBLISHED, "", None)
    assert reading.reasons[-1] == "only the first 100000 characters were read"


def test_common_words_are_told_from_names_and_from_a_states_bodies() -> None:
    reading = read(
        "Gunmen burned 40 homes in Bama on Monday and drove out 300 families, residents and the police said.",
        title="Homes burned",
    )
    assert {"Gunmen", "residents"} <= set(reading.unnamed)
    assert "police" not in reading.unnamed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Floods displaced 4,000 people in Bor on Monday after the river rose, the commissioner said."),
        ("fr", "Les inondations ont déplacé 4 000 personnes à Bor lundi, selon le commissaire."),
        ("es", "Las inundaciones desplazaron a 4.000 personas en Quibdó el lunes, dijo el alcalde."),
        ("pt", "O ciclone deslocou 4.000 pessoas em Pemba na segunda-feira, disse o governador."),
        ("ru", "Наводнение вынудило 4000 человек покинуть дома в Орске, сообщили власти."),
        ("fa", "زلزله در هرات ۴۰۰۰ نفر را آواره کرد، مقام‌های محلی گفتند."),
    ],
)
def test_people_displaced_by_nature_are_no_alert(language: str, text: str) -> None:
    assert not read(text, language).alert
