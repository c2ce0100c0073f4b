"""Lexicons: each language's words per concept, as analysts write them in `config/lexicon/<lang>.yaml`."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from alertbot.errors import ConfigurationError
from alertbot.signals.folding import fold
from alertbot.signals.segments import ELISION

PEOPLE = (
    "persons civilians households children women fighters armed aid_workers aid_convoys facilities homes"
    " livestock goods"
)
HARM = (
    "flight uproot evict demolish deport order burn destroy damage loot steal extort kill dead injure attack"
    " bombard abduct seize missing detain unlawful torture beat rape recruit besiege block_aid mine blast"
    " traffic persecute oppress separate marry"
)
MODALITY = "negation hypothetical past total recent freed say deny own_act charge"
GENRES = (
    "sport fiction market drill commemoration trial labour hazard returns fundraising opinion vacancy study"
    " politics rumour retraction accident safety plan reconcile"
)
TOPICS = "care learning relief hunger unrest crime"
SECTIONS: Mapping[str, frozenset[str]] = {
    "people": frozenset(PEOPLE.split()),
    "harm": frozenset(HARM.split()),
    "modality": frozenset(MODALITY.split()),
    "genres": frozenset(GENRES.split()),
    "topics": frozenset(TOPICS.split()),
}
"""The concepts that rules are made of, by section of a lexicon file."""

_GAPS = {"..": 3, "...": 8}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a pattern, folded; a star lets the text's word go on at that end."""

    text: str
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in order; `gaps[i]` is how many words may stand between word i and word i + 1."""

    concept: str
    words: tuple[Word, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns of one language."""

    language: str
    patterns: tuple[Pattern, ...]


def load_lexicon(path: Path) -> Lexicon:
    """Read one lexicon file; its stem is the language.

    Raises ConfigurationError with file, line and a suggestion if the file cannot be used.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}); restore it") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    patterns: list[Pattern] = []
    for section, body in _pairs(path, root):
        concepts = SECTIONS[_known(path, section, SECTIONS, "section")]
        for concept, words in _pairs(path, body):
            name = _known(path, concept, concepts, f"concept of '{section.value}'")
            for item in _items(path, words):
                patterns.extend(_patterns(path, name, item, path.stem))
    return Lexicon(path.stem, tuple(patterns))


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _fail(path: Path, node: yaml.Node, problem: str) -> ConfigurationError:
    return ConfigurationError(f"{path}, line {node.start_mark.line + 1}: {problem}")


def _pairs(path: Path, node: yaml.Node | None) -> Sequence[tuple[yaml.ScalarNode, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        if node is None:
            raise ConfigurationError(f"{path}: empty; write sections {', '.join(SECTIONS)}")
        raise _fail(path, node, "expected 'name: ...' lines here")
    return node.value  # type: ignore[no-any-return]


def _known(path: Path, node: yaml.ScalarNode, names: Collection[str], kind: str) -> str:
    name = str(node.value)
    if name not in names:
        close = difflib.get_close_matches(name, list(names), 1)
        hint = f"did you mean '{close[0]}'?" if close else f"use one of: {', '.join(sorted(names))}"
        raise _fail(path, node, f"unknown {kind} '{name}'; {hint}")
    return name


def _items(path: Path, node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if not isinstance(node, yaml.SequenceNode):
        raise _fail(path, node, "expected a list of words: [word, stem*, two words]")
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
            raise _fail(path, item, "expected a word; quote it if it starts with a star or bracket")
        yield item


def _patterns(path: Path, concept: str, node: yaml.ScalarNode, language: str) -> Iterator[Pattern]:
    try:
        for text in _alternatives(str(node.value)):
            yield _pattern(concept, text, language)
    except ValueError as error:
        raise _fail(path, node, f"'{node.value}': {error}") from error


def _alternatives(text: str) -> list[str]:
    """Every way to read the `(a|b)` groups of a pattern, which may nest."""
    head, bracket, rest = text.partition("(")
    if not bracket:
        if ")" in text or "|" in text:
            raise ValueError("a bracket is missing: write (this|that)")
        return [text]
    options, tail = _group(rest)
    tails = _alternatives(tail)
    return [head + way + end for option in options for way in _alternatives(option) for end in tails]


def _group(text: str) -> tuple[list[str], str]:
    """The options of a group whose bracket was just opened, and the text after it."""
    options, depth = [""], 1
    for position, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return options, text[position + 1 :]
        if char == "|" and depth == 1:
            options.append("")
        else:
            options[-1] += char
    raise ValueError("a bracket is not closed: write (this|that)")


def _pattern(concept: str, text: str, language: str) -> Pattern:
    words: list[Word] = []
    gaps: list[int] = []
    for part in _spaced(text, language).split():
        if part in _GAPS:
            if not words or gaps[-1]:
                raise ValueError("a gap (..) needs a word before and after it")
            gaps[-1] = _GAPS[part]
            continue
        bare = fold(part.strip("*"), language)
        if not bare or "*" in bare:
            raise ValueError("a star stands at the start or end of a word only")
        words.append(Word(bare, part.startswith("*"), part.endswith("*")))
        gaps.append(0)
    if not words or gaps[-1]:
        raise ValueError("a gap (..) needs a word before and after it")
    return Pattern(concept, tuple(words), tuple(gaps[:-1]))


def _spaced(text: str, language: str) -> str:
    """The pattern with spaces where `segments.words` parts words."""
    text = text.replace("-", " ")
    return ELISION.sub(lambda match: f"{match.group()} ", text) if language == "fr" else text
