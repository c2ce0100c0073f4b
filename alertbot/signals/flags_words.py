"""Loads the words of flags from `config/flags.yaml` and finds them in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.signals.actors_lexicon import read_mapping, read_phrases
from alertbot.signals.actors_trie import PhraseTrie, pattern
from alertbot.signals.actors_words import spellings
from alertbot.signals.text import Sentence


class FlagWord(StrEnum):
    """What a word says of where an event took place."""

    CAMP = "camp"
    NO_CAMP = "no_camp"
    """Called a camp, and no place where displaced people live."""
    TOWARDS = "towards"
    BORDER = "border"


class FlagHit(NamedTuple):
    """Words `first` to `last - 1` of a sentence."""

    first: int
    last: int
    word: FlagWord


@dataclass(frozen=True, slots=True)
class FlagWords:
    """The words of flags in nine languages."""

    tries: Mapping[str, PhraseTrie[FlagWord]]

    def find(self, sentence: Sentence, language: str) -> tuple[FlagHit, ...]:
        """Every flag word of the sentence, in order; none in a language without words."""
        trie = self.tries.get(language)
        return tuple(_hits(trie, sentence, language)) if trie is not None else ()


def _hits(trie: PhraseTrie[FlagWord], sentence: Sentence, language: str) -> Iterator[FlagHit]:
    words = [spellings(token.folded, language) for token in sentence.tokens]
    for first in trie.places(words):
        for last, word in trie.at(words, first):
            yield FlagHit(first, last, word)


def load_flag_words(path: Path) -> FlagWords:
    """Read `config/flags.yaml`. Raises ConfigurationError naming the language and the entry."""
    rows = read_mapping(path)
    if wrong := set(LANGUAGES) ^ rows.keys():
        raise ConfigurationError(
            f"{path}: '{min(wrong)}' is missing or no language; write {', '.join(LANGUAGES)}"
        )
    return FlagWords({language: _load(path, language, row) for language, row in rows.items()})


def _load(path: Path, language: str, row: Mapping[str, object]) -> PhraseTrie[FlagWord]:
    trie: PhraseTrie[FlagWord] = PhraseTrie()
    if not isinstance(row, dict) or (wrong := row.keys() ^ set(FlagWord)):
        known = ", ".join(FlagWord)
        named = f"'{min(wrong)}' is missing or unknown" if isinstance(row, dict) else "no lists of words"
        raise ConfigurationError(f"{path}: {language}: {named}; write {known}")
    for key, phrases in row.items():
        for phrase in read_phrases(path, phrases):
            trie.add(pattern(phrase, language), FlagWord(key))
    return trie
