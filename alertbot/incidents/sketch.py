"""A sketch of a text: hashes of its telling words, to compare texts without keeping them.

No word can be read from a sketch. It holds at most 128 words; each number is a 32-bit hash followed by
four bits of weight: names weigh most, then numbers and rare shapes, then other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log2
from zlib import crc32

from alertbot.incidents.spelling import folded

MOST_WORDS = 128
MOST_LETTERS = 2_500
"""Of the text's beginning: what follows is background."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.!?:\n]")
_WORDS = """
about after again against all also among and another any are area around because been before being
between both but can city could day days dead death did does down during each early east even every
family far few first five for four found from get goes going good got group had has have her here him
his home house hour hours how into its just last late later left less like local made make man many may
men monday month months more morning most much must near new news next night north not now off officials
old one only other our out over own people person place police read report reported reports said
saturday say says scene second see seen several she since six some south still such sunday take ten than
that the their them then there these they this those three through thursday time told too town tuesday
two under until was way wednesday week well went were west what when where which while who why will with
without woman women work would year years yet you your friday according updated update posted photo
video share story comments les des une dans pour par sur avec est sont ont qui que aux ces été leur
leurs selon plus los las del una por con para como más según han sus este esta entre dos das uma com não
mais foram segundo pelo pela
"""
_COMMON = frozenset(_WORDS.split())
"""Words that tell nothing of an event; the rest is left to how many texts at hand share a word."""


@lru_cache(maxsize=4_096)
def sketch(full_text: str) -> tuple[int, ...]:
    """Return the sketch of an article's title and text, the weightiest words first."""
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for word, weight in _telling(full_text[:MOST_LETTERS]):
        weights[word] = max(weight, weights.get(word, 0.0))
        counts[word] = counts.get(word, 0) + 1
    scored = {word: weight * (1 + log2(counts[word])) for word, weight in weights.items()}
    best = sorted(scored, key=lambda word: -scored[word])[:MOST_WORDS]
    return tuple(crc32(word.encode()) << 4 | min(15, max(1, round(scored[word]))) for word in best)


def weights_of(numbers: tuple[int, ...]) -> dict[int, int]:
    """Return word hash to weight (1-15)."""
    return {number >> 4: number & 15 for number in numbers}


def _telling(text: str) -> Iterator[tuple[str, float]]:
    """Give every telling word, and pairs of neighbouring names, with a weight by its kind."""
    starts, before = True, ""
    for found in _WORD.findall(text):
        if found in ".!?:\n":
            starts, before = True, ""
            continue
        word = folded(found)
        is_name = found[:1].isupper() and word not in _COMMON
        if word.isdigit():
            yield word, 1.5
        elif len(word) > 2 and word not in _COMMON:
            yield word, (2.0 if starts else 3.0) if is_name else 1.5 if len(word) > 6 else 1.0
        if is_name and before:
            yield f"{before} {word}", 2.5
        before, starts = word if is_name else "", False
