"""Fits the weights of `config/verdict.yaml` on labelled items and reports how well calibrated they are.

    python bench/train_verdict.py CASES.jsonl [MORE.jsonl ...] [--write]

Items are JSON Lines with `title`, `text`, `lang`, optional `published` and `expect.alert`. Scores are by
ten-fold cross-validation: F1, Brier score and the reliability curve. Needs numpy only.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

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


def rows(paths: list[Path]) -> tuple[np.ndarray, np.ndarray]:
    matchers = {p.stem: Matcher(load_lexicon(p)) for p in (CONFIG / "lexicon").glob("*.yaml")}
    taxonomy, figures = load_taxonomy(CONFIG / "taxonomy.yaml"), load_figure_lexicon(CONFIG / "figures")
    values, wanted = [], []
    for line in (line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line):
        item = json.loads(line)
        if item.get("lang") not in matchers:
            continue
        document = build_document(item.get("title", ""), item["text"], item["lang"])
        scanned = matchers[item["lang"]].scan(document)
        found = with_figures(scanned, find_figures(document, figures), document)
        evidence = effective(find_evidence(document, found, taxonomy, published(item)))
        if told(evidence):
            values.append([features(evidence, len(found))[name] for name in FEATURES])
            wanted.append(float(item["expect"]["alert"]))
        elif item["expect"]["alert"]:
            print("no evidence found:", item["id"])
    return np.array(values), np.array(wanted)


def published(item: dict[str, str]) -> datetime | None:
    if not item.get("published"):
        return None
    when = datetime.fromisoformat(item["published"])
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def fit(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Logistic regression with an L2 penalty on all but the bias, by Newton's method."""
    design = np.c_[np.ones(len(values)), values]
    weights, penalty = np.zeros(design.shape[1]), np.eye(design.shape[1]) * PENALTY
    penalty[0, 0] = 1e-6
    for _ in range(100):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - wanted) + penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curve, slope)
        if np.abs(slope).max() < 1e-8:
            break
    return weights


def predict(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.c_[np.ones(len(values)), values] @ weights)))


def cross_validated(values: np.ndarray, wanted: np.ndarray, folds: int = 10) -> np.ndarray:
    order = np.random.default_rng(0).permutation(len(wanted))
    scores = np.zeros(len(wanted))
    for fold in range(folds):
        out = order[fold::folds]
        rest = np.setdiff1d(order, out)
        scores[out] = predict(values[out], fit(values[rest], wanted[rest]))
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
    values, wanted = rows([Path(name) for name in sys.argv[1:] if name != "--write"])
    report(cross_validated(values, wanted), wanted)
    weights = fit(values, wanted)
    print("bias", round(weights[0], 2), {n: round(w, 2) for n, w in zip(FEATURES, weights[1:], strict=True)})
    if "--write" in sys.argv:
        write(weights)


if __name__ == "__main__":
    main()
