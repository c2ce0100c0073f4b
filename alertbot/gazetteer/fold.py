"""Folds a place name so that its spellings with and without accents, hyphens or letter variants meet."""

from __future__ import annotations

import unicodedata

_SPACED = "'’ʼʻ`´‘ʾʿ\"“”«»-‐‑‒–—_.,;:/()[]|\u200c\u200d\u00a0\u202f"
_LATIN = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ə": "e",
    "ɗ": "d",
    "ɓ": "b",
    "ƙ": "k",
    "ŋ": "n",
    "ɔ": "o",
    "ɛ": "e",
}
# Arabic, Persian, Pashto and Urdu letters that writers and keyboards exchange.
_ARABIC = {
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ۍ": "ي",
    "ے": "ي",
    "ة": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۃ": "ه",
    "ک": "ك",
    "ڪ": "ك",
    "ګ": "گ",
    "ٱ": "ا",
    "ړ": "ر",
    "ډ": "د",
    "ټ": "ت",
    "ڼ": "ن",
    "ں": "ن",
    "ښ": "ش",
    "ږ": "ژ",
    "ځ": "ز",
    "څ": "س",
}
# Combining accents, tashkeel, Koranic marks, tatweel; the vowel signs of other scripts stay.
_DROPPED = [(0x0300, 0x036F), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670)]
_DROPPED += [(0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED), (0x200E, 0x200F)]


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {code: None for low, high in _DROPPED for code in range(low, high + 1)}
    table |= {ord(sign): " " for sign in _SPACED}
    return table | {ord(a): b for a, b in (_LATIN | _ARABIC).items()}


_TABLE = _table()
_ASCII = {ord(sign): " " for sign in _SPACED if ord(sign) < 128}


def fold(name: str) -> str:
    """Return `name` for comparison: NFKD without accents, casefolded, letter variants unified, single spaces.

    Apostrophes, hyphens and the zero-width non-joiner become spaces; '' for a name of signs only.
    """
    if name.isascii():
        plain = name.lower().translate(_ASCII)
    else:
        plain = unicodedata.normalize("NFKD", name.translate(_TABLE).casefold()).translate(_TABLE)
    return " ".join(plain.split())
