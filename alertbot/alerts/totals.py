"""Headline numbers of a digest: what may be added up is, what may overlap is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alertbot.model import (
    Figure,
    FigureRole,
    Incident,
    Place,
    PlaceRole,
    Precision,
    Qualifier,
    Toll,
    Unit,
    toll_of,
)


@dataclass(frozen=True, slots=True)
class Total:
    """People, families or homes that one thing happened to, over several incidents."""

    unit: Unit
    toll: Toll
    low: int
    high: int
    """Above `low` where sources disagree."""
    qualifier: Qualifier | None
    """What holds of the sum: 'at least' if it holds of any part; None for a range."""
    codes: tuple[str, ...]
    """Incidents whose figures are in it."""

    def as_figure(self) -> Figure:
        """The sum in the shape that `phrases.figure_phrase` puts into words."""
        high = self.high if self.high > self.low else None
        return Figure(self.low, self.unit, self.toll.value, "", 0, 0, high, self.qualifier)


_ONE = {Toll.EVICTED: Toll.DISPLACED, Toll.DEPORTED: Toll.DISPLACED}
"""May count the same people: those evicted or expelled are displaced too."""
_TOLD = (
    (Unit.PERSON, Toll.DISPLACED),
    (Unit.HOUSEHOLD, Toll.DISPLACED),
    (Unit.PERSON, Toll.KILLED),
    (Unit.PERSON, Toll.INJURED),
    (Unit.PERSON, Toll.ABDUCTED),
    (Unit.PERSON, Toll.DETAINED),
    (Unit.HOUSING, Toll.DESTROYED),
    (Unit.HOUSING, Toll.DAMAGED),
)
"""In the order told. Families are a line of their own: they are never turned into people and added."""


@dataclass(frozen=True, slots=True)
class _Part:
    low: int
    high: int
    qualifiers: frozenset[Qualifier | None]
    codes: tuple[str, ...]


def totals(incidents: Sequence[Incident]) -> tuple[Total, ...]:
    """Return the totals of incidents that stand, those that nothing is known of left out.

    Of an incident one figure counts for each unit and thing that happened, the largest: others may be part of
    it. A figure of a whole country or province is not added to figures of places in it: the larger of the
    two stands. Sums since some date, context and vague words ('dozens') count for nothing.
    """
    standing = [incident for incident in incidents if not incident.retracted]
    found = (_total(unit, toll, standing) for unit, toll in _TOLD)
    return tuple(total for total in found if total is not None)


def counted(incident: Incident, unit: Unit, toll: Toll) -> Figure | None:
    """Return the figure of an incident that counts for that unit and thing, None if it has none."""
    figures = [
        figure
        for figure in incident.figures
        if figure.unit is unit
        and figure.role is FigureRole.EVENT
        and not figure.vague
        and _ONE.get(toll_of(figure.term), toll_of(figure.term)) is toll
    ]
    return max(figures, key=lambda figure: (figure.value_max or figure.value, figure.value), default=None)


def _total(unit: Unit, toll: Toll, incidents: Sequence[Incident]) -> Total | None:
    tree: dict[str | None, dict[str | None, list[tuple[bool, _Part]]]] = {}
    for incident in incidents:
        figure = counted(incident, unit, toll)
        if figure is None:
            continue
        country, province, exact = _where(incident)
        tree.setdefault(country, {}).setdefault(province, []).append((exact, _part(figure, incident.code)))
    whole = _sum(_country(provinces) for provinces in tree.values())
    if not whole.codes or whole.high == 0:
        return None
    return Total(unit, toll, whole.low, whole.high, _hedge(whole), tuple(sorted(whole.codes)))


def _country(provinces: dict[str | None, list[tuple[bool, _Part]]]) -> _Part:
    """What is told of the country as a whole may contain what is told of its provinces."""
    wide = [part for _, part in provinces.get(None, ())]
    narrow = [
        _larger([part for exact, part in parts if not exact], [part for exact, part in parts if exact])
        for province, parts in provinces.items()
        if province is not None
    ]
    return _larger(wide, narrow)


def _larger(wide: Sequence[_Part], narrow: Sequence[_Part]) -> _Part:
    """The largest figure of the whole, or the sum of its places where that is larger."""
    return max([*wide, _sum(narrow)], key=lambda part: (part.high, part.low))


def _sum(parts: Iterable[_Part]) -> _Part:
    every = list(parts)
    return _Part(
        sum(part.low for part in every),
        sum(part.high for part in every),
        frozenset().union(*(part.qualifiers for part in every)),
        tuple(code for part in every for code in part.codes),
    )


def _part(figure: Figure, code: str) -> _Part:
    if figure.qualifier in (Qualifier.UP_TO, Qualifier.LESS_THAN):
        return _Part(0, figure.value_max or figure.value, frozenset({Qualifier.UP_TO}), (code,))
    high = max(figure.value, figure.value_max or figure.value)
    return _Part(figure.value, high, frozenset({figure.qualifier}), (code,))


def _hedge(whole: _Part) -> Qualifier | None:
    if whole.low != whole.high:
        return None
    kinds = whole.qualifiers
    if kinds & {Qualifier.AT_LEAST, Qualifier.MORE_THAN}:
        return Qualifier.AT_LEAST
    return Qualifier.APPROXIMATELY if Qualifier.APPROXIMATELY in kinds else Qualifier.EXACT


def _where(incident: Incident) -> tuple[str | None, str | None, bool]:
    """Country, province (None: the country as a whole) and whether a place within it is known."""
    place = next((one for one in incident.places if _of_event(one)), None)
    if place is None or place.precision is Precision.COUNTRY:
        return incident.country, None, False
    province = place.admin1 or (place.canonical or place.name)
    return place.country or incident.country, province, place.precision is not Precision.ADMIN1


def _of_event(place: Place) -> bool:
    return place.role in (PlaceRole.EVENT, PlaceRole.ORIGIN)
