"""Victims counted without a numeral: Arabic duals, and one person named alone beside what befell them."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.model import Qualifier
from alertbot.signals.figures_bind import Counted
from alertbot.signals.figures_scan import Scan
from alertbot.signals.numbers import Number, NumberKind

_SINGLE_TERMS = frozenset({"killed", "injured", "abducted"})
_NEAR = 4


def dual_nouns(scan: Scan) -> list[Counted]:
    """'عائلتين': two families in one word."""
    found: list[Counted] = []
    for place, word in enumerate(scan.folded if scan.words.duals else ()):
        unit = scan.words.duals.get(word) or scan.words.duals.get(word.removeprefix("و"))
        if unit is None or any(number.first <= place < number.last for number in scan.numbers):
            continue
        found.append(Counted(_number(2, place, scan), place, place + 1, unit, word))
    return found


def _number(value: int, place: int, scan: Scan) -> Number:
    token = scan.tokens[place]
    return Number(
        start=token.start, end=token.end, first=place, last=place + 1, value=value, value_max=None,
        qualifier=Qualifier.EXACT, vague=False, kind=NumberKind.COUNT, lead=token.start,
    )  # fmt: skip


def single_victims(scan: Scan, counted: Sequence[Counted]) -> list[Counted]:
    """'One bystander', 'un homme', 'женщина': one person, beside a verb of killing, wounding or taking."""
    found: list[Counted] = []
    if not any(verb.term in _SINGLE_TERMS for verb in scan.verbs):
        return found
    for place in scan.words.singles.places(scan.folded):
        single = scan.words.singles.find(scan.folded, place)
        if single is None or any(item.first <= place < item.last for item in counted):
            continue
        first = _article(place, scan)
        if first is not None and _beside_harm(first, place + single[1], scan):
            found.append(
                Counted(_number(1, place, scan), first, place + single[1], "person", scan.folded[place])
            )
    return found


def _article(place: int, scan: Scan) -> int | None:
    if not scan.words.articles:
        taken = place and any(number.last == place or number.first == place for number in scan.numbers)
        return None if taken else place
    for first in range(place - 1, max(-1, place - 4), -1):
        if scan.breaks[first + 1]:
            return None
        if scan.folded[first] in scan.words.articles:
            return first
    return None


def _beside_harm(first: int, last: int, scan: Scan) -> bool:
    for verb in scan.verbs:
        if verb.term not in _SINGLE_TERMS:
            continue
        between = (last, verb.first) if verb.first >= last else (verb.last, first)
        if verb.first < last and verb.last > first:
            continue
        near = between[1] - between[0] <= _NEAR and not any(scan.breaks[between[0] : between[1] + 1])
        if near and (
            (verb.first >= last and verb.slot != "object") or (verb.last <= first and verb.slot != "subject")
        ):
            return True
    return False
