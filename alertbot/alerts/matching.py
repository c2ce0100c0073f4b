"""Holds keyword rules against an incident or article, one by one or thousands in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from alertbot.alerts.keywords import And, Field, Not, Or, Rule, Term, needs_something
from alertbot.alerts.words import split, without_clitics
from alertbot.model import Article, Incident, Reading

_SEGMENT = 256
"""Rules in the newest segment before it is merged into an older one."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """What keywords are held against: folded words with one space around each, by field."""

    fields: Mapping[Field, str]

    @classmethod
    def of(cls, parts: Mapping[Field, Iterable[str]]) -> SearchText:
        """Fold texts by field; ANY is everything, the text of articles goes under ANY too."""
        named = {field: _spaced(texts) for field, texts in parts.items()}
        return cls({**named, Field.ANY: "\n".join(named.values())})

    @classmethod
    def of_incident(cls, incident: Incident, articles: Iterable[str] = ()) -> SearchText:
        """Gather titles, sentences, places, actors and sources of every report of an incident."""
        readings = [report.reading for report in incident.reports]
        places = [place for reading in readings for place in reading.places]
        names = [(p.name, p.canonical, p.admin1, p.admin2) for p in (*incident.places, *places)]
        outlets = [report.source_name for report in incident.reports]
        return cls.of(
            {
                Field.TITLE: [report.title for report in incident.reports],
                Field.PLACE: [name for group in names for name in group if name],
                Field.ACTOR: [*incident.perpetrators, *(p for r in readings for p in r.perpetrators)],
                Field.SOURCE: [*incident.sources, *outlets, *(s for r in readings for s in r.sources)],
                Field.ANY: [*articles, *(s.sentence for r in readings for s in r.signals)],
            }
        )

    @classmethod
    def of_article(cls, article: Article, reading: Reading | None = None) -> SearchText:
        """Gather title, text and outlet of an article, and the places and actors read in it where known."""
        places = reading.places if reading else ()
        return cls.of(
            {
                Field.TITLE: [article.title],
                Field.PLACE: [
                    name for p in places for name in (p.name, p.canonical, p.admin1, p.admin2) if name
                ],
                Field.ACTOR: reading.perpetrators if reading else (),
                Field.SOURCE: [article.source_name, *(reading.sources if reading else ())],
                Field.ANY: [article.text[:LONGEST_SEARCHED]],
            }
        )


LONGEST_SEARCHED = 100_000
"""Characters of an article that keywords are held against."""


def holds(rule: Rule, text: SearchText) -> bool:
    """Return whether a rule is true of a text."""
    if isinstance(rule, Term):
        return any(pattern in text.fields.get(rule.field, "") for pattern in _patterns(rule))
    if isinstance(rule, Not):
        return not holds(rule.part, text)
    if isinstance(rule, And):
        return all(holds(part, text) for part in rule.parts)
    return any(holds(part, text) for part in rule.parts)


class KeywordIndex:
    """Many rules, each text read once whatever their number.

    Rules live in segments of growing size; adding some rebuilds the newest, smallest segment only, and
    segments of like size are merged now and then, so that a rule is rebuilt a logarithmic number of times.
    """

    def __init__(self, rules: Mapping[str, Rule] | None = None) -> None:
        """Hold `rules`: what was typed to what it means."""
        self._rules: dict[str, Rule] = {}
        self._segments: list[_Segment] = []
        self.add(rules or {})

    def __len__(self) -> int:
        return len(self._rules)

    def add(self, rules: Mapping[str, Rule]) -> None:
        """Hold these rules too; those held already stay as they are."""
        newest = {typed: rule for typed, rule in rules.items() if typed not in self._rules}
        if not newest:
            return
        self._rules |= newest
        while self._segments and len(self._segments[-1].rules) <= max(_SEGMENT, len(newest)):
            if len(self._segments[-1].rules) + len(newest) > _SEGMENT and len(newest) < _SEGMENT:
                break
            newest = self._segments.pop().rules | newest
        self._segments.append(_Segment(newest))

    def remove(self, typed: str) -> None:
        """Forget a rule; its segment keeps the words until it is next merged."""
        self._rules.pop(typed, None)
        for segment in self._segments:
            segment.rules.pop(typed, None)

    def matching(self, text: SearchText) -> frozenset[str]:
        """Return every rule, as typed, that is true of a text."""
        seen = {typed for segment in self._segments for typed in segment.candidates(text)}
        return frozenset(typed for typed in seen if typed in self._rules and holds(self._rules[typed], text))


class _Segment:
    """One automaton over the words without which its rules cannot hold."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self.rules = dict(rules)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        self._owners: list[list[str]] = []
        at: dict[str, list[str]] = {}
        for typed, rule in self.rules.items():
            for term in _needed(rule):
                for pattern in _patterns(term):
                    at.setdefault(pattern, []).append(typed)
        for pattern, owners in at.items():
            self._automaton.add_word(pattern, len(self._owners))
            self._owners.append(owners)
        self._automaton.make_automaton()

    def candidates(self, text: SearchText) -> set[str]:
        hits = {number for _, number in self._automaton.iter(text.fields[Field.ANY])}
        return {typed for number in hits for typed in self._owners[number]}


def _needed(rule: Rule) -> Iterator[Term]:
    """Give terms of which at least one occurs wherever the rule holds, as few and as long as possible."""
    if isinstance(rule, Term):
        yield rule
    elif isinstance(rule, And):
        sure = [list(_needed(part)) for part in rule.parts if needs_something(part)]
        yield from max(sure, key=lambda terms: min(sum(map(len, term.words)) for term in terms))
    elif isinstance(rule, Or):
        for part in rule.parts:
            yield from _needed(part)


def _patterns(term: Term) -> tuple[str, ...]:
    end = "" if term.prefix else " "
    typed = f" {' '.join(term.words)}{end}"
    bare = f" {' '.join(map(without_clitics, term.words))}{end}"
    return (typed,) if bare == typed else (typed, bare)


def _spaced(texts: Iterable[str]) -> str:
    """Fold texts into ' word word ' lines; a text with Arabic clitics gets a second line without them."""
    lines = []
    for text in texts:
        words = split(text)
        bare = [without_clitics(word) for word in words]
        lines.append(f" {' '.join(words)} ")
        if bare != words:
            lines.append(f" {' '.join(bare)} ")
    return "\n".join(lines)
