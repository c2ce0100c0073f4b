"""Decides the country of an event and its places from all mentions of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.gazetteer.fold import fold
from alertbot.model import Place, PlaceRole, Precision
from alertbot.signals.places_choose import choose, units_of
from alertbot.signals.places_context import Relation
from alertbot.signals.places_mentions import PlaceMention, PlaceMentions
from alertbot.signals.places_privacy import is_tellable
from alertbot.signals.places_weigh import Nearness, count_votes, weigh
from alertbot.signals.places_words import TERRITORIES
from alertbot.signals.text import Document

_PRIOR = 0.8
"""Votes of the country that the outlet writes about."""
_KEPT = 0.4
"""Places with less than this share of the best weight are background."""
_TOLD = 0.15
"""From this weight on a place of the text makes the dateline mere dateline."""
_DESTINATION = 0.1
_AGAIN = 0.05
"""What each further mention adds to a place's weight."""
_REASONS = 4


@dataclass(frozen=True, slots=True)
class ResolvedPlaces:
    """Where an event happened."""

    country: str | None
    places: tuple[Place, ...]
    """Places of the event, most specific first, then destinations."""
    reasons: tuple[str, ...]
    """Why, for a person to follow."""
    tellable: frozenset[Place] = frozenset()
    """Those whose name may be told even of sensitive kinds of harm: units and towns."""


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    weight: float
    focal: bool
    mention: PlaceMention


def resolve_places(
    document: Document,
    mentions: PlaceMentions,
    focus: Sequence[tuple[int, int]],
    prior_country: str | None,
    likely: frozenset[str] = frozenset(),
) -> ResolvedPlaces:
    """Decide the country and the places of the event told in the spans `focus`, the leading one first.

    Without focus the title and the lead count. `prior_country` is the country the outlet writes about;
    `likely` are those that are rather meant where namesakes lie in several.
    """
    nearness = Nearness(document, focus)
    weighed = [weigh(document, mention, nearness) for mention in mentions.mentions]
    votes = count_votes(weighed, likely)
    if prior_country:
        votes[prior_country] += _PRIOR
    country = max(sorted(votes), key=votes.__getitem__, default=None)
    if country is None:
        return ResolvedPlaces(None, (), ("no country named",))
    found = []
    units = units_of(weighed, country)
    for item in weighed:
        known = item.mention.countries
        place = _territory(item.mention, country) if known else choose(item, country, weighed, units)
        if place:
            found.append(_Found(place, item.weight, item.focal, item.mention))
    event, away = _split(_merged(found))
    reasons = [f"country {country}: {votes[country]:.1f} of {sum(votes.values()):.1f} votes"]
    reasons += [f"{item.place.name}: {item.mention.relation}, {item.weight:.2f}" for item in event[:_REASONS]]
    named = [*event, *away]
    tellable = frozenset(item.place for item in named if is_tellable(item.place, item.mention))
    return ResolvedPlaces(country, tuple(item.place for item in named), tuple(reasons), tellable)


def _territory(mention: PlaceMention, country: str) -> Place | None:
    """'Gaza', 'Crimea': a part that goes by a name of its own, filed with the names of its country."""
    if country not in mention.countries or mention.people or fold(mention.text) not in TERRITORIES:
        return None
    role = PlaceRole.DESTINATION if mention.relation is Relation.TO else PlaceRole.EVENT
    return Place(mention.text, country, Precision.ADMIN1, role=role)


def _merged(found: list[_Found]) -> list[_Found]:
    """One entry per place: the mention with most weight speaks, every further one adds a little."""
    groups: dict[object, list[_Found]] = {}
    for item in found:
        exact = item.place.geo_id is not None and item.place.precision is not Precision.PARENT
        key = item.place.geo_id if exact else (fold(item.place.name), item.place.precision)
        groups.setdefault(key, []).append(item)
    merged = []
    for items in groups.values():
        best = max(items, key=lambda item: (item.weight, -item.mention.start))
        weight = best.weight + _AGAIN * (len(items) - 1)
        merged.append(_Found(best.place, weight, any(item.focal for item in items), best.mention))
    return merged


def _split(found: list[_Found]) -> tuple[list[_Found], list[_Found]]:
    """(places of the event, the one to name first in front; destinations)."""
    away = [item for item in found if item.place.role is PlaceRole.DESTINATION]
    event = [item for item in found if item.place.role is not PlaceRole.DESTINATION]
    told = [item for item in event if item.mention.relation is not Relation.DATELINE and item.weight >= _TOLD]
    event = told or event
    best = max((item.weight for item in event), default=0.0)
    kept = _without_other_stories([item for item in event if item.weight >= _KEPT * best])
    kept = sorted(kept, key=lambda item: (-_rank(item, kept, best), item.mention.start))
    return kept, [item for item in away if item.weight >= _DESTINATION]


def _without_other_stories(kept: list[_Found]) -> list[_Found]:
    """Where the event's own sentence names a place, drop places of other provinces told elsewhere."""
    homes = {item.place.admin1 for item in kept if item.focal and item.place.precision in _LOCAL}
    homes.discard(None)
    if not homes:
        return kept
    return [item for item in kept if item.focal or item.place.admin1 in homes or item.place.admin1 is None]


_LOCAL = (Precision.PLACE, Precision.PARENT, Precision.ADMIN2)
_SPECIFIC = {Precision.PLACE: 3.0, Precision.PARENT: 3.0, Precision.ADMIN2: 2.0, Precision.ADMIN1: 1.0}
_NAMED_ONLY = 2.5
"""Rank of a place of which only the name is known."""
_VILLAGES = ("village", "camp")


def _rank(item: _Found, kept: Sequence[_Found], best: float) -> float:
    """How much a place is the one to name first: fine, explicit, no container of another, not only nearby."""
    place, mention = item.place, item.mention
    others = [other.place for other in kept if other is not item]
    rank = _SPECIFIC.get(place.precision, 0.0)
    if place.precision is Precision.COUNTRY and (
        mention.kind in _VILLAGES or mention.relation is Relation.AT
    ):
        rank = _NAMED_ONLY
    if _gives_name_to_province(place) and any(other.admin1 == place.admin1 for other in others):
        rank -= 1.5
    if any(other.precision is Precision.PARENT and other.geo_id == place.geo_id for other in others):
        rank -= 0.6
    rank += 0.6 * (mention.kind in _VILLAGES) - 0.3 * (mention.kind == "area")
    rank -= 0.7 * (mention.relation is Relation.NEAR)
    return rank + item.weight / max(best, 0.01)


def _gives_name_to_province(place: Place) -> bool:
    exact = place.precision is Precision.PLACE and place.admin1 is not None
    return exact and fold(place.canonical or "") == fold(place.admin1 or "")
