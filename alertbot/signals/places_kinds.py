"""Finds the word of kind that belongs to a name: 'the village of X', 'X district', 'X, a town'."""

from __future__ import annotations

from alertbot.signals.places_tokens import Span
from alertbot.signals.places_words import KIND, LINKS

_AFTER_NAME = frozenset(("en", "ru", "uk"))
_MOST_LINKS = 6
_BETWEEN = frozenset(
    [
        "local",
        "government",
        "reserve",
        "protected",
        "refugee",
        "displacement",
        "mining",
        "provincial",
        "administrative",
        "автономной",
        "територіальна",
        "територіальної",
        "сельском",
    ]
)
_AND = frozenset(("and", "та", "и", "і", "й", "et", "y", "e"))
_ARTICLES = frozenset(("a", "an", "un", "une", "una", "um", "uma", "the", "le", "la", "el", "o"))
_IN_ENGLISH_NAMES = ("village", "camp")


def kind_of(span: Span) -> tuple[str | None, int]:
    """The kind that a neighbouring word gives, and the position before the whole phrase."""
    ahead = span.start - 1
    if kind := _apposition(span):
        return kind, ahead
    kind, place = _before(span)
    if kind is None:
        kind, place = _attached(span), span.start - 2
    if kind is not None:
        return kind, place
    return _after(span) or _shared(span) or _inside(span), ahead


def _apposition(span: Span) -> str | None:
    """The kind told after a comma ('Kautikari, a village near Chibok')."""
    article = span.after()
    if article is None or article.joined or article.folded not in _ARTICLES:
        return None
    noun, later = span.after(1), span.after(2)
    if noun and noun.folded not in KIND and later and later.joined:
        noun = later
    return KIND.get(noun.folded) if noun else None


def _before(span: Span) -> tuple[str | None, int]:
    """'the village of X', 'camp de réfugiés de X', 'село X'."""
    words, place = span.words, span.start - 1
    steps = 0
    while place >= 0 and words[place].folded in LINKS and steps < _MOST_LINKS and words[place + 1].joined:
        place, steps = place - 1, steps + 1
    if place < 0 or not words[place + 1].joined:
        return None, place
    return KIND.get(words[place].folded), place - 1


def _attached(span: Span) -> str | None:
    """An Arabic word of kind with attached particles ('بمحافظة صعدة')."""
    before = span.before()
    if span.language != "ar" or before is None or not span.first.joined:
        return None
    for cut in (1, 2):
        bare = before.folded[cut:]
        if kind := KIND.get(bare) or KIND.get(bare.removeprefix("ال")):
            return kind
    return None


def _after(span: Span) -> str | None:
    """'X district', 'X local government area', 'X района'; not 'a Bedouin hamlet'."""
    before, noun, later = span.before(), span.after(), span.after(1)
    if span.language not in _AFTER_NAME or noun is None or not noun.joined:
        return None
    if before and before.folded in ("a", "an"):
        return None
    if kind := KIND.get(noun.folded):
        return kind
    return KIND.get(later.folded) if later and later.joined and noun.folded in _BETWEEN else None


def _shared(span: Span) -> str | None:
    """'X and Y districts'."""
    joint, other, noun = span.after(), span.after(1), span.after(2)
    if span.language not in _AFTER_NAME or joint is None or other is None or noun is None:
        return None
    return KIND.get(noun.folded) if joint.folded in _AND and other.capital and noun.joined else None


def _inside(span: Span) -> str | None:
    """A word of kind that is part of the name ('Barangay Kitango', 'Terra Indígena Sararé')."""
    if span.length == 1:
        return None
    if kind := KIND.get(span.last.folded):
        return kind
    kind = KIND.get(span.first.folded)
    return None if span.language == "en" and kind not in _IN_ENGLISH_NAMES else kind
