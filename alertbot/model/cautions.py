"""CAUTION: do-no-harm switches per country and kind of harm, and what they leave of an incident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alertbot.model.incidents import Incident, Report
from alertbot.model.signals import Category, Place, Precision
from alertbot.model.tolls import TELLS, toll_of


class Measure(StrEnum):
    """What a switch does."""

    OFF = "off"
    """This kind of harm is not told."""
    HOLD = "hold"
    """An operator looks at each alert before it goes out."""
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    """The finest place that is told."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One switch; '' as country: everywhere, None as category: every kind of harm."""

    country: str
    category: Category | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class Treated:
    """What may be told of an incident."""

    incident: Incident | None
    """None: nothing."""
    hold: bool = False
    """An operator decides first."""


_FINEST = (Measure.COUNTRY, Measure.PROVINCE, Measure.DISTRICT)


def treat(incident: Incident, cautions: Iterable[Caution]) -> Treated:
    """Apply the switches that concern an incident; the strictest wins (field notes, 2.6: rules 2 and 4).

    A kind of harm that is off is left out with its figures and the sentence quoted; where it is the leading
    kind nothing is told at all. A coarser place also takes out what might name a finer one: the sentence
    quoted and the titles of reports. What people were told and must be told to be wrong (a withdrawal) is
    never silenced, only told with its country alone.
    """
    concerned = [caution for caution in cautions if _concerns(caution, incident)]
    if not concerned:
        return Treated(incident)
    measures = {caution.measure for caution in concerned}
    left = _without(incident, _switched_off(concerned))
    if left is None and not incident.retracted:
        return Treated(None)
    finest = Measure.COUNTRY if left is None else next((m for m in _FINEST if m in measures), None)
    told = left or incident
    told = _coarse(told, finest) if finest else told
    return Treated(told, hold=Measure.HOLD in measures and not incident.retracted)


def _concerns(caution: Caution, incident: Incident) -> bool:
    where = {incident.country, *(place.country for place in incident.places)}
    here = not caution.country or caution.country in where
    return here and (caution.category is None or caution.category in incident.categories)


def _switched_off(cautions: Sequence[Caution]) -> frozenset[Category]:
    off = [caution.category for caution in cautions if caution.measure is Measure.OFF]
    return frozenset(Category) if None in off else frozenset(category for category in off if category)


def _without(incident: Incident, off: frozenset[Category]) -> Incident | None:
    if not off & set(incident.categories):
        return incident
    if not incident.categories or incident.categories[0] in off:
        return None
    kept = tuple(category for category in incident.categories if category not in off)
    figures = tuple(
        figure
        for figure in incident.figures
        if not (tells := TELLS.get(toll_of(figure.term), frozenset())) or tells & set(kept)
    )
    reports = tuple(_without_quotes(report, off) for report in incident.reports)
    return replace(incident, categories=kept, figures=figures, reports=reports)


def _without_quotes(report: Report, off: frozenset[Category]) -> Report:
    """A report without its title and quotes where one of them tells of what is switched off."""
    signals = report.reading.signals
    hidden = {signal.sentence for signal in signals if signal.category in off}
    kept = tuple(signal for signal in signals if signal.sentence not in hidden)
    categories = tuple(category for category in report.reading.categories if category not in off)
    reading = replace(report.reading, signals=kept, categories=categories)
    return replace(report, reading=reading, title="" if hidden else report.title)


def _coarse(incident: Incident, finest: Measure) -> Incident:
    places = (_told(place, finest) for place in incident.places)
    reports = tuple(
        replace(report, title="", reading=replace(report.reading, places=(), signals=()))
        for report in incident.reports
    )
    kept = tuple(dict.fromkeys(place for place in places if place is not None))
    return replace(incident, places=kept, reports=reports)


def _told(place: Place, finest: Measure) -> Place | None:
    """The place as it may be named; None where only the country may."""
    fine = place.precision in (Precision.PLACE, Precision.PARENT)
    if finest is Measure.COUNTRY:
        return None
    if finest is Measure.PROVINCE and (fine or place.precision is Precision.ADMIN2):
        return _unit(place, place.admin1, Precision.ADMIN1, admin2=None)
    if fine:
        precision = Precision.ADMIN2 if place.admin2 else Precision.ADMIN1
        return _unit(place, place.admin2 or place.admin1, precision, admin2=place.admin2)
    return replace(place, lat=None, lon=None)


def _unit(place: Place, name: str | None, precision: Precision, admin2: str | None) -> Place | None:
    if not name:
        return None
    return Place(name, place.country, precision, name, place.admin1, admin2, role=place.role)
