"""Number words: the closed class of words that make numbers, language by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words of one language in folded spelling (`folding.fold`)."""

    values: Mapping[str, int]
    """Words worth a value below 1,000 that add up: 'seven', 'forty', 'trescientos'."""
    hundreds: frozenset[str]
    """Words that multiply what stands before them by 100."""
    scales: Mapping[str, int]
    """Words that multiply by 1,000 or more."""
    joiners: frozenset[str] = frozenset()
    """Words allowed inside a number: 'and', 'et', 'y'."""
    vague: Mapping[str, int] = field(default_factory=dict)
    """'dozens' and its like: a lower bound, never a count (field notes, 2.3)."""
    rounded: Mapping[str, int] = field(default_factory=dict)
    """Nouns worth about a fixed count: 'une trentaine'."""
    fixed: Mapping[str, int] = field(default_factory=dict)
    """Nouns worth exactly a count: 'a dozen', 'medio centenar'; several words are parted by a space."""
    one: frozenset[str] = frozenset()
    """Words for 1; alone most of them are articles."""
    linkers: frozenset[str] = frozenset()
    """Words that may stand between a vague word and its scale: 'tens *of* thousands'."""
    several: Mapping[str, int] = field(default_factory=dict)
    """Words that make the scale after them vague ('several hundred'), or are vague alone (3)."""
    prefix_and: str = ""
    """A letter that joins the next number word when written on it: Arabic waw."""
    scale_first: bool = False
    """The scale stands before its multiplier: Swahili 'elfu tatu'."""


def spread(text: str, start: int, step: int = 1) -> dict[str, int]:
    """'two three|iii four' from 2 in steps of 1: words of growing value, variants parted by bars."""
    return {
        word: start + step * place
        for place, variants in enumerate(text.split())
        for word in variants.split("|")
    }


def frozen(values: dict[str, int]) -> Mapping[str, int]:
    """A table that nobody changes by mistake."""
    return MappingProxyType(values)


ENGLISH = NumberWords(
    values=frozen(
        spread("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen", 0)
        | spread("fifteen sixteen seventeen eighteen nineteen", 15)
        | spread("twenty thirty forty|fourty fifty sixty seventy eighty ninety", 20, 10)
    ),
    hundreds=frozenset({"hundred"}),
    scales=frozen(
        {"thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "crore": 10**7}
        | {"million": 10**6, "mn": 10**6, "billion": 10**9}
    ),
    joiners=frozenset({"and"}),
    vague=frozen(
        {"dozens": 12, "tens": 10, "scores": 40, "hundreds": 100, "thousands": 1000} | {"millions": 10**6}
    ),
    fixed=frozen({"dozen": 12, "half a dozen": 6, "half a million": 500_000}),
    one=frozenset({"one"}),
    linkers=frozenset({"of"}),
    several=frozen({"several": 3, "few": 3}),
)

SWAHILI = NumberWords(
    values=frozen(
        spread("sifuri moja|mmoja|kimoja|limoja mbili|wawili|viwili|mawili|miwili", 0)
        | spread("tatu|watatu|vitatu|matatu|mitatu nne|wanne|vinne|manne|minne", 3)
        | spread("tano|watano|vitano|matano|mitano sita saba nane|wanane|vinane|manane|minane tisa", 5)
        | spread("kumi ishirini thelathini arobaini|arubaini hamsini sitini sabini themanini tisini", 10, 10)
    ),
    hundreds=frozenset(),
    scales=frozen({"mia": 100, "elfu": 10**3, "laki": 10**5, "milioni": 10**6, "bilioni": 10**9}),
    joiners=frozenset({"na"}),
    vague=frozen({"makumi": 12, "mamia": 100, "maelfu": 1000, "mamilioni": 10**6, "malaki": 10**5}),
    fixed=frozen({"dazeni": 12, "darzeni": 12, "nusu milioni": 500_000}),
    one=frozenset({"moja", "mmoja", "kimoja", "limoja"}),
    linkers=frozenset({"ya", "wa", "za"}),
    several=frozen({"kadhaa": 3, "wachache": 3}),
    scale_first=True,
)
