"""Decides the country of an event and its places from all mentions of a document."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.gazetteer.fold import fold
from alertbot.model import Place, PlaceRole, Precision
from alertbot.ports import GazetteerPlace
from alertbot.signals.places_context import Relation
from alertbot.signals.places_mentions import PlaceMention, PlaceMentions
from alertbot.signals.places_words import KIND_LEVEL
from alertbot.signals.text import Document, Part

_FOCUS, _TITLE, _LEAD, _NEXT, _SAME, _ELSEWHERE = 1.0, 0.6, 0.55, 0.5, 0.45, 0.12
_BY_RELATION = {
    Relation.AT: 1.0,
    Relation.FROM: 0.9,
    Relation.NEAR: 0.8,
    Relation.TO: 0.35,
    Relation.BARE: 0.55,
    Relation.SEAT: 0.2,
    Relation.DATELINE: 0.3,
}
_PRIOR = 0.8
"""Votes of the country that the outlet writes about."""
_MARGIN = 0.8
"""Below this lead of the best reading over the next, a name stays ambiguous."""
_SAME_SPOT_KM = 30.0
_KEPT = 0.4
"""Places with less than this share of the best weight are background."""
_SPECIFIC = {
    Precision.PLACE: 3,
    Precision.PARENT: 3,
    Precision.ADMIN2: 2,
    Precision.ADMIN1: 1,
    Precision.COUNTRY: 0,
}
_DATELINE_VOTE = 0.35
_CHAIN_LENGTH = 8
"""Characters between a place and the province that holds it: ', en ', ' ('."""
_HEARSAY = 0.4
"""Below this weight a name that only a preposition calls a place is left out."""
_APART = (Relation.TO, Relation.SEAT, Relation.DATELINE)
_AREA = 0.5
"""A river or forest that only shares its name with a town says less."""
_TOLD = 0.15
"""From this weight on a place of the text makes the dateline mere dateline."""
_FINE = ("village", "town", "camp")
_YEAR = re.compile(r"\b(?:19\d\d|20[01]\d|202[0-5])\b")


@dataclass(frozen=True, slots=True)
class ResolvedPlaces:
    """Where an event happened."""

    country: str | None
    places: tuple[Place, ...]
    """Places of the event, most specific first, then destinations."""
    reasons: tuple[str, ...]
    """Why, for a person to follow."""


def resolve_places(
    document: Document, mentions: PlaceMentions, focus: Sequence[tuple[int, int]], prior_country: str | None
) -> ResolvedPlaces:
    """Decide the country and the places of the event told in the spans `focus`, the leading one first.

    Without focus the title and the lead count. `prior_country` is the country the outlet writes about.
    """
    weighed = [(mention, _weight(document, mention, focus)) for mention in mentions.mentions]
    votes = _votes(weighed)
    if prior_country:
        votes[prior_country] += _PRIOR
    country = max(sorted(votes), key=votes.__getitem__) if votes else None
    if country is None:
        return ResolvedPlaces(None, (), ("no country named",))
    reasons = [f"country {country}: {votes[country]:.1f} of {sum(votes.values()):.1f} votes"]
    places = _places(weighed, country, reasons)
    return ResolvedPlaces(country, places, tuple(reasons))


def _weight(document: Document, mention: PlaceMention, focus: Sequence[tuple[int, int]]) -> float:
    sentence = document.sentences[mention.sentence]
    nearness = _nearness(document, mention, focus)
    tie = _BY_RELATION[mention.relation]
    if mention.relation is Relation.BARE and (sentence.part is Part.TITLE or mention.kind):
        tie = 0.9
    if nearness < _FOCUS and _YEAR.search(sentence.text):
        tie *= 0.5
    return nearness * tie


def _nearness(document: Document, mention: PlaceMention, focus: Sequence[tuple[int, int]]) -> float:
    sentence = document.sentences[mention.sentence]
    best = {Part.TITLE: _TITLE, Part.LEAD: _LEAD}.get(sentence.part, _ELSEWHERE)
    if not focus:
        return min(1.0, best * 1.6)
    for rank, (start, end) in enumerate(focus):
        discount = 1.0 if rank == 0 else 0.9
        if sentence.start < end and start < sentence.end:
            best = max(best, _FOCUS * discount)
            continue
        told = document.sentence_at(start)
        if told is None:
            continue
        distance = told.index - sentence.index
        if told.paragraph == sentence.paragraph and abs(distance) <= 2:
            best = max(best, _NEXT)
        elif told.paragraph == sentence.paragraph or distance in (1, -1):
            best = max(best, _SAME)
    return best


def _votes(weighed: Sequence[tuple[PlaceMention, float]]) -> defaultdict[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    for mention, weight in weighed:
        if mention.countries:
            strength = _strength(mention)
            for rank, code in enumerate(mention.countries):
                votes[code] += strength * weight / (rank + 1)
        for code, share in _shares(mention).items():
            if mention.relation is Relation.DATELINE:
                weight = max(weight, _DATELINE_VOTE)
            if mention.kind == "area":
                weight *= _AREA
            votes[code] += 2.0 * weight * share * _renown(mention, code)
    return votes


def _strength(mention: PlaceMention) -> float:
    if mention.people:
        return 2.2 if mention.kind else 0.6
    return {Relation.BARE: 1.8, Relation.FROM: 1.5}.get(mention.relation, 3.0)


def _renown(mention: PlaceMention, country: str) -> float:
    """0.2-1: how much a name says about the country; a hamlet's name may stand for one nobody has listed."""
    known = max(
        (_size(place, mention) for place in mention.candidates if place.country == country), default=0.0
    )
    return min(1.4, max(0.2, (known - 2.2) / 2.5))


