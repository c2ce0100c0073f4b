"""Binds a number to the noun it counts."""

from __future__ import annotations

from dataclasses import dataclass

from alertbot.signals.figures_phrases import Entry
from alertbot.signals.figures_scan import Scan
from alertbot.signals.numbers import Number, NumberKind
from alertbot.signals.numbers_hedges import HEDGES

_NOUN_FIRST = frozenset({"fr", "es", "pt", "ar"})
"""Languages in which a word right before another noun is no adjective: 'trois hameaux proches'."""
FARTHEST = 7
"""Words between a number and its noun: 'nine Yemeni employees', '1.4 million internally displaced people'."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts."""

    number: Number
    first: int
    last: int
    """Tokens of the whole phrase, hedge and noun included."""
    unit: str
    """A unit, 'combatant', 'other' (never a figure), 'unknown' (a noun we do not know) or '' (no noun)."""
    noun: str
    term: str = ""
    """What the noun itself says happened."""
    part: bool = False
    """'two of them': a part of a figure told before."""
    others: bool = False
    """'27 others': the noun is the one before."""
    sum_of: int = 0
    """Members of a list that were added up; 0 for a number as written."""


def bind(number: Number, scan: Scan) -> Counted | None:
    """The number with its noun, None if it counts nothing that can be a figure."""
    if number.kind is NumberKind.YEAR and not _noun_follows(number, scan):
        return None
    if number.kind not in (NumberKind.COUNT, NumberKind.YEAR):
        return None
    lead = _lead(number, scan)
    if lead and scan.folded[lead - 1] in _AGENT and not scan.breaks[lead]:
        return None
    if lead and scan.folded[lead - 1] in _OF and (_measures_place(lead - 1, scan) or _is_age(lead - 1, scan)):
        return None
    if scan.words.language == "sw":
        return _backward(number, lead, scan)
    return _forward(number, lead, scan)


_AGENT = frozenset({"by", "par", "por", "pelos", "pelas", "توسط"})
"""Words that name the doers, not those it was done to."""


_OF = frozenset({"of", "de", "d'", "с", "із", "з"})


def _measures_place(place: int, scan: Scan) -> bool:
    """'a town of 65,000', 'el cantón, de 300.000 habitantes': how large a place is."""
    if place and scan.breaks[place]:
        return True
    noun = scan.noun(place - 1) if place else None
    return noun is not None and (noun[0].value == "other" or scan.folded[place - 1] in _PARENTS)


def _is_age(place: int, scan: Scan) -> bool:
    """'a girl of 12': how old one person is."""
    noun = scan.noun(place - 1) if place > 1 else None
    return noun is not None and noun[0].value == "person" and scan.folded[place - 2] in {"a", "an", "another"}


_PARENTS = frozenset({"mother", "father", "mère", "père", "madre", "padre", "mãe", "pai"})
"""'a mother of five': her children are not told of."""


def _noun_follows(number: Number, scan: Scan) -> bool:
    if number.last >= len(scan.tokens) or scan.breaks[number.last]:
        return False
    noun = scan.noun(number.last)
    return noun is not None and noun[0].value != "other"


def _lead(number: Number, scan: Scan) -> int:
    """The token at which the number's hedge begins."""
    place = number.first
    while place and scan.tokens[place - 1].start >= number.lead:
        place -= 1
    return place


def _forward(number: Number, lead: int, scan: Scan) -> Counted:
    others = False
    unknown: list[int] = []
    for place in range(number.last, min(number.last + FARTHEST, len(scan.tokens))):
        role = scan.grammar(place)
        if role == "others" and not scan.breaks[place]:
            others = True
            continue
        if role == "people_of" and not scan.breaks[place]:
            return Counted(number, lead, place + 1, "", scan.folded[place], part=True)
        if _ends(place, role, scan):
            break
        noun = scan.noun(place)
        if noun is not None and not (place - 1 in unknown and scan.words.language in _NOUN_FIRST):
            return _with_noun(number, lead, place, noun, scan, others)
        if noun is None and scan.verb_at(place) is not None:
            break
        if noun is not None or (role != "links" and not _hyphenated(place, scan)):
            unknown.append(place)
    return _without_noun(number, lead, unknown, scan, others)


def _ends(place: int, role: str, scan: Scan) -> bool:
    """The phrase of a number ends at a mark, another number or a word like 'in'."""
    if scan.breaks[place] or any(place == number.first for number in scan.numbers):
        return True
    return role == "stops" and scan.noun(place) is None and not _hyphenated(place, scan)


