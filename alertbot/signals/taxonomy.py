"""Taxonomy: which concepts, standing together in a sentence, are evidence for which kind of harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError
from alertbot.model import Category
from alertbot.signals.lexicon import SECTIONS

DERIVED = frozenset({"figure", "victims"})
"""Concepts that no lexicon lists: a count of people, homes or animals; people who are no fighters."""
_KNOWN = frozenset().union(*SECTIONS.values()) | DERIVED


@dataclass(frozen=True, slots=True)
class Rule:
    """Evidence for one kind of harm: a trigger and what must stand near it in the sentence."""

    category: Category
    needs: tuple[frozenset[str], ...]
    """The first is the trigger."""
    strength: int
    """3: enough alone; 2: enough with support; 1: supports."""
    near: int = 15
    """Words that may stand between the trigger and what it needs."""
    unless: frozenset[str] = frozenset()
    borrow: int = 99
    """Needs from this one on (the trigger is 0) may stand in the sentence before or after."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All rules, by category in the order of the file."""

    rules: tuple[Rule, ...]


def load_taxonomy(path: Path) -> Taxonomy:
    """Read `config/taxonomy.yaml`. Raises ConfigurationError that names the entry at fault."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Taxonomy(tuple(_rules(path, content)))
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); restore it") from error
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{path}: cannot be used: {' '.join(str(error).split())}") from error


def _rules(path: Path, content: dict[str, list[dict[str, object]]]) -> Iterator[Rule]:
    for name, entries in content.items():
        if name not in Category.__members__.values():
            raise ConfigurationError(f"{path}: unknown category '{name}'; use one of: {', '.join(Category)}")
        for entry in entries:
            needs = tuple(_concepts(path, name, need) for need in entry["needs"])  # type: ignore[attr-defined]
            yield Rule(
                Category(name),
                needs,
                int(entry["strength"]),  # type: ignore[call-overload]
                int(entry.get("near", 15)),  # type: ignore[call-overload]
                frozenset().union(*(_concepts(path, name, word) for word in entry.get("unless", ()))),  # type: ignore[attr-defined]
                int(entry.get("borrow", 99)),  # type: ignore[call-overload]
            )


def _concepts(path: Path, category: str, text: str) -> frozenset[str]:
    concepts = frozenset(text.split("|"))
    if unknown := concepts - _KNOWN:
        known = ", ".join(sorted(_KNOWN))
        raise ConfigurationError(f"{path}: {category} needs unknown concept '{min(unknown)}'; known: {known}")
    return concepts
