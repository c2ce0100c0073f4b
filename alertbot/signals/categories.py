"""Categories: which kinds of harm the live evidence of an article adds up to."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.model import Category
from alertbot.signals.evidence import Evidence, strengths

_MOVES = frozenset({Category.DEPORTATION_EXPULSION, Category.ABDUCTION, Category.FORCED_RECRUITMENT})


def effective(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without what another, more exact piece explains.

    People carried off are not also displaced by the same words, those driven over a border are not abducted,
    those a mine kills are not also attacked.
    """
    mined = {e.sentence.index for e in evidence if e.live and e.category is Category.EXPLOSIVE_ORDNANCE}
    tortured = {
        e.sentence.index for e in evidence if e.live and e.strength > 2 and e.category is Category.TORTURE
    }
    return tuple(
        item
        for item in evidence
        if not (_explained(item, evidence) or _by_mine(item, mined) or _in_custody(item, tortured))
    )


def _explained(item: Evidence, evidence: Sequence[Evidence]) -> bool:
    if item.category is Category.ABDUCTION:
        return any(
            other.live
            and other.strength > 2
            and other.category is Category.DEPORTATION_EXPULSION
            and other.sentence.index == item.sentence.index
            for other in evidence
        )
    if item.category is not Category.FORCED_DISPLACEMENT:
        return False
    return any(
        other.category in _MOVES
        and other.strength > 1
        and other.trigger[0] < item.trigger[1]
        and item.trigger[0] < other.trigger[1]
        for other in evidence
    )


def _in_custody(item: Evidence, tortured: set[int]) -> bool:
    """'Died under torture': no attack beside it unless the sentence tells of one."""
    attacked = item.concepts & {"attack", "bombard", "burn", "kill"}
    return item.category is Category.ATTACK_ON_CIVILIANS and item.sentence.index in tortured and not attacked


def _by_mine(item: Evidence, mined: set[int]) -> bool:
    if item.category not in (Category.ATTACK_ON_CIVILIANS, Category.ATTACK_ON_SERVICES) or not mined:
        return False
    if item.sentence.index in mined:
        return True
    near = any(abs(item.sentence.index - index) <= 1 for index in mined)
    return near and (not item.concepts & {"armed", "bombard"} or "blast" in item.concepts)


def told(evidence: Sequence[Evidence]) -> tuple[Category, ...]:
    """The categories that the live evidence supports, the leading one first.

    An attack without victims and a deadline quoted beside an eviction only support another category.
    """
    best = strengths(evidence)
    firm = {category for category, strength in best.items() if strength > 1}
    strong = {category for category, strength in best.items() if strength == 3}
    for minor, allies in _SUPPORTED.items():
        if best.get(minor) == 1 and strong & allies:
            firm.add(minor)
    for minor, majors in _MINOR.items():
        if best.get(minor) == 2 and strong - {minor} and (majors is None or strong & majors):
            firm.discard(minor)
    return tuple(sorted(firm, key=lambda category: (-best[category], list(best).index(category))))


_SUPPORTED = {Category.TRAFFICKING_FORCED_LABOUR: frozenset({Category.TORTURE, Category.ABDUCTION})}
"""Categories whose thin evidence counts beside strong evidence of these."""
_MINOR: dict[Category, frozenset[Category] | None] = {
    Category.ATTACK_ON_CIVILIANS: None,
    Category.DISPLACEMENT_RISK: frozenset({Category.FORCED_EVICTION, Category.FORCED_DISPLACEMENT}),
}
"""Categories whose middling evidence gives way to strong evidence of others (None: of any)."""
