"""How an incident stands beside earlier ones in its province: by counts under keys, never by a scan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from alertbot.incidents.figures import counted
from alertbot.incidents.spelling import folded
from alertbot.model import Figure, FigureRole, History, Incident, Place, PlaceRole, Toll

QUIET = timedelta(days=14)
"""While we have data for less than this we say nothing."""
MONTH, YEAR = timedelta(days=30), timedelta(days=365)
LEVELS = 31
"""Figures are compared by powers of two: a claim to be the highest is never wrong, only sometimes missed."""


def kind_key(incident: Incident) -> str | None:
    """Return the key of all incidents of this kind in this province; None if either is not known."""
    place = _province(incident)
    return f"h:{place.country}:{folded(place.admin1 or '')}:{incident.categories[0].value}" if place else None


def figure_keys(incident: Incident) -> tuple[str, ...]:
    """Return the keys of all sizes of displacement in this province, small ones first; () if not told."""
    place, figure = _province(incident), _displaced(incident)
    if place is None or figure is None:
        return ()
    stem = f"f:{place.country}:{folded(place.admin1 or '')}:{figure.unit.value}"
    return tuple(f"{stem}:{level}" for level in range(LEVELS))


def history_keys(incident: Incident) -> tuple[str, ...]:
    """Return the keys under which an incident is counted later."""
    kind, sizes, level = kind_key(incident), figure_keys(incident), _level(incident)
    return tuple(key for key in (kind, sizes[level] if sizes else None) if key)


def history(
    incident: Incident, kinds: int, sizes: Mapping[str, int], since: datetime | None, now: datetime
) -> History | None:
    """Return what is worth telling, or None.

    `kinds`: other incidents under `kind_key` within a MONTH; `sizes`: others under each of `figure_keys`
    within a YEAR; `since`: when we saw our first article.
    """
    place = _province(incident)
    if place is None or place.admin1 is None or since is None or now - since < QUIET:
        return None
    keys, level = figure_keys(incident), _level(incident)
    above = any(sizes.get(key) for key in keys[level:])
    highest = not above and any(sizes.get(key) for key in keys[:level])
    return History(place.admin1, since, kinds + 1, highest) if kinds or highest else None


def _province(incident: Incident) -> Place | None:
    """Return the place that tells the province of the event."""
    events = [p for p in incident.places if p.role in (PlaceRole.EVENT, PlaceRole.ORIGIN)]
    return next((p for p in events if p.admin1 and p.country), None) if incident.categories else None


def _displaced(incident: Incident) -> Figure | None:
    told = (f for f in incident.figures if f.role is FigureRole.EVENT and not f.vague)
    return next((f for f in told if counted(f)[1] is Toll.DISPLACED), None)


def _level(incident: Incident) -> int:
    figure = _displaced(incident)
    return min(LEVELS, max(1, figure.value).bit_length()) - 1 if figure else 0
