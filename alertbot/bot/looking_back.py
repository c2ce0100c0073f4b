"""What a keyword rule would have matched among the incidents and articles of the last 30 days."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from alertbot.alerts.keywords import KeywordError, parse_rule
from alertbot.alerts.matching import SearchText, holds
from alertbot.bot.recent import recent
from alertbot.bot.talk import Talk
from alertbot.model import Article, Incident

LOOKED_BACK = timedelta(days=30)
MOST_ARTICLES = 300
"""Articles looked at, the latest: what an answer costs does not grow with what is stored."""
_BROAD = 0.4
"""Of everything looked at: a rule that matches more is no help."""
_FEW = 20
"""Texts looked at below which nothing is said about how broad a rule is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule would have matched, latest first."""

    incidents: tuple[Incident, ...] = ()
    articles: tuple[Article, ...] = ()
    looked_at: int = 0
    """Incidents and articles it was held against."""

    @property
    def number(self) -> int:
        """Incidents and articles together."""
        return len(self.incidents) + len(self.articles)

    @property
    def is_broad(self) -> bool:
        """Whether it matches so much that it leaves hardly anything out."""
        return self.looked_at >= _FEW and self.number > _BROAD * self.looked_at


@dataclass(slots=True)
class Past:
    """The incidents and articles of the last 30 days, each folded once."""

    incidents: Sequence[Incident]
    articles: Sequence[Article]
    _texts: list[SearchText] = field(default_factory=list)

    def find(self, rules: Sequence[str]) -> dict[str, Found]:
        """Hold each rule, as typed, against everything; one that is not understood matches nothing."""
        if not self._texts:
            self._texts = [SearchText.of_incident(incident) for incident in self.incidents]
            self._texts += [SearchText.of_article(article) for article in self.articles]
        return {rule: self._find(rule) for rule in rules}

    def _find(self, typed: str) -> Found:
        try:
            rule = parse_rule(typed)
        except KeywordError:
            return Found(looked_at=len(self._texts))
        hits = [holds(rule, text) for text in self._texts]
        told = tuple(one for one, hit in zip(self.incidents, hits, strict=False) if hit)
        read = tuple(one for one, hit in zip(self.articles, hits[len(self.incidents) :], strict=True) if hit)
        return Found(told, read, len(hits))


async def look_back(talk: Talk, rules: Sequence[str]) -> Mapping[str, Found]:
    """Return what each rule would have matched, wherever it happened and whatever kind of harm it was."""
    since = talk.services.clock() - LOOKED_BACK
    incidents = await recent(talk, None, since)
    articles = await talk.services.store.articles.latest(since, MOST_ARTICLES)
    return await asyncio.to_thread(Past(incidents, articles).find, rules)
