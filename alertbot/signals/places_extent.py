"""Decides how many words make one name, where the gazetteer cannot tell."""

from __future__ import annotations

from alertbot.signals.places_tokens import Span, Word
from alertbot.signals.places_words import ARABIC_STOP, BREAKS, COMPOUND, INNER, KIND

UNCASED = frozenset(("ar", "fa"))
"""Languages without capital letters."""
_LONGEST_UNKNOWN = 4
_ADJECTIVES = tuple(
    stem + end for stem in ("ск", "цк", "ськ", "цьк", "зьк") for end in ("ого", "ои", "оі", "ом", "ому", "іи")
)
_PREFIXES = ("سياه", "چهار")
_DIGITS = 3


def may_start(word: Word, language: str) -> bool:
    """Whether a name may begin with this word."""
    if language in UNCASED:
        return len(word.folded) > 1 and not word.text[0].isdigit()
    return word.capital


def may_span(span: Span) -> bool:
    """Whether these words may be one name of the gazetteer."""
    if any(not word.joined for word in span.part[1:]) or splits(span):
        return False
    if span.language in UNCASED:
        return True
    return all(
        word.capital or word.folded in INNER or word.folded in KIND or word.text[0].isdigit()
        for word in span.part[1:]
    )


def splits(span: Span) -> bool:
    """Whether the span cuts a hyphenated name ('Prince' of 'Port-au-Prince')."""
    if span.language in UNCASED:
        return False
    after, later = span.after(), span.after(1)
    if after and after.joined and after.hyphened and not after.text.isdigit():
        return True
    if after and later and after.joined and after.folded in INNER and later.hyphened:
        return True
    before = span.before()
    return bool(before and span.first.hyphened and before.capital)


def unknown_run(span: Span) -> Span | None:
    """The longest span from the same word on that looks like one name, None if none does."""
    length = _uncased_run(span) if span.language in UNCASED else _cased_run(span)
    return span.at(length) if length else None


def _cased_run(span: Span) -> int:
    run = span.at(1)
    while run.length < _LONGEST_UNKNOWN and (word := run.after()):
        step = _step(run, word)
        if not step:
            break
        run = run.at(run.length + step)
    return run.length + _numbered(run)


def _step(run: Span, word: Word) -> int:
    """How many further words belong to the name: 0, 1, or 2 with a small word between."""
    if not word.joined or _begins_unit(run, word):
        return 0
    if word.capital:
        return int(not (word.folded in KIND and run.language == "en"))
    after = run.after(1)
    inner = word.folded in INNER and (word.hyphened or run.language in ("fr", "es", "pt"))
    glued = word.folded in INNER and after is not None and after.hyphened
    return 2 if (inner or glued) and after and after.joined and after.capital else 0


def _begins_unit(run: Span, word: Word) -> bool:
    """Whether the next name begins: a Slavic adjective with its unit ('Гроза | Куп'янського району')."""
    following = run.after(1)
    if run.language not in ("ru", "uk") or following is None or following.folded not in KIND:
        return False
    return word.folded.endswith(_ADJECTIVES)


def _numbered(run: Span) -> int:
    """1 if a short number ends the name before a comma or stop ('Chak 84, a village')."""
    number, later = run.after(), run.after(1)
    if number is None or not number.joined or not number.text.isdigit() or len(number.text) > _DIGITS:
        return 0
    return int(later is None or not later.joined)


def _uncased_run(span: Span) -> int:
    """1 or 2 words after a word of kind ('قرية أم حراز'), 0 if what follows is no name."""
    before, first, after = span.before(), span.first, span.after()
    if before is None or before.folded not in KIND or not first.joined:
        return 0
    if first.folded in BREAKS or first.folded in KIND:
        return 0
    if first.folded in ARABIC_STOP and first.folded not in COMPOUND:
        return 0
    pair = first.folded in COMPOUND or first.folded.startswith(_PREFIXES)
    if pair and after and after.joined and after.folded not in BREAKS and after.folded not in KIND:
        return 2
    return 1
