"""Verdict: from the evidence to a calibrated score, the categories told, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError
from alertbot.model import Category
from alertbot.signals.evidence import Evidence
from alertbot.signals.text import Part

FEATURES = (
    "strong", "supported", "clear", "counted", "recent", "said", "armed", "echoed", "dense", "story",
    "dismissed",
)  # fmt: skip
"""What the score is made of; `config/verdict.yaml` holds a weight for each."""


NOTHING = 0.05
"""The score of an article without evidence: set, not fitted: labelled items hold little ordinary news."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over `FEATURES`, and the score from which an article alerts."""

    bias: float
    weights: Mapping[str, float]
    threshold: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to alert, how sure, for what and why."""

    alert: bool
    score: float
    categories: tuple[Category, ...]
    reasons: tuple[str, ...]


def load_weights(path: Path) -> Weights:
    """Read `config/verdict.yaml`. Raises ConfigurationError if a weight is missing or no number."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        weights = {name: float(content["weights"][name]) for name in FEATURES}
        return Weights(float(content["bias"]), weights, float(content["threshold"]))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); restore it") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"{path}: needs bias, threshold and a number for each weight: {error}"
        ) from error


def features(evidence: Sequence[Evidence], sentences: int) -> dict[str, float]:
    """The named features of an article's evidence, each 0 to 1; `sentences` is how many it has.

    `clear`: a sentence tells of harm by strong words and of two of who, how many, when and who says so;
    `echoed`: title and story both tell of harm; `dense`: the share of sentences that tell of it; `story`: the
    article has sentences besides those; `dismissed`: the share of evidence that is no news.
    """
    live = [item for item in evidence if item.live]
    firm = [item for item in live if item.strength > 1]
    harmed = {item.sentence.index for item in firm}
    titled = {item.sentence.part is Part.TITLE for item in firm}
    return {
        "strong": min(2, len({item.sentence.index for item in live if item.strength == 3})) / 2,
        "supported": min(2, len({item.sentence.index for item in live if item.strength == 2})) / 2,
        "clear": float(any(item.strength == 3 and _told(item) >= 2 for item in firm)),
        "counted": float(any(item.counted for item in firm)),
        "recent": float(any(item.recent for item in firm)),
        "said": float(any(item.said for item in firm)),
        "armed": float(any(item.armed for item in firm)),
        "echoed": float(len(titled) == 2),
        "dense": min(1.0, 2 * len(harmed) / max(1, sentences)),
        "story": min(1.0, (sentences - len(harmed)) / 4) if harmed else 0.0,
        "dismissed": (len(evidence) - len(live)) / len(evidence) if evidence else 0.0,
    }


def _told(item: Evidence) -> int:
    return item.counted + item.recent + item.said + item.armed


def judge(
    evidence: Sequence[Evidence], categories: Sequence[Category], sentences: int, weights: Weights
) -> Verdict:
    """Decide whether `evidence` deserves an alert; `categories` are those it tells of, see `features`."""
    if not evidence:
        return Verdict(False, NOTHING, (), _reasons(evidence, False, NOTHING))
    values = features(evidence, sentences)
    score = 1 / (1 + math.exp(-weights.bias - sum(weights.weights[name] * values[name] for name in FEATURES)))
    alert = bool(categories) and score >= weights.threshold
    return Verdict(
        alert, round(score, 3), tuple(categories) if alert else (), _reasons(evidence, alert, score)
    )


def _reasons(evidence: Sequence[Evidence], alert: bool, score: float) -> tuple[str, ...]:
    live = [item for item in evidence if item.live]
    if not evidence:
        return ("no words of harm to people found",)
    if alert:
        return tuple(
            dict.fromkeys(f"{item.category}: “{_words(item)}”" for item in live if item.strength > 1)
        )
    why = [
        f"not {item.category}: “{_words(item)}” is {item.genre or item.modality}"
        for item in evidence
        if not item.live
    ]
    return (
        (*dict.fromkeys(why), f"evidence too thin (score {score:.2f})") if live else tuple(dict.fromkeys(why))
    )


def _words(item: Evidence) -> str:
    start = item.sentence.start
    return item.sentence.text[item.trigger[0] - start : item.trigger[1] - start]
