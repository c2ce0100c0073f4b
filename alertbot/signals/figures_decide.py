"""Decides whether a counted thing is a figure, of which unit, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass

from alertbot.model import Figure, Unit
from alertbot.signals.figures_bind import Counted
from alertbot.signals.figures_scan import Scan, Verb
from alertbot.signals.figures_term import DIRECT, UNITS_OF_TERM, governing_verb, own_story
from alertbot.signals.numbers_kinds import NumberKind

ELLIPSIS = 3
"""How far from its verb a number may stand without a noun: '14 wounded', 'about 250 were left homeless'."""
UNKNOWN = 3
OVERRIDING = frozenset(
    {"rescued", "returned", "no harm", "deported", "reunited", "killed", "abducted", "evacuated"}
)


SINGLE_TERMS = frozenset({"killed", "injured", "abducted", "missing"})
_AT = {
    "en": "to in at into from near inside",
    "fr": "dans à au en vers depuis",
    "es": "en a hacia desde",
    "pt": "em no na nos nas a para",
    "ru": "в на из с под",
    "uk": "у в на з із під",
    "ar": "في الى من داخل",
    "fa": "در از به",
    "sw": "katika kwenye",
}
"""Words before a place: what stands in them is where, not what was hit."""


def _at(scan: Scan) -> list[str]:
    return _AT[scan.words.language].split()


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
    if counted.number.article and not _one_victim(counted, verb, cost, scan):
        return None
    if counted.unit in ("housing", "facility") and _is_where(counted, scan):
        return None
    if counted.term:
        return _by_noun(counted, verb, cost)
    if counted.unit == "":
        told = _after_toll(counted, scan, previous) or _revised(counted, scan, previous)
        if told is not None:
            return told
    if verb is not None and verb.term == "speech":
        verb, cost = own_story(counted, verb, scan), 0
    if verb is None or verb.term == "no harm":
        return None
    if counted.unit == "unknown":
        return (
            Decided(Unit.PERSON, verb.term, _why(verb, scan)) if cost <= _reach(counted, verb, scan) else None
        )
    if counted.unit == "":
        return _elliptic(counted, verb, cost, scan, previous)
    unit = Unit.PERSON if counted.unit == "combatant" else Unit(counted.unit)
    return _of_unit(unit, verb, scan)


def _is_where(counted: Counted, scan: Scan) -> bool:
    """'moved to 26 shelters': a place, unless the verb takes that word itself ('set fire to')."""
    before = counted.first - 1
    return before >= 0 and scan.folded[before] in _at(scan) and scan.verb_at(before) is None


def _one_victim(counted: Counted, verb: Verb | None, cost: int, scan: Scan) -> bool:
    """'un homme a été tué', 'quemaron una casa', 'ще один чоловік': one, not just an article."""
    if verb is None:
        return False
    if counted.unit == "housing":
        return verb.term in ("destroyed", "damaged") and cost <= 1 and verb.last <= counted.first
    more = counted.first > 0 and scan.grammar(counted.first - 1) == "others"
    known = counted.unit == "person" or (counted.unit == "" and more)
    return known and verb.term in SINGLE_TERMS and cost <= (10 if more else 5)


def _reach(counted: Counted, verb: Verb, scan: Scan) -> int:
    """How far a verb may stand from a noun we do not know: 'Brus of western Mizoram took shelter'."""
    before = counted.first - 1
    if (
        before >= 0
        and not scan.breaks[counted.first]
        and scan.verb_at(before) is None
        and not scan.grammar(before)
    ):
        return 1 if verb.term not in DIRECT else 2
    name = scan.tokens[counted.last - 1].text[:1].isupper() and scan.words.language in (
        "en",
        "fr",
        "es",
        "pt",
    )
    if name and counted.number.last == counted.last - 1:
        return 7
    return UNKNOWN if verb.term in DIRECT else 1


def _after_toll(counted: Counted, scan: Scan, previous: Figure | None) -> Decided | None:
    """'the number of houses at 60', 'the toll rose to 12': the noun after it, or the figure before."""
    first = counted.first
    for place in range(first - 1, max(-1, first - 12), -1):
        if scan.breaks[place + 1] == 2 or any(number.last - 1 == place for number in scan.numbers):
            return None
        found = scan.words.markers.find(scan.folded, place)
        if found is not None and found[0].role == "toll":
            return _of_toll(place + found[1], first, scan, previous)
    return None


def _revised(counted: Counted, scan: Scan, previous: Figure | None) -> Decided | None:
    """'27 people, up from 19': an older count of the same."""
    for length in (4, 3, 2):
        place = counted.first - length
        found = scan.words.markers.find(scan.folded, place) if place >= 0 else None
        if found is not None and found == (found[0], length) and found[0].role == "superseded" and previous:
            return Decided(previous.unit, previous.term, "an older count of the figure before")
    return None


def _of_toll(start: int, end: int, scan: Scan, previous: Figure | None) -> Decided | None:
    verb = next((verb for verb in scan.verbs if start <= verb.first < end), None)
    for place in range(start, end):
        noun = scan.noun(place)
        if noun is None:
            continue
        entry = noun[0]
        if entry.value in ("other", "combatant"):
            return None
        term = entry.term or (
            verb.term if verb else previous.term if previous and previous.unit == entry.value else ""
        )
        return (
            _of_unit(Unit(entry.value), Verb(start, end, term, "verbs"), scan)
            if term in UNITS_OF_TERM
            else _repeat(entry.value, term)
        )
    if verb is not None and verb.term not in ("no harm", "speech"):
        return Decided(Unit.PERSON, verb.term, "the toll of it")
    if previous is not None:
        return Decided(previous.unit, previous.term, "the toll of the figure before")
    deadly = any(verb.term == "killed" for verb in scan.verbs)
    return Decided(Unit.PERSON, "killed", "a toll, and the sentence tells of killing") if deadly else None


def _repeat(unit: str, term: str) -> Decided | None:
    return Decided(Unit(unit), term, "the toll of it") if term else None


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
    few = counted.number.vague and counted.number.value < 10
    if few or _second_date(counted, scan):
        return None
    own = counted.part and verb.first >= counted.last and previous is not None and verb.term != previous.term
    if cost > (8 if counted.others else 24 if own else 1 if counted.part else ELLIPSIS):
        return None
    if verb.term in ("destroyed", "damaged", "stolen"):
        if previous is None or (
            previous.unit in (Unit.PERSON, Unit.HOUSEHOLD) and "housing" not in previous.term
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


def _second_date(counted: Counted, scan: Scan) -> bool:
    """'March 28 and 29 left ...': the second day of a date."""
    before = next((number for number in scan.numbers if number.last == counted.number.first - 1), None)
    return before is not None and before.kind is NumberKind.DATE and counted.number.value <= 31


def _of_unit(unit: Unit, verb: Verb, scan: Scan) -> Decided | None:
    why = _why(verb, scan)
    if unit in (Unit.HOUSING, Unit.HOUSEHOLD) and verb.term in ("destroyed", "damaged"):
        term = "destroyed housing" if verb.term == "destroyed" else "partially destroyed housing"
        return _housing(term, why, scan)
    if unit is Unit.HOUSING and verb.term == "evacuated":
        return Decided(Unit.HOUSEHOLD, verb.term, "homes are evacuated household by household")
    if unit is Unit.HOUSEHOLD and verb.term == "missing":
        return Decided(unit, "homeless", why)
    if unit is Unit.HOUSEHOLD and verb.term == "deported" and scan.folded[verb.first].startswith("expuls"):
        return Decided(unit, "evicted", why)
    if unit is Unit.LIVESTOCK and verb.term == "abducted":
        return Decided(unit, "stolen", why)
    if unit is Unit.FACILITY:
        return (
            Decided(unit, "destroyed" if verb.term == "destroyed" else "attacked", why)
            if verb.term in ("destroyed", "damaged")
            else None
        )
    return Decided(unit, verb.term, why)


def _housing(term: str, why: str, scan: Scan) -> Decided:
    """In natural hazards IDMC counts a home lost as a household; else it stays a home (field notes, 2.3)."""
    if not scan.hazard:
        return Decided(Unit.HOUSING, term, why)
    return Decided(
        Unit.HOUSEHOLD,
        term,
        f"{why}; '{scan.hazard}': a home lost to a natural hazard is one household",
    )


def _why(verb: Verb, scan: Scan) -> str:
    return f"'{' '.join(scan.folded[verb.first : verb.last])}' governs it"
