"""Finds what happened to those counted: the verb that governs a figure, on either side of it."""

from __future__ import annotations

from alertbot.signals.auxiliaries import AUXILIARIES
from alertbot.signals.figures_bind import Counted
from alertbot.signals.figures_scan import Scan, Verb
from alertbot.signals.numbers import NumberKind

_PEOPLE = frozenset({"person", "household"})
_PEOPLE_TERMS = frozenset(
    {
        "killed", "injured", "abducted", "missing", "displaced", "forced to flee", "evacuated", "relocated",
        "evicted", "homeless", "sheltered", "in relief camp", "deported", "detained", "tortured", "raped",
        "recruited", "forcibly married", "trafficked", "rescued", "separated", "trapped", "ordered to leave",
        "returned", "affected", "no harm", "speech",
    }
)  # fmt: skip
UNITS_OF_TERM: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PEOPLE_TERMS, _PEOPLE),
    "destroyed": frozenset({"housing", "facility"}),
    "damaged": frozenset({"housing", "facility"}),
    "stolen": frozenset({"livestock"}),
    "no harm": frozenset({"person", "household", "housing", "facility", "livestock"}),
    "killed": frozenset({"person", "livestock"}),
    "injured": frozenset({"person"}),
    "abducted": frozenset({"person", "livestock"}),
    "raped": frozenset({"person"}),
    "evacuated": frozenset({"person", "household", "housing", "facility"}),
    "affected": frozenset({"person", "household", "housing", "facility"}),
}
DIRECT = frozenset(
    {
        "killed",
        "injured",
        "abducted",
        "detained",
        "deported",
        "raped",
        "evacuated",
        "recruited",
        "rescued",
        "missing",
    }
)
"""Terms whose verb takes people only: what is killed and not known to be cattle is a person."""
FARTHEST = 45
WEAK = {"affected": 5, "returned": 2, "sheltered": 3}
"""Terms that give way to a fuller word nearby."""


def governing_verb(counted: Counted, scan: Scan) -> tuple[Verb, int] | None:
    """The verb that governs the figure and its cost (0: beside it), None if none in reach."""
    best: tuple[int, Verb] | None = None
    for verb in scan.verbs:
        if max(verb.first - counted.last, counted.first - verb.last) > FARTHEST or not fits(counted, verb):
            continue
        cost = _cost(counted, verb, scan)
        cost = cost if cost is None else cost + WEAK.get(verb.term, 0) + 4 * (verb.slot == "weak")
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, verb)
    if best is None or best[0] > FARTHEST:
        return None
    return _suffered(counted, scan) or (best[1], best[0])


_SUFFERED = frozenset({"killed", "injured", "abducted", "detained", "raped", "tortured", "missing"})


def _suffered(counted: Counted, scan: Scan) -> tuple[Verb, int] | None:
    """'nine displaced people were killed': displaced is who they were, killed is what is told of them."""
    inside = range(counted.number.last, counted.last)
    if not any(verb.term == "displaced" and verb.first in inside for verb in scan.verbs):
        return None
    place = counted.last
    while place < len(scan.folded) and scan.folded[place] in AUXILIARIES and not scan.breaks[place]:
        place += 1
    verb = scan.verb_at(place)
    if verb is None or verb.term not in _SUFFERED or scan.breaks[place] or not fits(counted, verb):
        return None
    counts_others = any(other.first == verb.last for other in scan.numbers)
    return None if counts_others else (verb, 0)


def fits(counted: Counted, verb: Verb) -> bool:
    """Such a verb can be said of such a unit."""
    unit = "person" if counted.unit == "combatant" else counted.unit
    if unit == "":
        return True
    if unit == "unknown":
        return verb.term in _PEOPLE_TERMS
    return unit in UNITS_OF_TERM[verb.term]


def _cost(counted: Counted, verb: Verb, scan: Scan) -> int | None:
    if verb.first >= counted.last:
        return _after(counted, verb, scan)
    if verb.last <= counted.first:
        return _before(counted, verb, scan)
    return 0 if verb.first >= counted.number.last else None


def _after(counted: Counted, verb: Verb, scan: Scan) -> int | None:
    """'Four people, including two sisters, were killed': commas in pairs are a parenthesis."""
    if verb.slot == "object":
        return None
    first, last = counted.last, verb.first
    commas = scan.commas(first, verb.last)
    cost = last - first + (2 if commas % 2 == 0 else 6) * commas
    cost += 12 * scan.divided(first, verb.last)
    cost += (
        sum(6 for other in scan.numbers if first <= other.first < last and other.kind is NumberKind.COUNT)
        if commas % 2
        else 0
    )
    cost += 5 * _rivals(counted, first, last, scan)
    if scan.words.language == "ar" and scan.folded[verb.first][:1] == "و" and last > first - 1:
        cost += 6
    if commas == 0:
        cost += sum(
            3 for other in scan.numbers if first <= other.first < last and other.kind is NumberKind.COUNT
        )
    if any(other.first == verb.last for other in scan.verbs) and verb.slot == "subject":
        cost += 4
    if verb.first > first and scan.folded[verb.first - 1] in _WHO:
        cost += 3
    if last - first >= 1 and scan.folded[first] in _AND and commas == 0:
        cost += 4
    return cost


