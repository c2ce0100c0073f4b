"""Every watch at hand, found by what it asks for: what an article costs hardly grows with their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alertbot.alerts.judge import countries_of, meaning
from alertbot.alerts.matching import KeywordIndex, SearchText
from alertbot.alerts.mention import wants_articles
from alertbot.model import Chat, Incident, Watch, WatchChanges, WatchId

EVERYWHERE = ""
"""Stands for the country of watches that name none."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Watches that may match; all others cannot."""

    watches: frozenset[WatchId]
    keyword_hits: frozenset[str]
    """Every rule of any watch that is true of the text, as typed."""


class WatchIndex:
    """Watches by their keywords, and those without by country.

    Follows the store by its count of changes. A watch that was deleted may linger: whoever asks looks up
    which of the likely ones still exist, and tells `forget`.
    """

    def __init__(self) -> None:
        self.upto = 0
        """The count of changes up to which every watch is known."""
        self._watches: dict[WatchId, Watch] = {}
        self._by_rule: dict[str, set[WatchId]] = {}
        self._by_country: dict[str, set[WatchId]] = {}
        self._of_articles: set[WatchId] = set()
        self._keywords = KeywordIndex()

    def __len__(self) -> int:
        return len(self._watches)

    def follow(self, changes: WatchChanges) -> None:
        """Take over what changed since `upto`; only new rules are built into an automaton."""
        self.upto = changes.upto
        touched: set[str] = set()
        for watch in changes.watches:
            if watch.id is not None:
                touched |= self._drop(watch.id)
                touched |= self._put(watch.id, watch)
        self._rebuild(touched)

    def forget(self, gone: Iterable[WatchId]) -> None:
        """Drop watches that are no more."""
        self._rebuild({rule for identity in gone for rule in self._drop(identity)})

    def likely(self, incident: Incident, text: SearchText) -> Likely:
        """Return the watches that an incident may meet, whose text is read once."""
        hits = self._keywords.matching(text)
        found = {identity for rule in hits for identity in self._by_rule[rule]}
        for country in (EVERYWHERE, *countries_of(incident)):
            found |= self._by_country.get(country, set())
        return Likely(frozenset(found), hits)

    @property
    def wants_articles(self) -> bool:
        """Whether any watch asks for articles in which no harm was found."""
        return bool(self._of_articles)

    def likely_article(self, text: SearchText) -> Likely:
        """Return the watches that an article without harm may meet, whose text is read once."""
        hits = self._keywords.matching(text)
        found = {number for rule in hits for number in self._by_rule[rule] if number in self._of_articles}
        found |= {number for number in self._of_articles if not self._watches[number].keywords}
        return Likely(frozenset(found), hits)

    def known(self, listening: Sequence[tuple[Chat, WatchId]]) -> list[tuple[Chat, Watch]]:
        """Return the watches of these numbers beside their chats; those not known yet are left out."""
        return [(chat, self._watches[number]) for chat, number in listening if number in self._watches]

    def _put(self, number: WatchId, watch: Watch) -> set[str]:
        self._watches[number] = watch
        if wants_articles(watch):
            self._of_articles.add(number)
        for rule in watch.keywords:
            self._by_rule.setdefault(rule, set()).add(number)
        for country in _countries(watch):
            self._by_country.setdefault(country, set()).add(number)
        return set(watch.keywords)

    def _drop(self, number: WatchId) -> set[str]:
        watch = self._watches.pop(number, None)
        if watch is None:
            return set()
        self._of_articles.discard(number)
        for index, keys in ((self._by_rule, watch.keywords), (self._by_country, _countries(watch))):
            for key in set(keys):
                index[key].discard(number)
                if not index[key]:
                    del index[key]
        return set(watch.keywords)

    def _rebuild(self, touched: Iterable[str]) -> None:
        new = {}
        for typed in touched:
            if typed not in self._by_rule:
                self._keywords.remove(typed)
            elif rule := meaning(typed):
                new[typed] = rule
        self._keywords.add(new)


def _countries(watch: Watch) -> tuple[str, ...]:
    """Where a watch without keywords is found; one with keywords is found by these."""
    if watch.keywords:
        return ()
    named = (*watch.countries, *(province.country for province in watch.provinces))
    return tuple(dict.fromkeys(named)) or (EVERYWHERE,)
