"""Compares names across spellings and scripts: Bagh-e Sherkat, Bagi i-Serkat, باغ شرکت."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_ALIKE = 84
"""Names of one script at least this alike (rapidfuzz ratio, 0-100) are spellings of one name."""
_FEWEST_CONSONANTS = 3
_SOUNDS = {
    "b": "bpپبпб",
    "f": "fvفвф",
    "t": "tطтتث",
    "d": "dдدضذ",
    "g": "gгґگغ",
    "k": "kcqкقكک",
    "s": "sсшщسشصцчچ",
    "z": "zjжزظجژз",
    "l": "lлل",
    "m": "mмم",
    "n": "nнن",
    "r": "rрر",
}
_LETTERS = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}
_PAIRS = (
    ("dzh", "j"),
    ("дж", "ж"),
    ("dj", "j"),
    ("zh", "j"),
    ("sch", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("kh", ""),
)
"""Letter groups of one sound, before letters are taken one by one; kh and h are too unsteady to keep."""
_ARABIC = str.maketrans("أإآٱىیةک", "اااايي\u0647ك")


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """Return a name without case, accents, punctuation and variant letters, words parted by one space."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_ARABIC)
    kept = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


@lru_cache(maxsize=16_384)
def skeleton(name: str) -> str:
    """Return the consonants of a Latin, Cyrillic or Arabic name by sound: what its spellings share."""
    text = folded(name)
    for group, letter in _PAIRS:
        text = text.replace(group, letter)
    sounds = [_LETTERS[letter] for letter in text if letter in _LETTERS]
    return "".join(sound for at, sound in enumerate(sounds) if at == 0 or sound != sounds[at - 1])


def same_name(one: str, other: str) -> bool:
    """Return whether two names may be spellings of one: close in one script, equal in sound across two."""
    a, b = folded(one), folded(other)
    if a == b or (min(len(a), len(b)) > 3 and fuzz.ratio(a, b) >= _ALIKE):
        return True
    sounds, others = skeleton(one), skeleton(other)
    if min(len(sounds), len(others)) < _FEWEST_CONSONANTS:
        return False
    return sounds == others if script(one) != script(other) else sounds == others and fuzz.ratio(a, b) >= 65


def script(name: str) -> str:
    """Return the script of the first letter: 'LATIN', 'CYRILLIC', 'ARABIC' ..."""
    letter = next((letter for letter in name if letter.isalpha()), "")
    return unicodedata.name(letter, " ").split()[0] if letter else ""
