"""How useful readers found the alerts: precision per feed, language and kind of harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from alertbot.model import Category, FeedId, Judged, Verdict

T = TypeVar("T")
ENOUGH = 4
"""Verdicts of one chat on one feed from which on muting it is offered."""
MOSTLY = 0.75
"""Share of them that is not useful."""


@dataclass(frozen=True, slots=True)
class Score:
    """Verdicts on one feed, language or kind of harm."""

    useful: int = 0
    judged: int = 0

    @property
    def precision(self) -> float:
        """Share of verdicts that found it useful, 0 to 1; 0 without verdicts."""
        return self.useful / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Scores of everything judged; an incident of two feeds counts for both. Most judged first."""

    overall: Score = Score()
    feeds: dict[tuple[FeedId, str], Score] = field(default_factory=dict)
    languages: dict[str, Score] = field(default_factory=dict)
    categories: dict[Category, Score] = field(default_factory=dict)
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    """How often each was given."""


def tally(judged: Sequence[Judged]) -> Tally:
    """Return precision per feed, language and kind of harm.

    A duplicate is no feed's or reading's fault but our merging's: it counts in `overall` and `verdicts` only.
    """
    fair = [one for one in judged if one.verdict is not Verdict.DUPLICATE]
    verdicts = Counter(one.verdict for one in judged)
    return Tally(
        overall=_score(judged),
        feeds=_scores(fair, lambda one: one.feeds),
        languages=_scores(fair, lambda one: one.languages),
        categories=_scores(fair, lambda one: one.categories),
        verdicts=dict(verdicts.most_common()),
    )


def tiring(judged: Sequence[Judged], muted: Iterable[FeedId] = ()) -> Iterator[tuple[FeedId, str, int, int]]:
    """Give (id, name, not useful, judged) of each feed that a chat mostly finds useless and has not muted."""
    known = set(muted)
    for (feed, name), score in tally(judged).feeds.items():
        useless = score.judged - score.useful
        if feed not in known and score.judged >= ENOUGH and useless >= MOSTLY * score.judged:
            yield feed, name, useless, score.judged


def _score(judged: Iterable[Judged]) -> Score:
    verdicts = [one.verdict.useful for one in judged]
    return Score(sum(verdicts), len(verdicts))


def _scores(judged: Sequence[Judged], parts: Callable[[Judged], Iterable[T]]) -> dict[T, Score]:
    of: dict[T, list[Judged]] = {}
    for one in judged:
        for part in parts(one):
            of.setdefault(part, []).append(one)
    scores = {part: _score(ones) for part, ones in of.items()}
    return dict(sorted(scores.items(), key=lambda pair: -pair[1].judged))
