"""The places of a text: which it names, and which of them are where the event happened.

`find_places` once per article, then `resolve_places` for the sentences that carry the event. Pure: the
gazetteer is a value that answers from its file.
"""

from __future__ import annotations

from alertbot.signals.places_context import Relation
from alertbot.signals.places_mentions import PlaceMention, PlaceMentions, find_places
from alertbot.signals.places_names import PlaceNames
from alertbot.signals.places_privacy import blur, leaving
from alertbot.signals.places_resolve import ResolvedPlaces, resolve_places

__all__ = [
    "PlaceMention",
    "PlaceMentions",
    "PlaceNames",
    "Relation",
    "ResolvedPlaces",
    "blur",
    "find_places",
    "leaving",
    "resolve_places",
]
