"""Semantic: a second opinion on a bare headline in doubt, from its sentence vector and kinds of words."""

from __future__ import annotations

import base64
import math
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import Any

import yaml

from alertbot.errors import ConfigurationError
from alertbot.ports import Embedder

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A weighted sum over the numbers of a vector and then over named kinds of words."""

    bias: float
    scale: float
    """What the whole numbers of `weights` are multiplied by."""
    weights: Sequence[int]
    """One for each number of the vector, then one for each of `SemanticWeights.concepts`."""
    out: float
    """What the unit counts in the end; 1 for the direct sum."""


@dataclass(frozen=True, slots=True)
class SemanticWeights:
    """A small network with one hidden layer beside a direct sum; inputs are the vector and kinds of words."""

    concepts: tuple[frozenset[str], ...]
    """Concepts and pairs of them, as in `config/headline.yaml`."""
    direct: Unit
    hidden: tuple[Unit, ...]
    doubt: tuple[float, float]
    """Lexicon scores between which a second opinion is asked for; below, no word tells of harm."""
    threshold: float
    """Score from which a headline alerts."""


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

    def reconsider(self, title: str, concepts: frozenset[str], first: float) -> Reconsidered | None:
        """Return what words and vector say together; None where the lexicon's score `first` is no doubt."""
        if not in_doubt(first, self.weights):
            return None
        score = opinion(self.embedder.embed(plain(title)), concepts, self.weights)
        reason = f"second opinion: words alone {first:.2f}, with the meaning of the title {score:.2f}"
        return Reconsidered(score, score >= self.weights.threshold, reason)


def load_semantic_weights(path: Path) -> SemanticWeights:
    """Read `config/semantic.yaml`. Raises ConfigurationError that names the file and the fault."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return SemanticWeights(
            concepts=tuple(frozenset(str(name).split("+")) for name in content["concepts"]),
            direct=_unit(content["direct"]),
            hidden=tuple(map(_unit, content["hidden"])),
            doubt=(float(content["doubt"]["from"]), float(content["doubt"]["below"])),
            threshold=float(content["threshold"]),
        )
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); restore it") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"{path}: needs concepts, direct, hidden, doubt, threshold: {error}"
        ) from error


def plain(title: str) -> str:
    """The title as the weights were trained on: words in lower case, no punctuation."""
    return " ".join(_WORD.findall(title.casefold()))


def in_doubt(first: float, weights: SemanticWeights) -> bool:
    """Whether the lexicon's score of a headline is neither surely nor surely not about harm."""
    return weights.doubt[0] <= first < weights.doubt[1]


def opinion(vector: Sequence[float], concepts: frozenset[str], weights: SemanticWeights) -> float:
    """Probability that a headline with this vector and these concepts is about harm to people."""
    numbers = list(map(float, vector))
    told = [len(numbers) + place for place, need in enumerate(weights.concepts) if need <= concepts]
    total = _sum(weights.direct, numbers, told)
    total += sum(unit.out * math.tanh(_sum(unit, numbers, told)) for unit in weights.hidden)
    return 1 / (1 + math.exp(-total))


def _sum(unit: Unit, numbers: Sequence[float], told: Sequence[int]) -> float:
    whole: float = sum(map(mul, unit.weights, numbers))
    whole += sum(unit.weights[place] for place in told)
    return unit.bias + unit.scale * whole


def _unit(content: Mapping[str, Any]) -> Unit:
    weights = array("b", base64.b64decode(content["weights"], validate=True))
    return Unit(float(content["bias"]), float(content["scale"]), weights, float(content["out"]))
