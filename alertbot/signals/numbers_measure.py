"""Tells what a number measures from the words and marks beside it."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.signals.numbers_compose import Found
from alertbot.signals.numbers_kinds import (
    AFTER,
    AFTER_STEMS,
    BEFORE,
    CURRENCY,
    MAY,
    MONTHS,
    ONE_AFTER_PERCENT,
    TWO_AFTER,
    NumberKind,
)
from alertbot.signals.text import Token


def kind_of(found: Found, tokens: Sequence[Token], text: str, language: str) -> NumberKind:
    """What the number measures; YEAR and decimals keep the kind their writing gave them."""
    beside = _by_marks(found, tokens, text, language) or _by_words_after(found, tokens, text)
    beside = beside or _by_words_before(found, tokens, text)
    if beside is not None:
        return beside
    return found.kind


def _by_marks(found: Found, tokens: Sequence[Token], text: str, language: str) -> NumberKind | None:
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    after = text[end : end + 2]
    before = text[max(0, start - 2) : start]
    if after.lstrip(" \u00a0\u202f")[:1] in ("%", "٪", "‰"):
        return NumberKind.PERCENT
    if (before.strip()[-1:] and before.strip()[-1:] in CURRENCY) or (after.strip()[:1] or " ") in CURRENCY:
        return NumberKind.MONEY
    if after[:1] in "°º'′" and after[:1]:
        return NumberKind.OTHER
    if (after[:1] in (":", "/") and after[1:2].isdigit()) or (
        before[-1:] in (":", "/") and before[:1].isdigit()
    ):
        return NumberKind.TIME
    if found.digits and language not in ("ar", "fa") and (before[-1:].isalpha() or _hyphened(before)):
        return NumberKind.OTHER
    if found.digits and after[:1].isalpha() and language not in ("ar", "fa"):
        follower = tokens[found.last].folded if found.last < len(tokens) else ""
        return AFTER.get(follower, NumberKind.OTHER)
    return None


def _hyphened(before: str) -> bool:
    """'COVID-19', 'F-16': a name, not a range or a dash."""
    return before[-1:] in "-‑" and before[:1].isalpha() if len(before) == 2 else False


def _by_words_after(found: Found, tokens: Sequence[Token], text: str) -> NumberKind | None:
    last = found.last
    if last >= len(tokens):
        return None
    space = text[tokens[last - 1].end : tokens[last].start]
    if space.strip(" \u00a0\u202f-‑'\u2019"):
        return None
    word = tokens[last]
    following = tokens[last + 1].folded if last + 1 < len(tokens) else ""
    if (word.folded, following) in TWO_AFTER:
        return TWO_AFTER[word.folded, following]
    if word.folded in ONE_AFTER_PERCENT:
        return NumberKind.PERCENT
    if word.folded in MONTHS and found.value <= 31 and _is_month(word):
        return NumberKind.DATE
    if word.folded in _LINKS:
        return _after_link(following, found)
    kind = (
        AFTER.get(word.folded)
        or AFTER_STEMS.get(word.folded[:6])
        or AFTER_STEMS.get(word.folded[:5])
        or AFTER_STEMS.get(word.folded[:4])
    )
    if kind is NumberKind.ORDINAL and space.strip(" ") == "" and space:
        return None
    if kind is NumberKind.DURATION and following in _OLD:
        return NumberKind.AGE
    return kind


_LINKS = frozenset({"de", "d'", "d’", "of", "من", "do"})
_OLD = frozenset(["old", "âge", "edad", "idade", "ساله", "vieux"])


def _after_link(following: str, found: Found) -> NumberKind | None:
    """'1,8 million de francs', 'des centaines de kilomètres'; '3 de mayo' is a date."""
    if following in MONTHS and found.value <= 31:
        return NumberKind.DATE
    kind = AFTER.get(following) or AFTER_STEMS.get(following[:5])
    return None if kind is NumberKind.ORDINAL else kind


def _is_month(token: Token) -> bool:
    return token.folded not in MAY or token.text[:1].isupper()


def _by_words_before(found: Found, tokens: Sequence[Token], text: str) -> NumberKind | None:
    if not found.first:
        return None
    word = tokens[found.first - 1]
    between = text[word.end : tokens[found.first].start]
    if between.strip(" \u00a0\u202f."):
        return None
    kind = BEFORE.get(word.folded)
    if kind is not None and not (
        kind is NumberKind.OTHER and len(word.text) > 3 and word.text.islower() and not found.digits
    ):
        return kind
    if word.folded in MONTHS and found.digits and found.value <= 31 and _is_month(word):
        return NumberKind.DATE
    return None
