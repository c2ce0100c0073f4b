"""Takes out of a text what could identify a victim, a witness or a child, or reach somebody."""

from __future__ import annotations

import re
from functools import lru_cache

from alertbot.signals.privacy_contacts import without_contacts
from alertbot.signals.privacy_names import private_names
from alertbot.signals.privacy_words import WORDS
from alertbot.signals.text import LONGEST, Document

__all__ = ["WITHHELD", "redact", "safe_sentence"]

WITHHELD = "[…]"
"""Stands where a name, an age or an address was."""

_NEAR = 40
"""Characters within which an age belongs to a relative."""
_SURNAME = r"(?:[ \u00a0][A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w'’-]{2,30})?"
"""A capitalised word right after a private forename belongs to it."""
_REPEATED = re.compile(r"\[…\](?:[\s,،]*\[…\])+")


def redact(text: str, document: Document, language: str, *, sensitive: bool = False) -> str:
    """Return `text` without phones, mail and street addresses, links, tokens and names of private people.

    Names that the `document` shows to be private (a child, a relative, a witness) go wherever they stand;
    names of office-holders and spokespeople stay (field notes, 2.6). Ages go where they stand beside a
    relative. `sensitive` (sexual violence, recruitment, detention, marriage): every age and kinship goes.
    """
    text = without_contacts(text, WITHHELD)
    for name in _names(document.full[:LONGEST], document.language):
        text = _without(text, name)
    for name in private_names(text, language):
        text = _without(text, name)
    if language in WORDS:
        text = _ageless(text, language, everywhere=sensitive)
    return _REPEATED.sub(WITHHELD, text)


def safe_sentence(document: Document, start: int, end: int, *, sensitive: bool = False) -> str:
    """Return `full[start:end]` as it may be stored or shown: `redact` on one sentence."""
    return redact(document.full[start:end], document, document.language, sensitive=sensitive)


@lru_cache(maxsize=64)
def _names(full: str, language: str) -> tuple[str, ...]:
    return private_names(full, language)


def _without(text: str, name: str) -> str:
    """`text` without the name and, where it has several words, without its first and last word alone."""
    parts = [name]
    words = [word for word in re.split(r"[ \u00a0]", name) if len(word) > 3]
    if len(words) > 1:
        parts += [words[0], words[-1]]
    for part in parts:
        if part in text:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w){_SURNAME}", WITHHELD, text)
    return text


def _ageless(text: str, language: str, *, everywhere: bool) -> str:
    kin, age = _kin_and_age(language)
    if everywhere:
        return kin.sub(WITHHELD, age.sub(WITHHELD, text))

    def hide(match: re.Match[str]) -> str:
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        return WITHHELD if kin.search(around) else match.group()

    return age.sub(hide, text)


@lru_cache(maxsize=16)
def _kin_and_age(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = WORDS[language]
    kin = re.compile(rf"(?<!\w)(?:{words.kin})(?!\w)", re.IGNORECASE)
    return kin, re.compile(rf"(?<![\w.,])(?:{words.age})", re.IGNORECASE)
