"""Tells what a figure is to the event: the event itself, a running total, history, or since corrected."""

from __future__ import annotations

from alertbot.model import FigureRole
from alertbot.signals.figures_bind import Counted
from alertbot.signals.figures_scan import Scan
from alertbot.signals.numbers import NumberKind
from alertbot.signals.numbers_kinds import MONTHS

LARGEST_EVENT = 1_000_000
"""So many people are a running total or a population, not one event."""
PART = "part of another figure"
_SINCE_REACH = 7
_TOTAL_REACH = 9
_SINCE_FAR = 22


def role_of(counted: Counted, scan: Scan) -> tuple[FigureRole, str]:
    """The role and the reason for it."""
    if counted.unit == "combatant":
        return FigureRole.CONTEXT, "fighters or officials, not civilians"
    if (counted.number.value_max or counted.number.value) >= LARGEST_EVENT:
        return FigureRole.CUMULATIVE, "too large for one event"
    return _by_markers(counted, scan)


def _by_markers(counted: Counted, scan: Scan) -> tuple[FigureRole, str]:
    first, last = clause_of(counted, scan)
    for place in range(first, last):
        found = scan.words.markers.find(scan.folded, place)
        if found is None:
            continue
        role = found[0].role
        if (
            role == "superseded"
            and place <= counted.first
            and counted.first - (place + found[1]) <= (4 if found[1] > 1 else 1)
        ):
            return FigureRole.SUPERSEDED, f"'{scan.folded[place]}' before it"
        if role == "totals" and 0 <= counted.first - place <= _TOTAL_REACH:
            return FigureRole.CUMULATIVE, f"'{scan.folded[place]}': a running total"
        if role == "part_of" and _inside(place, found[1], counted, scan):
            return FigureRole.CONTEXT, PART
        if role == "cumulative":
            return FigureRole.CUMULATIVE, f"'{scan.folded[place]}': a running total"
        if role == "context":
            return FigureRole.CONTEXT, f"'{scan.folded[place]}': another time or place"
        if (
            role == "since"
            and abs(place - counted.first) <= _SINCE_FAR
            and not _relative(counted, place, scan)
            and _since_history(place + found[1], scan)
        ):
            return FigureRole.CUMULATIVE, "counted since long ago"
        if role == "future" and place <= counted.last + 3 and place >= counted.first - 4:
            return FigureRole.CONTEXT, f"'{scan.folded[place]}': not yet"
    year = _year(counted, first, last, scan)
    if year:
        return FigureRole.CONTEXT, f"told of {year}"
    return FigureRole.EVENT, ""


def _inside(place: int, length: int, counted: Counted, scan: Scan) -> bool:
    """'including two sisters', 'seven of them children': right before the figure, or right after it."""
    after = counted.last <= place <= counted.last + 2 and not any(scan.breaks[counted.last : place + 1])
    after = after and not any(place + length <= number.first <= place + length + 2 for number in scan.numbers)
    if after:
        return True
    if not 0 <= counted.first - (place + length) <= 8 or place + length > counted.first:
        return False
    between = range(place + length, counted.first + 1)
    return all(scan.breaks[step] < 2 for step in between) and not any(
        place < verb.first < counted.first for verb in scan.verbs
    )


def _relative(counted: Counted, place: int, scan: Scan) -> bool:
    """'houses that had stood empty since 2022 were damaged': the date is not the figure's."""
    between = range(counted.last, max(counted.last, place))
    if any(scan.folded[step] in _RELATIVE for step in between):
        return True
    if any(verb.term == "speech" and verb.first in between for verb in scan.verbs) and any(
        scan.breaks[step] for step in between
    ):
        return any(number.first in between and number.kind is NumberKind.COUNT for number in scan.numbers)
    return False


_RELATIVE = frozenset(
    {
        "that",
        "which",
        "who",
        "whose",
        "qui",
        "que",
        "который",
        "которые",
        "яка",
        "які",
        "التي",
        "الذي",
    }
)


def clause_of(counted: Counted, scan: Scan) -> tuple[int, int]:
    """Tokens between the semicolons and colons around the figure."""
    first = counted.first
    while first > 0 and scan.breaks[first] < 2:
        first -= 1
    last = counted.last
    while last < len(scan.tokens) and scan.breaks[last] < 2:
        last += 1
    return first, last


def _since_history(place: int, scan: Scan) -> bool:
    """'since 2017', 'since January', 'since the war': history; 'since Monday', 'since 3 March': the event."""
    history = False
    for step in range(place, min(place + _SINCE_REACH, len(scan.tokens))):
        if step > place and scan.breaks[step] == 2:
            break
        found = scan.words.markers.find(scan.folded, step)
        role = found[0].role if found else ""
        if role == "since_event":
            return False
        number = next((item for item in scan.numbers if item.first == step), None)
        if number is not None and number.kind is NumberKind.DATE:
            return any(
                item.kind is NumberKind.YEAR and number.last <= item.first <= number.last + 2
                for item in scan.numbers
            )
        if role == "since_history" or (number is not None and number.value >= 1900 and number.value < 2100):
            history = True
        if scan.folded[step] in MONTHS:
            history = True
    return history


def _year(counted: Counted, first: int, last: int, scan: Scan) -> int:
    """A year told without a day: 'in 2017', 'in September 2024'."""
    for number in scan.numbers:
        if number.kind not in (NumberKind.YEAR, NumberKind.DURATION) or not first <= number.first < last:
            continue
        if not 1900 <= number.value < 2100 or number.value_max or _relative(counted, number.first, scan):
            continue
        dated = any(
            item.kind is NumberKind.DATE and number.first - 3 <= item.first < number.first
            for item in scan.numbers
        )
        if not dated:
            return number.value
    return 0
