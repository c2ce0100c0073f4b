"""Speakers the lexicon does not know: the noun phrase at a verb of saying, never a person's name."""

from __future__ import annotations

from alertbot.signals.actors_kinds import ActorMention, ActorType, Authority
from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Found, Placed, Told

_ARTICLES = {
    "en": frozenset({"the", "a", "an"}),
    "fr": frozenset({"le", "la", "l'", "les", "un", "une", "des"}),
    "es": frozenset({"el", "la", "los", "las", "un", "una", "unos"}),
    "pt": frozenset({"o", "a", "os", "as", "um", "uma"}),
}
_DAYS = frozenset(
    {
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        *("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        *("segunda", "terça", "quarta", "quinta", "sexta", "feira", "semana", "mañana", "noche", "tarde"),
    }
)
_LONGEST = 4


def unlisted(told: Told, cue: Found) -> Placed | None:
    """The 'palm growers' guild' of 'the palm growers' guild said', as a source of no authority.

    Only a phrase with an article and a common noun: a bare name may be a victim's.
    """
    articles = _ARTICLES.get(told.language)
    if articles is None:
        return None
    span = _before(told, cue, articles) if told.language == "en" else _after(told, cue, articles)
    if span is None or not _is_phrase(told, *span):
        return None
    tokens = told.sentence.tokens
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    name = told.sentence.text[start - told.sentence.start : end - told.sentence.start]
    who = ActorMention(
        start, end, name, name, ActorType.UNNAMED, None, False, True, Authority.UNNAMED, common=True
    )
    return Placed(*span, who)


def _before(told: Told, cue: Found, articles: frozenset[str]) -> tuple[int, int] | None:
    for place in range(cue.first - 1, max(-1, cue.first - _LONGEST - 2), -1):
        if told.sentence.tokens[place].folded in articles:
            subject = not told.covered(place - 1, Cue.BEFORE)
            return (place + 1, cue.first) if subject and place + 1 < cue.first else None
    return None


def _after(told: Told, cue: Found, articles: frozenset[str]) -> tuple[int, int] | None:
    tokens = told.sentence.tokens
    for place in range(cue.last, min(len(tokens) - 1, cue.last + 4)):
        if tokens[place].folded in articles and tokens[place + 1].folded not in _DAYS:
            last = place + 1
            while last < min(len(tokens), place + 1 + _LONGEST) and not _ends(told, last):
                last += 1
            return (place + 1, last) if last > place + 1 else None
    return None


def _ends(told: Told, place: int) -> bool:
    return told.covered(place, Cue.BEFORE, Cue.THAT, Cue.WHEN, Cue.AND) or _parted(told, place, place)


def _parted(told: Told, first: int, last: int) -> bool:
    return any(mark in told.between(first, last) for mark in ',;:.!?«»“”"()—–')


def _is_phrase(told: Told, first: int, last: int) -> bool:
    tokens = told.sentence.tokens
    if any(_parted(told, place, place) for place in range(first + 1, last)):
        return False
    if told.language == "en" and _parted(told, last, last):
        return False
    verbs = any(told.covered(place, Cue.PRONOUN, Cue.WHEN, Cue.THAT) for place in range(first, last))
    return not verbs and tokens[first].text[:1].islower() and tokens[first].folded.isalpha()
