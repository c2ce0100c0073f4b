"""Decides whether a counted thing is a figure, of which unit, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass

from alertbot.model import Figure, Unit
from alertbot.signals.figures_bind import Counted
from alertbot.signals.figures_scan import Scan, Verb
from alertbot.signals.figures_term import DIRECT, governing_verb

ELLIPSIS = 3
"""How far from its verb a number may stand without a noun: '14 wounded', 'about 250 were left homeless'."""
UNKNOWN = 3
OVERRIDING = frozenset(
    {"rescued", "returned", "no harm", "deported", "reunited", "killed", "abducted", "evacuated"}
)


@dataclass(frozen=True, slots=True)
class Decided:
    """Unit and IDMC term of a figure."""

    unit: Unit
    term: str
    reason: str


def decide(counted: Counted, scan: Scan, previous: Figure | None) -> Decided | None:
    """Unit and term, None if this is no figure; `previous` is the figure told before in the sentence."""
    found = governing_verb(counted, scan)
    verb, cost = found if found is not None else (None, 0)
    if counted.term:
        return _by_noun(counted, verb, cost)
    if verb is None or verb.term == "no harm":
        return None
    if counted.unit == "unknown":
        return Decided(Unit.PERSON, verb.term, _why(verb, scan)) if cost <= UNKNOWN else None
    if counted.unit == "":
        return _elliptic(counted, verb, cost, scan, previous)
    unit = Unit.PERSON if counted.unit == "combatant" else Unit(counted.unit)
    return _of_unit(unit, verb, scan)


def _by_noun(counted: Counted, verb: Verb | None, cost: int) -> Decided | None:
    """'19 hostages', '4 dead': the noun tells, unless the verb beside it tells otherwise."""
    unit = Unit(counted.unit) if counted.unit not in ("combatant", "") else Unit.PERSON
    if (
        verb is not None
        and cost <= 6
        and counted.term not in ("killed", "injured")
        and verb.term in OVERRIDING
    ):
        return None if verb.term == "no harm" else Decided(unit, verb.term, f"'{counted.noun}' and its verb")
    return Decided(unit, counted.term, f"'{counted.noun}' says it")


def _elliptic(counted: Counted, verb: Verb, cost: int, scan: Scan, previous: Figure | None) -> Decided | None:
    if counted.number.article or cost > (8 if counted.others else ELLIPSIS):
        return None
    if verb.term in ("destroyed", "damaged", "stolen"):
        if (
            previous is None
            or previous.unit in (Unit.PERSON, Unit.HOUSEHOLD)
            and "housing" not in previous.term
        ):
            return None
        return _of_unit(previous.unit, verb, scan)
    if (
        previous is not None
        and previous.unit is Unit.HOUSEHOLD
        and verb.term not in DIRECT
        and "housing" not in previous.term
    ):
        return Decided(Unit.HOUSEHOLD, verb.term, _why(verb, scan))
    return Decided(Unit.PERSON, verb.term, _why(verb, scan))


def _of_unit(unit: Unit, verb: Verb, scan: Scan) -> Decided | None:
    why = _why(verb, scan)
    if unit in (Unit.HOUSING, Unit.HOUSEHOLD) and verb.term in ("destroyed", "damaged"):
        term = "destroyed housing" if verb.term == "destroyed" else "partially destroyed housing"
        return _housing(term, why, scan)
    if unit is Unit.HOUSING and verb.term == "evacuated":
        return Decided(Unit.HOUSEHOLD, verb.term, "homes are evacuated household by household")
    if unit is Unit.FACILITY:
        return (
            Decided(unit, "destroyed" if verb.term == "destroyed" else "attacked", why)
            if verb.term in ("destroyed", "damaged")
            else None
        )
    return Decided(unit, verb.term, why)


def _housing(term: str, why: str, scan: Scan) -> Decided:
    """In natural hazards IDMC counts a home lost as a household; elsewhere it stays a home (field notes, 2.3)."""
    hazard = next(
        (place for place in range(len(scan.folded)) if scan.words.hazard.find(scan.folded, place)), None
    )
    if hazard is None:
        return Decided(Unit.HOUSING, term, why)
    return Decided(
        Unit.HOUSEHOLD,
        term,
        f"{why}; '{scan.folded[hazard]}': a home lost to a natural hazard is counted as a household",
    )


def _why(verb: Verb, scan: Scan) -> str:
    return f"'{' '.join(scan.folded[verb.first : verb.last])}' governs it"
