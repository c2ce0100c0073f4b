"""The words of a language that make numbers, ready to be looked up one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from alertbot.signals.numbers_arabic import ARABIC, PERSIAN
from alertbot.signals.numbers_kinds import NumberKind
from alertbot.signals.numbers_romance import FRENCH, PORTUGUESE, SPANISH
from alertbot.signals.numbers_slavic import RUSSIAN, UKRAINIAN
from alertbot.signals.numbers_words import ENGLISH, SWAHILI, NumberWords

WORDS: Mapping[str, NumberWords] = {
    "en": ENGLISH,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "ar": ARABIC,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
    "fa": PERSIAN,
    "sw": SWAHILI,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One number as written: tokens `first` to `last - 1`."""

    first: int
    last: int
    value: float
    kind: NumberKind = NumberKind.COUNT
    vague: bool = False
    rounded: bool = False
    article: bool = False
    digits: bool = False


class Atom(NamedTuple):
    """One word of a number."""

    kind: str
    """'value', 'hundred', 'scale', 'vague', 'rounded', 'fixed', 'several'."""
    value: int
    joined: bool
    """Written together with 'and' before it."""


@lru_cache(maxsize=len(WORDS))
def atoms_of(language: str) -> Mapping[str, Atom]:
    """Every number word of a language; English for languages we do not read."""
    words = WORDS.get(language, ENGLISH)
    table: dict[str, Atom] = {}
    groups = (
        ("several", words.several),
        ("fixed", words.fixed),
        ("rounded", words.rounded),
        ("vague", words.vague),
        ("scale", words.scales),
        ("hundred", dict.fromkeys(words.hundreds, 100)),
        ("value", words.values),
    )
    for kind, group in groups:
        for word, value in group.items():
            table[word] = Atom(kind, value, False)
    if words.prefix_and:
        _add_clitics(table, words.prefix_and)
    return table


def _add_clitics(table: dict[str, Atom], joiner: str) -> None:
    """Arabic: waw, prepositions and the article are written on the number word."""
    for word, atom in list(table.items()):
        for clitic in ("ال", "ب", "ل", "بال", "لل", "ك", "ف"):
            table.setdefault(clitic + word, atom)
    for word, atom in list(table.items()):
        table.setdefault(joiner + word, atom._replace(joined=True))


FIRST_WORDS = frozenset(
    phrase.split()[0] for words in WORDS.values() for phrase in (*words.fixed, *words.vague) if " " in phrase
)
"""Words that begin a phrase worth a number: 'half a dozen', 'medio centenar'."""
