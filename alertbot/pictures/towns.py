"""Towns for orientation (GeoNames, CC BY 4.0, made by tools/map_data.py)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from alertbot.pictures.outlines import Box

_FILE = Path(__file__).parent / "data" / "towns.tsv.gz"
_COLUMNS = {"ru": 5, "uk": 6, "ar": 7, "fa": 8}
_LATIN = 4


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its name in the reader's script, in Latin letters where no other is known."""

    lat: float
    lon: float
    people: int
    country: str
    """ISO3."""
    name: str


def towns_in(box: Box, language: str) -> list[Town]:
    """Towns in a box, the largest first."""
    found = []
    for line in gzip.decompress(_FILE.read_bytes()).decode().splitlines():
        lat, lon, *_ = head = line.split("\t", 3)
        if box.south <= float(lat) <= box.north and box.west <= float(lon) <= box.east:
            row = [*head[:3], *head[3].split("\t")]
            name = row[_COLUMNS.get(language, _LATIN)] or row[_LATIN]
            found.append(Town(float(lat), float(lon), int(row[2]), row[3], name))
    return sorted(found, key=lambda town: -town.people)
