"""The point of an incident that a map may show, as a link; none where a pin could hurt somebody."""

from __future__ import annotations

from alertbot.alerts.names import is_sensitive
from alertbot.model import Category, Incident, Place, PlaceRole, Precision

_ZOOM = {Precision.PLACE: 12, Precision.PARENT: 10, Precision.ADMIN2: 9, Precision.ADMIN1: 7}
_COARSE = frozenset({Precision.ADMIN2, Precision.ADMIN1})
_STILL_IN_USE = frozenset({Category.ATTACK_ON_SERVICES, Category.AID_WORKER_ATTACK})
"""Clinics, schools, convoys: field notes 2.6, rule 3."""
_ELSEWHERE = (PlaceRole.DESTINATION, PlaceRole.TRANSIT)


def map_link(incident: Incident) -> str | None:
    """Return an OpenStreetMap address of the place of the event, to about a kilometre; None to show none."""
    place = map_place(incident)
    if place is None:
        return None
    lat, lon, zoom = f"{place.lat:.2f}", f"{place.lon:.2f}", _ZOOM[place.precision]
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"


def map_place(incident: Incident) -> Place | None:
    """Return the place, with coordinates, that a map may point at; None to show none.

    Never for sensitive kinds of harm, never where people went or passed through, never in another province
    than the place that the alert names; for sites of displaced people, hospitals and aid only a district or
    province. Places come blurred already (signals); this asks again. Nobody needs more than two decimals of
    its coordinates.
    """
    if is_sensitive(incident) or incident.retracted:
        return None
    guarded = "camp" in incident.context or bool(_STILL_IN_USE & set(incident.categories))
    scenes = [place for place in incident.places if place.role not in _ELSEWHERE]
    return next(
        (place for place in scenes if _may_show(place, guarded) and _same_area(place, scenes[0])), None
    )


def _may_show(place: Place, guarded: bool) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return place.precision in (_COARSE if guarded else _ZOOM)


def _same_area(place: Place, named: Place) -> bool:
    """Whether a map may stand for the place that the alert names: it must not point into another province."""
    same_province = place.province is not None and place.province == named.province
    return place is named or (place.country == named.country and same_province)
