"""Finds the middle of a district or province by its name, for maps that may show nothing finer."""

from __future__ import annotations

from alertbot.gazetteer.fold import fold
from alertbot.ports import Gazetteer


def centre_of(
    gazetteer: Gazetteer, name: str, country: str, province: str | None
) -> tuple[float, float] | None:
    """Return (latitude, longitude) of the district `name` of `province`, or, without one, of the province.

    None where the gazetteer has no unit of that name there.
    """
    kind = "admin1" if province is None else "admin2"
    for place in gazetteer.find(fold(name), country):
        if place.kind == kind and (
            province is None or not place.admin1 or fold(place.admin1) == fold(province)
        ):
            return place.lat, place.lon
    return None
