import gzip
import zipfile
from pathlib import Path

import pytest
from gazetteer_files import write_gazetteer

from alertbot.errors import ConfigurationError
from alertbot.gazetteer.importers import add_file
from alertbot.gazetteer.lookup import SqliteGazetteer

PCODES = """iso3,level,pcode,name,parent,valid_from
AFG,1,AF19,Kunduz,AFG,2019-10-22
AFG,2,AF1901,Kunduz,AF19,2019-10-22
AFG,1,AF99,Nowhere,AFG,2019-10-22
"""
WOF_HEAD = "wof_id\tgeonames_id\twikidata_id\tname\tasciiname\talternates\tiso3\tplacetype\tregion\tcounty\tlat\tlon\tpopulation"
WOF = "\n".join(
    [
        WOF_HEAD,
        "1\t1135689\tQ1\tKunduz\tKunduz\tfr=Koundouz;ar=قندز\tAFG\tlocality\tKunduz\t\t36.7\t68.8\t1",
        "2\t\t\tBagh-e Sherkat\tBagh-e Sherkat\tfa=باغ شرکت\tAFG\tlocality\tKunduz\t\t36.8\t68.9\t0",
        "3\t\t\tKozi\tKozi\t\tAFG\tlocality\tNowhere\t\t30.0\t66.0\t0",
        "4\t\t\tBule\tBule\t\tCOD\tlocality\tOrientale\t\t1.9\t30.5\t0",
    ]
)


def _dump(*rows: dict[int, str]) -> str:
    lines = []
    for row in rows:
        cells = [""] * 19
        for index, text in row.items():
            cells[index] = text
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


DUMP = _dump(
    {0: "1135690", 1: "Kunduz", 4: "36.8", 5: "68.8", 6: "A", 7: "ADM1", 8: "AF", 10: "24"},
    {0: "900", 1: "Sherkat Village", 3: "Шеркат,باغ", 4: "36.9", 5: "68.9", 6: "P", 7: "PPL", 8: "AF", 10: "24", 14: "70"},
    {0: "901", 1: "Some Hill", 4: "36.9", 5: "68.9", 6: "T", 7: "HLL", 8: "AF", 10: "24"},
)  # fmt: skip
ALTERNATE = "1\t1135689\tfr\tKoundouz\t1\t\t\t\n2\t1135689\tlink\thttps://example.org\t\t\t\t\n3\t77\ten\tElsewhere\t\t\t\t\n"


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    return write_gazetteer(tmp_path / "gazetteer.sqlite")


def _add(gazetteer: Path, name: str, text: str) -> object:
    file = gazetteer.with_name(name)
    file.write_text(text, encoding="utf-8")
    return add_file(gazetteer, file)


def test_pcodes_reach_the_units_that_a_row_names_clearly(gazetteer: Path) -> None:
    report = _add(gazetteer, "pcodes.csv", PCODES)
    found = {place.kind: place.pcode for place in SqliteGazetteer(gazetteer).find("kunduz", "AFG")}
    assert found == {"admin1": "AF19", "admin2": "AF1901", "place": None}
    assert report.unmatched == ("AF99 Nowhere",)  # type: ignore[attr-defined]


def test_whos_on_first_adds_spellings_and_villages(gazetteer: Path) -> None:
    report = _add(gazetteer, "places.tsv", WOF)
    opened = SqliteGazetteer(gazetteer)
    assert opened.find("koundouz")[0].geo_id == 1135689
    (village,) = opened.find("باغ شركت")
    assert (village.admin1, village.kind) == ("Kunduz", "place")
    assert report.places == 3  # type: ignore[attr-defined]


def test_a_province_is_never_guessed(gazetteer: Path) -> None:
    _add(gazetteer, "places.tsv", WOF)
    assert SqliteGazetteer(gazetteer).find("kozi")[0].admin1 is None


def test_old_provinces_of_congo_are_not_taken(gazetteer: Path) -> None:
    _add(gazetteer, "places.tsv", WOF)
    assert SqliteGazetteer(gazetteer).find("bule")[0].admin1 is None


def test_country_dumps_add_populated_places_with_their_province(gazetteer: Path) -> None:
    report = _add(gazetteer, "AF.txt", DUMP)
    (village,) = SqliteGazetteer(gazetteer).find("шеркат")
    assert (village.name, village.admin1, village.country, village.population) == (
        "Sherkat Village", "Kunduz", "AFG", 70
    )  # fmt: skip
    assert not SqliteGazetteer(gazetteer).find("some hill")
    assert report.format == "GeoNames country dump"  # type: ignore[attr-defined]


def test_alternate_names_reach_known_places_only(gazetteer: Path) -> None:
    _add(gazetteer, "alternateNamesV2.txt", ALTERNATE)
    opened = SqliteGazetteer(gazetteer)
    assert opened.find("koundouz")
    assert not opened.find("elsewhere")
    assert not opened.find("https   example org")


def test_packed_files_are_unpacked(gazetteer: Path, tmp_path: Path) -> None:
    packed = tmp_path / "places.tsv.gz"
    packed.write_bytes(gzip.compress(WOF.encode()))
    archive = tmp_path / "AF.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("readme.txt", "about this file")
        target.writestr("AF.txt", DUMP)
    assert add_file(gazetteer, packed).places == 3
    assert add_file(gazetteer, archive).places == 1


@pytest.mark.parametrize(("name", "text"), [("p.csv", PCODES), ("w.tsv", WOF), ("AF.txt", DUMP)])
def test_adding_a_file_again_adds_no_place(gazetteer: Path, name: str, text: str) -> None:
    _add(gazetteer, name, text)
    again = _add(gazetteer, name, text)
    assert (again.places, again.names) == (0, 0)  # type: ignore[attr-defined]


def test_the_source_is_credited(gazetteer: Path) -> None:
    _add(gazetteer, "pcodes.csv", PCODES)
    assert any("OCHA" in line for line in SqliteGazetteer(gazetteer).attributions())


def test_an_unknown_file_is_refused_and_names_what_is_known(gazetteer: Path) -> None:
    before = gazetteer.read_bytes()
    with pytest.raises(ConfigurationError, match="OCHA global P-code list"):
        _add(gazetteer, "other.csv", "a,b,c\n1,2,3\n")
    assert gazetteer.read_bytes() == before


def test_a_broken_file_leaves_the_gazetteer_as_it_was(gazetteer: Path) -> None:
    before = gazetteer.read_bytes()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        _add(gazetteer, "pcodes.csv", PCODES + "AFG,two,AF1902,Broken,AF19,2019-10-22\n")
    assert gazetteer.read_bytes() == before
    assert not list(gazetteer.parent.glob("*.new"))


def test_a_missing_file_and_a_missing_gazetteer_say_so(gazetteer: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no file"):
        add_file(gazetteer, tmp_path / "none.csv")
    with pytest.raises(ConfigurationError, match="gazetteer build"):
        add_file(tmp_path / "none.sqlite", tmp_path / "none.csv")
