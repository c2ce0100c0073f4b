"""Reads files that others publish into an open gazetteer; a unit is taken by its name, never by nearness."""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from alertbot.gazetteer.fold import fold
from alertbot.gazetteer.generic import bare_name, is_kept_script

EXAMPLES = 10
WHOSONFIRST = "Who's On First"
_ADMIN1, _ADMIN2, _PLACE = 1, 2, 3
_OWN_IDS = -1_000_000_000
"""Places that only Who's On First has count down from here by their id there."""


@dataclass(slots=True)
class Added:
    """Counts what a file added."""

    rows: int = 0
    places: int = 0
    names: int = 0
    pcodes: int = 0
    unmatched: list[str] = field(default_factory=list)
    unmatched_count: int = 0

    def leave_out(self, what: str) -> None:
        """Note a row that fits nothing."""
        self.unmatched_count += 1
        if len(self.unmatched) < EXAMPLES:
            self.unmatched.append(what)


class _Units:
    """Provinces and districts of the gazetteer by country, level and folded name."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._found: dict[tuple[str, int, str], set[int]] = defaultdict(set)
        self.names: dict[int, tuple[str, str | None]] = {}
        """Id to (name, name of the province)."""
        query = (
            "SELECT p.id, p.country, p.kind, p.name, p.admin1, n.folded FROM place p"
            " JOIN name n ON n.place = p.id WHERE p.kind IN (1, 2) AND p.id > ?"
        )
        for number, country, kind, name, admin1, folded in database.execute(query, (_OWN_IDS,)):
            self._found[country, kind, folded].add(number)
            self.names[number] = (name, admin1)

    def only(self, country: str, kind: int, name: str, admin1: str | None = None) -> int | None:
        """The one unit of that name, within the province `admin1` where given; None if none or several."""
        numbers = self._found.get((country, kind, fold(name))) or self._found.get(
            (country, kind, fold(bare_name(name))), set()
        )
        if admin1 is not None and len(numbers) > 1:
            numbers = {number for number in numbers if self.names[number][1] == admin1}
        return next(iter(numbers)) if len(numbers) == 1 else None


def _add_names(database: sqlite3.Connection, number: int, names: Iterable[str], added: Added) -> None:
    for folded in sorted({fold(name) for name in names if name and is_kept_script(name)}):
        if folded:
            done = database.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (folded, number))
            added.names += done.rowcount


def _add_place(database: sqlite3.Connection, values: tuple[object, ...], added: Added) -> None:
    """Insert (id, name, kind, country, admin1, admin2, lat, lon, population) unless the id is known."""
    done = database.execute("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,NULL)", values)
    added.places += done.rowcount


def read_pcodes(database: sqlite3.Connection, lines: TextIO) -> Added:
    """OCHA's list: sets the P-code of every unit that one row names clearly; parents come from its column.

    A district's name may recur in a country: then its province must match too. Rows that fit no unit, or
    several, are left out.
    """
    added, units = Added(), _Units(database)
    rows = sorted(csv.DictReader(lines), key=lambda row: row["level"])
    provinces: dict[str, int] = {}
    for row in rows:
        added.rows += 1
        level = int(row["level"])
        above = provinces.get(row["parent"])
        admin1 = units.names[above][0] if above is not None else None
        number = units.only(row["iso3"], level, row["name"], admin1)
        if number is None:
            added.leave_out(f"{row['pcode']} {row['name']}")
            continue
        if level == _ADMIN1:
            provinces[row["pcode"]] = number
        database.execute("UPDATE place SET pcode = ? WHERE id = ?", (row["pcode"], number))
        added.pcodes += 1
    return added


_FEATURES = {"ADM1": _ADMIN1, "ADM2": _ADMIN2}


def read_geonames(database: sqlite3.Connection, lines: TextIO) -> Added:
    """A country dump (AF.txt): populated places with their names; units give places their province's name."""
    added = Added()
    rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) == 19]
    added.rows = len(rows)
    countries = _alpha3(database, rows)
    units = {
        (row[8], *_unit_code(row)): _known_name(database, int(row[0]), bare_name(row[1]))
        for row in rows
        if row[7] in _FEATURES
    }
    for row in rows:
        country = countries.get(row[8])
        kind = _FEATURES.get(row[7], _PLACE if row[6] == "P" else None)
        if kind is None:
            continue
        if country is None:
            added.leave_out(f"{row[8]} {row[1]}")
            continue
        admin1, admin2 = units.get((row[8], row[10], "")), units.get((row[8], row[10], row[11]))
        number = int(row[0])
        _add_place(
            database,
            (number, row[1], kind, country, admin1, admin2 if row[11] else None,
             float(row[4]), float(row[5]), int(row[14] or 0)),
            added,
        )  # fmt: skip
        _add_names(database, number, [row[1], row[2], *row[3].split(",")], added)
    return added


