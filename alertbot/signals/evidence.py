"""Evidence: one rule of the taxonomy met by one sentence, and how the text presents it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alertbot.model import Category
from alertbot.signals.modality import Modality
from alertbot.signals.text import Sentence


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule met by one sentence."""

    category: Category
    strength: int
    """3: enough alone; 2: enough with support; 1: supports."""
    sentence: Sentence
    trigger: tuple[int, int]
    """Characters of the trigger in the article."""
    modality: Modality
    genre: str | None
    """Why the surroundings make it no news ('sport', 'trial' ...); None if they do not."""
    recent: bool
    """The sentence says when, and it was days ago."""
    counted: bool
    """The sentence counts people, households, homes or animals."""
    armed: bool
    """The sentence names somebody with weapons or power."""
    said: bool
    """The sentence says who says so."""
    concepts: frozenset[str] = frozenset()
    """All concepts of the sentence."""

    @property
    def live(self) -> bool:
        """Told as news of something that happened, or that the accused say did not."""
        return self.modality in (Modality.LIVE, Modality.CONTESTED) and self.genre is None


def strengths(evidence: Iterable[Evidence]) -> dict[Category, int]:
    """The strongest live evidence of each category, in order of the text."""
    best: dict[Category, int] = {}
    for item in evidence:
        if item.live:
            best[item.category] = max(best.get(item.category, 0), item.strength)
    return best
