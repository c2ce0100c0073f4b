"""Read: one article in, everything it says about harm out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from alertbot.gazetteer.countries import load_country_names
from alertbot.model import SENSITIVE, Category, Figure, FigureRole, Place, PlaceRole, Reading, Signal
from alertbot.ports import Embedder, Gazetteer
from alertbot.signals.actors import ActorLexicon, ActorMention, find_actors, load_actors
from alertbot.signals.categories import effective, told
from alertbot.signals.claims import ClaimLexicon, Claims, load_claims, read_claims
from alertbot.signals.events import find_evidence, with_figures
from alertbot.signals.evidence import Evidence
from alertbot.signals.figures import FigureCandidate, FigureLexicon, find_figures, load_figure_lexicon, rank
from alertbot.signals.figures_loose import loose_figures
from alertbot.signals.first_look import FirstLook, first_look
from alertbot.signals.flags import Camp, camp_of, context_of, flags_of
from alertbot.signals.flags_words import FlagWords, load_flag_words
from alertbot.signals.headline import (
    HeadlineWeights,
    headline_category,
    headline_concepts,
    headline_score,
    load_headline_weights,
)
from alertbot.signals.lazily import Lazily
from alertbot.signals.lexicon import load_lexicon
from alertbot.signals.match import Found, Matcher
from alertbot.signals.places import PlaceNames, ResolvedPlaces, find_places, leaving, resolve_places
from alertbot.signals.places_likely import likely_countries
from alertbot.signals.privacy import safe_sentence
from alertbot.signals.semantic import SecondOpinion, load_semantic_weights
from alertbot.signals.taxonomy import Taxonomy, load_taxonomy
from alertbot.signals.text import LONGEST, Document, Part, Sentence, build_document
from alertbot.signals.verdict import Verdict, Weights, judge, load_weights
from alertbot.signals.when import occurred, with_dates
from alertbot.signals.when_words import DayWords, load_day_words


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles in every language it has a lexicon for; pure, and safe to share between threads."""

    first_looks: Mapping[str, FirstLook]
    matchers: Mapping[str, Matcher]
    taxonomy: Taxonomy
    weights: Weights
    headline: HeadlineWeights
    figures: FigureLexicon
    actors: ActorLexicon
    claims: ClaimLexicon
    days: Mapping[str, DayWords]
    flags: FlagWords
    names: PlaceNames
    second: SecondOpinion | None = None
    """None where no sentence model is at hand: the lexicon judges alone."""

    def read(
        self,
        title: str,
        text: str,
        language: str | None,
        published: datetime | None,
        source_name: str = "",
        country_prior: str | None = None,
    ) -> Reading:
        """Return what the article says; offsets count characters of `title + "\\n\\n" + text`.

        Languages without a lexicon give no alert and say so in `reasons`. A text without any word that could
        tell of harm is not read further, and one without evidence and figures has no places.
        """
        matcher = self.matchers.get(language or "")
        if matcher is None or language is None:
            return Reading(language, False, 0.0, reasons=(f"language '{language}' is not supported",))
        if len(text) > _SHORT and not self.first_looks[language].finds(f"{title}\n\n{text}"):
            nothing = judge((), (), 0, self.weights)
            return Reading(language, False, nothing.score, reasons=nothing.reasons)
        document = build_document(title, text, language)
        candidates = find_figures(document, self.figures)
        found = with_figures(matcher.scan(document), candidates, document)
        found = with_dates(document, found, published, self.days)
        evidence = effective(find_evidence(document, found, self.taxonomy, published))
        verdict = self._judge(document, found, evidence)
        focus = _focus(evidence, found)
        telling = evidence or candidates or len(text) <= _SHORT
        actors = find_actors(document, self.actors) if verdict.alert else ()
        likely = likely_countries(language, actors)
        where = self._places(document, focus, country_prior, likely) if telling else _NOWHERE
        base = Reading(
            language=language,
            alert=verdict.alert,
            score=verdict.score,
            context=context_of(evidence),
            country=where.country,
            places=where.places,
            figures=_figures(candidates, evidence, document),
            occurred=occurred(document, _ranked(evidence), found, published, self.days)
            if verdict.alert
            else None,
            reasons=(*verdict.reasons, *where.reasons, *_cut_short(document)),
        )
        if not verdict.alert:
            return base
        kinds, tellable = verdict.categories, where.tellable
        return self._alerting(base, document, evidence, candidates, focus, actors, kinds, tellable)

    def _judge(self, document: Document, found: Sequence[Found], evidence: Sequence[Evidence]) -> Verdict:
        verdict = judge(evidence, told(evidence), len(found), self.weights)
        if any(item.sentence.part is not Part.TITLE for item in found):
            return verdict
        concepts = headline_concepts(concept for item in found for concept in item.concepts)
        return self._judge_headline(document.title, concepts, told(evidence))

    def _judge_headline(
        self, title: str, concepts: frozenset[str], categories: tuple[Category, ...]
    ) -> Verdict:
        first = headline_score(concepts, self.headline)
        again = self.second.reconsider(title, concepts, first) if self.second else None
        score = round(again.score if again else first, 3)
        why = (again.reason,) if again else ()
        if not (again.alert if again else score >= self.headline.threshold):
            return Verdict(False, score, (), ("only a title: too little in it tells of harm", *why))
        told_of = categories or (headline_category(concepts),)
        return Verdict(True, score, told_of, ("only a title: its kinds of words are those of harm", *why))

    def _places(
        self, document: Document, focus: Sequence[tuple[int, int]], prior: str | None, likely: frozenset[str]
    ) -> ResolvedPlaces:
        mentions = find_places(document, self.names)
        return resolve_places(document, mentions, focus, prior, likely)

    def _alerting(
        self,
        base: Reading,
        document: Document,
        evidence: Sequence[Evidence],
        candidates: Sequence[FigureCandidate],
        focus: Sequence[tuple[int, int]],
        actors: Sequence[ActorMention],
        categories: tuple[Category, ...],
        tellable: frozenset[Place],
    ) -> Reading:
        loose = loose_figures(document, self.figures, evidence, candidates)
        base = replace(base, figures=rank((*base.figures, *loose)))
        claims: Claims = read_claims(document, actors, focus, self.claims)
        camp = camp_of(evidence, self.flags, document.language)
        camps = frozenset(place for place in base.places if _is_camp(place, camp))
        flags = flags_of(evidence, camp, base.figures, base.places, self.flags, document.language)
        return replace(
            base,
            categories=categories,
            context=tuple(dict.fromkeys((*base.context, *flags))),
            places=leaving(base.places, tellable, categories, camps),
            status=claims.status,
            perpetrators=claims.perpetrators,
            sources=claims.sources,
            denied_by=claims.denied_by,
            aliases=_aliases(actors, claims),
            unnamed=_unnamed(actors, claims),
            signals=_signals(document, evidence, categories),
            reasons=(*base.reasons, *claims.reasons),
        )


