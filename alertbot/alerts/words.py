"""Cuts any text into whole words folded by the rules of its script, for keyword matching."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTER_FORMS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیےۍې", "ي"),
        **dict.fromkeys("ةۀۂۃہھە", "ه"),
        "ک": "ك",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": None,
        "\u200c": None,
        "\u200d": None,
        "\u00ad": None,
        "ё": "е",
        **dict.fromkeys("’ʼ`´‘＇", "'"),
    }
)
"""Arabic and Persian variants of one letter, joiners and hyphenation, Russian yo, every apostrophe."""
_KEEP_MARKS = re.compile(r"[йї]")
"""Letters whose mark makes another letter, not an accent."""
_WORD = re.compile(r"[\w][\w']*", re.UNICODE)
_UNSPACED = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # Japanese, Chinese
    "]"
)
_CLITIC = re.compile(r"^(?:[وف])?(?:[بكل])?(?:ال)?(?=\w{3})|^(?:[وف])?لل(?=\w{3})")
_ARABIC = re.compile("^[\u0621-\u064a]+$")


def fold(text: str) -> str:
    """Return `text` without case, accents, vowel signs and variant letter forms; digits are ASCII."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTER_FORMS)
    return "".join(_bare(letter) for letter in plain)


def split(text: str) -> list[str]:
    """Return the folded words of a text in order.

    Scripts written without spaces (Chinese, Thai, Burmese ...) give one 'word' a letter, so that a word
    of them is found as a phrase.
    """
    words: list[str] = []
    for word in _WORD.findall(fold(text)):
        words.extend(word if _UNSPACED.search(word) else [word.strip("'")])
    return [word for word in words if word]


def without_clitics(word: str) -> str:
    """Return an Arabic word without 'and', 'in', 'for', 'the' written onto it; others as they are."""
    return _CLITIC.sub("", word, count=1) if _ARABIC.match(word) and len(word) > 4 else word


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    if letter.isascii() or _KEEP_MARKS.match(letter):
        return letter
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    if _UNSPACED.match(letter):
        return letter
    kept = (part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return "".join(kept)
