"""The analyst's desk: checks every file under `config/` and tries the sentences beside the lexicons."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from alertbot.alerts.households import load_household_sizes
from alertbot.errors import AlertbotError, ConfigurationError
from alertbot.feeds.catalogue import load_catalogue
from alertbot.gazetteer.countries import load_country_names
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.gazetteer.spellings import load_spellings
from alertbot.incidents.severity import load_severity
from alertbot.model import LANGUAGES, Category, Reading
from alertbot.signals.actors import load_actors
from alertbot.signals.claims import load_claims
from alertbot.signals.figures import load_figure_lexicon
from alertbot.signals.flags_words import load_flag_words
from alertbot.signals.headline import load_headline_weights
from alertbot.signals.lexicon import load_lexicon
from alertbot.signals.read import Reader
from alertbot.signals.semantic import load_semantic_weights
from alertbot.signals.taxonomy import load_taxonomy
from alertbot.signals.verdict import load_weights
from alertbot.signals.when_words import load_day_words

PUBLISHED = datetime(2026, 5, 14, 9, tzinfo=UTC)
"""Day on which a case without `published` is read: a Thursday."""
CASES = Path("lexicon") / "cases"
"""Where analysts keep their sentences, one file per language, within the folder of settings."""
_QUOTED = re.compile(r"'([^']{2,60})'")


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the kinds of harm it must be read as; none: no alert."""

    where: str
    """File and line."""
    language: str
    title: str
    text: str
    published: datetime
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that was read as something else."""

    case: Case
    reading: Reading

    def __str__(self) -> str:
        wanted = ", ".join(self.case.categories) or "no alert"
        got = ", ".join(self.reading.categories) if self.reading.alert else "no alert"
        why = "; ".join(self.reading.reasons[:3])
        return f"{self.case.where}: wanted {wanted}, got {got}\n  {self.case.text}\n  why: {why}"


def load_cases(paths: Iterable[Path]) -> Iterator[Case]:
    """Read JSON Lines of cases.

    A line is {"text": ..., "expect": [categories]}, with "title", "lang" (else the file's name) and
    "published" if wanted; or a labelled article with "expect": {"alert": ..., "categories": ...}.
    Raises ConfigurationError with file, line and a mend.
    """
    for path in paths:
        for number, line in enumerate(_lines(path), 1):
            if line.strip():
                yield _case(f"{path}, line {number}", path.stem, line)


def try_cases(reader: Reader, cases: Iterable[Case]) -> Iterator[Failure]:
    """Every case that is not read as wanted: a kind of harm missed, or an alert where none is due."""
    for case in cases:
        reading = reader.read(case.title, case.text, case.language, case.published)
        right = set(case.categories) <= set(reading.categories) and bool(case.categories) is reading.alert
        if not right:
            yield Failure(case, reading)


def check_config(folder: Path, gazetteer: Path, allow: frozenset[tuple[str, int]]) -> Iterator[str]:
    """What is wrong in the files under `folder`, each with file, line and a mend.

    `gazetteer` is the file of places, `allow` opens addresses of feeds that are not public. Reading stops at
    the first problem of a file, and of a folder of claims, figures or actors: mend it and check again.
    """
    yield from _strangers(folder)
    for load in _loaders(folder, gazetteer, allow):
        try:
            load()
        except AlertbotError as error:
            yield _with_line(str(error), folder)


def own_cases(folder: Path) -> list[Path]:
    """The files of cases beside the lexicons of a folder of settings."""
    return sorted((folder / CASES).glob("*.jsonl"))


def _loaders(folder: Path, gazetteer: Path, allow: frozenset[tuple[str, int]]) -> list[Callable[[], object]]:
    lexicons = [partial(load_lexicon, path) for path in sorted((folder / "lexicon").glob("*.yaml"))]
    return [
        *lexicons,
        partial(load_taxonomy, folder / "taxonomy.yaml"),
        partial(load_weights, folder / "verdict.yaml"),
        partial(load_headline_weights, folder / "headline.yaml"),
        partial(load_semantic_weights, folder / "semantic.yaml"),
        partial(load_figure_lexicon, folder / "figures"),
        partial(load_actors, folder),
        partial(load_claims, folder),
        partial(load_day_words, folder / "when.yaml"),
        partial(load_flag_words, folder / "flags.yaml"),
        partial(load_country_names, folder / "countries.yaml"),
        partial(load_catalogue, folder / "feeds.yaml", allow),
        partial(load_severity, folder / "severity.yaml"),
        partial(load_household_sizes, folder / "household_size.yaml"),
        partial(_load_places, folder / "places.yaml", gazetteer),
        lambda: list(load_cases(own_cases(folder))),
    ]


def _load_places(path: Path, gazetteer: Path) -> None:
    places = SqliteGazetteer(gazetteer)
    try:
        load_spellings(path, places)
    finally:
        places.close()


def _strangers(folder: Path) -> Iterator[str]:
    """Files of a language that alertbot does not know."""
    for path in sorted(path for pattern in ("*/*.yaml", "*/*/*.jsonl") for path in folder.glob(pattern)):
        if path.parent.name in ("lexicon", "claims", "figures", "cases") and path.stem not in LANGUAGES:
            close = difflib.get_close_matches(path.stem, LANGUAGES, 1, cutoff=0.5)
            hint = f"did you mean '{close[0]}'?" if close else f"use one of {', '.join(LANGUAGES)}"
            yield f"{path}, line 1: no language '{path.stem}'; {hint}"


def _with_line(problem: str, folder: Path) -> str:
    """The problem with the line of the file where its quoted word stands, where it does not name one yet."""
    path = next((path for path in sorted(folder.rglob("*.yaml")) if str(path) in problem), None)
    if path is None or re.search(r"\bline \d", problem):
        return problem
    lines = _lines(path)
    for word in _QUOTED.findall(problem):
        for number, line in enumerate(lines, 1):
            if word in line and not line.lstrip().startswith("#"):
                return problem.replace(str(path), f"{path}, line {number}", 1)
    return problem


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read ({error}); write it as UTF-8 text") from error


def _case(where: str, language: str, line: str) -> Case:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ConfigurationError(f"{where}: not JSON: {error.msg}; write one object a line") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "expect" not in row:
        raise ConfigurationError(f'{where}: write {{"text": "...", "expect": ["abduction"]}}')
    spoken = row.get("lang", language)
    if spoken not in LANGUAGES:
        raise ConfigurationError(f"{where}: no language '{spoken}'; use one of {', '.join(LANGUAGES)}")
    title = str(row.get("title", ""))
    return Case(where, spoken, title, row["text"], _published(where, row), _expected(where, row["expect"]))


def _published(where: str, row: Mapping[str, Any]) -> datetime:
    text = row.get("published")
    try:
        moment = datetime.fromisoformat(text) if text else PUBLISHED
    except (TypeError, ValueError):
        raise ConfigurationError(f"{where}: published '{text}' is no time; write 2026-05-14T09:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _expected(where: str, expect: object) -> tuple[Category, ...]:
    if isinstance(expect, dict):
        expect = expect.get("categories", []) if expect.get("alert") else []
    if not isinstance(expect, list):
        raise ConfigurationError(f"{where}: expect is no list; write the kinds of harm in brackets, or []")
    for name in expect:
        if name not in tuple(Category):
            close = difflib.get_close_matches(str(name), list(Category), 1)
            hint = f"did you mean '{close[0]}'?" if close else f"use one of {', '.join(Category)}"
            raise ConfigurationError(f"{where}: unknown kind of harm '{name}'; {hint}")
    return tuple(Category(name) for name in expect)
