"""Explain: an article with every piece of evidence marked where it stands, and why it counts or does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from alertbot.model import Figure
from alertbot.signals.actors import ActorMention, find_actors
from alertbot.signals.categories import effective
from alertbot.signals.events import find_evidence, with_figures
from alertbot.signals.evidence import Evidence
from alertbot.signals.figures import find_figures
from alertbot.signals.read import Reader
from alertbot.signals.text import Document, Part, build_document


def explain(reader: Reader, title: str, text: str, language: str, published: datetime | None) -> str:
    """Return the article, one sentence a line, evidence in [brackets], and below each line what was found.

    Evidence that counts is marked `+`, what was set aside `-` with the reason; then figures, actors and the
    verdict with its reasons. A language without a lexicon gives one line that says so.
    """
    reading = reader.read(title, text, language, published)
    matcher = reader.matchers.get(language)
    if matcher is None:
        return f"{reading.reasons[0]}\n"
    document = build_document(title, text, language)
    candidates = find_figures(document, reader.figures)
    found = with_figures(matcher.scan(document), candidates, document)
    evidence = effective(find_evidence(document, found, reader.taxonomy, published))
    actors = find_actors(document, reader.actors)
    lines = list(_article(document, evidence, reading.figures, actors))
    lines += [
        "",
        f"{'ALERT' if reading.alert else 'no alert'}  score {reading.score:.2f}  {reading.country or '?'}",
    ]
    lines += [f"  {reason}" for reason in reading.reasons]
    return "\n".join(lines) + "\n"


def _article(
    document: Document,
    evidence: Sequence[Evidence],
    figures: Sequence[Figure],
    actors: Sequence[ActorMention],
) -> Iterator[str]:
    for sentence in document.sentences:
        inside = [item for item in evidence if item.sentence.index == sentence.index]
        kind = "skipped: " if sentence.part is Part.BOILERPLATE else ""
        yield f"{kind}{_marked(document, sentence.start, sentence.end, [item.trigger for item in inside])}"
        for item in inside:
            yield f"    {_evidence(document, item)}"
        for figure in figures:
            if sentence.start <= figure.start < sentence.end:
                yield f"    # {figure.value} {figure.unit}, {figure.term}, {figure.role}: “{figure.text}”"
        for actor in actors:
            if sentence.start <= actor.start < sentence.end:
                yield f"    @ {actor.name} ({actor.type})"


def _evidence(document: Document, item: Evidence) -> str:
    words = document.full[slice(*item.trigger)]
    if item.live:
        return f"+ {item.category} ({item.strength}): “{words}”"
    return f"- {item.category}: “{words}” is {item.genre or item.modality}"


def _marked(document: Document, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    pieces, position = [], start
    for first, last in sorted(set(spans)):
        if first >= position:
            pieces += [document.full[position:first], "[", document.full[first:last], "]"]
            position = last
    return "".join([*pieces, document.full[position:end]])
