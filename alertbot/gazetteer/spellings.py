"""Reads `config/places.yaml`: spellings and places that the gazetteer file lacks."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from alertbot.errors import ConfigurationError
from alertbot.gazetteer.fold import fold
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.ports import Gazetteer, GazetteerPlace

_KEYS = ("name", "country", "in", "kind", "spellings", "lat", "lon", "pcode")
_KINDS = {"place": "approximate", "district": "admin2", "province": "admin1", "area": "approximate"}
_OWN_IDS = -10_000_000
"""Own places count down from here, GeoNames ids are positive."""

Own = Mapping[str, tuple[GazetteerPlace, ...]]


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    values: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def country(self) -> str:
        return str(self.values["country"])


def load_spellings(path: Path, gazetteer: Gazetteer) -> Own:
    """Return places by folded name, to hand to `lookup.SqliteGazetteer`.

    An entry without `in` gives more spellings to a place that the gazetteer has under `name`; one with `in`
    is a place of its own within that unit. Raises ConfigurationError with file, line and a mend.
    """
    found: dict[str, list[GazetteerPlace]] = {}
    for entry in _entries(path):
        places = _places(path, entry, gazetteer)
        for name in [entry.name, *entry.values.get("spellings", [])]:
            known = found.setdefault(fold(str(name)), [])
            known += [place for place in places if place not in known]
    return {name: tuple(places) for name, places in found.items() if name}


def _entries(path: Path) -> Iterator[_Entry]:
    try:
        loader = yaml.SafeLoader(path.read_text("utf-8"))
        root = loader.get_single_node()
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error
    if not isinstance(root, yaml.SequenceNode):
        raise ConfigurationError(
            f"{path}: must be a list of places, one `- {{name: ..., country: ...}}` a line."
        )
    for node in root.value:
        entry = _Entry(node.start_mark.line + 1, loader.construct_object(node, deep=True))
        _check(path, entry)
        yield entry


def _check(path: Path, entry: _Entry) -> None:
    if not isinstance(entry.values, dict):
        raise _refused(path, entry, "must be written as `{name: ..., country: ...}`")
    for key in entry.values:
        if key not in _KEYS:
            close = get_close_matches(str(key), _KEYS, 1)
            raise _refused(
                path, entry, f"unknown key {key!r}" + (f", did you mean {close[0]!r}?" if close else "")
            )
    for key in ("name", "country"):
        if not isinstance(entry.values.get(key), str):
            raise _refused(path, entry, f"needs {key!r} as text")
    if not (len(entry.country) == 3 and entry.country.isupper()):
        raise _refused(path, entry, f"country {entry.country!r} must be ISO 3166-1 alpha-3, as AFG")
    if not isinstance(entry.values.get("spellings", []), list):
        raise _refused(path, entry, "spellings must be a list, as [Koundouz, Qunduz]")
    if entry.values.get("kind", "place") not in _KINDS:
        raise _refused(path, entry, f"kind must be one of {', '.join(_KINDS)}")


def _refused(path: Path, entry: _Entry, what: str) -> ConfigurationError:
    return ConfigurationError(f"{path}, line {entry.line}: {what}.")


def _places(path: Path, entry: _Entry, gazetteer: Gazetteer) -> list[GazetteerPlace]:
    known = list(gazetteer.find(fold(entry.name), entry.country))
    if "in" not in entry.values:
        if not known:
            raise _refused(
                path, entry,
                f"the gazetteer has no {entry.name!r} in {entry.country}: write its name as the gazetteer "
                "has it, or add `in:` with the province that holds it",
            )  # fmt: skip
        return known
    parent = _parent(path, entry, gazetteer)
    return [_own(entry, parent)]


def _parent(path: Path, entry: _Entry, gazetteer: Gazetteer) -> GazetteerPlace:
    name = str(entry.values["in"])
    units = gazetteer.find(fold(name), entry.country)
    if not units:
        raise _refused(
            path, entry, f"the gazetteer has no {name!r} in {entry.country} to put {entry.name!r} in"
        )
    order = {"admin2": 0, "admin1": 1, "place": 2, "country": 3}
    if entry.values.get("kind") == "district":
        order = {"admin1": 0, "admin2": 1, "place": 2, "country": 3}
    return min(units, key=lambda unit: (order.get(unit.kind, 4), -unit.population, unit.geo_id))


def _own(entry: _Entry, parent: GazetteerPlace) -> GazetteerPlace:
    exact = "lat" in entry.values and "lon" in entry.values
    kind = _KINDS[entry.values.get("kind", "place")]
    if exact and kind == "approximate":
        kind = "place"
    number = _OWN_IDS - zlib.crc32(f"{entry.country}/{entry.name}".encode())
    admin1 = entry.name if kind == "admin1" else parent.admin1
    admin2 = entry.name if kind == "admin2" else parent.admin2
    lat, lon = (entry.values["lat"], entry.values["lon"]) if exact else (parent.lat, parent.lon)
    return GazetteerPlace(
        number, entry.name, kind, entry.country, admin1, admin2, float(lat), float(lon),
        _POPULATION, entry.values.get("pcode"),
    )  # fmt: skip


_POPULATION = 5_000
"""Of an own place, only to weigh it against namesakes."""


def open_gazetteer(file: Path, spellings: Path) -> SqliteGazetteer:
    """Open the gazetteer file with the operator's own places; raises ConfigurationError as both parts do."""
    gazetteer = SqliteGazetteer(file)
    own = load_spellings(spellings, gazetteer)
    gazetteer.close()
    return SqliteGazetteer(file, own)
