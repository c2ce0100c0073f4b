"""Numbers: finds every number of a sentence, in digits or words, with its hedge and what it measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alertbot.model import Qualifier
from alertbot.signals.numbers_compose import Found, compose
from alertbot.signals.numbers_hedges import (
    AFTER_HEDGES,
    HEDGES,
    LONGEST_HEDGE,
    RANGE_AND,
    RANGE_BETWEEN,
    RANGE_TO,
)
from alertbot.signals.numbers_kinds import NumberKind
from alertbot.signals.numbers_measure import kind_of
from alertbot.signals.text import Token

__all__ = ["Number", "NumberKind", "find_numbers"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence; a range is one number."""

    start: int
    end: int
    """Characters of the number itself, without its hedge."""
    first: int
    last: int
    """Tokens `first` to `last - 1` of the sentence."""
    value: int
    value_max: int | None
    qualifier: Qualifier | None
    """None for ranges and vague words."""
    vague: bool
    kind: NumberKind
    lead: int
    """Where the hedge before it begins; `start` if there is none."""
    article: bool = False
    """A word for 1 that may be nothing but an article."""


def find_numbers(tokens: Sequence[Token], text: str, language: str) -> list[Number]:
    """Every number of one sentence, in order; `text` is the string that the token offsets count.

    Decimal fractions come back rounded and with a kind other than COUNT.
    """
    if not tokens:
        return []
    found = compose(tokens, text, language)
    numbers = [_number(item, tokens, text, language) for item in found]
    return _spread_kinds(_join_ranges(numbers, tokens, text), tokens)


def _number(found: Found, tokens: Sequence[Token], text: str, language: str) -> Number:
    kind = kind_of(found, tokens, text, language)
    qualifier, lead = _hedge(found.first, found.last, tokens, text)
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    vague = found.vague and not (qualifier and language in ("ru", "uk") and found.value == 100)
    if vague:
        qualifier = None
    elif qualifier is None:
        qualifier = Qualifier.APPROXIMATELY if found.rounded else Qualifier.EXACT
    return Number(
        start=start,
        end=end,
        first=found.first,
        last=found.last,
        value=round(found.value),
        value_max=None,
        qualifier=qualifier,
        vague=vague,
        kind=kind,
        lead=tokens[lead].start,
        article=found.article,
    )


def _hedge(first: int, last: int, tokens: Sequence[Token], text: str) -> tuple[Qualifier | None, int]:
    qualifier, lead = hedge_before(first, tokens, text)
    if qualifier is None:
        qualifier = hedge_after(last, tokens, text)
    return qualifier, lead


def hedge_before(first: int, tokens: Sequence[Token], text: str) -> tuple[Qualifier | None, int]:
    """The hedge that ends right before token `first`, and the token it begins with."""
    for length in range(min(LONGEST_HEDGE, first), 0, -1):
        words = tuple(token.folded for token in tokens[first - length : first])
        qualifier = HEDGES.get(words)
        if qualifier is not None and not gap(tokens[first - 1], tokens[first], text).strip("\"“«„'‘ـ "):
            return qualifier, first - length
    if first and tokens[first - 1].folded in _ARTICLES:
        qualifier, lead = hedge_before(first - 1, tokens, text)
        return qualifier, lead if qualifier else first
    return None, first


_ARTICLES = frozenset(
    ["a", "an", "the", "le", "el", "o", "les", "des", "los", "las", "os", "as", "ال", "الـ"]
)


def hedge_after(last: int, tokens: Sequence[Token], text: str) -> Qualifier | None:
    """A hedge among the three words after a number or its noun, before any punctuation."""
    for place in range(last, min(last + 3, len(tokens))):
        if gap(tokens[place - 1], tokens[place], text).strip():
            return None
        for length in (3, 2, 1):
            words = tuple(token.folded for token in tokens[place : place + length])
            if words in AFTER_HEDGES and not _governs(place + length, tokens):
                return AFTER_HEDGES[words]
    return None


def _governs(place: int, tokens: Sequence[Token]) -> bool:
    return place < len(tokens) and tokens[place].folded[:1].isdigit()


def gap(before: Token, after: Token, text: str) -> str:
    """What stands between two words."""
    return text[before.end : after.start]


_LIST_WORDS = frozenset(
    ["and", "et", "y", "e", "و", "и", "та", "й", "na", "or", "ou", "o", "или", "або", "یا", "او"]
)
_SPREADS = (NumberKind.AGE, NumberKind.DATE, NumberKind.DURATION, NumberKind.DISTANCE, NumberKind.PERCENT)


def _spread_kinds(numbers: list[Number], tokens: Sequence[Token]) -> list[Number]:
    """'aged 9, 11 and 13', '14 and 17 years': what one number of a list measures, its neighbours do."""
    spread = list(numbers)
    for place in range(1, len(spread)):
        before, after = spread[place - 1], spread[place]
        between = [token.folded for token in tokens[before.last : after.first]]
        if len(between) > 2 or any(word not in _LIST_WORDS and word not in _ARTICLES for word in between):
            continue
        if before.kind in (NumberKind.AGE, NumberKind.DATE) and after.kind is NumberKind.COUNT:
            if (
                after.last >= len(tokens)
                or tokens[after.last].folded in _LIST_WORDS
                or before.kind is NumberKind.AGE
            ):
                spread[place] = replace(after, kind=before.kind)
        elif after.kind in _SPREADS and before.kind is NumberKind.COUNT:
            spread[place - 1] = replace(before, kind=after.kind)
    return spread


def _join_ranges(numbers: list[Number], tokens: Sequence[Token], text: str) -> list[Number]:
    joined: list[Number] = []
    for number in numbers:
        merged = _range(joined[-1], number, tokens, text) if joined else None
        if merged is None:
            joined.append(number)
        else:
            joined[-1] = merged
    return joined


def _range(low: Number, high: Number, tokens: Sequence[Token], text: str) -> Number | None:
    if low.value_max is not None or low.vague or high.vague or not _is_range(low, high, tokens, text):
        return None
    value = low.value
    scale = _scale(high.value)
    if scale > 1 and value < 1000 and value * scale <= high.value:
        value *= scale
    if not value < high.value:
        return None
    kind = high.kind if high.kind is not NumberKind.YEAR or low.kind is NumberKind.YEAR else low.kind
    return replace(
        high,
        start=low.start,
        first=low.first,
        lead=low.lead,
        value=value,
        value_max=high.value,
        qualifier=None,
        kind=kind if low.kind in (NumberKind.COUNT, kind) else low.kind,
        article=False,
    )


def _scale(value: int) -> int:
    return next((scale for scale in (10**9, 10**6, 10**3) if value >= scale and value % scale == 0), 1)


def _is_range(low: Number, high: Number, tokens: Sequence[Token], text: str) -> bool:
    between = [token.folded for token in tokens[low.last : high.first]]
    if not between:
        return text[low.end : high.start].strip() in ("-", "–", "—", "‑", "−")
    if len(between) > 3 or any(mark in text[low.end : high.start] for mark in ".;:,()"):
        return False
    word, hedge = between[0], tuple(between[1:])
    if hedge and hedge not in HEDGES:
        return False
    if word in RANGE_TO:
        return not (word in ("or", "или", "або") and hedge)
    return word in RANGE_AND and _follows_between(low, tokens)


def _follows_between(low: Number, tokens: Sequence[Token]) -> bool:
    before = [token.folded for token in tokens[max(0, low.first - 3) : low.first]]
    return any(word in RANGE_BETWEEN for word in before)
