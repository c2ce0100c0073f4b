"""Looks names up in the gazetteer file and in the operator's own places."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from alertbot.errors import ConfigurationError
from alertbot.gazetteer import schema
from alertbot.gazetteer.countries import openings_of
from alertbot.ports import GazetteerPlace

_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.pcode"
_BY_NAME = f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ?"  # noqa: S608
_NEXT = "SELECT folded FROM name WHERE folded >= ? LIMIT 1"
_BY_ID = f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?"  # noqa: S608
_REMEMBERED = 2048
_PAGES_KB = 4096


class SqliteGazetteer:
    """A `ports.Gazetteer` on one read-only file; safe to share between threads.

    `own` holds places by folded name that come first (see `spellings.load_spellings`). Raises
    ConfigurationError if the file is missing or was built for another version.
    """

    def __init__(self, path: Path, own: Mapping[str, Sequence[GazetteerPlace]] | None = None) -> None:
        self._path = path
        self._own = dict(own or {})
        self._lock = threading.Lock()
        self._database = _open(path)
        self._own_openings = frozenset(openings_of(self._own))
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._opening = lru_cache(maxsize=_REMEMBERED)(self._read_opening)

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        """Every place with that folded name (`fold.fold`), own ones first, then the most populous.

        With `country` (ISO3) only places of that country.
        """
        places = self._remembered(folded)
        if country is None:
            return places
        return tuple(place for place in places if place.country == country)

    def opens(self, folded: str) -> bool:
        """Whether a longer name begins with these folded words: most words of a text begin none."""
        return folded in self._own_openings or self._opening(folded)

    def get(self, geo_id: int) -> GazetteerPlace | None:
        """The place with that GeoNames id."""
        with self._lock:
            row = self._database.execute(_BY_ID, (geo_id,)).fetchone()
        return _place(row) if row else None

    def attributions(self) -> list[str]:
        """Whom to credit for the data in the file."""
        with self._lock:
            return [row[0] for row in self._database.execute("SELECT attribution FROM source ORDER BY name")]

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return SqliteGazetteer, (self._path, self._own)

    def _read_opening(self, folded: str) -> bool:
        start = f"{folded} "
        with self._lock:
            row = self._database.execute(_NEXT, (start,)).fetchone()
        return row is not None and row[0].startswith(start)

    def _read(self, folded: str) -> tuple[GazetteerPlace, ...]:
        with self._lock:
            rows = self._database.execute(_BY_NAME, (folded,)).fetchall()
        own = self._own.get(folded, ())
        known = {place.geo_id for place in own}
        rows = [row for row in rows if row[0] not in known]
        rows.sort(key=lambda row: (-row[8], row[2], row[0]))
        return (*own, *map(_place, rows))


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise ConfigurationError(f"There is no gazetteer at {path}: run `alertbot gazetteer build` once.")
    database = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        version = 0
    if version != schema.VERSION:
        database.close()
        raise ConfigurationError(
            f"{path} is not a gazetteer of this version: run `alertbot gazetteer build` again."
        )
    database.execute(f"PRAGMA cache_size = -{_PAGES_KB}")
    return database


def _place(row: tuple[Any, ...]) -> GazetteerPlace:
    number, name, kind, country, admin1, admin2, lat, lon, population, pcode = row
    return GazetteerPlace(
        number, name, schema.KINDS[kind], country, admin1, admin2, lat, lon, population, pcode
    )  # fmt: skip