def _shares(mention: PlaceMention) -> dict[str, float]:
    """How the countries that have a place of that name share it."""
    best: dict[str, float] = {}
    for place in mention.candidates:
        best[place.country] = max(best.get(place.country, 0.0), _size(place, mention) ** 3)
    total = sum(best.values())
    return {code: value / total for code, value in best.items()}


def _size(place: GazetteerPlace, mention: PlaceMention) -> float:
    size = math.log10(max(place.population, 0) + 300) + {"admin1": 1.5, "admin2": 0.3}.get(place.kind, 0.0)
    level = KIND_LEVEL.get(mention.kind or "")
    if place.geo_id < 0 and place.kind == "approximate":
        size += 2.0
    if level == place.kind or (level == "place" and place.kind == "approximate"):
        return size + 2.0
    return size - 1.0 if level and place.kind != level else size


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    weight: float
    mention: PlaceMention


def _places(
    weighed: Sequence[tuple[PlaceMention, float]], country: str, reasons: list[str]
) -> tuple[Place, ...]:
    units = _units(weighed, country)
    found = [
        item
        for mention, weight in weighed
        if not mention.countries and (item := _resolve(mention, weight, country, units, weighed)) is not None
    ]
    found = _merged(found)
    event = [item for item in found if item.place.role is not PlaceRole.DESTINATION]
    told = [item for item in event if item.mention.relation is not Relation.DATELINE and item.weight >= _TOLD]
    event = told or event
    best = max((item.weight for item in event), default=0.0)
    kept = [item for item in event if item.weight >= _KEPT * best]
    kept = sorted(kept, key=lambda item: (-_rank(item, kept, best), item.mention.start))
    away = [item for item in found if item.place.role is PlaceRole.DESTINATION and item.weight >= 0.1]
    reasons += [f"{item.place.name}: {item.mention.relation}, weight {item.weight:.2f}" for item in kept[:4]]
    return tuple(item.place for item in [*kept, *away])


def _rank(item: _Found, kept: Sequence[_Found], best: float) -> float:
    """How much a place is the one to name first: fine, explicit, no container of another, not only nearby."""
    place, mention = item.place, item.mention
    rank = float(_SPECIFIC[place.precision])
    if place.precision is Precision.COUNTRY and (mention.kind in _FINE or mention.relation is Relation.AT):
        rank = 2.5
    if (
        place.precision is Precision.PLACE
        and place.admin1
        and fold(place.canonical or "") == fold(place.admin1)
    ):
        rank -= 1.5 * any(other.place.admin1 == place.admin1 for other in kept if other is not item)
    if any(
        other.place.precision is Precision.PARENT and other.place.geo_id == place.geo_id
        for other in kept
        if other is not item
    ):
        rank -= 0.6
    rank += (
        0.6 * (mention.kind in ("village", "camp"))
        - 0.3 * (mention.kind == "area")
        - 0.7 * (mention.relation is Relation.NEAR)
    )
    return rank + 1.0 * item.weight / max(best, 0.01)


def _units(weighed: Sequence[tuple[PlaceMention, float]], country: str) -> dict[str, float]:
    """Folded names of provinces and districts that the text itself names, with their weight."""
    units: dict[str, float] = {}
    for mention, weight in weighed:
        for place in mention.candidates:
            if place.country == country and place.kind in ("admin1", "admin2"):
                for name in (place.name,):
                    units[fold(name)] = max(units.get(fold(name), 0.0), weight)
    return units


def _resolve(
    mention: PlaceMention,
    weight: float,
    country: str,
    units: dict[str, float],
    weighed: Sequence[tuple[PlaceMention, float]],
) -> _Found | None:
    here = [place for place in mention.candidates if place.country == country]
    if not mention.candidates and not mention.kind and weight < _HEARSAY:
        return None
    if mention.candidates and not here and not _is_namesake(mention, weight):
        return None
    if not here or not _within(mention, here, country, weighed):
        return _Found(_unknown(mention, country, weighed), weight, mention)
    scored = sorted(
        ((_fit(place, mention, units), place) for place in here), key=lambda pair: (-pair[0], pair[1].geo_id)
    )
    top, best = scored[0]
    rivals = [place for score, place in scored[1:] if top - score < _MARGIN and not _same(place, best)]
    if rivals:
        ambiguous = Place(mention.text, country, Precision.COUNTRY, role=_role(mention))
        return _Found(ambiguous, weight, mention)
    return _Found(_known(mention, best), weight, mention)