_WHO = frozenset({"who", "qui", "que", "которые", "які", "الذين", "ambao"})
_AND = frozenset({"and", "et", "y", "e", "و", "и", "та", "й", "na", "i"})


def _before(counted: Counted, verb: Verb, scan: Scan) -> int | None:
    """'killing two vendors and a boy': what stands between may be a list."""
    if verb.slot == "subject":
        return None
    first, last = verb.last, counted.first
    commas = scan.commas(first, last + 1)
    cost = (last - first) + 3 * commas + 12 * scan.divided(first, last + 1)
    cost += sum(3 for other in scan.numbers if first <= other.first < last)
    cost += 5 * _rivals(counted, first, last, scan)
    if verb.term == "speech":
        return _speech_before(first, last, cost, scan)
    if commas and scan.words.language in _FREE_ORDER and _has_subject(verb, scan):
        cost += 8
    if cost > 0 and _starts_clause(counted, first, scan):
        cost += 8
    if (
        scan.words.language == "en"
        and verb.first
        and scan.folded[verb.first - 1] in _BE
        and not scan.folded[verb.first].endswith("ing")
        and commas == 0
    ):
        cost += 8
    return cost


def _has_subject(verb: Verb, scan: Scan) -> bool:
    """'two passengers died, nine people ...': a verb with a count before it takes none after a comma."""
    return any(
        0 <= verb.first - other.last <= _SUBJECT and not any(scan.breaks[other.last : verb.first + 1])
        for other in scan.numbers
    )


_FREE_ORDER = frozenset({"ru", "uk"})
"""Languages whose subject stands before or after its verb alike."""
_SUBJECT = 2
"""Words between a number and the verb it is the subject of."""


def _speech_before(first: int, last: int, cost: int, scan: Scan) -> int | None:
    """'ont indiqué deux habitants': speakers follow their verb at once, what they say follows 'that'."""
    spoken = any(
        scan.folded[place] in _THAT or scan.breaks[place]
        for place in range(first, min(last + 1, len(scan.folded)))
    )
    return None if spoken or last - first > 2 else cost


def own_story(counted: Counted, speech: Verb, scan: Scan) -> Verb | None:
    """'fourteen women said that they had been raped': what speakers tell of themselves."""
    after = [verb for verb in scan.verbs if verb.first >= speech.last]
    if speech.first < counted.last or not after or not fits(counted, after[0]):
        return None
    that = next((place for place in range(speech.last, after[0].first) if scan.folded[place] in _THAT), None)
    if that is None or after[0].first - that > 5:
        return None
    silent = all(
        scan.grammar(place) == "stops" or scan.folded[place] in _THEY
        for place in range(that + 1, after[0].first)
    )
    return after[0] if silent and after[0].term not in ("no harm", "speech") else None


_THEY = frozenset(
    {"they", "she", "he", "ils", "elles", "они", "вони", "eles", "elas", "ellos", "ellas", "had", "been"}
)
THAT = frozenset({"that", "que", "qu", "qu'", "что", "що", "أن", "ان", "إن", "که", "kuwa", "kwamba"})
"""What joins words of saying to what is said."""
_THAT = THAT | {"إنهن", "انهن", "انهم", "انها", "انه", "a", "au", "plus"}


def _starts_clause(counted: Counted, verb_end: int, scan: Scan) -> bool:
    """'two died and 12 ...': a number after 'and' belongs to what follows, unless a list runs up to it."""
    place = counted.first - 1
    while place > verb_end and scan.grammar(place) == "others":
        place -= 1
    if place < verb_end or not _is_and(place, scan):
        return False
    return not any(verb_end <= other.first < place for other in scan.numbers)


def _rivals(counted: Counted, first: int, last: int, scan: Scan) -> int:
    """Verbs on the way that could govern the figure as well."""
    return sum(
        first <= verb.first < last and verb.slot != "weak" and verb.term not in WEAK and fits(counted, verb)
        for verb in scan.verbs
    )


def _is_and(place: int, scan: Scan) -> bool:
    return scan.folded[place] in _AND


_BE = frozenset({"were", "was", "been", "be", "being", "are", "is"})
