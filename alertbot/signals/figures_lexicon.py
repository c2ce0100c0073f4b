"""Loads what is counted and what happens to it, language by language, from `config/figures/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from alertbot.errors import AlertbotError
from alertbot.model import LANGUAGES
from alertbot.signals.figures_phrases import Entry, Phrases
from alertbot.signals.folding import fold

SLOTS = ("verbs", "object", "subject", "weak")


class FigureLexiconError(AlertbotError):
    """A file of `config/figures/` cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The lexicon of one language."""

    language: str
    nouns: Phrases
    verbs: Phrases
    grammar: Phrases
    """Stops, links, others, pronouns of a whole."""
    markers: Phrases
    """Phrases that say what a number is to the event."""
    duals: Mapping[str, str]
    """Arabic dual nouns and their unit."""
    singles: Phrases
    """Nouns for one person, counted where a victim is named alone."""
    articles: frozenset[str]
    """Words that stand before such a noun; empty where the language has no article."""
    hazard: Phrases
    telling: tuple[str, ...] = ()
    """Phrases of which a text with a figure holds at least one: what happened, or a noun that tells it."""


@dataclass(frozen=True, slots=True)
class FigureLexicon:
    """Every language's words, as `load_figure_lexicon` read them."""

    languages: Mapping[str, FigureWords]


_ARABIC_CLITICS = ("و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "وب", "ول", "فال", "وس", "س")
_MARKERS = (
    "part_of",
    "totals",
    "toll",
    "cumulative",
    "since",
    "since_event",
    "since_history",
    "context",
    "future",
    "superseded",
    "violence",
)


def load_figure_lexicon(directory: Path) -> FigureLexicon:
    """Read `<language>.yaml` for each of the nine languages.

    Raises `FigureLexiconError` naming the file if one is missing, no mapping, or holds an unknown key.
    """
    return FigureLexicon(
        {language: _load(directory / f"{language}.yaml", language) for language in LANGUAGES}
    )


def _load(path: Path, language: str) -> FigureWords:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise FigureLexiconError(
            f"{path.name}: cannot be read ({error}). Restore it from the repository."
        ) from error
    if (
        not isinstance(raw, dict)
        or not isinstance(raw.get("terms"), dict)
        or not isinstance(raw.get("nouns"), dict)
    ):
        raise FigureLexiconError(f"{path.name}: needs the mappings 'nouns' and 'terms'.")
    _check_keys(path, raw)
    clitics = _ARABIC_CLITICS if language == "ar" else ()
    return FigureWords(
        language=language,
        nouns=Phrases(_nouns(raw, language), clitics),
        verbs=Phrases(_verbs(raw, language), clitics),
        grammar=Phrases(_group(raw, ("others", "people_of", "links", "stops"), language), ()),
        markers=Phrases(_group(raw, _MARKERS, language), clitics),
        duals={
            word: unit for unit, words in raw.get("duals", {}).items() for word in expand(words, language)
        },
        singles=Phrases(_group(raw, ("singles",), language), clitics),
        articles=frozenset(expand(raw.get("articles", ""), language)),
        hazard=Phrases(_group(raw, ("hazard",), language), clitics),
        telling=tuple(_telling(raw, language)),
    )


_KEYS = {
    "nouns",
    "duals",
    "others",
    "people_of",
    "terms",
    "stops",
    "links",
    "singles",
    "articles",
    "hazard",
    *_MARKERS,
}


def _check_keys(path: Path, raw: Mapping[str, Any]) -> None:
    unknown = sorted(set(raw) - _KEYS)
    if unknown:
        raise FigureLexiconError(
            f"{path.name}: unknown key '{unknown[0]}'; known are {', '.join(sorted(_KEYS))}."
        )
    for term, slots in raw["terms"].items():
        wrong = sorted(set(slots) - {"nouns", *SLOTS})
        if wrong:
            raise FigureLexiconError(f"{path.name}: '{term}' has an unknown slot '{wrong[0]}'.")


def _nouns(raw: Mapping[str, Any], language: str) -> Iterable[tuple[str, Entry]]:
    households = {phrase.rstrip("*") for phrase in expand(raw["nouns"].get("household", ""), language)}
    for term, slots in raw["terms"].items():
        for phrase in expand(slots.get("nouns", ""), language):
            yield phrase, Entry("noun", _unit(phrase, households), term)
    for unit, words in raw["nouns"].items():
        for phrase in expand(words, language):
            yield phrase, Entry("noun", unit)


def _unit(phrase: str, households: set[str]) -> str:
    """'displaced families' count households, 'displaced people' persons."""
    return "household" if any(word.rstrip("*") in households for word in phrase.split()) else "person"


def _verbs(raw: Mapping[str, Any], language: str) -> Iterable[tuple[str, Entry]]:
    for term, slots in raw["terms"].items():
        for slot in SLOTS:
            for phrase in expand(slots.get(slot, ""), language):
                yield phrase, Entry(slot, term)


_SILENT = ("speech", "no harm")
"""Terms of verbs that make no figure."""


def _telling(raw: Mapping[str, Any], language: str) -> Iterator[str]:
    yield from (phrase for phrase, noun in _nouns(raw, language) if noun.term)
    yield from (phrase for phrase, verb in _verbs(raw, language) if verb.value not in _SILENT)


def _group(raw: Mapping[str, Any], keys: Sequence[str], language: str) -> Iterable[tuple[str, Entry]]:
    for key in keys:
        for phrase in expand(raw.get(key, ""), language):
            yield phrase, Entry(key, key)


def expand(text: str, language: str) -> list[str]:
    """'a | b{c,d}' to ['a', 'bc', 'bd'], folded, words parted as the tokenizer parts them."""
    phrases: list[str] = []
    for part in str(text).split("|"):
        phrases += _braces(" ".join(part.split()))
    return [_spaced(fold(phrase, language), language) for phrase in phrases if phrase]


def _braces(phrase: str) -> list[str]:
    head, opened, rest = phrase.partition("{")
    if not opened:
        return [phrase]
    inside, _, tail = rest.partition("}")
    return [head + choice + end for choice in inside.split(",") for end in _braces(tail)]


def _spaced(phrase: str, language: str) -> str:
    phrase = phrase.replace("-", " ")
    if language == "fr":
        phrase = "".join(f"{part}' " if more else part for part, more in _elisions(phrase))
    return " ".join(phrase.split())


def _elisions(phrase: str) -> list[tuple[str, bool]]:
    parts = phrase.split("'")
    return [(part, place < len(parts) - 1) for place, part in enumerate(parts)]
