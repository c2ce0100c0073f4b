from pathlib import Path

import pytest
import yaml
from gazetteer_files import write_gazetteer

from alertbot.errors import ConfigurationError
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.gazetteer.spellings import load_spellings, open_gazetteer

PLACES = Path(__file__).parents[3] / "config" / "places.yaml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_gazetteer(tmp_path / "gazetteer.sqlite")


def _own(file: Path, text: str) -> SqliteGazetteer:
    places = file.with_name("places.yaml")
    places.write_text(text, encoding="utf-8")
    return open_gazetteer(file, places)


def test_a_spelling_leads_to_the_place_that_the_gazetteer_has(file: Path) -> None:
    gazetteer = _own(file, "- {name: Kunduz, country: AFG, spellings: [Koundouz]}\n")
    assert {place.geo_id for place in gazetteer.find("koundouz")} == {1135690, 7729833, 1135689}


def test_a_place_of_its_own_has_the_coordinates_of_what_holds_it(file: Path) -> None:
    text = "- {name: Bagh-e Sherkat, country: AFG, in: Badghis, spellings: [باغ شرکت]}\n"
    (village,) = _own(file, text).find("باغ شركت")
    assert (village.kind, village.admin1, village.lat, village.name) == (
        "approximate", "Bādghīs", 35.0, "Bagh-e Sherkat"
    )  # fmt: skip
    assert village.geo_id < 0


def test_coordinates_make_a_place_exact(file: Path) -> None:
    (place,) = _own(file, "- {name: X Y, country: AFG, in: Badghis, lat: 35.5, lon: 63.5}\n").find("x y")
    assert (place.kind, place.lat, place.lon) == ("place", 35.5, 63.5)


def test_a_district_of_its_own_lies_in_its_province(file: Path) -> None:
    (place,) = _own(file, "- {name: Musa Qala, country: AFG, in: Badghis, kind: district}\n").find(
        "musa qala"
    )
    assert (place.kind, place.admin1, place.admin2) == ("admin2", "Bādghīs", "Musa Qala")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("- {name: Nowhere, country: AFG}", r"line 2.*has no 'Nowhere' in AFG.*`in:`"),
        ("- {name: X, country: AFG, in: Nowhere}", r"line 2.*no 'Nowhere' in AFG"),
        ("- {name: Kunduz, country: AFG, speling: [K]}", r"line 2.*did you mean 'spellings'"),
        ("- {name: Kunduz, country: Afghanistan}", r"line 2.*alpha-3"),
        ("- {name: Kunduz}", r"line 2.*needs 'country'"),
        ("- {name: Kunduz, country: AFG, spellings: Koundouz}", r"line 2.*must be a list"),
        ("- {name: X, country: AFG, in: Kunduz, kind: hill}", r"line 2.*kind must be one of"),
        ("- Kunduz", r"line 2.*must be written as"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_a_mend(file: Path, line: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        _own(file, "# places\n" + line + "\n")


def test_a_file_that_is_no_list_is_refused(file: Path) -> None:
    with pytest.raises(ConfigurationError, match="must be a list"):
        _own(file, "name: Kunduz\n")


def test_a_missing_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_spellings(tmp_path / "none.yaml", SqliteGazetteer(file))


def test_the_shipped_list_names_each_place_once_and_covers_the_scripts() -> None:
    entries = yaml.safe_load(PLACES.read_text("utf-8"))
    names = [(entry["country"], entry["name"]) for entry in entries]
    assert len(names) == len(set(names))
    assert len(names) >= 150
    spellings = "".join(word for entry in entries for word in entry.get("spellings", []))
    assert all(sign in spellings for sign in ("Ф", "ف", "گ", "စ"))