def _is_camp(place: Place, camp: Camp) -> bool:
    """Whether the place is, or may be, a site of displaced people: then it gets no pin."""
    return camp is Camp.HIT or (camp is Camp.REACHED and place.role is PlaceRole.DESTINATION)


def _cut_short(document: Document) -> tuple[str, ...]:
    return (f"only the first {LONGEST} characters were read",) if len(document.full) > LONGEST else ()


def _ranked(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Live evidence, the leading first: strong, counted, in the story rather than the title, early."""
    live = [item for item in evidence if item.live and item.strength > 1]
    return sorted(
        live,
        key=lambda item: (
            -item.strength,
            item.sentence.part is Part.TITLE,
            not (item.counted or item.said),
            item.sentence.index,
        ),
    )


def _focus(evidence: Sequence[Evidence], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Spans of the sentences that carry the event, the leading one first, then those that attribute it."""
    spans = dict.fromkeys((item.sentence.start, item.sentence.end) for item in _ranked(evidence))
    told = {item.sentence.index: item.sentence for item in _ranked(evidence)}
    for item in found:
        after = told.get(item.sentence.index + 1)
        if after is not None and after.paragraph == item.sentence.paragraph and "say" in item.concepts:
            spans.setdefault((item.sentence.start, item.sentence.end))
    return list(spans)[:_MOST_FOCUS]


def _aliases(actors: Sequence[ActorMention], claims: Claims) -> tuple[tuple[str, str], ...]:
    """English names of the actors that the claims name, where the lexicon knows one."""
    named = _told_of(claims)
    found = {actor.name: actor.canonical for actor in actors if actor.name in named}
    return tuple((name, known) for name, known in found.items() if known.casefold() != name.casefold())


def _unnamed(actors: Sequence[ActorMention], claims: Claims) -> tuple[str, ...]:
    """Those the claims speak of by a common noun only: not in the lexicon by name, no capital within."""
    own = {actor.name for actor in actors if not actor.common}
    others = (name for name in dict.fromkeys(_told_of(claims)) if name not in own)
    return tuple(name for name in others if not any(word[:1].isupper() for word in name.split()[1:]))


def _told_of(claims: Claims) -> tuple[str, ...]:
    return (*claims.perpetrators, *claims.sources, *claims.denied_by)


def _signals(
    document: Document, evidence: Sequence[Evidence], categories: Sequence[Category]
) -> tuple[Signal, ...]:
    """The sentences that carry the alert, fit to be stored and shown."""
    sensitive = bool(SENSITIVE.intersection(categories))
    told = [item for item in _ranked(evidence) if item.category in categories]
    spans = dict.fromkeys((item.sentence.start, item.sentence.end) for item in told)
    safe = {span: safe_sentence(document, *span, sensitive=sensitive) for span in spans}
    found = ((item.category, (item.sentence.start, item.sentence.end)) for item in told)
    return tuple(Signal(category, safe[span], *span) for category, span in dict.fromkeys(found))


def _figures(
    candidates: Sequence[FigureCandidate], evidence: Sequence[Evidence], document: Document
) -> tuple[Figure, ...]:
    """The figures, most important first; those far from any live evidence are context."""
    live = {item.sentence.index: item.sentence for item in evidence if item.live}
    if not live:
        return tuple(candidate.figure for candidate in candidates)
    dead = {item.sentence.index for item in evidence} - live.keys()
    near = {place for told in live.values() for place in _reached(told, document)}
    return rank(_placed(candidate, near - dead | live.keys()) for candidate in candidates)


def _reached(told: Sentence, document: Document) -> Iterator[int]:
    """Sentences over which the event told in one goes on: a few of its paragraph and of those beside it."""
    first, last = max(0, told.index - _REACH), told.index + _REACH + 1
    for sentence in document.sentences[first:last]:
        if abs(sentence.paragraph - told.paragraph) <= 1:
            yield sentence.index


_REACH = 3
"""Sentences over which an event goes on."""
_NOWHERE = ResolvedPlaces(None, (), ())
"""Of a text that tells of nothing."""
_SHORT = 200
"""Characters; so short a text may be no more than a title, which is judged by all its words."""
_MOST_FOCUS = 40
"""Sentences that places and claims are sought around; the leading ones."""


def _placed(candidate: FigureCandidate, near: set[int]) -> Figure:
    figure = candidate.figure
    if figure.role is FigureRole.EVENT and candidate.sentence not in near:
        return replace(figure, role=FigureRole.CONTEXT)
    return figure


def load_reader(config_dir: Path, gazetteer: Gazetteer, embedder: Embedder | None = None) -> Reader:
    """Read every lexicon and weight under `config_dir`; `embedder` gives a second opinion on headlines.

    Raises ConfigurationError with file and line if one cannot be used.
    """
    semantic = load_semantic_weights(config_dir / "semantic.yaml") if embedder else None
    lexicons = {path.stem: load_lexicon(path) for path in sorted((config_dir / "lexicon").glob("*.yaml"))}
    taxonomy = load_taxonomy(config_dir / "taxonomy.yaml")
    figures = load_figure_lexicon(config_dir / "figures")
    return Reader(
        first_looks=Lazily(
            lexicons, lambda of: first_look(lexicons[of], taxonomy, figures.languages.get(of))
        ),
        matchers=Lazily(lexicons, lambda of: Matcher(lexicons[of])),
        taxonomy=taxonomy,
        weights=load_weights(config_dir / "verdict.yaml"),
        headline=load_headline_weights(config_dir / "headline.yaml"),
        figures=figures,
        actors=load_actors(config_dir),
        claims=load_claims(config_dir),
        days=load_day_words(config_dir / "when.yaml"),
        flags=load_flag_words(config_dir / "flags.yaml"),
        names=PlaceNames(gazetteer, load_country_names(config_dir / "countries.yaml")),
        second=SecondOpinion(embedder, semantic) if embedder and semantic else None,
    )
