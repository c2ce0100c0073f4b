"""Folding: one spelling for words that are written in several ways, per script (field notes, section 3)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TASHKEEL = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)]
_INVISIBLE = [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2060, 0xFEFF]
_APOSTROPHES = "’ʼ‘`´ʹ′＇"
_DROPPED: dict[int, str | None] = dict.fromkeys([*_TASHKEEL, 0x0640, *_INVISIBLE, 0x0301], None)
_BASE: dict[int, str | None] = {
    **_DROPPED,
    **{ord(mark): "'" for mark in _APOSTROPHES},
    **{ord(mark): '"' for mark in "“”„«»‟"},
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
    0x066B: ".",
    0x066C: ",",
}
_ARABIC = {**_BASE, **{ord(old): new for old, new in zip("أإآٱىیکةھہە", "ااااييكهههه", strict=True)}}
_PERSIAN = {**_BASE, **{ord(old): new for old, new in zip("أإٱيىكةۀھہە", "اااییکههههه", strict=True)}}
_CYRILLIC = {**_BASE, ord("ё"): "е"}
_TABLES = {"ar": _ARABIC, "fa": _PERSIAN, "ru": _CYRILLIC, "uk": _BASE}


def fold(text: str, language: str) -> str:
    """Return `text` in the spelling that lexicons are matched in; lengths may change.

    NFKC and case folding; accents are kept (fr `tué` is not `tue`); Arabic loses tashkeel and tatweel
    and unites hamza seats, ya and ta marbuta; Persian gets its own ya and kaf and loses ZWNJ; Russian
    `ё` becomes `е`; apostrophes and quotes become straight; digits of all scripts become ASCII.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_TABLES.get(language, _BASE))


@lru_cache(maxsize=65536)
def fold_word(word: str, language: str) -> str:
    """`fold` for one word, remembered: words repeat."""
    return fold(word, language)
