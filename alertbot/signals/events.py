"""Events: puts the concepts of each sentence together into evidence of harm, news or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alertbot.model import Category
from alertbot.signals.auxiliaries import AUXILIARIES
from alertbot.signals.evidence import Evidence
from alertbot.signals.figures import FigureCandidate
from alertbot.signals.figures_term import THAT
from alertbot.signals.genres import Genres
from alertbot.signals.match import Found, Hit
from alertbot.signals.modality import Clock, Modality, modality
from alertbot.signals.numbers import NumberKind, find_numbers
from alertbot.signals.taxonomy import Rule, Taxonomy
from alertbot.signals.text import Document, quotes
from alertbot.signals.victims import has_victims, only_fighters

__all__ = ["Evidence", "find_evidence", "with_figures"]


def find_evidence(
    document: Document, found: Sequence[Found], taxonomy: Taxonomy, published: datetime | None
) -> tuple[Evidence, ...]:
    """All evidence of harm in a document, live or not, in order of the text.

    `found` are its sentences with their concepts and figures.
    """
    clock = Clock(document, published)
    genres = Genres(found)
    quoted = quotes(document)
    combat = only_fighters(found, document.language)
    evidence: list[Evidence] = []
    for number, item in enumerate(found):
        past = clock.past_words(item)
        around = Surroundings(_around(found, number), combat, document.language)
        for rule, trigger in _met(item, taxonomy, around):
            if rule.category is Category.DISPLACEMENT_RISK and _inside(_span(item, trigger), quoted):
                continue
            how = modality(item, trigger, past, document.language)
            if how is Modality.HYPOTHETICAL and rule.category is Category.DISPLACEMENT_RISK:
                how = Modality.LIVE
            if how is Modality.TOTAL and rule.category in _LASTING:
                how = Modality.LIVE
            if how is Modality.LIVE and _tells_history(found, number, clock):
                how = Modality.PAST
            evidence.append(_evidence(rule, trigger, item, how, genres.judge(number)))
    return _settled(evidence)


def _settled(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What is contested is news of its own only where nothing else tells of harm; beside it, it is denied."""
    told = any(item.live and item.modality is Modality.LIVE and item.strength > 1 for item in evidence)
    if not told:
        return tuple(evidence)
    return tuple(
        replace(item, modality=Modality.DENIED) if item.modality is Modality.CONTESTED else item
        for item in evidence
    )


_LASTING = frozenset({Category.ACCESS_DENIAL_SIEGE, Category.ARBITRARY_DETENTION})
"""Harm that goes on: 'for months' and 'since' belong to the news of it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule may know beyond its sentence."""

    near: frozenset[str]
    """Concepts of the sentences beside it in its paragraph."""
    combat: bool
    """The article is about fighters killed: people are civilians only where it says so."""
    language: str


def _around(found: Sequence[Found], number: int) -> frozenset[str]:
    paragraph = found[number].sentence.paragraph
    beside = [
        found[other].concepts
        for other in (number - 1, number + 1)
        if 0 <= other < len(found) and found[other].sentence.paragraph == paragraph
    ]
    return frozenset().union(*beside)


def _tells_history(found: Sequence[Found], number: int, clock: Clock) -> bool:
    """True if an earlier sentence of the paragraph set it in the past and none since says 'on Monday'."""
    paragraph = found[number].sentence.paragraph
    for item in reversed(found[: number + 1]):
        if item.sentence.paragraph != paragraph or "recent" in item.concepts:
            return False
        if clock.opens_past(item):
            return True
    return False


