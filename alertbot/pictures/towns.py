"""Towns for orientation (GeoNames, CC BY 4.0, made by tools/map_data.py)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alertbot.pictures.outlines import Box

_FILE = Path(__file__).parent / "assets" / "towns.tsv.gz"
MOST = 400
"""More are never written on a map."""
_NAMES = {"ru": 1, "uk": 2, "ar": 3, "fa": 4}
"""Which name is in the script of a language; 0: in Latin letters."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its name in the reader's script, in Latin letters where no other is known."""

    lat: float
    lon: float
    people: int
    country: str
    """ISO3."""
    name: str
    latin: str


@cache
def _lines() -> list[str]:
    return gzip.decompress(_FILE.read_bytes()).decode().splitlines()


def towns_in(box: Box, language: str) -> list[Town]:
    """Towns in a box, the largest first."""
    found = []
    for line in _lines():
        lat, lon, rest = line.split("\t", 2)
        if box.south <= float(lat) <= box.north and box.west <= float(lon) <= box.east:
            people, country, *names = rest.split("\t")
            name = names[_NAMES.get(language, 0)] or names[0]
            found.append(Town(float(lat), float(lon), int(people), country, name, names[0]))
            if len(found) == MOST:
                break
    return found
