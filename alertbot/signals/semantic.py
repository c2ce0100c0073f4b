"""Semantic: a second opinion on a bare headline, from a sentence vector, where the words leave doubt."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError
from alertbot.ports import Embedder

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SemanticWeights:
    """A logistic regression over a sentence vector, and how its opinion joins that of the lexicon."""

    bias: float
    weights: tuple[float, ...]
    """One for each number of the vector; that the training's vectors were centred is within the bias."""
    floor: float
    """Log-odds below which a vector says no more than 'surely not'."""
    blend: tuple[float, float, float]
    """Bias, weight of the lexicon's log-odds, weight of the vector's."""
    doubt: tuple[float, float]
    """Lexicon scores between which a second opinion is asked for; below, no word tells of harm."""
    threshold: float
    """Combined score from which a headline alerts."""


@dataclass(frozen=True, slots=True)
class Reconsidered:
    """A headline judged by its words and its vector together."""

    score: float
    alert: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Asks the sentence model about headlines the lexicon doubts; the others are never embedded."""

    embedder: Embedder
    weights: SemanticWeights

    def reconsider(self, title: str, first: float) -> Reconsidered | None:
        """Return what words and vector say together; None where the lexicon's score `first` is no doubt."""
        if not in_doubt(first, self.weights):
            return None
        vector = self.embedder.embed(plain(title))
        score = combined(first, vector, self.weights)
        said = opinion(vector, self.weights)
        reason = f"second opinion: words alone {first:.2f}, meaning of the title {said:.2f}"
        return Reconsidered(score, score >= self.weights.threshold, reason)


def load_semantic_weights(path: Path) -> SemanticWeights:
    """Read `config/semantic.yaml`. Raises ConfigurationError that names the file and the fault."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        blend, low_high = content["blend"], content["doubt"]
        return SemanticWeights(
            bias=float(content["bias"]),
            weights=tuple(map(float, content["weights"])),
            floor=float(content["floor"]),
            blend=(float(blend["bias"]), float(blend["lexicon"]), float(blend["semantic"])),
            doubt=(float(low_high["from"]), float(low_high["below"])),
            threshold=float(content["threshold"]),
        )
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); restore it") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"{path}: needs bias, weights, floor, blend, doubt, threshold: {error}"
        ) from error


def plain(title: str) -> str:
    """The title as the weights were trained on: words in lower case, no punctuation."""
    return " ".join(_WORD.findall(title.casefold()))


def in_doubt(first: float, weights: SemanticWeights) -> bool:
    """Whether the lexicon's score of a headline is neither surely nor surely not about harm."""
    return weights.doubt[0] <= first < weights.doubt[1]


def opinion(vector: Sequence[float], weights: SemanticWeights) -> float:
    """Probability, by its vector alone, that a headline is about harm to people or what they live on."""
    return _chance(_log_odds(vector, weights))


def combined(first: float, vector: Sequence[float], weights: SemanticWeights) -> float:
    """Probability by the lexicon's score `first` (above 0, below 1) and the vector together."""
    bias, lexicon, semantic = weights.blend
    said = max(weights.floor, _log_odds(vector, weights))
    return _chance(bias + lexicon * math.log(first / (1 - first)) + semantic * said)


def _log_odds(vector: Sequence[float], weights: SemanticWeights) -> float:
    return weights.bias + sum(map(float.__mul__, weights.weights, map(float, vector)))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
