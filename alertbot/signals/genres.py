"""Genres: which sentences belong to sport, fiction, courts, drills or floods, not to news of harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alertbot.signals.lexicon import SECTIONS
from alertbot.signals.match import Found
from alertbot.signals.text import Part

_GENRES = SECTIONS["genres"]
_TITLE, _LEAD, _SAME, _NEXT = 2.0, 1.0, 2.0, 0.7
_OPENING, _OPENS = 6, 0.2
"""A word of a genre among the first words of title or lead says a little more."""
_MOST = 2
"""Words of one genre in one sentence beyond this number prove nothing more."""
_LIMITS: Mapping[str, float] = {
    "sport": 3.0,
    "fiction": 3.1,
    "market": 3.4,
    "drill": 3.1,
    "commemoration": 2.6,
    "trial": 3.4,
    "labour": 4.0,
    "hazard": 3.0,
    "returns": 3.0,
    "fundraising": 3.4,
    "opinion": 2.0,
    "vacancy": 3.4,
    "study": 3.4,
    "politics": 3.4,
    "rumour": 2.6,
    "retraction": 2.4,
    "accident": 3.0,
    "safety": 2.6,
    "plan": 4.0,
    "reconcile": 3.0,
}
"""How much of a genre around a sentence takes it out of the news."""
_LOCAL = frozenset(
    {"market", "labour", "plan", "study", "politics", "fundraising", "hazard", "returns", "reconcile"}
)
"""Genres that colour only sentences which show them: an article about prices may hold news of harm."""
_STAGED = frozenset({"sport", "fiction", "drill", "trial"})
"""Genres that tell of harm themselves, in their own way: one word of theirs is much."""
_DOUBTFUL = _STAGED | {"labour", "market", "plan", "accident", "vacancy"}
"""Genres whose words stand in other news too ('league', 'company', 'court')."""
_CAPTURED = frozenset({"armed", "recent", "detain"})
"""Told of a director or an author as of anybody."""
_TRADES = frozenset({"labour", "accident"})
"""Genres known by words of a trade, which victims have too."""
_NEWS = frozenset({"armed", "recent", "say", "figure"})
"""Who, when, who says so and how many: a sentence with two or three of them is told as news."""
_FRAMES = frozenset({"sport", "fiction"})
"""Genres of whole articles, in which an aside may be news: dated, with a doer, and a count or a source."""
_DATED = frozenset({"armed", "recent"})
_TOLD = frozenset({"say", "figure"})
_BY_FORCE = frozenset({"uproot", "evict", "deport"})
_CAPTIVE = frozenset({"unlawful", "torture", "rape"})
"""What a body or a victim 'returned' to the family tells of."""
_VIOLENT = frozenset({"kill", "bombard", "attack", "abduct", "uproot", "loot"})
_BY_HAND = frozenset({"abduct", "torture", "unlawful", "recruit", "uproot", "evict", "loot", "traffic"})
"""What somebody with power does to people, whatever their trade: teachers on strike, miners, reporters."""


class Genres:
    """How strongly each genre speaks in a document, as a whole and around each sentence."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found
        self._local = [_counts(item) for item in found]
        self.frame: dict[str, float] = {}
        """Strength of every genre in title and lead."""
        for item, counts in zip(found, self._local, strict=True):
            weight = {Part.TITLE: _TITLE, Part.LEAD: _LEAD}.get(item.sentence.part, 0.0)
            opening = _openers(item) if weight else frozenset()
            for genre, count in counts.items():
                strength = weight * count + _OPENS * (genre in opening)
                self.frame[genre] = self.frame.get(genre, 0.0) + strength

    def judge(self, number: int) -> str | None:
        """The genre that makes evidence in sentence `number` no news of harm, if any."""
        over = {
            genre: weight / _LIMITS[genre]
            for genre, weight in self._around(number).items()
            if weight >= _LIMITS[genre] and not self._survives(number, genre)
        }
        return max(over, key=lambda genre: over[genre], default=None)

    def _around(self, number: int) -> dict[str, float]:
        """Strength of every genre at a sentence: title and lead, the sentence itself, its neighbours."""
        total = dict(self.frame)
        for other in self._neighbours(number):
            near = _SAME if other == number else _NEXT
            for genre, count in self._local[other].items():
                total[genre] = total.get(genre, 0.0) + near * count
        return total

    def _neighbours(self, number: int) -> list[int]:
        paragraph = self._found[number].sentence.paragraph
        reach = range(max(0, number - 2), min(len(self._found), number + 3))
        return [other for other in reach if abs(self._found[other].sentence.paragraph - paragraph) <= 1]

    def _survives(self, number: int, genre: str) -> bool:
        """True if the sentence tells of violence by somebody, with none of the genre's own words."""
        concepts = self._found[number].concepts
        told_as_news = len(_NEWS & concepts) > (2 if genre in _STAGED else 1)
        if genre in _DOUBTFUL and told_as_news and self._told_once(number, genre):
            return True
        if genre in _TRADES and concepts & _BY_HAND and concepts & {"armed", "detain"}:
            return True
        if genre == "fiction" and concepts >= _CAPTURED and self._told_once(number, genre):
            return True
        if genre == "returns" and concepts & _CAPTIVE:
            return True
        if genre in ("returns", "reconcile") and concepts & _BY_FORCE:
            return True
        if genre == "accident" and {"armed", "bombard"} <= concepts:
            return True
        if genre in _FRAMES and concepts >= _DATED and _TOLD & concepts and self._is_aside(number, genre):
            return True
        if genre not in _LOCAL or genre in self._local[number]:
            return False
        return genre not in ("hazard", "returns") or ("armed" in concepts and bool(_VIOLENT & concepts))

    def _is_aside(self, number: int, genre: str) -> bool:
        """True deep in a story, where no sentence around has a word of the genre that its lead is about."""
        if self._found[number].sentence.part in (Part.TITLE, Part.LEAD):
            return False
        return not any(genre in self._local[other] for other in self._neighbours(number))

    def _told_once(self, number: int, genre: str) -> bool:
        """True if title, lead and the sentences around have but one word of the genre: little."""
        framing = (n for n, item in enumerate(self._found) if item.sentence.part in (Part.TITLE, Part.LEAD))
        words = {
            self._found[other].sentence.tokens[hit.first].folded
            for other in {*framing, *self._neighbours(number)}
            for hit in self._found[other].of(genre)
        }
        return len(words) < 2


def _openers(found: Found) -> frozenset[str]:
    """Genres that a sentence opens with: 'The film tells of ...', not '... said the Team against Torture'."""
    return frozenset(hit.concept for hit in found.hits if hit.first < _OPENING and hit.concept in _GENRES)


def _counts(found: Found) -> dict[str, int]:
    words: dict[str, set[int]] = {}
    for hit in found.hits:
        if hit.concept in _GENRES:
            words.setdefault(hit.concept, set()).add(hit.first)
    return {genre: min(_MOST, len(places)) for genre, places in words.items()}
