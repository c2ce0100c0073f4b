"""Where on a map an incident may be shown, and how exactly: never finer than its kind allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alertbot.alerts.names import is_sensitive
from alertbot.model import Category, Incident, Place, PlaceRole, Precision

RADIUS_KM = {Precision.PLACE: 0, Precision.PARENT: 25, Precision.ADMIN2: 30, Precision.ADMIN1: 100}
"""How far the event may be from the point told; 0: a point. Kept beside `nearby.SLACK_KM`."""
_STILL_IN_USE = frozenset({Category.ATTACK_ON_SERVICES, Category.AID_WORKER_ATTACK})
"""Clinics, schools, convoys: field notes 2.6, rule 3."""
_SITE = "camp"

Locate = Callable[[str, str, str | None], tuple[float, float] | None]
"""The middle of a district or province by its name, country (ISO3) and province (None: it is one)."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A point or a circle."""

    lat: float
    lon: float
    km: int
    """Radius; 0: a point."""
    unit: str = ""
    """The district or province that the circle stands for; '' where the place itself is told."""


def is_guarded(incident: Incident) -> bool:
    """Whether no map may show a place finer than the district (field notes 2.6, rules 2 and 3)."""
    return (
        is_sensitive(incident) or _SITE in incident.context or bool(_STILL_IN_USE & set(incident.categories))
    )


def whereabouts(incident: Incident, locate: Locate) -> Whereabouts | None:
    """Return where the event may be drawn; None: no more than the country.

    Never where people went or passed through. A guarded incident is a circle around the middle of its
    district or province, whatever coordinates it has.
    """
    place = _place_of(incident.places)
    if place is None:
        return None
    if is_guarded(incident) or place.lat is None or place.lon is None:
        return _around_unit(place, incident.country, locate)
    return Whereabouts(round(place.lat, 2), round(place.lon, 2), RADIUS_KM[place.precision], _own_unit(place))


def _place_of(places: Sequence[Place]) -> Place | None:
    """The place that the text of an alert names first."""
    told = (p for p in places if p.role not in (PlaceRole.DESTINATION, PlaceRole.TRANSIT))
    return next((place for place in told if place.precision is not Precision.COUNTRY), None)


def _own_unit(place: Place) -> str:
    return place.canonical or place.name if place.precision in (Precision.ADMIN1, Precision.ADMIN2) else ""


def _around_unit(place: Place, country: str | None, locate: Locate) -> Whereabouts | None:
    own = place.canonical or place.name
    admin2 = place.admin2 or (own if place.precision is Precision.ADMIN2 else None)
    admin1 = place.admin1 or (own if place.precision is Precision.ADMIN1 else None)
    where = place.country or country
    if where is None:
        return None
    if admin2 and (middle := locate(admin2, where, admin1)):
        return Whereabouts(*middle, RADIUS_KM[Precision.ADMIN2], admin2)
    if admin1 and (middle := locate(admin1, where, None)):
        return Whereabouts(*middle, RADIUS_KM[Precision.ADMIN1], admin1)
    return None
