"""Severity follows stated thresholds; a denial lowers certainty, never severity."""

from pathlib import Path

import pytest
from reported import RULES, families, killed, reading

from alertbot.errors import ConfigurationError
from alertbot.incidents.severity import certainty, credibility, load_severity, severity
from alertbot.model import (
    Category,
    Certainty,
    Figure,
    FigureRole,
    Qualifier,
    Severity,
    Status,
    Unit,
)


def displaced(value: int) -> Figure:
    return Figure(value, Unit.PERSON, "displaced", str(value), 0, 3)


@pytest.mark.parametrize(
    ("figures", "level"),
    [
        ((displaced(5_000),), Severity.EXTREME),
        ((displaced(4_999),), Severity.SEVERE),
        ((displaced(500),), Severity.SEVERE),
        ((displaced(499),), Severity.MODERATE),
        ((displaced(50),), Severity.MODERATE),
        ((displaced(49),), Severity.MINOR),
        ((killed(25),), Severity.EXTREME),
        ((killed(5),), Severity.SEVERE),
        ((killed(1),), Severity.MODERATE),
        ((families(10),), Severity.MODERATE),
        ((families(100),), Severity.SEVERE),
        ((families(1_000),), Severity.EXTREME),
        ((families(9),), Severity.MINOR),
        ((), Severity.UNKNOWN),
    ],
)
def test_thresholds_decide(figures: tuple[Figure, ...], level: Severity) -> None:
    assert severity(reading(figures=figures), RULES) is level


@pytest.mark.parametrize(
    ("category", "level"),
    [
        (Category.AID_WORKER_ATTACK, Severity.SEVERE),
        (Category.ATTACK_ON_SERVICES, Severity.SEVERE),
        (Category.ABDUCTION, Severity.MODERATE),
        (Category.GBV, Severity.MODERATE),
        (Category.TORTURE, Severity.MODERATE),
        (Category.FORCED_RECRUITMENT, Severity.MODERATE),
    ],
)
def test_some_kinds_of_harm_weigh_without_a_figure(category: Category, level: Severity) -> None:
    assert severity(reading(categories=(category,), figures=()), RULES) is level


def test_a_running_total_does_not_count() -> None:
    total = displaced(3_500_000)
    cumulative = Figure(total.value, total.unit, total.term, "", 0, 1, role=FigureRole.CUMULATIVE)
    assert severity(reading(figures=(cumulative, families(12))), RULES) is Severity.MODERATE


def test_an_upper_bound_does_not_count() -> None:
    most = Figure(9_000, Unit.PERSON, "displaced", "", 0, 1, qualifier=Qualifier.UP_TO)
    assert severity(reading(figures=(most,)), RULES) is Severity.UNKNOWN


def test_a_denial_changes_certainty_and_not_severity() -> None:
    denied = reading(status=Status.DENIED, denied_by=("Taliban",))
    assert severity(denied, RULES) is severity(reading(), RULES)
    assert certainty(Status.DENIED, "A") is Certainty.POSSIBLE


@pytest.mark.parametrize(
    ("status", "letter", "retracted", "level"),
    [
        (Status.CONFIRMED, "F", False, Certainty.OBSERVED),
        (Status.ALLEGED, "C", False, Certainty.LIKELY),
        (Status.ALLEGED, "F", False, Certainty.POSSIBLE),
        (Status.CONFIRMED, "A", True, Certainty.UNLIKELY),
        (None, "A", False, Certainty.UNKNOWN),
    ],
)
def test_certainty_follows_status_and_reliability(
    status: Status | None, letter: str, retracted: bool, level: Certainty
) -> None:
    assert certainty(status, letter, retracted) is level


@pytest.mark.parametrize(
    ("status", "sources", "retracted", "digit"),
    [
        (Status.CONFIRMED, 2, False, 1),
        (Status.ALLEGED, 1, False, 3),
        (Status.DENIED, 2, False, 4),
        (Status.ALLEGED, 1, True, 5),
        (None, 0, False, 6),
    ],
)
def test_the_admiralty_digit_is_computed(
    status: Status | None, sources: int, retracted: bool, digit: int
) -> None:
    assert credibility(status, sources, retracted) == digit


def test_a_step_needs_both_a_factor_and_a_number() -> None:
    assert RULES.is_step(families(100), families(150))
    assert not RULES.is_step(families(100), families(149))
    assert not RULES.is_step(killed(1), killed(2))
    assert RULES.is_step(killed(2), killed(4))
    assert RULES.is_step(None, killed(2))


@pytest.mark.parametrize("text", ["", "rules: 3", "rules: [{severity: awful}]", "a: ["])
def test_a_bad_file_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "severity.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"severity\.yaml"):
        load_severity(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_severity(tmp_path / "none.yaml")
