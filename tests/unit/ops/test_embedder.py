from __future__ import annotations

import importlib.util

import pytest

from alertbot.ops.embedder import find_embedder


def test_an_absent_package_means_no_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert find_embedder() is None


def test_vectors_have_unit_length_and_repeat() -> None:
    embedder = find_embedder()
    assert embedder is not None
    first = embedder.embed("villagers flee shelling")
    assert sum(number * number for number in first) == pytest.approx(1, abs=1e-3)
    assert embedder.embed("villagers flee shelling") == first


def test_texts_of_any_length_and_script_are_embedded() -> None:
    embedder = find_embedder()
    assert embedder is not None
    assert len(embedder.embed("")) == len(embedder.embed("نزوح " * 5000)) == 384
