"""How alike two sketches of texts are, given what the texts around them have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from alertbot.incidents.sketch import weights_of

_PRIOR = 20
"""Texts imagined beside the ones at hand, so that a handful of them does not make every word common."""

Sketch = tuple[int, ...]


class Likeness:
    """Compares sketches; words that many of the texts at hand share count little, rare ones much."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        """Learn from the report's sketch and those of its candidates which words are common there."""
        self._weights: dict[Sketch, Mapping[int, int]] = {one: weights_of(one) for one in sketches}
        self._in_texts: Counter[int] = Counter()
        for weights in self._weights.values():
            self._in_texts.update(weights.keys())
        self._vectors: dict[Sketch, dict[int, float]] = {}

    def between(self, one: Sketch, other: Sketch) -> float:
        """Return the cosine of two sketches, 0-1; 0 if either is empty."""
        a, b = sorted((self._vector(one), self._vector(other)), key=len)
        return sum(weight * b.get(word, 0.0) for word, weight in a.items())

    def _vector(self, sketch: Sketch) -> dict[int, float]:
        if sketch not in self._vectors:
            weights = self._weights.get(sketch) or weights_of(sketch)
            rare = {word: weight * self._rarity(word) for word, weight in weights.items()}
            length = sqrt(sum(weight * weight for weight in rare.values())) or 1.0
            self._vectors[sketch] = {word: weight / length for word, weight in rare.items()}
        return self._vectors[sketch]

    def _rarity(self, word: int) -> float:
        return log((len(self._weights) + 1 + _PRIOR) / max(1, self._in_texts[word]))
