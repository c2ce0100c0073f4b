from pathlib import Path
from types import SimpleNamespace

import pytest

from alertbot.gazetteer import build
from alertbot.gazetteer.fold import fold
from alertbot.gazetteer.generic import bare_name, display_name
from alertbot.gazetteer.lookup import SqliteGazetteer

AFG = SimpleNamespace(
    id=1, name="Afghanistan", alpha2="AF", alpha3="AFG", geonames_id=1149361, aliases=(),
    official_name=None, common_name=None,
)  # fmt: skip
KOSOVO = SimpleNamespace(
    id=2, name="Kosovo", alpha2="XK", alpha3=None, geonames_id=831053, aliases=(),
    official_name=None, common_name=None,
)  # fmt: skip
PROVINCE = SimpleNamespace(
    id=10, name="Kunduz Province", geonames_id=1135690, admin_level=1, country=AFG, parent=None,
    aliases=("ولایت کندوز",),
)  # fmt: skip
DISTRICT = SimpleNamespace(
    id=11,
    name="Imam Sahib District",
    geonames_id=None,
    admin_level=2,
    country=AFG,
    parent=PROVINCE,
    aliases=(),
)
CITY = SimpleNamespace(
    geonames_id=1135689, name="Kunduz", country=AFG, subdivisions=[PROVINCE], population=161_902,
    lat=36.7, lng=68.9,
)  # fmt: skip
TOWN = SimpleNamespace(
    geonames_id=5, name="Imam Sahib", country=AFG, subdivisions=[PROVINCE, DISTRICT], population=1_000,
    lat=37.2, lng=68.9,
)  # fmt: skip


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    world = SimpleNamespace(countries=[AFG, KOSOVO], subdivisions=[PROVINCE, DISTRICT], cities=[CITY, TOWN])
    names = {"1135689": {"alternatenames": ["Кундуз", "قندوز", "クンドゥーズ"]}}
    monkeypatch.setattr(build, "_packages", lambda: (world, names))


@pytest.fixture
def gazetteer(packages: None, tmp_path: Path) -> SqliteGazetteer:
    build.build_gazetteer(tmp_path / "g.sqlite")
    return SqliteGazetteer(tmp_path / "g.sqlite")


def test_places_know_the_units_that_hold_them(gazetteer: SqliteGazetteer) -> None:
    (town,) = [place for place in gazetteer.find("imam sahib") if place.kind == "place"]
    assert (town.admin1, town.admin2, town.country) == ("Kunduz", "Imam Sahib", "AFG")


def test_units_lie_in_the_middle_of_their_places_and_have_their_people(gazetteer: SqliteGazetteer) -> None:
    (province,) = [place for place in gazetteer.find("kunduz") if place.kind == "admin1"]
    assert province.population == 162_902
    assert province.lat == pytest.approx(36.95, abs=0.01)


def test_units_are_found_with_and_without_their_word_of_kind(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.find(fold("Kunduz Province"))
    assert gazetteer.find(fold("کندوز"))


def test_scripts_that_nobody_reads_are_left_out(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.find(fold("Кундуз"))
    assert not gazetteer.find(fold("クンドゥーズ"))


def test_kosovo_has_the_code_that_ocha_uses(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.find("kosovo")[0].country == "XKX"


def test_building_twice_gives_the_same_bytes(packages: None, tmp_path: Path) -> None:
    build.build_gazetteer(tmp_path / "a.sqlite")
    build.build_gazetteer(tmp_path / "b.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_a_failed_build_leaves_the_old_file(
    packages: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "g.sqlite"
    build.build_gazetteer(target)
    before = target.read_bytes()
    monkeypatch.setattr(build, "_name_values", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build.build_gazetteer(target)
    assert target.read_bytes() == before


def test_progress_is_told(packages: None, tmp_path: Path) -> None:
    said: list[str] = []
    build.build_gazetteer(tmp_path / "g.sqlite", said.append)
    assert any("places" in line for line in said)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kunduz Province", "Kunduz"),
        ("Province de l'Ituri", "l'Ituri"),
        ("ولایت کندوز", "کندوز"),
        ("محافظة تعز", "تعز"),
        ("Харьковская область", "Харьковская"),
        ("Tatarstan, Respublika", "Tatarstan"),
        ("District", "District"),
    ],
)
def test_words_of_kind_are_stripped(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_slavic_adjectives_give_way_to_the_english_name() -> None:
    assert display_name("Kharkivska oblast", ("Kharkiv Oblast", "Харьковская область")) == "Kharkiv"
    assert display_name("Kunduz Province", ()) == "Kunduz"