def with_figures(
    found: Sequence[Found], candidates: Sequence[FigureCandidate], document: Document
) -> tuple[Found, ...]:
    """The sentences with their figures as hits of the concept 'figure'."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for candidate in candidates:
        spans.setdefault(candidate.sentence, []).append((candidate.figure.start, candidate.figure.end))
    return tuple(_counted(item, spans.get(item.sentence.index) or _numbers(item, document)) for item in found)


_COUNTING = frozenset({"kill", "injure", "dead", "abduct", "detain", "deport", "uproot", "flight", "order"})


def _numbers(found: Found, document: Document) -> list[tuple[int, int]]:
    """Bare counts of a sentence of harm whose noun the figure lexicon does not know ('nine stallholders')."""
    if not found.concepts & _COUNTING:
        return []
    numbers = find_numbers(found.sentence.tokens, document.full, document.language)
    return [(n.start, n.end) for n in numbers if n.kind is NumberKind.COUNT and not n.article]


def _counted(found: Found, spans: Sequence[tuple[int, int]]) -> Found:
    if not spans:
        return found
    hits = list(found.hits)
    for start, end in spans:
        inside = [n for n, token in enumerate(found.sentence.tokens) if start <= token.start < end]
        if inside:
            hits.append(Hit("figure", inside[0], inside[-1]))
    hits.sort(key=lambda hit: (hit.first, hit.last))
    return Found(found.sentence, tuple(hits), found.concepts | {"figure"})


def _met(found: Found, taxonomy: Taxonomy, around: Surroundings) -> Iterator[tuple[Rule, Hit]]:
    best: dict[Category, int] = {}
    for rule in taxonomy.rules:
        if rule.needs[0].isdisjoint(found.concepts):
            continue
        if best.get(rule.category, 0) >= rule.strength or rule.unless & found.concepts:
            continue
        if (trigger := _trigger(found, rule, around)) is not None:
            best[rule.category] = rule.strength
            yield rule, trigger


_MOST_TRIGGERS = 20
"""Words of one sentence that are tried as the trigger of a rule."""


def _trigger(found: Found, rule: Rule, around: Surroundings) -> Hit | None:
    for trigger in found.of(*rule.needs[0])[:_MOST_TRIGGERS]:
        if not _names_victims(found, trigger) and all(
            _meets(found, trigger, rule, place, around) for place in range(1, len(rule.needs))
        ):
            return trigger
    return None


_SITES = frozenset({"site", "sites", "camp", "camps", "centre", "centres", "center", "centers", "settlement"})
_SHELTERING = frozenset(
    {
        *("sheltering", "sheltered", "hosting", "hosted", "housing", "abritant", "abritait", "hébergeant"),
        *("hébergeait", "accueillant", "albergaba", "alberga", "acogía", "abrigava", "abriga", "acolhia"),
        *("تؤوي", "يؤوي"),
    }
)
"""What a place does for people who were displaced before."""


def _names_victims(found: Found, trigger: Hit) -> bool:
    """'killed 9 displaced people', 'a school sheltering displaced families': displaced before this harm."""
    if trigger.concept not in ("uproot", "flight"):
        return False
    tokens, start = found.sentence.tokens, trigger.first
    after = tokens[trigger.last + 1].folded if trigger.last + 1 < len(tokens) else ""
    if tokens[trigger.last].folded == "displacement" and after in _SITES:
        return found.concepts.isdisjoint(("evict", "demolish"))
    start = min((hit.first for hit in found.of("figure") if hit.first < start <= hit.last), default=start)
    beside = start - 1 - (start > 1 and tokens[start - 1].folded == "a")  # 'mató a nueve desplazados'
    harmed = any(hit.last == beside for hit in found.of("kill", "injure", "abduct"))
    if harmed and not _PAUSES & set(_between(found, beside, start)):
        return True
    return _harmed_next(found, trigger) or any(
        token.folded in _SHELTERING for token in tokens[max(0, start - 3) : start]
    )


def _harmed_next(found: Found, trigger: Hit) -> bool:
    """'nine displaced people have been killed': what they suffered follows at once."""
    tokens, place = found.sentence.tokens, trigger.last + 1
    persons = {hit.first: hit.last for hit in found.of("persons", "civilians", "figure")}
    harm = {hit.first for hit in found.of("kill", "injure", "abduct")}
    numbers = {hit.first for hit in found.of("figure")}
    while place < len(tokens) and place not in harm:
        if place not in persons and tokens[place].folded not in AUXILIARIES:
            return False
        place = persons.get(place, place) + 1
    if place >= len(tokens) or _PAUSES & set(_between(found, trigger.last, place)):
        return False
    return numbers.isdisjoint((place, place + 1))  # 'displaced 900 people killed twelve'


def _between(found: Found, first: int, last: int) -> str:
    """The text from the end of one word to the start of another."""
    tokens, start = found.sentence.tokens, found.sentence.start
    return found.sentence.text[tokens[first].end - start : tokens[last].start - start]


def _meets(found: Found, trigger: Hit, rule: Rule, place: int, around: Surroundings) -> bool:
    need = rule.needs[place]
    if around.combat and rule.category is Category.PROPERTY_DESTRUCTION and not _CIVIL & found.concepts:
        return False
    fighters_alone = "fighters" in found.concepts and not _CIVIL & found.concepts
    if rule.category is Category.EXPLOSIVE_ORDNANCE and fighters_alone:
        return False
    if "victims" in need:
        return has_victims(found, trigger, around.language, around.combat)
    if around.combat and rule.category is Category.ATTACK_ON_CIVILIANS:
        need = need - {"persons", "figure", "homes"}
    near = any(
        max(hit.first - trigger.last, trigger.first - hit.last) - 1 <= rule.near and hit[1:] != trigger[1:]
        for hit in found.of(*need)
        if not (_speaks(found, hit, around.language) or _is_ridden(found, hit))
    )
    return near or (place >= rule.borrow and bool(need & around.near))


_CIVIL = frozenset({"civilians", "households", "children", "women", "facilities"})


def _is_ridden(found: Found, hit: Hit) -> bool:
    """'armed men on motorcycles took ...': what they came on is not what they took."""
    tokens = found.sentence.tokens
    ridden = hit.concept == "goods" and tokens[hit.first].folded.startswith("moto")
    return ridden and hit.first > 0 and tokens[hit.first - 1].folded in _ON


_ON = frozenset({"on", "en", "em", "à", "a", "sur", "de"})


def _speaks(found: Found, hit: Hit, language: str) -> bool:
    """True for those who are the source: 'the hospital said', 'aid workers said', 'selon des secouristes'."""
    if hit.concept == "aid_workers":
        whole = [one for one in found.of("aid_workers") if one.first <= hit.last and hit.first <= one.last]
        return any(_said_by(found, say, one, language) for say in found.of("say") for one in whole)
    return hit.concept == "facilities" and any(
        hit.first - 2 <= say.first <= hit.last + 2 for say in found.of("say")
    )


def _said_by(found: Found, say: Hit, who: Hit, language: str) -> bool:
    """Whether words of saying stand beside `who`, no comma or 'that' between; 'said aid workers' is none."""
    first, last = (who, say) if who.first < say.first else (say, who)
    tokens = found.sentence.tokens
    if first is say and language == "en" and tokens[say.last].folded != "to":
        return False
    if not 0 <= last.first - first.last - 1 <= 1 or _PAUSES & set(_between(found, first.last, last.first)):
        return False
    return THAT.isdisjoint(token.folded for token in tokens[first.last + 1 : last.first])


_PAUSES = frozenset(",،;:—–")


def _span(found: Found, trigger: Hit) -> tuple[int, int]:
    tokens = found.sentence.tokens
    return tokens[trigger.first].start, tokens[trigger.last].end


def _inside(span: tuple[int, int], quoted: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quoted)


def _evidence(rule: Rule, trigger: Hit, found: Found, how: Modality, genre: str | None) -> Evidence:
    return Evidence(
        category=rule.category,
        strength=rule.strength,
        sentence=found.sentence,
        trigger=_span(found, trigger),
        modality=how,
        genre=genre,
        recent="recent" in found.concepts,
        counted="figure" in found.concepts,
        armed="armed" in found.concepts,
        said="say" in found.concepts,
        concepts=found.concepts,
    )