def _within(
    mention: PlaceMention,
    here: list[GazetteerPlace],
    country: str,
    weighed: Sequence[tuple[PlaceMention, float]],
) -> bool:
    """Whether one of the places lies in the province named right after ('La Pampa, en Madre de Dios')."""
    for other, _ in weighed:
        if other.sentence != mention.sentence or not 0 <= other.start - mention.end <= _CHAIN_LENGTH:
            continue
        if mention.relation in _APART or (mention.relation is Relation.BARE and not mention.kind):
            continue
        units = {
            fold(place.name)
            for place in other.candidates
            if place.country == country and place.kind == "admin1"
        }
        if units and not any(place.kind == "admin1" or fold(place.admin1 or "") in units for place in here):
            return False
    return True


def _is_namesake(mention: PlaceMention, weight: float) -> bool:
    """Whether a name known only abroad stands for a place of the country that nobody has listed."""
    if weight <= 0.3:
        return False
    if mention.kind in ("village", "town", "camp", "district"):
        return True
    tied = mention.relation in (Relation.AT, Relation.NEAR, Relation.FROM) and mention.text[:1].isupper()
    return tied and all(place.population < 100_000 and place.kind != "admin1" for place in mention.candidates)


def _fit(place: GazetteerPlace, mention: PlaceMention, units: dict[str, float]) -> float:
    fit = _size(place, mention)
    if place.kind != "admin1" and place.admin1 and fold(place.admin1) in units:
        fit += 2.0
    if (
        place.kind != "admin2"
        and place.admin2
        and fold(place.admin2) in units
        and fold(place.admin2) != fold(place.name)
    ):
        fit += 2.0
    return fit


def _same(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two rows are a town and its district, or lie so close that it does not matter."""
    if one.admin1 == other.admin1 and "admin1" in (one.kind, other.kind):
        return True
    if one.admin1 == other.admin1 and one.admin2 == other.admin2 and "admin2" in (one.kind, other.kind):
        return True
    return _kilometres(one, other) < _SAME_SPOT_KM


def _kilometres(one: GazetteerPlace, other: GazetteerPlace) -> float:
    middle = math.radians((one.lat + other.lat) / 2)
    return math.hypot((one.lat - other.lat) * 111.2, (one.lon - other.lon) * 111.2 * math.cos(middle))


_PRECISION = {
    "admin1": Precision.ADMIN1,
    "admin2": Precision.ADMIN2,
    "place": Precision.PLACE,
    "approximate": Precision.PARENT,
}


def _known(mention: PlaceMention, place: GazetteerPlace) -> Place:
    precision = _PRECISION.get(place.kind, Precision.COUNTRY)
    return Place(
        mention.text, place.country, precision, place.name, place.admin1, place.admin2, place.lat, place.lon,
        place.geo_id, place.pcode, _role(mention),
    )  # fmt: skip


def _unknown(mention: PlaceMention, country: str, weighed: Sequence[tuple[PlaceMention, float]]) -> Place:
    """A name that the gazetteer does not have: its own, with the coordinates of the unit named beside it."""
    parent = _parent(mention, country, weighed)
    if parent is None:
        return Place(mention.text, country, Precision.COUNTRY, role=_role(mention))
    precision = Precision.PARENT
    return Place(
        mention.text, country, precision, parent.name, parent.admin1, parent.admin2, parent.lat, parent.lon,
        parent.geo_id, parent.pcode, _role(mention),
    )  # fmt: skip


def _parent(
    mention: PlaceMention, country: str, weighed: Sequence[tuple[PlaceMention, float]]
) -> GazetteerPlace | None:
    options = []
    for other, weight in weighed:
        here = [place for place in other.candidates if place.country == country]
        if not here or other is mention:
            continue
        best = max(here, key=lambda place: (_size(place, other), -place.geo_id))
        near = other.sentence == mention.sentence
        if not near and (best.kind == "place" or weight < 0.3):
            continue
        distance = other.start - mention.end
        follows = 1.0 if near and 0 <= distance < 80 else 0.5 if near else 0.0
        fine = {"admin2": 0.6, "place": 0.4, "approximate": 0.3}.get(best.kind, 0.2)
        options.append(
            (follows + fine + weight - (0.8 if other.relation in (Relation.TO, Relation.SEAT) else 0), best)
        )
    return max(options, key=lambda pair: (pair[0], -pair[1].geo_id))[1] if options else None


def _role(mention: PlaceMention) -> PlaceRole:
    return PlaceRole.DESTINATION if mention.relation is Relation.TO else PlaceRole.EVENT


def _merged(found: list[_Found]) -> list[_Found]:
    """One entry per place: the mention with most weight speaks, every further one adds a little."""
    groups: dict[object, list[_Found]] = {}
    for item in found:
        key = (
            (fold(item.place.name), item.place.precision)
            if item.place.geo_id is None or item.place.precision is Precision.PARENT
            else item.place.geo_id
        )
        groups.setdefault(key, []).append(item)
    merged = []
    for items in groups.values():
        best = max(items, key=lambda item: (item.weight, -item.mention.start))
        merged.append(_Found(best.place, best.weight + 0.05 * (len(items) - 1), best.mention))
    return merged
