"""Where an incident is, as finely as an alert may tell it, in parts that other tools can match."""

from __future__ import annotations

from dataclasses import dataclass

from alertbot.alerts.map_link import map_place
from alertbot.alerts.names import best_place, is_sensitive
from alertbot.exports.plain import plain
from alertbot.gazetteer.fold import fold
from alertbot.model import Incident, Place, PlaceRole, Precision
from alertbot.texts import Texts


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place of the event; '' and None for what is unknown or may not be told."""

    country: str = ""
    """ISO 3166-1 alpha-3."""
    country_name: str = ""
    admin1: str = ""
    admin1_code: str = ""
    """P-code, only where the gazetteer has one for this very unit: parents are never cut out of a code."""
    admin2: str = ""
    admin2_code: str = ""
    name: str = ""
    """A place finer than the district; always '' for sensitive kinds of harm."""
    lat: float | None = None
    lon: float | None = None
    """Rounded to two decimals, about a kilometre; None wherever an alert would show no map."""
    precision: str = ""
    """Of the coordinates, or without them of the finest name: place, parent, admin2, admin1, country."""
    destinations: tuple[str, ...] = ()
    """Other countries that people fled or were taken to; finer destinations are never told."""


def whereabouts(incident: Incident, texts: Texts) -> Whereabouts:
    """Return where an incident is, by the rules that its alert follows (docs/privacy.md)."""
    place = best_place(incident.places, texts)
    pin = _pin(incident, place)
    country = (place.country if place else None) or incident.country or ""
    code1, code2 = _codes(place)
    named = _names(place, is_sensitive(incident))
    return Whereabouts(
        country=country,
        country_name=plain(texts.country(country)) if country else "",
        admin1=named[0],
        admin1_code=code1,
        admin2=named[1],
        admin2_code=code2,
        name=named[2],
        lat=round(pin.lat, 2) if pin and pin.lat is not None else None,
        lon=round(pin.lon, 2) if pin and pin.lon is not None else None,
        precision=pin.precision.value if pin else _finest(named, place, country),
        destinations=_destinations(incident, country),
    )


def _pin(incident: Incident, place: Place | None) -> Place | None:
    """The place to point at; None where it lies in another province than the one that is named."""
    pin = map_place(incident)
    if pin is None or place is None or pin.country != place.country:
        return None
    apart = pin.admin1 and place.admin1 and fold(pin.admin1) != fold(place.admin1)
    return None if apart else pin


def _names(place: Place | None, sensitive: bool) -> tuple[str, str, str]:
    """(province, district, finer place); the gazetteer's spelling where it has one."""
    if place is None:
        return "", "", ""
    known, admin1, admin2 = (
        plain(name or "") for name in (place.canonical or place.name, place.admin1, place.admin2)
    )
    if _is_unit(place):
        return (known, "", "") if place.precision is Precision.ADMIN1 else (admin1, known, "")
    name = plain(place.name) if place.precision is Precision.PARENT else known
    return admin1, admin2, "" if sensitive else name


def _is_unit(place: Place) -> bool:
    """Whether the place is a province or district itself, not a town or camp that only lost its pin."""
    around = {Precision.ADMIN1: place.admin1, Precision.ADMIN2: place.admin2}
    if place.precision not in around:
        return False
    unit = around[place.precision]
    return not unit or fold(unit) == fold(place.canonical or place.name)


def _codes(place: Place | None) -> tuple[str, str]:
    if place is None or not place.pcode or not _is_unit(place):
        return "", ""
    code = plain(place.pcode)
    return (code, "") if place.precision is Precision.ADMIN1 else ("", code)


def _finest(named: tuple[str, str, str], place: Place | None, country: str) -> str:
    province, district, name = named
    if name and place is not None:
        return place.precision.value
    for unit, precision in ((district, Precision.ADMIN2), (province, Precision.ADMIN1)):
        if unit:
            return precision.value
    return Precision.COUNTRY.value if country else ""


def _destinations(incident: Incident, country: str) -> tuple[str, ...]:
    ends = (place for place in incident.places if place.role is PlaceRole.DESTINATION)
    return tuple(dict.fromkeys(place.country for place in ends if place.country and place.country != country))
