"""Loads what is counted and what happens to it, language by language, from `config/figures/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from alertbot.errors import AlertbotError
from alertbot.model import LANGUAGES
from alertbot.signals.folding import fold

SLOTS = ("verbs", "object", "subject", "weak")


class FigureLexiconError(AlertbotError):
    """A file of `config/figures/` cannot be used; the message names it and says why."""


class Entry(NamedTuple):
    """What a word or phrase is: its role in the grammar and its value there."""

    role: str
    """'noun', 'verb', 'stop', 'link', 'others', 'of', 'cumulative', 'since', 'context', ..."""
    value: str
    """A unit for nouns, an IDMC term for verbs."""
    term: str = ""
    """For nouns that say themselves what happened: 'hostages', 'wounded'."""


class Phrases:
    """Finds the longest phrase of a set that begins at a token."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]], clitics: tuple[str, ...] = ()) -> None:
        self._exact: dict[str, Entry] = {}
        self._stems: dict[str, Entry] = {}
        self._tails: dict[str, Entry] = {}
        self._long: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._long_tails: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._clitics = clitics
        self._known: dict[str, Entry | None] = {}
        for phrase, entry in phrases:
            self._add(phrase.split(), entry)
        for group in (*self._long.values(), *self._long_tails.values()):
            group.sort(key=lambda item: -len(item[0]))
        self._stem_lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        self._tail_lengths = sorted({len(tail) for tail in self._tails}, reverse=True)

    def _add(self, words: list[str], entry: Entry) -> None:
        if len(words) > 1 and words[0].startswith("*"):
            self._long_tails.setdefault(words[0][-3:], []).append((tuple(words), entry))
        elif len(words) > 1:
            self._long.setdefault(words[0].rstrip("*")[:3], []).append((tuple(words), entry))
        elif words[0].endswith("*"):
            self._stems.setdefault(words[0][:-1], entry)
        elif words[0].startswith("*"):
            self._tails.setdefault(words[0][1:], entry)
        else:
            self._exact.setdefault(words[0], entry)

    def find(self, folded: Sequence[str], place: int) -> tuple[Entry, int] | None:
        """(entry, number of tokens) of the longest phrase at `place`, None if there is none."""
        word = folded[place]
        for key in self._keys(word):
            for words, entry in self._long.get(key, ()):
                if self._matches(words, folded, place):
                    return entry, len(words)
        for words, entry in self._long_tails.get(word[-3:], ()):
            if self._matches(words, folded, place):
                return entry, len(words)
        single = self._single(word)
        return (single, 1) if single is not None else None

    def _keys(self, word: str) -> set[str]:
        return {form[:3] for form in self._forms(word)} if self._clitics else {word[:3]}

    def _matches(self, words: tuple[str, ...], folded: Sequence[str], place: int) -> bool:
        if place + len(words) > len(folded):
            return False
        return all(self._same(words[step], folded[place + step]) for step in range(len(words)))

    def _same(self, pattern: str, word: str) -> bool:
        if pattern.startswith("*"):
            return word.endswith(pattern[1:])
        if pattern.endswith("*"):
            return any(form.startswith(pattern[:-1]) for form in self._forms(word))
        return pattern == word or (bool(self._clitics) and pattern in self._forms(word))

    def _single(self, word: str) -> Entry | None:
        if word not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = next(
                (entry for form in self._forms(word) if (entry := self._look_up(form)) is not None), None
            )
        return self._known[word]

    def _look_up(self, word: str) -> Entry | None:
        if word in self._exact:
            return self._exact[word]
        for length in self._stem_lengths:
            if length <= len(word) and word[:length] in self._stems:
                return self._stems[word[:length]]
        for length in self._tail_lengths:
            if length <= len(word) and word[-length:] in self._tails:
                return self._tails[word[-length:]]
        return None

    def _forms(self, word: str) -> list[str]:
        """The word, and what remains without the particles that Arabic writes on it."""
        forms = [word]
        for clitic in self._clitics:
            if word.startswith(clitic) and len(word) - len(clitic) >= 3:
                forms.append(word[len(clitic) :])
        return forms


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
