"""Loose counts: people or homes counted in a sentence of harm whose verb the figure lexicon does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alertbot.model import Category, Figure, FigureRole, Unit
from alertbot.signals.evidence import Evidence
from alertbot.signals.figures_bind import Counted, bind
from alertbot.signals.figures_decide import decide
from alertbot.signals.figures_lexicon import FigureLexicon
from alertbot.signals.figures_rank import FigureCandidate
from alertbot.signals.figures_role import role_of
from alertbot.signals.figures_scan import Scan, scan_sentence
from alertbot.signals.figures_term import governing_verb
from alertbot.signals.text import Document, Part

_PEOPLE: Mapping[Category, str] = {
    Category.FORCED_DISPLACEMENT: "displaced",
    Category.FORCED_EVICTION: "evicted",
    Category.DEPORTATION_EXPULSION: "deported",
    Category.DISPLACEMENT_RISK: "ordered to leave",
    Category.ABDUCTION: "abducted",
    Category.ARBITRARY_DETENTION: "detained",
    Category.TORTURE: "tortured",
    Category.GBV: "raped",
    Category.FORCED_RECRUITMENT: "recruited",
    Category.TRAFFICKING_FORCED_LABOUR: "trafficked",
    Category.FAMILY_SEPARATION: "separated",
    Category.FORCED_MARRIAGE: "forcibly married",
    Category.ACCESS_DENIAL_SIEGE: "trapped",
}
"""What a kind of harm says of the people counted beside it, in IDMC's terms."""
_HOMES = frozenset({Category.FORCED_EVICTION, Category.PROPERTY_DESTRUCTION})
_FAR = 160
"""Characters between a count and the words of harm it may belong to."""
_SPOKEN = 3
"""A verb of saying so many words off does not hold the count: its subject is somebody else."""


def loose_figures(
    document: Document,
    lexicon: FigureLexicon,
    evidence: Sequence[Evidence],
    candidates: Sequence[FigureCandidate],
) -> tuple[Figure, ...]:
    """Figures of the event that only the evidence of their sentence gives a term; at most one of a unit each.

    A sentence of live evidence that has a figure of the unit already gets none. Titles are left out.
    """
    words = lexicon.languages.get(document.language)
    if words is None:
        return ()
    told: dict[int, list[Evidence]] = {}
    for item in evidence:
        if item.live and item.strength > 1 and item.sentence.part is not Part.TITLE:
            told.setdefault(item.sentence.index, []).append(item)
    known = {(one.figure.value, one.figure.unit) for one in candidates}
    found: list[Figure] = []
    for index, near in told.items():
        scan = scan_sentence(near[0].sentence, document, words)
        if scan is not None:
            taken = {one.figure.unit for one in candidates if one.sentence == index}
            found += _of_sentence(scan, near, taken)
    return tuple(one for one in found if (one.value, one.unit) not in known)


def _of_sentence(scan: Scan, near: Sequence[Evidence], taken: set[Unit]) -> Iterator[Figure]:
    for number in scan.numbers:
        counted = bind(number, scan)
        if counted is None or counted.unit not in ("person", "household", "housing"):
            continue
        unit = Unit(counted.unit)
        if unit in taken or not _is_loose(counted, scan):
            continue
        start, end = scan.tokens[counted.first].start, scan.tokens[counted.last - 1].end
        term = _term(unit, start, near)
        if term is not None and role_of(counted, scan)[0] is FigureRole.EVENT:
            taken.add(unit)
            yield _figure(counted, unit, term, scan.text[start:end], start)


def _is_loose(counted: Counted, scan: Scan) -> bool:
    """Nothing known governs the count: no verb of harm, none that says no harm was done."""
    if counted.part or counted.others or counted.term or counted.number.article or counted.number.vague:
        return False
    if decide(counted, scan, None) is not None:
        return False
    verb = governing_verb(counted, scan)
    return verb is None or (verb[0].term == "speech" and verb[1] >= _SPOKEN)


def _term(unit: Unit, start: int, near: Sequence[Evidence]) -> str | None:
    nearest = min(near, key=lambda item: abs(item.trigger[0] - start))
    if abs(nearest.trigger[0] - start) > _FAR:
        return None
    if unit is Unit.HOUSING:
        return "destroyed housing" if nearest.category in _HOMES else None
    if nearest.category in _PEOPLE:
        return _PEOPLE[nearest.category]
    hurt = [word for word in ("kill", "injure") if word in nearest.concepts]
    if nearest.category is not Category.ATTACK_ON_CIVILIANS or len(hurt) != 1 or unit is not Unit.PERSON:
        return None
    return "killed" if hurt == ["kill"] else "injured"


def _figure(counted: Counted, unit: Unit, term: str, text: str, start: int) -> Figure:
    number = counted.number
    return Figure(
        value=number.value,
        unit=unit,
        term=term,
        text=text,
        start=start,
        end=start + len(text),
        value_max=number.value_max,
        qualifier=number.qualifier,
        role=FigureRole.EVENT,
        vague=False,
    )
