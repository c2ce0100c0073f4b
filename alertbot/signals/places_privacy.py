"""Coarsens places where a precise one could hurt somebody (field notes, 2.6: rules 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alertbot.gazetteer.fold import fold
from alertbot.model import SENSITIVE, Category, Place, Precision
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


def blur(place: Place, categories: Iterable[Category], camp: bool = False) -> Place:
    """Return the place as it may leave the house.

    For sensitive kinds of harm (`SENSITIVE`): nothing finer than the district, no coordinates. For camps,
    sites and shelters (by the words of the name, or `camp`): the name stays, the pin does not.
    """
    if SENSITIVE.intersection(categories):
        return _district(place)
    if camp or _SHELTERS.intersection(fold(place.name).split()):
        return replace(place, lat=None, lon=None, geo_id=None, precision=_coarse(place))
    return place


def _coarse(place: Place) -> Precision:
    if place.precision in (Precision.ADMIN1, Precision.COUNTRY):
        return place.precision
    return Precision.ADMIN2 if place.admin2 else Precision.ADMIN1 if place.admin1 else Precision.COUNTRY


def _district(place: Place) -> Place:
    precision = _coarse(place)
    if place.precision in (Precision.PLACE, Precision.PARENT):
        name = place.admin2 or place.admin1 or ""
        canonical = name or None
    else:
        name, canonical = place.name, place.canonical
    return replace(
        place, name=name, canonical=canonical, precision=precision, lat=None, lon=None, geo_id=None
    )
