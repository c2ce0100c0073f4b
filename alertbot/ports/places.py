"""The gazetteer, as a protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One row of the gazetteer."""

    geo_id: int
    name: str
    kind: str
    """'country', 'admin1', 'admin2', 'place', or 'approximate': a place with its parent's coordinates."""
    country: str
    """ISO 3166-1 alpha-3."""
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    pcode: str | None = None


class Gazetteer(Protocol):
    """Names to places; read-only, in-process, fast."""

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        """Every place with that folded name (`gazetteer.fold`), own places first, then the most populous."""
        ...

    def opens(self, folded: str) -> bool:
        """Whether a longer name begins with these folded words."""
        ...

    def get(self, geo_id: int) -> GazetteerPlace | None:
        """The place with that GeoNames id."""
        ...
