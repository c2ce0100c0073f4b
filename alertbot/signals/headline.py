"""Headline: a verdict where an item has no text but its title, by the kinds of words that stand in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError
from alertbot.model import Category

_VIOLENT = "kill attack bombard abduct injure rape torture burn loot beat dead besiege destroy detain uproot"
VIOLENCE = frozenset(_VIOLENT.split())
"""Concepts that together are the feature 'violence'."""
_CATEGORIES: tuple[tuple[frozenset[str], Category], ...] = (
    (frozenset({"abduct"}), Category.ABDUCTION),
    (frozenset({"violence", "aid_workers"}), Category.AID_WORKER_ATTACK),
    (frozenset({"violence", "facilities"}), Category.ATTACK_ON_SERVICES),
    (frozenset({"besiege"}), Category.ACCESS_DENIAL_SIEGE),
)


@dataclass(frozen=True, slots=True)
class HeadlineWeights:
    """A logistic regression over concepts and pairs of them ('violence+care')."""

    bias: float
    threshold: float
    weights: Mapping[frozenset[str], float]


def load_headline_weights(path: Path) -> HeadlineWeights:
    """Read `config/headline.yaml`. Raises ConfigurationError that names the file and the fault."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        weights = {frozenset(name.split("+")): float(value) for name, value in content["weights"].items()}
        return HeadlineWeights(float(content["bias"]), float(content["threshold"]), weights)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); restore it") from error
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{path}: needs bias, threshold and weights: {error}") from error


def headline_concepts(concepts: Iterable[str]) -> frozenset[str]:
    """The concepts of a title, with 'violence' if any of `VIOLENCE` is among them."""
    found = frozenset(concepts)
    return found | {"violence"} if found & VIOLENCE else found


def headline_score(concepts: frozenset[str], weights: HeadlineWeights) -> float:
    """Probability that a title with these concepts is about harm to people or what they live on."""
    total = sum(weight for need, weight in weights.weights.items() if need <= concepts)
    return 1 / (1 + math.exp(-weights.bias - total))


def headline_category(concepts: frozenset[str]) -> Category:
    """The kind of harm a title most likely tells of, where it holds no full evidence of one."""
    return next((name for need, name in _CATEGORIES if need <= concepts), Category.ATTACK_ON_CIVILIANS)
