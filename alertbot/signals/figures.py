"""Figures: how many people, families, homes, facilities and animals were harmed, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alertbot.model import Figure, FigureRole, Qualifier, Unit
from alertbot.signals.figures_bind import Counted, bind
from alertbot.signals.figures_decide import Decided, decide
from alertbot.signals.figures_lexicon import (
    FigureLexicon,
    FigureLexiconError,
    FigureWords,
    load_figure_lexicon,
)
from alertbot.signals.figures_rank import FigureCandidate, consolidate, group_of, rank, rank_candidates
from alertbot.signals.figures_role import PART, role_of
from alertbot.signals.figures_scan import Scan, scan_sentence
from alertbot.signals.figures_single import dual_nouns, single_victims
from alertbot.signals.figures_sum import add_lists
from alertbot.signals.numbers import hedge_after, hedge_before
from alertbot.signals.numbers_hedges import HEDGES
from alertbot.signals.text import Document, Part, Sentence

__all__ = [
    "FigureCandidate",
    "FigureLexicon",
    "FigureLexiconError",
    "find_figures",
    "load_figure_lexicon",
    "rank",
]

MOST = 400
"""Numbers of an article that are looked at; a table of more is no news item."""
LONGEST_SENTENCE = 150
"""Words."""


def find_figures(document: Document, lexicon: FigureLexicon) -> tuple[FigureCandidate, ...]:
    """Every figure of the article, most important first, repetitions merged; empty for other languages.

    Running totals, history, corrected counts and parts are included with their role.
    """
    words = lexicon.languages.get(document.language)
    if words is None:
        return ()
    found: list[FigureCandidate] = []
    looked_at = 0
    before: Sequence[str] = ()
    for sentence in pieces(document):
        if looked_at > MOST:
            break
        scan = scan_sentence(sentence, document, words, before)
        before = [token.folded for token in sentence.tokens]
        if scan is not None:
            looked_at += len(scan.numbers)
            found += _read(scan, found[-1].figure if found else None)
    if _homes(found) and not any(_tells_violence(sentence, words) for sentence in document.sentences):
        found = [_as_household(candidate) for candidate in found]
    return tuple(rank_candidates(consolidate(found, document)))


def pieces(document: Document) -> Iterator[Sentence]:
    """The sentences of the story; one of endless length comes in pieces, so that work stays linear."""
    story = [sentence for sentence in document.sentences if sentence.part is not Part.BOILERPLATE]
    for sentence in story or _as_one(document.sentences):
        if len(sentence.tokens) <= LONGEST_SENTENCE:
            yield sentence
            continue
        for first in range(0, len(sentence.tokens), LONGEST_SENTENCE):
            yield replace(sentence, tokens=sentence.tokens[first : first + LONGEST_SENTENCE])


def _as_one(lines: Sequence[Sentence]) -> list[Sentence]:
    """A fragment of lines without a story ('321', 'Houses', 'destroyed'), as one sentence."""
    tokens = tuple(token for line in lines for token in line.tokens)
    return [replace(lines[0], tokens=tokens, end=lines[-1].end)] if lines else []


def _homes(candidates: Sequence[FigureCandidate]) -> bool:
    return any(candidate.figure.unit is Unit.HOUSING for candidate in candidates)


def _tells_violence(sentence: Sentence, words: FigureWords) -> bool:
    folded = [token.folded for token in sentence.tokens]
    nouns = (words.nouns.find(folded, place) for place in words.nouns.places(folded))
    if any(noun is not None and noun[0].value == "combatant" for noun in nouns):
        return True
    markers = (words.markers.find(folded, place) for place in words.markers.places(folded))
    return any(marker is not None and marker[0].role == "violence" for marker in markers)


def _as_household(candidate: FigureCandidate) -> FigureCandidate:
    """A home lost where nothing tells of violence is one household, as IDMC counts it in disasters."""
    if candidate.figure.unit is not Unit.HOUSING or "housing" not in candidate.figure.term:
        return candidate
    reasons = (*candidate.reasons, "no violence told: a home lost is counted as a household")
    return replace(candidate, figure=replace(candidate.figure, unit=Unit.HOUSEHOLD), reasons=reasons)


def _read(scan: Scan, previous: Figure | None) -> list[FigureCandidate]:
    counted = [item for number in scan.numbers if (item := bind(number, scan)) is not None]
    counted += dual_nouns(scan) + single_victims(scan, counted)
    sums = add_lists(counted, scan)
    told: list[FigureCandidate] = []
    last: Counted | None = None
    for item in sorted(counted + sums, key=lambda item: (item.first, -item.last)):
        if item.unit == "other":
            continue
        beside = told[-1].figure if told and last is not None and _same_group(last, item, scan) else None
        candidate = _candidate(item, scan, told[-1].figure if told else previous, beside)
        if candidate is None:
            continue
        if any(whole.first <= item.first and item.last <= whole.last and whole is not item for whole in sums):
            candidate = replace(
                candidate, figure=replace(candidate.figure, role=FigureRole.CONTEXT), reasons=(PART,)
            )
        told.append(candidate)
        last = item
    return told


def _same_group(first: Counted, second: Counted, scan: Scan) -> bool:
    """'58 familias, unas 240 personas': two units for one group, side by side."""
    units = {first.unit, second.unit} == {"person", "household"} and not second.term and not first.part
    between = [word for word in scan.folded[first.last : second.first] if word not in _OR]
    return units and not between and not scan.divided(first.last, second.first + 1)


_OR = frozenset(
    [
        "or",
        "ou",
        "soit",
        "o",
        "سوا",
        "اي",
        "أي",
        "то",
        "есть",
        "или",
        "або",
        "тобто",
        "یعنی",
        "یا",
        "au",
        "yaani",
        "roughly",
    ]
)


def _candidate(
    counted: Counted, scan: Scan, previous: Figure | None, beside: Figure | None
) -> FigureCandidate | None:
    decided = _as_beside(counted, beside) or decide(counted, scan, previous)
    if decided is None:
        return None
    role, why = role_of(counted, scan)
    if why == PART and previous is not None and decided.term != previous.term:
        role, why = FigureRole.EVENT, ""
    figure = _figure(counted, decided, role, scan)
    reasons = (decided.reason, why) if why else (decided.reason,)
    return FigureCandidate(figure, scan.sentence.index, group_of(figure.term), counted.noun, reasons)


def _as_beside(counted: Counted, beside: Figure | None) -> Decided | None:
    if beside is None or "housing" in beside.term:
        return None
    return Decided(Unit(counted.unit), beside.term, "the same group in another unit")


def _figure(counted: Counted, decided: Decided, role: FigureRole, scan: Scan) -> Figure:
    number = counted.number
    start, end = scan.tokens[counted.first].start, scan.tokens[counted.last - 1].end
    qualifier = number.qualifier
    if qualifier is Qualifier.EXACT and counted.last > number.last:
        qualifier = hedge_after(counted.last, scan.tokens, scan.text) or qualifier
    if scan.words.language == "sw" and qualifier is Qualifier.EXACT:
        qualifier = (
            hedge_before(counted.first + 1, scan.tokens, scan.text)[0]
            or _sw_hedge(counted, scan)
            or qualifier
        )
    return Figure(
        value=number.value,
        unit=decided.unit,
        term=decided.term,
        text=scan.text[start:end],
        start=start,
        end=end,
        value_max=number.value_max,
        qualifier=qualifier,
        role=role,
        vague=number.vague,
    )


def _sw_hedge(counted: Counted, scan: Scan) -> Qualifier | None:
    for length in (3, 2, 1):
        hedge = HEDGES.get(tuple(scan.folded[counted.first : counted.first + length]))
        if hedge is not None:
            return hedge
    return None
