"""Puts the figures of an article in order and merges those that repeat one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from alertbot.model import Figure, FigureRole, Qualifier, Unit
from alertbot.signals.text import Document, Part


@dataclass(frozen=True, slots=True)
class FigureCandidate:
    """A figure with where and why."""

    figure: Figure
    sentence: int
    """Index of its sentence in the document."""
    group: str
    """Kind of harm: 'displacement', 'death', 'injury' ...; figures of one group may count the same people."""
    noun: str
    """The noun counted, folded; '' where it is left out."""
    reasons: tuple[str, ...]


_GROUPS = {
    "displacement": (
        "displaced", "forced to flee", "evacuated", "relocated", "evicted", "homeless", "sheltered",
        "in relief camp", "ordered to leave", "deported",
    ),
    "death": ("killed",),
    "injury": ("injured", "tortured"),
    "captivity": (
        "abducted", "missing", "detained", "recruited", "forcibly married", "trafficked", "rescued",
    ),
    "property": ("destroyed housing", "partially destroyed housing", "destroyed", "attacked", "stolen"),
}  # fmt: skip
_GROUP_OF = {term: group for group, terms in _GROUPS.items() for term in terms}

_TIERS = (
    ("displaced", "forced to flee", "evacuated", "relocated", "evicted", "homeless", "deported"),
    ("ordered to leave", "sheltered", "in relief camp", "uninhabitable housing"),
    ("killed",),
    (
        "abducted", "raped", "recruited", "forcibly married", "trafficked", "detained", "trapped",
        "separated", "missing", "tortured",
    ),
    ("injured", "rescued"),
    ("destroyed housing", "partially destroyed housing", "destroyed", "attacked", "ransacked"),
    ("stolen",),
)  # fmt: skip
_TIER_OF = {term: place for place, terms in enumerate(_TIERS) for term in terms}
_ROLES = (FigureRole.EVENT, FigureRole.CUMULATIVE, FigureRole.CONTEXT, FigureRole.SUPERSEDED)
_UNITS = (Unit.PERSON, Unit.HOUSEHOLD, Unit.HOUSING, Unit.FACILITY, Unit.LIVESTOCK)


def group_of(term: str) -> str:
    """The kind of harm of a term; the term itself where it stands alone."""
    return _GROUP_OF.get(term, term)


def importance(figure: Figure) -> tuple[int, int, bool]:
    """What sorts figures: role, then kind of harm, counts before vague words."""
    tier = _TIER_OF.get(figure.term, len(_TIERS))
    if figure.unit is Unit.HOUSEHOLD and "housing" in figure.term:
        tier = 1
    return _ROLES.index(figure.role), tier, figure.vague


def rank(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Most important first: the event first, displacement before deaths and damage, in text order."""
    return tuple(sorted(figures, key=lambda figure: (*importance(figure), figure.start)))


def rank_candidates(candidates: Iterable[FigureCandidate]) -> list[FigureCandidate]:
    """The same for candidates; in one sentence people stand before households."""
    return sorted(
        candidates,
        key=lambda item: (
            *importance(item.figure),
            item.sentence,
            _UNITS.index(item.figure.unit),
            item.figure.start,
        ),
    )


def consolidate(candidates: Sequence[FigureCandidate], document: Document) -> list[FigureCandidate]:
    """One candidate for each figure told: repetitions and headline roundings give way to fuller words."""
    titles = {sentence.index for sentence in document.sentences if sentence.part is Part.TITLE}
    kept: list[FigureCandidate] = []
    for candidate in sorted(candidates, key=lambda item: (item.sentence in titles, item.figure.start)):
        place = next(
            (i for i, other in enumerate(kept) if _same(candidate, other, candidate.sentence in titles)), None
        )
        if place is None:
            kept.append(candidate)
        elif candidate.figure.role is FigureRole.EVENT and kept[place].figure.role is not FigureRole.EVENT:
            if candidate.sentence not in titles:
                kept[place] = candidate
        elif _says_more(candidate, kept[place]) and candidate.sentence not in titles:
            figure = replace(kept[place].figure, qualifier=candidate.figure.qualifier)
            kept[place] = replace(kept[place], figure=figure)
    return kept


def _says_more(new: FigureCandidate, old: FigureCandidate) -> bool:
    """The same number, hedged only the second time: the hedge is the truth."""
    hedged = new.figure.qualifier not in (None, Qualifier.EXACT)
    return hedged and old.figure.qualifier is Qualifier.EXACT and new.figure.value == old.figure.value


def _same(new: FigureCandidate, old: FigureCandidate, in_title: bool) -> bool:
    a, b = new.figure, old.figure
    if a.unit is not b.unit or new.group != old.group:
        return False
    if a.value == b.value:
        return True
    if a.value_max and a.value <= b.value <= a.value_max:
        return in_title
    return (in_title or a.vague) and b.role is not FigureRole.CUMULATIVE and _rounded(a, b)


def _rounded(loose: Figure, exact: Figure) -> bool:
    """'Thousands flee' over 'about 3,200 people': the same count, less exactly."""
    if exact.vague or exact.value < loose.value:
        return abs(exact.value - loose.value) <= 0.1 * loose.value and not exact.vague and not loose.vague
    if loose.vague:
        return exact.value >= loose.value
    hedged = loose.qualifier not in (Qualifier.EXACT, None)
    return exact.value <= loose.value * (1.5 if hedged else 1.1)
