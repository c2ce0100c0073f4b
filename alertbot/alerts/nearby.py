"""Whether a place of an incident lies in a province, a district, or within some kilometres of a point."""

from __future__ import annotations

import math
from collections.abc import Sequence

from alertbot.alerts.words import fold
from alertbot.model import Area, Place, Precision, Province

EARTH_KM = 6371.0
SLACK_KM = {
    Precision.PLACE: 0,
    Precision.PARENT: 25,
    Precision.ADMIN2: 25,
    Precision.ADMIN1: 100,
}
"""How far a place may really be from the coordinates it has, by how exactly it is known: the circle grows
with the doubt, as in the impact radius of Riskline and Crisis24. A place known by its country only is in no
circle."""


def province_of(places: Sequence[Place], wanted: Sequence[Province]) -> str | None:
    """Return the name of the first wanted province or district in which a place lies; None for none.

    A place known only by its province is in no district of it.
    """
    for province in wanted:
        if any(_lies_in(place, province) for place in places):
            return province.admin2 or province.admin1
    return None


def area_of(places: Sequence[Place], wanted: Sequence[Area]) -> str | None:
    """Return the first wanted circle that a place lies in, as 'Goma ≤ 40 km'; None for none.

    A place whose coordinates are withheld counts if it lies in the same district, or in the same province if
    no district is known, as the circle's middle.
    """
    for area in wanted:
        if any(_within(place, area) for place in places):
            return f"{area.label} ≤ {area.km} km"
    return None


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points given in degrees."""
    a, b = math.radians(lat), math.radians(other_lat)
    across = math.radians(other_lon - lon)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _lies_in(place: Place, province: Province) -> bool:
    if place.country != province.country:
        return False
    admin1, admin2 = _units(place)
    if not admin1 or fold(admin1) != fold(province.admin1):
        return False
    return not province.admin2 or (admin2 is not None and fold(admin2) == fold(province.admin2))


def _within(place: Place, area: Area) -> bool:
    if place.lat is None or place.lon is None:
        return _shares_district(place, area)
    slack = SLACK_KM.get(place.precision)
    if slack is None:
        return False
    return distance_km(place.lat, place.lon, area.lat, area.lon) <= area.km + slack


def _shares_district(place: Place, area: Area) -> bool:
    if not area.admin1:
        return False
    admin1, admin2 = _units(place)
    district = area.admin2 if admin2 else ""
    return _lies_in(place, Province(area.country, area.admin1, district)) if admin1 else False


def _units(place: Place) -> tuple[str | None, str | None]:
    """Province and district of a place; a unit named itself counts as its own."""
    own = place.canonical or place.name
    admin1 = place.admin1 or (own if place.precision is Precision.ADMIN1 else None)
    admin2 = place.admin2 or (own if place.precision is Precision.ADMIN2 else None)
    return admin1, admin2
