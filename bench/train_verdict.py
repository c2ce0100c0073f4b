"""Fits the weights of `config/verdict.yaml` on labelled items and reports how well calibrated they are.

    python bench/train_verdict.py CASES.jsonl [MORE.jsonl ...] [--write]

Items are JSON Lines with `title`, `text`, `lang`, optional `published` and `expect.alert`. Each is seen as
it is and in short views, as feeds cut them: its evidence sentence, its first sentence and its title alone.
Scores are by ten-fold cross-validation that keeps the views of an item together: F1, Brier score and the
reliability curve. Needs numpy only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from alertbot.signals.categories import effective, told
from alertbot.signals.events import find_evidence, with_figures
from alertbot.signals.figures import find_figures, load_figure_lexicon
from alertbot.signals.lexicon import load_lexicon
from alertbot.signals.match import Matcher
from alertbot.signals.taxonomy import load_taxonomy
from alertbot.signals.text import build_document
from alertbot.signals.verdict import FEATURES, features

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config"
PENALTY = 1.0


VIEW_WEIGHT = 0.5
"""What a short view counts beside the whole item."""


def views(item: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    """The item as title, text and weight: whole, then each short view."""
    title, text = item.get("title", ""), item["text"]
    yield title, text, 1.0
    lead = build_document("", text, item["lang"]).sentences[0].text
    sentences = dict.fromkeys([item["expect"].get("evidence", ""), lead])
    yield from (("", sentence, VIEW_WEIGHT) for sentence in sentences if sentence not in ("", text))
    if title and title != text:
        yield title, "", VIEW_WEIGHT


STRAY_WEIGHT = 4.0
"""What each kind of stray word counts beside a whole item."""


def stray() -> Iterator[list[float]]:
    """What ordinary news looks like, of which the labelled items hold little.

    One stray word of harm in a long story, with at most one of who, how many, when and who says so.
    """
    for strength in ("strong", "supported"):
        for told_with in ("counted", "recent", "said", "armed", "none"):
            shown = {strength: 0.5, told_with: 1.0, "story": 1.0, "dense": 0.15}
            yield [shown.get(name, 0.0) for name in FEATURES]


@dataclass(frozen=True, slots=True)
class Rows:
    """Features, labels, weights, and the item that each row is a view of."""

    values: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray
    item: np.ndarray


def rows(paths: list[Path]) -> Rows:
    matchers = {p.stem: Matcher(load_lexicon(p)) for p in (CONFIG / "lexicon").glob("*.yaml")}
    taxonomy, figures = load_taxonomy(CONFIG / "taxonomy.yaml"), load_figure_lexicon(CONFIG / "figures")
    table: list[tuple[list[float], float, float, int]] = []
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line)
    for number, item in enumerate(json.loads(line) for line in lines):
        if item.get("lang") not in matchers:
            continue
        for title, text, weight in views(item):
            document = build_document(title, text, item["lang"])
            found = with_figures(
                matchers[item["lang"]].scan(document), find_figures(document, figures), document
            )
            evidence = effective(find_evidence(document, found, taxonomy, published(item)))
            if told(evidence):
                values = features(evidence, len(found))
                row = [values[name] for name in FEATURES]
                table.append((row, float(item["expect"]["alert"]), weight, number))
            elif item["expect"]["alert"] and weight == 1.0:
                print("no evidence found:", item["id"])
    table += [(row, 0.0, STRAY_WEIGHT, number + 1 + place) for place, row in enumerate(stray())]
    return Rows(*(np.array(column) for column in zip(*table, strict=True)))


def published(item: dict[str, str]) -> datetime | None:
    if not item.get("published"):
        return None
    when = datetime.fromisoformat(item["published"])
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def fit(values: np.ndarray, wanted: np.ndarray, weight: np.ndarray | float = 1.0) -> np.ndarray:
    """Logistic regression with an L2 penalty on all but the bias, by Newton's method."""
    design = np.c_[np.ones(len(values)), values]
    weights, penalty = np.zeros(design.shape[1]), np.eye(design.shape[1]) * PENALTY
    penalty[0, 0] = 1e-6
    for _ in range(100):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (weight * (chance - wanted)) + penalty @ weights
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curve, slope)
        if np.abs(slope).max() < 1e-8:
            break
    return weights


def predict(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.c_[np.ones(len(values)), values] @ weights)))


def cross_validated(seen: Rows, folds: int = 10) -> np.ndarray:
    fold_of = np.random.default_rng(0).permutation(seen.item.max() + 1) % folds
    scores = np.zeros(len(seen.wanted))
    for fold in range(folds):
        out = fold_of[seen.item] == fold
        if out.any():
            weights = fit(seen.values[~out], seen.wanted[~out], seen.weight[~out])
            scores[out] = predict(seen.values[out], weights)
    return scores


def report(scores: np.ndarray, wanted: np.ndarray) -> None:
    hits = scores >= 0.5
    right, false = float((hits & (wanted > 0)).sum()), int((hits & (wanted == 0)).sum())
    print(f"items with evidence {len(wanted)}, alerts {int(wanted.sum())}, false alerts {false}")
    print(f"F1 {2 * right / (hits.sum() + wanted.sum()):.3f}  Brier {np.mean((scores - wanted) ** 2):.4f}")
    for low in np.arange(0, 1, 0.2):
        chosen = (scores >= low) & (scores < low + 0.2 + 1e-9)
        if chosen.any():
            share = wanted[chosen].mean()
            print(f"  score {low:.1f}-{low + 0.2:.1f}: {chosen.sum():4d} items, {share:.2f} alerts")


def write(weights: np.ndarray) -> None:
    lines = [
        "# The score of an article: logistic regression over named features (alertbot/signals/verdict.py).",
        "# Written by bench/train_verdict.py; do not edit by hand.",
        f"bias: {weights[0]:.3f}",
        "threshold: 0.5",
        "weights:",
        *(f"  {name}: {weight:.3f}" for name, weight in zip(FEATURES, weights[1:], strict=True)),
    ]
    (CONFIG / "verdict.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    seen = rows([Path(name) for name in sys.argv[1:] if name != "--write"])
    scores = cross_validated(seen)
    for name, weight in (("whole items", 1.0), ("short views", VIEW_WEIGHT)):
        chosen = seen.weight == weight
        print(name)
        report(scores[chosen], seen.wanted[chosen])
    weights = fit(seen.values, seen.wanted, seen.weight)
    print("bias", round(weights[0], 2), {n: round(w, 2) for n, w in zip(FEATURES, weights[1:], strict=True)})
    if "--write" in sys.argv:
        write(weights)


if __name__ == "__main__":
    main()
