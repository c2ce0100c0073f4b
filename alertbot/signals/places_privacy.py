"""Coarsens places where a precise one could hurt somebody (field notes, 2.6: rules 2 and 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from alertbot.gazetteer.fold import fold
from alertbot.model import SENSITIVE, Category, Place, Precision
from alertbot.signals.places_mentions import PlaceMention
from alertbot.signals.places_words import KIND

_SHELTERS = frozenset(word for word, kind in KIND.items() if kind == "camp") | frozenset(
    fold(word)
    for word in [
        "shelter",
        "shelters",
        "centre",
        "center",
        "abri",
        "refuge",
        "refugio",
        "abrigo",
        "приют",
        "укрытие",
        "مأوى",
        "پناهگاه",
        "makazi",
    ]
)


TOWN = 10_000
"""Inhabitants from which a town is too large for its name alone to point at anybody."""
_UNITS = ("district", "province")
_SMALL = ("village", "camp")


def is_tellable(place: Place, mention: PlaceMention) -> bool:
    """Whether the name of a place may be told even for sensitive kinds of harm (field notes, 2.6: rule 2).

    It may for units and for a town of the gazetteer with `TOWN` inhabitants or more, unless the text calls
    it a village or a camp; a name that the gazetteer lacks may only where the text calls it a district.
    """
    if place.precision in (Precision.ADMIN1, Precision.ADMIN2):
        return True
    if mention.kind in _UNITS:
        return True
    if place.precision is not Precision.PLACE or mention.kind in _SMALL or _is_shelter(place):
        return False
    return any(row.geo_id == place.geo_id and row.population >= TOWN for row in mention.candidates)


def blur(
    place: Place, categories: Iterable[Category], *, camp: bool = False, tellable: bool = False
) -> Place:
    """Return the place as it may leave the house.

    For sensitive kinds of harm (`SENSITIVE`): no coordinates, and no name finer than the district or the town
    (`tellable`, see `is_tellable`). For camps, sites and shelters (by the words of the name, or `camp`): the
    name stays, the pin does not.
    """
    if SENSITIVE.intersection(categories):
        return _unpinned(place) if tellable else _district(place)
    if camp or _is_shelter(place):
        return _unpinned(place)
    return place


def leaving(
    places: Iterable[Place],
    tellable: Collection[Place],
    categories: Collection[Category],
    camps: Collection[Place],
) -> tuple[Place, ...]:
    """The places of an alert as they may leave the house, each once, in the order of `places`.

    A unit that the text names itself keeps the words of the text; places of which nothing may be told are
    left out. `camps` are those that are, or may be, sites of displaced people.
    """
    kept: dict[tuple[str, Precision, str], Place] = {}
    for place in places:
        left = blur(place, categories, camp=place in camps, tellable=place in tellable)
        lacks = place.precision is Precision.PARENT and left.name == place.name
        own = left.name if lacks else left.canonical
        key = (fold(own or left.name), left.precision, left.role)
        if left.name and (key not in kept or (left.name == place.name and kept[key].name != place.name)):
            kept[key] = left
    return tuple(kept.values())


def _is_shelter(place: Place) -> bool:
    return not _SHELTERS.isdisjoint(fold(place.name).split())


def _unpinned(place: Place) -> Place:
    return replace(place, lat=None, lon=None, geo_id=None, precision=_coarse(place))


def _coarse(place: Place) -> Precision:
    if place.precision in (Precision.ADMIN1, Precision.COUNTRY):
        return place.precision
    return Precision.ADMIN2 if place.admin2 else Precision.ADMIN1 if place.admin1 else Precision.COUNTRY


def _district(place: Place) -> Place:
    if place.precision in (Precision.PLACE, Precision.PARENT):
        name = place.admin2 or place.admin1 or ""
        return replace(_unpinned(place), name=name, canonical=name or None)
    return _unpinned(place)
