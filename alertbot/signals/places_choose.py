"""Chooses, for one mention within a country, the gazetteer's place, its parent, or keeps it ambiguous."""

from __future__ import annotations

import math
from collections.abc import Sequence

from alertbot.gazetteer.fold import fold
from alertbot.model import Place, PlaceRole, Precision
from alertbot.ports import GazetteerPlace
from alertbot.signals.places_context import Relation
from alertbot.signals.places_mentions import PlaceMention
from alertbot.signals.places_weigh import Weighed, size_of

_MARGIN = 0.8
"""Below this lead of the best reading over the next, a name stays ambiguous."""
_SAME_SPOT_KM = 30.0
_CHAIN_LENGTH = 8
"""Characters between a place and the province that holds it: ', en ', ' ('."""
_HEARSAY = 0.4
"""Below this weight a name that only a preposition calls a place is left out."""
_NAMESAKE = 0.3
_CITY = 100_000
_APART = (Relation.TO, Relation.SEAT, Relation.DATELINE)
_TIED = (Relation.AT, Relation.NEAR, Relation.FROM)
_OWN_KINDS = ("village", "town", "camp", "district")
_CONTAINS = 2.0
"""What it counts that the text names the unit that holds a place."""


def choose(item: Weighed, country: str, weighed: Sequence[Weighed], units: frozenset[str]) -> Place | None:
    """Return the place a mention means in that country, None if it means none there.

    Several equally likely places give the name alone, with precision COUNTRY; a village that the gazetteer
    lacks gets its parent's coordinates and precision PARENT.
    """
    mention = item.mention
    here = [place for place in mention.candidates if place.country == country]
    if not mention.candidates and not mention.kind and item.weight < _HEARSAY:
        return None
    if mention.candidates and not here and not _is_namesake(item):
        return None
    if not here or not _within(mention, here, country, weighed):
        return _unlisted(mention, country, weighed)
    scored = [(_fit(place, mention, units), place) for place in here]
    top, best = max(scored, key=lambda pair: (pair[0], -pair[1].geo_id))
    if any(top - score < _MARGIN and not _same(place, best) for score, place in scored if place is not best):
        return Place(mention.text, country, Precision.COUNTRY, role=_role(mention))
    return _place(mention, best, _PRECISION[best.kind])


def _is_namesake(item: Weighed) -> bool:
    """Whether a name known only abroad stands for a place of the country that nobody has listed."""
    mention = item.mention
    if item.weight <= _NAMESAKE:
        return False
    if mention.kind in _OWN_KINDS:
        return True
    small = all(place.population < _CITY and place.kind != "admin1" for place in mention.candidates)
    return small and mention.relation in _TIED and mention.text[:1].isupper()


def _within(
    mention: PlaceMention, here: list[GazetteerPlace], country: str, weighed: Sequence[Weighed]
) -> bool:
    """Whether one of the places lies in the province named right after ('La Pampa, en Madre de Dios')."""
    if mention.relation in _APART or (mention.relation is Relation.BARE and not mention.kind):
        return True
    for other, _, _ in weighed:
        if other.sentence != mention.sentence or not 0 <= other.start - mention.end <= _CHAIN_LENGTH:
            continue
        holders = [place for place in other.candidates if place.country == country and place.kind == "admin1"]
        units = {fold(place.name) for place in holders}
        if units and not any(place.kind == "admin1" or fold(place.admin1 or "") in units for place in here):
            return False
    return True


def units_of(weighed: Sequence[Weighed], country: str) -> frozenset[str]:
    """Folded names of the provinces and districts of the country that the text itself names."""
    places = (place for mention, _, _ in weighed for place in mention.candidates)
    return frozenset(
        fold(place.name) for place in places if place.country == country and place.kind in _UNITS
    )


_UNITS = ("admin1", "admin2")


def _fit(place: GazetteerPlace, mention: PlaceMention, units: frozenset[str]) -> float:
    fit = size_of(place, mention)
    district = fold(place.admin2 or "")
    if place.kind != "admin1" and fold(place.admin1 or "") in units:
        fit += _CONTAINS
    if place.kind != "admin2" and district in units and district != fold(place.name):
        fit += _CONTAINS
    return fit


def _same(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two rows are a town and its unit, or lie so close that it does not matter."""
    kinds = (one.kind, other.kind)
    if one.admin1 == other.admin1 and (
        "admin1" in kinds or ("admin2" in kinds and one.admin2 == other.admin2)
    ):
        return True
    middle = math.radians((one.lat + other.lat) / 2)
    north, east = (one.lat - other.lat) * 111.2, (one.lon - other.lon) * 111.2 * math.cos(middle)
    return math.hypot(north, east) < _SAME_SPOT_KM


_PRECISION = {
    "country": Precision.COUNTRY,
    "admin1": Precision.ADMIN1,
    "admin2": Precision.ADMIN2,
    "place": Precision.PLACE,
    "approximate": Precision.PARENT,
}


def _unlisted(mention: PlaceMention, country: str, weighed: Sequence[Weighed]) -> Place:
    """A name that the gazetteer does not have: its own, with the coordinates of the unit named beside it."""
    parent = _parent(mention, country, weighed)
    if parent is None:
        return Place(mention.text, country, Precision.COUNTRY, role=_role(mention))
    return _place(mention, parent, Precision.PARENT)


def _place(mention: PlaceMention, row: GazetteerPlace, precision: Precision) -> Place:
    return Place(
        mention.text, row.country, precision, row.name, row.admin1, row.admin2, row.lat, row.lon,
        row.geo_id, row.pcode, _role(mention),
    )  # fmt: skip


def _role(mention: PlaceMention) -> PlaceRole:
    return PlaceRole.DESTINATION if mention.relation is Relation.TO else PlaceRole.EVENT


def _parent(mention: PlaceMention, country: str, weighed: Sequence[Weighed]) -> GazetteerPlace | None:
    """The unit that most likely holds a place: named right after it, in its sentence, or with the event."""
    options = []
    for other, weight, _ in weighed:
        here = [place for place in other.candidates if place.country == country]
        if not here or other is mention:
            continue
        best = max(here, key=lambda place: (size_of(place, other), -place.geo_id))
        beside = other.sentence == mention.sentence
        if beside or (best.kind != "place" and weight >= _NAMESAKE):
            options.append((_holds(mention, other, best, weight), best))
    return max(options, key=lambda pair: (pair[0], -pair[1].geo_id))[1] if options else None


_SOON = 80
"""Characters within which a unit that follows a name is taken to hold it."""


def _holds(mention: PlaceMention, other: PlaceMention, best: GazetteerPlace, weight: float) -> float:
    score = weight + {"admin2": 0.6, "place": 0.4, "approximate": 0.3}.get(best.kind, 0.2)
    if other.sentence == mention.sentence:
        score += 1.0 if 0 <= other.start - mention.end < _SOON else 0.5
    return score - (0.8 if other.relation in (Relation.TO, Relation.SEAT) else 0.0)