def _without_noun(number: Number, lead: int, unknown: list[int], scan: Scan, others: bool) -> Counted:
    label = None if unknown or others else _label(number, lead, scan)
    if label is not None:
        return label
    if len(unknown) > 1 and not scan.tokens[unknown[0]].text[:1].isupper():
        return Counted(number, lead, number.last, "other", scan.folded[unknown[0]])
    if unknown and not others:
        return Counted(number, lead, unknown[0] + 1, "unknown", scan.folded[unknown[0]])
    return Counted(number, lead, number.last, "", "", others=others)


def _hyphenated(place: int, scan: Scan) -> bool:
    """A word inside a compound: 'mud-and-thatch homes'."""
    after = (
        place + 1 < len(scan.tokens)
        and scan.text[scan.tokens[place].end : scan.tokens[place + 1].start] == "-"
    )
    return after or scan.text[scan.tokens[place - 1].end : scan.tokens[place].start] == "-"


def _label(number: Number, lead: int, scan: Scan) -> Counted | None:
    """'People evacuated: 3,614', 'IDPs total 122 387': the number after its heading."""
    beside = scan.noun(lead - 1) if lead and not scan.breaks[lead] else None
    if (
        beside is not None
        and beside[0].value in ("housing", "household")
        and scan.verb_at(number.last) is None
    ):
        return Counted(number, lead, number.last, beside[0].value, scan.folded[lead - 1], others=True)
    if len(scan.tokens) > _LABEL and ":" not in scan.text[scan.tokens[lead - 1].end : number.start]:
        return None
    for place in range(lead - 1, max(-1, lead - 6), -1):
        noun = scan.noun(place)
        if noun is not None and noun[0].value not in ("other", "combatant"):
            return Counted(
                number, lead, number.last, noun[0].value, scan.folded[place], noun[0].term, others=True
            )
    return None


_LABEL = 5
"""Words of a line that may be a heading with its number."""


def _with_noun(
    number: Number, lead: int, place: int, noun: tuple[Entry, int], scan: Scan, others: bool
) -> Counted:
    entry, length = noun
    last = place + length
    unit, term = entry.value, entry.term
    if term and last < len(scan.tokens) and not scan.breaks[last]:
        head = scan.noun(last)
        if head is not None and head[0].value in ("person", "household", "housing", "facility", "livestock"):
            return Counted(
                number, lead, last + head[1], head[0].value, scan.folded[last], term, others=others
            )
    if unit == "person" and not term and last < len(scan.tokens) and not scan.breaks[last]:
        compound = scan.noun(last)
        if compound is not None and compound[0].value in ("household", "housing"):
            return Counted(
                number, lead, last + compound[1], compound[0].value, scan.folded[last], others=others
            )
        if compound is not None and compound[0].value == "person" and scan.verb_at(last) is None:
            last += compound[1]
    return Counted(number, lead, last, unit, scan.folded[place], term, others=others)


def _backward(number: Number, lead: int, scan: Scan) -> Counted:
    """Swahili: the noun stands before its number, hedges between or before."""
    place = lead - 1
    others = False
    if number.value_max and place >= 1 and scan.folded[place] == "ya":
        place -= 2
    while place >= max(0, lead - 5):
        if scan.breaks[place + 1]:
            break
        noun = scan.noun(place)
        role = scan.grammar(place)
        if role == "others":
            others = True
        elif noun is not None:
            first = _hedge_before(place, scan)
            return Counted(
                number, first, number.last, noun[0].value, scan.folded[place], noun[0].term, others=others
            )
        elif role == "stops" or scan.verb_at(place) is not None:
            break
        place -= 1
    following = scan.noun(number.last) if number.last < len(scan.tokens) else None
    if following is not None and not scan.breaks[number.last]:
        return Counted(
            number,
            lead,
            number.last + following[1],
            following[0].value,
            scan.folded[number.last],
            following[0].term,
        )
    linked = number.last + 1
    if number.vague and linked < len(scan.tokens) and (noun := scan.noun(linked)) is not None:
        return Counted(number, lead, linked + noun[1], noun[0].value, scan.folded[linked], noun[0].term)
    return Counted(number, lead, number.last, "", "", others=others)


def _hedge_before(place: int, scan: Scan) -> int:
    for length in (3, 2, 1):
        if place >= length and tuple(scan.folded[place - length : place]) in HEDGES:
            return place - length
    return place
