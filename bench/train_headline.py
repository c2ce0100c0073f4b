"""Fits `config/headline.yaml` on labelled headlines and reports F1 by cross-validation.

    python bench/train_headline.py HEADLINES.jsonl [--write]

Items are JSON Lines with `title`, `lang` and `expect.alert`. Only weights are written, no text. Needs numpy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from train_verdict import CONFIG, Rows, cross_validated, fit

from alertbot.signals.headline import headline_concepts
from alertbot.signals.lexicon import load_lexicon
from alertbot.signals.match import Matcher
from alertbot.signals.text import build_document

THRESHOLD = 0.2
SMALLEST = 0.12
"""Weights nearer to zero are left out: few and inspectable."""
TOPICS = ("care", "learning", "relief", "hunger", "unrest", "crime")
HARM = "kill dead injure attack bombard abduct rape torture burn loot destroy besiege block_aid detain uproot"
MORE = "flight deport mine recruit extort persecute armed fighters civilians facilities aid_workers children"
GENRES = "women sport fiction market trial opinion study politics accident hazard labour freed"
SINGLE = (*TOPICS, "violence", *HARM.split(), *MORE.split(), *GENRES.split())
PAIRS = (
    *(("violence", other) for other in (*TOPICS, "armed", "civilians", "facilities", "trial", "children")),
    *(("unrest", other) for other in ("relief", "care", "hunger")),
    *(("armed", other) for other in ("learning", "care", "relief")),
    *(("crime", other) for other in ("care", "learning", "trial")),
    *(("detain", other) for other in ("relief", "care", "learning")),
)
FEATURES = tuple(frozenset(feature) for feature in (*((name,) for name in SINGLE), *PAIRS))


def read(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    matchers = {p.stem: Matcher(load_lexicon(p)) for p in (CONFIG / "lexicon").glob("*.yaml")}
    values, wanted, languages = [], [], []
    for item in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        found = matchers[item["lang"]].scan(build_document(item["title"], "", item["lang"]))
        concepts = headline_concepts(concept for sentence in found for concept in sentence.concepts)
        values.append([float(feature <= concepts) for feature in FEATURES])
        wanted.append(float(item["expect"]["alert"]))
        languages.append(item["lang"])
    return np.array(values), np.array(wanted), np.array(languages)


def f1(wanted: np.ndarray, hits: np.ndarray) -> float:
    return 2 * float((hits & (wanted > 0)).sum()) / max(1.0, float(hits.sum() + wanted.sum()))


def main() -> None:
    values, wanted, languages = read(Path(sys.argv[1]))
    scores = cross_validated(Rows(values, wanted, np.ones(len(wanted)), np.arange(len(wanted))))
    for language in sorted(set(languages)):
        chosen = languages == language
        print(
            f"{language}: {chosen.sum()} headlines, F1 {f1(wanted[chosen], scores[chosen] >= THRESHOLD):.3f}"
        )
    weights = fit(values, wanted)
    rows = [("+".join(sorted(name)), value) for name, value in zip(FEATURES, weights[1:], strict=True)]
    if "--write" in sys.argv:
        lines = [
            "# The score of an item that is only a title: logistic regression over concepts and pairs.",
            "# Written by bench/train_headline.py; do not edit by hand.",
            f"bias: {weights[0]:.3f}",
            f"threshold: {THRESHOLD}",
            "weights:",
            *(f"  {name}: {value:.2f}" for name, value in rows if abs(value) >= SMALLEST),
        ]
        (CONFIG / "headline.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
