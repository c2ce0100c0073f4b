"""The figures of an incident as data: ranges and hedges kept, families never turned into people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alertbot.alerts.phrases import figure_phrase
from alertbot.alerts.totals import counted
from alertbot.exports.plain import unmarked
from alertbot.model import Figure, FigureRole, Incident, Toll, Unit, toll_of
from alertbot.texts import Texts

RANGE, VAGUE = "range", "vague"


@dataclass(frozen=True, slots=True)
class Count:
    """One figure."""

    unit: str
    toll: str
    """What happened to those counted: displaced, killed, destroyed ..."""
    term: str
    """In the source's terms (IDMC's where one fits): forced to flee, evicted ..."""
    value: int | None
    """Of a range the lower end; None where sources say only 'dozens'."""
    value_max: int | None
    """The upper end of a range, else None."""
    qualifier: str
    """exact, approximately, at least, more than, less than, up to; range; vague."""
    words: str
    """The figure in words, as an alert puts it."""


def counts(incident: Incident, texts: Texts) -> tuple[Count, ...]:
    """Return every figure of the harm done, the most important first; none of a withdrawn incident."""
    if incident.retracted:
        return ()
    figures = (figure for figure in incident.figures if figure.role is FigureRole.EVENT)
    return tuple(count for figure in figures if (count := _count(figure, texts)) is not None)


def the_count(incident: Incident, unit: Unit, toll: Toll, texts: Texts) -> Count | None:
    """Return the one figure that stands in the column of a unit and what happened; digests add up the same.

    Those evicted and deported are displaced too. A vague word stands there only if there is no number.
    """
    if incident.retracted:
        return None
    figure = counted(incident, unit, toll) or next(_vague(incident, unit, toll), None)
    return _count(figure, texts) if figure else None


def _vague(incident: Incident, unit: Unit, toll: Toll) -> Iterator[Figure]:
    for figure in incident.figures:
        told = figure.role is FigureRole.EVENT and figure.vague
        if told and figure.unit is unit and toll_of(figure.term) is toll:
            yield figure


def _count(figure: Figure, texts: Texts) -> Count | None:
    phrase = figure_phrase(figure, texts)
    if phrase is None:
        return None
    ranged = figure.value_max is not None and figure.value_max != figure.value
    hedge = figure.qualifier.value if figure.qualifier else ""
    return Count(
        unit=figure.unit.value,
        toll=toll_of(figure.term).value,
        term=figure.term,
        value=None if figure.vague else figure.value,
        value_max=figure.value_max if ranged and not figure.vague else None,
        qualifier=VAGUE if figure.vague else RANGE if ranged else hedge,
        words=unmarked(phrase),
    )
