"""Tells round-ups of several events from reports of one: they must not glue incidents together."""

from __future__ import annotations

import re

from alertbot.incidents.spelling import folded
from alertbot.model import PlaceRole, Precision, Report
from alertbot.model.round_ups import ROUND_UP_NAMES, ROUND_UP_TIMES

MANY_PROVINCES = 6
MANY_COUNTRIES = 3
_CUE = re.compile(f"{ROUND_UP_NAMES}|{ROUND_UP_TIMES}", re.IGNORECASE)


def is_round_up(report: Report) -> bool:
    """Return whether an article tells of several events.

    It does if its title says so and it names two provinces, or if its events lie in three countries or six
    provinces; a place read from elsewhere in the text may stray, so fewer prove nothing.
    """
    events = [p for p in report.reading.places if p.role in (PlaceRole.EVENT, PlaceRole.ORIGIN)]
    provinces = {(place.country, folded(place.admin1)) for place in events if place.admin1}
    countries = {p.country for p in events if p.country and p.precision is not Precision.COUNTRY}
    if len(countries) >= MANY_COUNTRIES or len(provinces) >= MANY_PROVINCES:
        return True
    return len(provinces) > 1 and bool(_CUE.search(report.title))
