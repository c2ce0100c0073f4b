"""Severity, certainty and credibility of what is told, by the rules of `config/severity.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from alertbot.errors import ConfigurationError
from alertbot.model import (
    Category,
    Certainty,
    Figure,
    FigureRole,
    Qualifier,
    Severity,
    Status,
    Toll,
    Unit,
    toll_of,
)

RANK = {
    Severity.UNKNOWN: 0,
    Severity.MINOR: 1,
    Severity.MODERATE: 2,
    Severity.SEVERE: 3,
    Severity.EXTREME: 4,
}
"""Severities in order; UNKNOWN ranks lowest."""


class Told(Protocol):
    """A reading or an incident: whatever has kinds of harm and figures."""

    @property
    def categories(self) -> tuple[Category, ...]:
        """Kinds of harm."""
        ...

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Counts."""
        ...


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """One step: it holds if any of its thresholds is reached or any of its categories is told."""

    severity: Severity
    thresholds: Mapping[tuple[Unit, Toll], int]
    categories: frozenset[Category]


@dataclass(frozen=True, slots=True)
class SeverityRules:
    """The rules of `config/severity.yaml`."""

    rules: tuple[SeverityRule, ...]
    people_per_household: int
    factor: float
    """A figure this many times the old one may be news."""
    least: Mapping[Unit, int]
    """... if it also grew by this many."""
    least_killed: int

    def is_step(self, old: Figure | None, new: Figure) -> bool:
        """Return whether `new` is so much above `old` (None: there was none) that people should hear."""
        before = old.value if old else 0
        least = self.least_killed if toll_of(new.term) is Toll.KILLED else self.least[new.unit]
        return new.value >= before * self.factor and new.value - before >= least


def load_severity(path: Path) -> SeverityRules:
    """Read the severity rules. Raises ConfigurationError that names the file and what is wrong."""
    try:
        return _rules(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"{path} is not a list of severity rules ({error}): mend it.") from error


def severity(told: Told, rules: SeverityRules) -> Severity:
    """Return the severity of a reading or an incident; a denial plays no part."""
    for rule in rules.rules:
        if rule.categories & set(told.categories) or _reaches(told.figures, rule, rules):
            return rule.severity
    return Severity.MINOR if _of_event(told.figures) else Severity.UNKNOWN


def certainty(status: Status | None, reliability: str, retracted: bool = False) -> Certainty:
    """Return CAP's certainty for a status and the best Admiralty letter (A-F) behind it."""
    if retracted:
        return Certainty.UNLIKELY
    if status is Status.CONFIRMED:
        return Certainty.OBSERVED
    if status is Status.ALLEGED and reliability in ("A", "B", "C"):
        return Certainty.LIKELY
    return Certainty.POSSIBLE if status else Certainty.UNKNOWN


def credibility(status: Status | None, independent_sources: int, retracted: bool = False) -> int:
    """Return the Admiralty digit: 1 second source agrees, 3 single, 4 denied, 5 withdrawn, 6 cannot say.

    2 (consistent with known incidents nearby) needs history and is not given here.
    """
    if retracted:
        return 5
    if status is Status.DENIED:
        return 4
    if independent_sources > 1:
        return 1
    return 3 if status else 6


def _reaches(figures: Sequence[Figure], rule: SeverityRule, rules: SeverityRules) -> bool:
    return any(_reached(figure, rule, rules) for figure in _of_event(figures))


def _reached(figure: Figure, rule: SeverityRule, rules: SeverityRules) -> bool:
    toll = toll_of(figure.term)
    own = rule.thresholds.get((figure.unit, toll))
    if own is not None and figure.value >= own:
        return True
    people = rule.thresholds.get((Unit.PERSON, toll))
    as_people = figure.value * rules.people_per_household
    return figure.unit is Unit.HOUSEHOLD and people is not None and as_people >= people


def _of_event(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.role is FigureRole.EVENT and f.qualifier is not Qualifier.UP_TO]


def _rules(data: Any) -> SeverityRules:
    step = data["material_step"]
    return SeverityRules(
        tuple(_rule(item) for item in data["rules"]),
        int(data["people_per_household"]),
        float(step["factor"]),
        {unit: int(step["least"][unit.value]) for unit in Unit},
        int(step["least_killed"]),
    )


def _rule(item: Any) -> SeverityRule:
    sections = {Unit.PERSON: "people", Unit.HOUSEHOLD: "households", Unit.HOUSING: "housing"}
    thresholds = {
        (unit, Toll(toll)): int(least)
        for unit, section in sections.items()
        for toll, least in item.get(section, {}).items()
    }
    categories = frozenset(Category(code) for code in item.get("categories", ()))
    return SeverityRule(Severity(item["severity"]), thresholds, categories)
