"""Flags of an alert in nine languages: camp, cross_border, mass, children, women, aid_worker."""

from __future__ import annotations

from pathlib import Path

import pytest
from signals_reading import read

from alertbot.errors import ConfigurationError
from alertbot.model import Category, Figure, FigureRole, Place, PlaceRole, Precision, Unit
from alertbot.signals.flags import Camp, flags_of
from alertbot.signals.flags_words import load_flag_words
from alertbot.signals.read import _is_camp

CAMPS = [
    ("en", "Gunmen attacked a camp for displaced people on Tuesday, killing 12 people."),
    ("fr", "Des hommes armés ont attaqué mardi un camp de déplacés et tué 12 personnes."),
    ("es", "Hombres armados atacaron el martes un campamento de desplazados y mataron a 12 personas."),
    ("pt", "Homens armados atacaram na terça-feira um campo de deslocados e mataram 12 pessoas."),
    ("ar", "هاجم مسلحون الثلاثاء مخيما للنازحين وقتلوا 12 مدنيا في المخيم."),
    ("ru", "Боевики напали во вторник на лагерь беженцев и убили 12 мирных жителей."),
    ("uk", "Бойовики напали у вівторок на табір біженців і вбили 12 мирних жителів."),
    ("fa", "افراد مسلح در اردوگاه آوارگان ۱۲ غیرنظامی را کشتند."),
    ("sw", "Watu wenye silaha walishambulia kambi ya wakimbizi Jumanne na kuwaua watu 12."),
]


@pytest.mark.parametrize(("language", "text"), CAMPS)
def test_a_camp_that_was_hit_is_flagged(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert "camp" in reading.context


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen burned 40 homes on Tuesday; 300 families fled to a camp near the town.",
        "Gunmen from a training camp attacked the village on Tuesday, killing 12 villagers.",
        "Gunmen attacked the village on Tuesday, killing 12 villagers.",
    ],
)
def test_a_camp_that_people_reached_or_soldiers_train_in_is_not(text: str) -> None:
    reading = read(text)
    assert reading.alert
    assert "camp" not in reading.context


BORDERS = [
    ("en", "More than 300 families fled after gunmen burned their homes and crossed the border on Tuesday."),
    ("fr", "Plus de 300 familles ont fui leurs villages et traversé la frontière mardi après une attaque."),
    ("es", "Más de 300 familias huyeron de sus casas el martes y cruzaron la frontera tras un ataque."),
    ("pt", "Mais de 300 famílias fugiram das suas casas e atravessaram a fronteira após um ataque."),
    ("ar", "فرت أكثر من 300 عائلة من قراها وعبرت الحدود بعد هجوم لمسلحين."),
    ("ru", "Более 300 семей бежали из своих домов и пересекли границу после нападения боевиков."),
    ("uk", "Понад 300 сімей втекли зі своїх домівок і перетнули кордон після нападу бойовиків."),
    ("fa", "بیش از ۳۰۰ خانواده پس از حمله افراد مسلح از خانه‌های خود گریختند و از مرز گذشتند."),
    ("sw", "Zaidi ya familia 300 zilikimbia makazi yao na walivuka mpaka baada ya shambulio la wanamgambo."),
]


@pytest.mark.parametrize(("language", "text"), BORDERS)
def test_a_flight_over_a_border_is_flagged_and_is_a_mass_one(language: str, text: str) -> None:
    reading = read(text, language)
    assert reading.alert
    assert {"cross_border", "mass"} <= set(reading.context)


@pytest.mark.parametrize(
    ("text", "mass"),
    [
        ("Gunmen burned homes and forced 10 families to flee on Tuesday.", True),
        ("Gunmen burned homes and forced nine families to flee on Tuesday.", False),
        ("Gunmen burned homes and forced 50 people to flee on Tuesday.", True),
        ("Gunmen burned homes and forced 49 people to flee on Tuesday.", False),
        ("Gunmen killed 60 villagers on Tuesday.", False),
    ],
)
def test_a_mass_displacement_is_one_of_ten_households_or_fifty_people(text: str, mass: bool) -> None:
    assert ("mass" in read(text).context) is mass


def test_a_running_total_is_no_mass_displacement() -> None:
    total = Figure(9000, Unit.PERSON, "displaced", "9,000", 0, 5, role=FigureRole.CUMULATIVE)
    words = load_flag_words(Path(__file__).parents[3] / "config" / "flags.yaml")
    assert flags_of((), Camp.NONE, [total], (), words, "en") == ()


def test_who_is_among_the_harmed_is_flagged() -> None:
    reading = read("Gunmen killed three aid workers, two women and four children on Tuesday.")
    assert {"aid_worker", "women", "children"} <= set(reading.context)


def test_a_deportation_crosses_a_border() -> None:
    reading = read("Police deported 300 migrants on Tuesday, the ministry said.")
    assert Category.DEPORTATION_EXPULSION in reading.categories
    assert "cross_border" in reading.context


def test_a_place_of_refuge_abroad_means_a_border_was_crossed() -> None:
    words = load_flag_words(Path(__file__).parents[3] / "config" / "flags.yaml")
    left = Place("Um Haraz", "SDN", Precision.PLACE)
    reached = Place("Adré", "TCD", Precision.PLACE, role=PlaceRole.DESTINATION)
    assert flags_of((), Camp.NONE, (), [left, reached], words, "en") == ("cross_border",)


def test_neither_a_camp_that_was_hit_nor_one_that_was_reached_gets_a_pin() -> None:
    village = Place("Um Haraz", "SDN", Precision.PLACE)
    reached = Place("Kalma", "SDN", Precision.PLACE, role=PlaceRole.DESTINATION)
    assert [_is_camp(place, Camp.HIT) for place in (village, reached)] == [True, True]
    assert [_is_camp(place, Camp.REACHED) for place in (village, reached)] == [False, True]
    assert not _is_camp(village, Camp.NONE)


def test_a_list_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "flags.yaml"
    path.write_text("en: {camps: []}\n", "utf-8")
    with pytest.raises(ConfigurationError, match="missing or no language"):
        load_flag_words(path)
