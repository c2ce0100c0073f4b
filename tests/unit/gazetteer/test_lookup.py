import pickle
import sqlite3
from pathlib import Path

import pytest
from gazetteer_files import write_gazetteer

from alertbot.errors import ConfigurationError
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.ports import GazetteerPlace


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_gazetteer(tmp_path / "gazetteer.sqlite")


def test_every_place_of_a_name_is_found_the_most_populous_first(file: Path) -> None:
    found = SqliteGazetteer(file).find("kunduz")
    assert [(place.kind, place.country) for place in found] == [
        ("admin1", "AFG"), ("place", "AFG"), ("admin2", "AFG"), ("place", "TJK")
    ]  # fmt: skip


def test_a_country_narrows_the_search(file: Path) -> None:
    assert [place.geo_id for place in SqliteGazetteer(file).find("kunduz", "TJK")] == [2657896]


def test_other_scripts_lead_to_the_same_place(file: Path) -> None:
    gazetteer = SqliteGazetteer(file)
    assert gazetteer.find("кундуз") == gazetteer.find("قندوز")


def test_an_unknown_name_gives_nothing(file: Path) -> None:
    assert SqliteGazetteer(file).find("barsalogho") == ()


def test_the_first_words_of_a_longer_name_open_it(file: Path) -> None:
    gazetteer = SqliteGazetteer(file, {"bagh e sherkat": ()})
    opening = [words for words in ("qala", "qala i", "bagh e", "qal", "qala i naw") if gazetteer.opens(words)]
    assert opening == ["qala", "qala i", "bagh e"]


def test_own_places_come_first_and_replace_a_row_of_the_same_id(file: Path) -> None:
    own = GazetteerPlace(1135689, "Kunduz", "place", "AFG", "Kunduz", None, 0.0, 0.0, 5)
    found = SqliteGazetteer(file, {"kunduz": (own,)}).find("kunduz")
    assert found[0] == own
    assert [place.geo_id for place in found].count(1135689) == 1


def test_a_place_is_found_by_its_id(file: Path) -> None:
    place = SqliteGazetteer(file).get(1128265)
    assert place is not None
    assert (place.name, place.admin1) == ("Qala i Naw", "Bādghīs")


def test_it_travels_to_a_child_process(file: Path) -> None:
    copy = pickle.loads(pickle.dumps(SqliteGazetteer(file)))  # noqa: S301
    assert copy.find("qala i naw")


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="alertbot gazetteer build"):
        SqliteGazetteer(tmp_path / "none.sqlite")


def test_a_file_of_another_version_is_refused(file: Path) -> None:
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ConfigurationError, match="not a gazetteer of this version"):
        SqliteGazetteer(file)


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "gazetteer.sqlite"
    other.write_text("This is no database, however long it is. " * 50)
    with pytest.raises(ConfigurationError, match="not a gazetteer"):
        SqliteGazetteer(other)
