"""Loads the names of actors from `config/actors/` into one trie per language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.signals.actors_kinds import ActorType
from alertbot.signals.actors_trie import PhraseTrie, pattern

_LATIN = ("en", "fr", "es", "pt", "sw")
_NAMED = ("armed.yaml", "forces.yaml", "bodies.yaml")
_MARKS = {"country", "name"}


class Form(Enum):
    """What a phrase of the lexicon is."""

    NAMED = "named"
    GENERIC = "generic"
    COUNTRY = "country"
    ADJECTIVE = "adjective"
    WEAPON = "weapon"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the lexicon."""

    form: Form
    type: ActorType
    canonical: str = ""
    country: str | None = None
    capitals: int = 0
    """How many leading letters of the text must be capitals: 0, 1 or 2 (acronyms)."""
    display: str = ""
    """A country's name in the language, for adjectives."""


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """Names of actors in nine languages, as `find_actors` needs them."""

    tries: Mapping[str, PhraseTrie[Entry]]
    heads: Mapping[str, ActorType]
    """Folded last or first word of an organisation's name, to what it then is."""


def load_actors(config_dir: Path) -> ActorLexicon:
    """Read `config_dir/actors/`. Raises ConfigurationError naming the file and the entry that is wrong."""
    folder = config_dir / "actors"
    tries: dict[str, PhraseTrie[Entry]] = {language: PhraseTrie() for language in LANGUAGES}
    for name in _NAMED:
        _add_named(folder / name, tries)
    for language in LANGUAGES:
        _add_generic(folder / "generic" / f"{language}.yaml", language, tries[language])
    _add_countries(folder / "countries.yaml", tries)
    return ActorLexicon(tries, _add_grammar(folder / "grammar.yaml", tries))


def _add_named(path: Path, tries: Mapping[str, PhraseTrie[Entry]]) -> None:
    for kind, rows in read_mapping(path).items():
        for row in rows:
            if not isinstance(row, dict) or "name" not in row:
                raise ConfigurationError(
                    f"{path}: an entry under '{kind}' has no name; write {{name: ..., ...}}"
                )
            type_ = _type(path, kind)
            for language, alias in _aliases(path, row):
                entry = Entry(Form.NAMED, type_, row["name"], row.get("country"), _capitals(alias))
                tries[language].add(pattern(alias, language), entry)


def _aliases(path: Path, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, aliases in row.items():
        if key in _MARKS:
            continue
        languages = LANGUAGES if key == "all" else _LATIN if key == "latin" else (key,)
        if languages[0] not in LANGUAGES:
            raise ConfigurationError(
                f"{path}: '{row['name']}' has the unknown key '{key}'; use a language, all or latin"
            )
        for alias in read_phrases(path, aliases):
            for language in languages:
                yield language, alias


def _add_generic(path: Path, language: str, trie: PhraseTrie[Entry]) -> None:
    for kind, phrases in read_mapping(path).items():
        for phrase in read_phrases(path, phrases):
            trie.add(pattern(phrase, language), Entry(Form.GENERIC, _type(path, kind)))


def _add_countries(path: Path, tries: Mapping[str, PhraseTrie[Entry]]) -> None:
    for code, languages in read_mapping(path).items():
        english = languages["en"]["names"]
        for language, row in languages.items():
            names = row["names"]
            display = row.get("display") or (names[0] if names else code)
            canonical = english[0] if english else code
            for form, key in (
                (Form.COUNTRY, "names"),
                (Form.COUNTRY, "capital"),
                (Form.ADJECTIVE, "adjectives"),
            ):
                for phrase in read_phrases(path, row.get(key, [])):
                    capitals = 1 if form is Form.COUNTRY or language == "en" else 0
                    entry = Entry(form, ActorType.COUNTRY, canonical, code, capitals, display)
                    tries[language].add(pattern(phrase, language), entry)


def _add_grammar(path: Path, tries: Mapping[str, PhraseTrie[Entry]]) -> Mapping[str, ActorType]:
    grammar = read_mapping(path)
    for form, key in ((Form.WEAPON, "weapons"), (Form.JOINT, "joints")):
        for language, phrases in grammar[key].items():
            for phrase in read_phrases(path, phrases):
                tries[language].add(pattern(phrase, language), Entry(form, ActorType.UNNAMED))
    return {word.lower(): _type(path, kind) for kind, words in grammar["heads"].items() for word in words}


def _capitals(alias: str) -> int:
    letters = [letter for letter in alias if letter.isalpha()]
    if len(letters) > 1 and letters[0].isupper() and letters[1].isupper():
        return 2
    return 1 if letters and letters[0].isupper() else 0


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds. Raises ConfigurationError where it holds none."""
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  (both are safe loaders)
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be read ({error.strerror}); restore it from the release"
        ) from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(loaded, dict):
        raise ConfigurationError(f"{path} must hold 'kind: [phrases]' entries")
    return loaded


def read_phrases(path: Path, phrases: object) -> Iterable[str]:
    """The phrases of a YAML list. Raises ConfigurationError for anything but text in it."""
    if not isinstance(phrases, list):
        raise ConfigurationError(f"{path}: {phrases!r} should be a list of phrases in brackets")
    for phrase in phrases:
        if not isinstance(phrase, str) or not phrase.strip():
            raise ConfigurationError(f"{path}: {phrase!r} should be text; put it in quotes")
        yield phrase


def _type(path: Path, kind: str) -> ActorType:
    try:
        return ActorType(kind)
    except ValueError:
        known = ", ".join(ActorType)
        raise ConfigurationError(f"{path}: '{kind}' is no kind of actor; use one of {known}") from None


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