def _unit_code(row: list[str]) -> tuple[str, str]:
    return (row[10], "" if row[7] == "ADM1" else row[11])


def _known_name(database: sqlite3.Connection, number: int, name: str) -> str:
    """The name the gazetteer has for that unit, so that containment matches; else the file's."""
    row = database.execute("SELECT name FROM place WHERE id = ?", (number,)).fetchone()
    return str(row[0]) if row else name


def _alpha3(database: sqlite3.Connection, rows: list[list[str]]) -> dict[str, str]:
    """Alpha-2 of a dump to ISO3, learnt from rows the gazetteer already has."""
    found: dict[str, str] = {}
    for row in rows:
        if row[8] not in found:
            known = database.execute("SELECT country FROM place WHERE id = ?", (int(row[0]),)).fetchone()
            if known:
                found[row[8]] = known[0]
    return found


_NO_NAMES = frozenset(
    ("link", "post", "iata", "icao", "faac", "wkdt", "unlc", "abbr", "phon", "piny", "tcid")
)


def read_alternate_names(database: sqlite3.Connection, lines: TextIO) -> Added:
    """alternateNamesV2: more names of places the gazetteer has; links and post codes are none."""
    added = Added()
    known = {row[0] for row in database.execute("SELECT id FROM place")}
    for line in lines:
        added.rows += 1
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) > 3 and cells[2] not in _NO_NAMES and int(cells[1]) in known:
            _add_names(database, int(cells[1]), [cells[3]], added)
    return added


_OLD_REGIONS = frozenset(("COD", "ETH"))
"""Who's On First has the provinces of before 2015 there: a province is then taken from the district alone."""
_PLACETYPES = {"region": _ADMIN1, "county": _ADMIN2}


def read_whosonfirst(database: sqlite3.Connection, lines: TextIO) -> Added:
    """An extract with villages; the province is the named one, if there is exactly one of that name."""
    added, units = Added(), _Units(database)
    again = database.execute("SELECT 1 FROM source WHERE name = ?", (WHOSONFIRST,)).fetchone() is not None
    known = {row[0] for row in database.execute("SELECT id FROM place")}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        added.rows += 1
        kind = _PLACETYPES.get(row["placetype"], _PLACE)
        number = int(row["geonames_id"] or 0)
        if number not in known:
            found = units.only(row["iso3"], kind, row["name"]) if kind != _PLACE else None
            if again and found is None and _OWN_IDS - int(row["wof_id"]) not in known:
                continue  # it was added under a unit's name that the first time made ambiguous
            number = found or _new_place(database, row, kind, units, added)
        _add_names(database, number, _wof_names(row), added)
    return added


def _new_place(
    database: sqlite3.Connection, row: dict[str, str], kind: int, units: _Units, added: Added
) -> int:
    number = _OWN_IDS - int(row["wof_id"])
    admin1, admin2 = _holders(row, units)
    if kind == _ADMIN2:
        admin2 = row["name"]
    position = (float(row["lat"]), float(row["lon"]), int(float(row["population"] or 0)))
    _add_place(database, (number, row["name"], kind, row["iso3"], admin1, admin2, *position), added)
    return number


def _holders(row: dict[str, str], units: _Units) -> tuple[str | None, str | None]:
    country = row["iso3"]
    region = None if country in _OLD_REGIONS else units.only(country, _ADMIN1, row["region"])
    admin1 = units.names[region][0] if region is not None else None
    county = units.only(country, _ADMIN2, row["county"], admin1) if row["county"] else None
    if county is None:
        return admin1, None
    name, holder = units.names[county]
    if admin1 is not None and holder != admin1:
        return admin1, None
    return admin1 or holder, name


def _wof_names(row: dict[str, str]) -> list[str]:
    """The name and its alternates, written as 'lang=a|b;lang=c'."""
    names = [row["name"], row["asciiname"]]
    for group in row["alternates"].split(";"):
        names += group.partition("=")[2].split("|")
    return names
