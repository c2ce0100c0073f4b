from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from signals_reading import CONFIG, PUBLISHED, NoPlaces

from alertbot.errors import ConfigurationError
from alertbot.ops.embedder import find_embedder
from alertbot.signals.read import Reader, load_reader
from alertbot.signals.semantic import (
    SemanticWeights,
    Unit,
    in_doubt,
    load_semantic_weights,
    opinion,
    plain,
)

WEIGHTS = SemanticWeights(
    concepts=(frozenset({"kill", "care"}),),
    direct=Unit(bias=-1.0, scale=0.5, weights=(4, 0, 2), out=1.0),
    hidden=(Unit(bias=0.0, scale=1.0, weights=(3, 0, 0), out=0.5),),
    doubt=(0.06, 0.9),
    threshold=0.3,
)
DOUBTFUL = "Two dead near market town"
HARMLESS = "Museum opens new wing on Sunday"


@dataclass(slots=True)
class Pointing:
    """An embedder whose vectors all point one way along the direct weights; remembers what it was asked."""

    strength: float
    asked: list[str] = field(default_factory=list)

    def embed(self, text: str) -> Sequence[float]:
        self.asked.append(text)
        loaded = load_semantic_weights(CONFIG / "semantic.yaml")
        weights = loaded.direct.weights[: len(loaded.direct.weights) - len(loaded.concepts)]
        length = math.sqrt(sum(weight * weight for weight in weights))
        return [self.strength * weight / length for weight in weights]


def read_with(embedder: Pointing) -> Reader:
    return load_reader(CONFIG, NoPlaces(), embedder)


def test_the_same_headline_alerts_or_not_by_what_the_vector_says() -> None:
    for strength, alert in ((1.0, True), (-1.0, False)):
        reading = read_with(Pointing(strength)).read(DOUBTFUL, "", "en", PUBLISHED)
        assert reading.alert is alert
        assert any(reason.startswith("second opinion: words alone") for reason in reading.reasons)


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (HARMLESS, "", "en"),
        (DOUBTFUL, "Gunmen killed nine villagers on Monday, the governor said.", "en"),
        (DOUBTFUL, "", "de"),
        (DOUBTFUL, "", None),
    ],
)
def test_only_doubtful_bare_headlines_of_supported_languages_are_embedded(
    title: str, text: str, language: str | None
) -> None:
    embedder = Pointing(1.0)
    read_with(embedder).read(title, text, language, PUBLISHED)
    assert embedder.asked == []


def test_no_vector_makes_an_alert_of_a_language_without_a_lexicon() -> None:
    assert not read_with(Pointing(1.0)).read("Dutzende Zivilisten getötet", "", "de", PUBLISHED).alert


def test_without_an_embedder_the_lexicon_judges_alone() -> None:
    reading = load_reader(CONFIG, NoPlaces()).read(DOUBTFUL, "", "en", PUBLISHED)
    assert 0 < reading.score < 1
    assert not any("second opinion" in reason for reason in reading.reasons)


def test_a_title_is_embedded_as_the_training_saw_titles() -> None:
    assert plain("Raid on Al-Fashir: “12 dead”!") == "raid on al fashir 12 dead"


def test_words_and_vector_both_raise_the_score() -> None:
    told, nothing = frozenset({"kill", "care", "say"}), frozenset({"kill"})
    assert opinion((0.5, 0.0), nothing, WEIGHTS) == pytest.approx(1 / (1 + math.exp(-0.5 * math.tanh(1.5))))
    assert opinion((0.5, 0.0), told, WEIGHTS) > opinion((0.5, 0.0), nothing, WEIGHTS)
    assert opinion((1.0, 0.0), nothing, WEIGHTS) > opinion((0.5, 0.0), nothing, WEIGHTS)


def test_doubt_lies_between_two_scores() -> None:
    assert [in_doubt(score, WEIGHTS) for score in (0.05, 0.06, 0.5, 0.9)] == [False, True, True, False]


def test_a_broken_file_of_weights_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "semantic.yaml"
    broken.write_text("bias: 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"semantic\.yaml: needs concepts, direct"):
        load_semantic_weights(broken)
    with pytest.raises(ConfigurationError, match="restore it"):
        load_semantic_weights(tmp_path / "absent.yaml")


def test_the_sentence_model_tells_a_killing_from_a_cup_tie_in_another_language() -> None:
    embedder = find_embedder()
    assert embedder is not None
    weights = load_semantic_weights(CONFIG / "semantic.yaml")
    harm, sport = (
        opinion(embedder.embed(plain(title)), frozenset(), weights)
        for title in (
            "Ataque a hospital deja doce muertos en Sudán",
            "El delantero firma con el club por dos años",
        )
    )
    assert len(weights.direct.weights) == len(embedder.embed("x")) + len(weights.concepts)
    assert harm > 3 * sport
