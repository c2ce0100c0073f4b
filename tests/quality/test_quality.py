"""How well the reader reads our labelled cases; the floors only go up (docs/quality.md has the table)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from alertbot.model import LANGUAGES, FigureRole, Reading
from alertbot.ports import GazetteerPlace
from alertbot.signals.read import load_reader

CASES = Path(__file__).parent / "cases"
CONFIG = Path(__file__).parents[2] / "config"


class NoPlaces:
    """A gazetteer without places: quality of places is measured with the real one."""

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        return ()

    def opens(self, folded: str) -> bool:
        return False


@cache
def readings() -> list[tuple[dict[str, Any], Reading]]:
    reader = load_reader(CONFIG, NoPlaces())
    lines = [line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    items = [json.loads(line) for line in lines]
    return [
        (
            item,
            reader.read(
                item["title"], item["text"], item["lang"], datetime.fromisoformat(item["published"]), "", None
            ),
        )
        for item in items
    ]


def alert_f1(language: str | None = None, begin: str = "") -> float:
    kinds = Counter(
        (bool(item["expect"]["alert"]), reading.alert)
        for item, reading in readings()
        if language in (None, item["lang"]) and item["id"].startswith(begin)
    )
    right = 2 * kinds[True, True]
    return right / (right + kinds[False, True] + kinds[True, False])


def test_what_the_accused_deny_is_told_as_denied_and_a_checked_rumour_is_not_told() -> None:
    of_denials = [(item, reading) for item, reading in readings() if item["id"].startswith("denial-")]
    assert len(of_denials) == 16
    for item, reading in of_denials:
        assert reading.alert == item["expect"]["alert"], item["id"]
        status = reading.status.value if reading.status else None
        assert status == item["expect"].get("status"), item["id"]


def test_alerts_over_all_languages() -> None:
    assert alert_f1() >= 0.98


@pytest.mark.parametrize("language", LANGUAGES)
def test_alerts_in_each_language(language: str) -> None:
    assert alert_f1(language) >= 0.95


@pytest.mark.parametrize(
    ("round_of", "floor"),
    [("F", 0.98), ("G", 0.96), ("H", 0.95), ("I", 0.95), ("J", 0.95), ("K", 0.93), ("L", 0.93)],
)
def test_alerts_of_items_that_were_written_unseen(round_of: str, floor: float) -> None:
    assert alert_f1(begin=round_of) >= floor


def of_rounds(begin: str) -> list[tuple[dict[str, Any], Reading]]:
    """The readings of items whose id begins with one of the letters `begin`; '-' stands for all older ones."""
    newer = ("H", "I", "J", "K", "L")
    wanted = tuple(begin) if begin != "-" else ()
    return [
        (item, reading)
        for item, reading in readings()
        if (item["id"].startswith(wanted) if wanted else not item["id"].startswith(newer))
    ]


def f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize(("rounds", "floor"), [("-", 0.96), ("H", 0.88), ("J", 0.88), ("L", 0.82)])
def test_categories(rounds: str, floor: float) -> None:
    right = wrong = missed = 0
    for item, reading in of_rounds(rounds):
        if item["expect"]["alert"] and reading.alert:
            need, found = (
                set(item["expect"]["categories"]),
                {str(category) for category in reading.categories},
            )
            accepted = item["expect"].get("categories_ok")
            right += len(need & found)
            missed += len(need - found)
            wrong += len(found - need - set(accepted)) if accepted is not None else 0
    assert f1(right, wrong, missed) >= floor


def test_each_category_is_recalled_in_all_languages_together() -> None:
    seen, found = Counter[str](), Counter[str]()
    for item, reading in readings():
        for category in item["expect"]["categories"]:
            seen[category] += 1
            found[category] += category in {str(name) for name in reading.categories}
    low = {
        category: found[category] / seen[category]
        for category in seen
        if found[category] < 0.88 * seen[category]
    }
    assert low == {}


@pytest.mark.parametrize(("rounds", "floor"), [("-", 0.92), ("H", 0.84), ("J", 0.84), ("L", 0.86)])
def test_figures(rounds: str, floor: float) -> None:
    right = wrong = missed = 0
    for item, reading in of_rounds(rounds):
        if "figures" not in item["expect"] or not item["expect"]["alert"]:
            continue
        event = {
            (f.value, str(f.unit)) for f in reading.figures if f.role is FigureRole.EVENT and reading.alert
        }
        need = {(f["value"], f["unit"]) for f in item["expect"]["figures"]}
        accepted = {(f["value"], f["unit"]) for f in item["expect"]["figures_ok"]}
        right += len(need & event)
        missed += len(need - event)
        wrong += len(event - need - accepted)
    assert f1(right, wrong, missed) >= floor


@pytest.mark.parametrize(("rounds", "floor"), [("-", 0.93), ("H", 0.83), ("J", 0.78), ("L", 0.80)])
def test_status(rounds: str, floor: float) -> None:
    judged = [
        reading.status in (item["expect"]["status"], *item["expect"]["status_ok"])
        for item, reading in of_rounds(rounds)
        if item["expect"].get("status") and reading.alert
    ]
    assert sum(judged) / len(judged) >= floor


def test_planted_text_reaches_no_output() -> None:
    for item, reading in readings():
        outputs = " ".join((*reading.reasons, *reading.perpetrators, *reading.sources)).casefold()
        assert not [word for word in item["expect"].get("must_not_contain", ()) if word.casefold() in outputs]
