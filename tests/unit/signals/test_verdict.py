from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.errors import ConfigurationError
from alertbot.signals.verdict import FEATURES, features, load_weights

CONFIG = Path(__file__).parents[3] / "config"


def test_the_weights_file_has_a_weight_for_every_feature() -> None:
    weights = load_weights(CONFIG / "verdict.yaml")
    assert set(weights.weights) == set(FEATURES)
    assert 0 < weights.threshold < 1


def test_no_evidence_has_no_features() -> None:
    assert set(features((), 5).values()) == {0.0}


def test_a_missing_weight_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "verdict.yaml"
    path.write_text("bias: 0\nthreshold: 0.5\nweights: {strong: 1}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="supported"):
        load_weights(path)
