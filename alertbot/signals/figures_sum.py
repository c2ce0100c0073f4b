"""Adds up victims named one by one: 'the head teacher and 11 pupils' are twelve (cases, conventions)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alertbot.model import Qualifier
from alertbot.signals.figures_bind import Counted
from alertbot.signals.figures_scan import Scan
from alertbot.signals.figures_term import DIRECT

_AND = frozenset(["and", "et", "y", "e", "и", "й", "та", "i", "na", "و"])
_DEFINITE = frozenset(
    ["the", "le", "la", "l'", "el", "al", "o", "a", "ao", "his", "her", "son", "sa", "su", "seu", "sua"]
)
_TAIL = 4
"""Words that may follow a noun inside a list: 'two women in labour and ...'."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One member of a list: how many, and where."""

    value: int
    at_least: bool
    first: int
    last: int
    counted: Counted | None


def add_lists(counted: Sequence[Counted], scan: Scan) -> list[Counted]:
    """The sums of lists of people that one verb governs; members stay and become parts."""
    by_start = {item.first: item for item in counted}
    sums: list[Counted] = []
    place = 0
    while place < len(scan.tokens):
        members = _list_from(place, by_start, scan)
        if len(members) > 1 and any(item.counted for item in members) and _one_verb(members, scan):
            sums.append(_sum(members))
            place = members[-1].last
        else:
            place += 1
    return sums


def _list_from(place: int, by_start: dict[int, Counted], scan: Scan) -> list[Listed]:
    members: list[Listed] = []
    here: int | None = place
    while here is not None and here < len(scan.tokens):
        member = _member(here, by_start, scan)
        if member is None:
            break
        members.append(member)
        if len(members) > 1 and _after_and(member.first, scan):
            return members
        here = _next(member.last, scan)
    return members[:1]


def _after_and(place: int, scan: Scan) -> bool:
    """The last member of a list stands after 'and'; a list of commas alone may be two clauses."""
    return (
        any(scan.folded[step] in _AND for step in range(max(0, place - 3), place))
        or scan.folded[place][:1] == "و"
    )


def _member(place: int, by_start: dict[int, Counted], scan: Scan) -> Listed | None:
    item = by_start.get(place)
    if item is not None:
        single = item.number.article and item.unit == "person"
        people = (
            item.unit in ("person", "unknown") and not item.term and not item.part and not item.number.vague
        )
        if (people or single) and item.number.value_max is None:
            return Listed(
                item.number.value, item.number.qualifier is Qualifier.AT_LEAST, item.first, item.last, item
            )
        return None
    word = scan.folded[place]
    if word not in scan.words.articles and word not in _DEFINITE:
        return None
    if place + 1 in by_start and word in _DEFINITE:
        return _member(place + 1, by_start, scan)
    for step in range(place + 1, min(place + 6, len(scan.tokens))):
        if scan.breaks[step] or scan.folded[step] in _AND:
            return None
        single_noun = scan.words.singles.find(scan.folded, step)
        if single_noun is not None:
            return Listed(1, False, place, step + single_noun[1], None)
    return None


def _next(last: int, scan: Scan) -> int | None:
    """Where the next member begins: after a comma or an 'and', a few words on."""
    for step in range(last, min(last + _TAIL, len(scan.tokens))):
        if scan.breaks[step] == 2 or scan.verb_at(step) is not None:
            return None
        if scan.folded[step] in _AND:
            return step + 1
        if scan.breaks[step] == 1:
            return step + 1 if scan.folded[step] in _AND else step
    return None


def _one_verb(members: Sequence[Listed], scan: Scan) -> bool:
    first, last = members[0].first, members[-1].last
    for verb in scan.verbs:
        if verb.term not in DIRECT:
            continue
        before = (
            0 <= first - verb.last <= 1
            and not any(scan.breaks[verb.last : first + 1])
            and verb.slot != "subject"
        )
        after = (
            0 <= verb.first - last <= 3
            and not any(scan.breaks[last : verb.first + 1])
            and verb.slot != "object"
        )
        if before or after:
            return True
    return False


def _sum(members: Sequence[Listed]) -> Counted:
    head = next(item.counted for item in members if item.counted is not None)
    at_least = any(item.at_least for item in members)
    number = replace(
        head.number,
        value=sum(item.value for item in members),
        qualifier=Qualifier.AT_LEAST if at_least else head.number.qualifier,
        article=False,
        start=head.number.start,
    )
    return Counted(number, members[0].first, members[-1].last, "person", head.noun, sum_of=len(members))
