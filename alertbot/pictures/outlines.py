"""Outlines of countries (Natural Earth 1:50m, made by tools/map_data.py), as rings of degrees."""

from __future__ import annotations

import array
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "assets" / "outlines.bin.gz"
_UNITS = 1000
_ALL_ROUND = 360

Point = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the world in degrees; east may be beyond 180."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        """Whether the two have anything in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def with_(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    @property
    def span(self) -> float:
        """Degrees of the longer side."""
        return max(self.east - self.west, self.north - self.south)

    @property
    def area(self) -> float:
        """Square degrees."""
        return (self.east - self.west) * (self.north - self.south)


@dataclass(frozen=True, slots=True)
class Ring:
    """The outer line of one piece of a country."""

    country: str
    """ISO3; '' where nobody's is told."""
    box: Box
    arcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """All outlines, their points decoded only where they are asked for."""

    rings: tuple[Ring, ...]
    starts: tuple[int, ...]
    points: array.array[int]

    def seen(self, box: Box, every: int = 1, least: float = 0) -> Iterator[tuple[Ring, list[Point]]]:
        """Rings with anything in `box`, the largest first, beside every so manieth of their points.

        Those smaller than `least` degrees are left out.
        """
        for shift in (0, -_ALL_ROUND, _ALL_ROUND):
            moved = Box(box.west - shift, box.south, box.east - shift, box.north)
            for ring in self.rings:
                if ring.box.meets(moved) and ring.box.span >= least:
                    yield ring, self._line(ring, shift, every)

    def main_box(self, country: str) -> Box | None:
        """Where the largest piece of a country lies."""
        boxes = [ring.box for ring in self.rings if ring.country == country]
        return max(boxes, key=lambda box: box.area, default=None)

    def _line(self, ring: Ring, shift: int, every: int) -> list[Point]:
        """Its points, over the date line without a jump."""
        line: list[Point] = []
        for number in ring.arcs:
            arc = ~number if number < 0 else number
            values = self.points[self.starts[arc] : self.starts[arc + 1]]
            kept = 2 * every
            points = [
                (x / _UNITS + shift, y / _UNITS) for x, y in zip(values[::kept], values[1::kept], strict=True)
            ]
            line += points[::-1] if number < 0 else points
        return list(_unbroken(line)) if ring.box.east - ring.box.west > _ALL_ROUND / 2 else line


def _unbroken(line: list[Point]) -> Iterator[Point]:
    before = line[0][0]
    for lon, lat in line:
        while lon - before > _ALL_ROUND / 2:
            lon -= _ALL_ROUND
        while before - lon > _ALL_ROUND / 2:
            lon += _ALL_ROUND
        before = lon
        yield lon, lat


@cache
def load_atlas() -> Atlas:
    """Read the file, once for each process."""
    head, _, body = gzip.decompress(_FILE.read_bytes()).partition(b"\n")
    index = json.loads(head)
    points = array.array("i", body)
    if sys.byteorder == "big":
        points.byteswap()
    starts = [0]
    for length in index["arcs"]:
        starts.append(starts[-1] + 2 * length)
    rings = [
        Ring(code, Box(*(bound / _UNITS for bound in bounds)), tuple(arcs))
        for code, *bounds, arcs in index["rings"]
    ]
    rings.sort(key=lambda ring: -ring.box.area)
    return Atlas(tuple(rings), tuple(starts), points)
