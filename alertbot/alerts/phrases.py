"""Puts a figure into words: 'about 600 families forced from their homes'."""

from __future__ import annotations

from alertbot.model import Figure, Qualifier, Toll, Unit, toll_of
from alertbot.texts import Texts

Phrase = tuple[str, str, str]
"""Message ids: for one, for `{n}` of them, and for a vague word in place of `{n}`."""


def _phrase(one: str, many: str) -> Phrase:
    return f"{{n}} {one}", f"{{n}} {many}", f"{{vague}} {many}"


_BY_TERM = {
    (Unit.PERSON, "forced to flee"): _phrase("person forced from home", "people forced from their homes"),
    (Unit.PERSON, "evacuated"): _phrase("person evacuated", "people evacuated"),
    (Unit.HOUSEHOLD, "forced to flee"): _phrase(
        "family forced from home", "families forced from their homes"
    ),
    (Unit.HOUSEHOLD, "evacuated"): _phrase("family evacuated", "families evacuated"),
}
_BY_TOLL = {
    (Unit.PERSON, Toll.DISPLACED): _phrase("person displaced", "people displaced"),
    (Unit.PERSON, Toll.EVICTED): _phrase("person evicted", "people evicted"),
    (Unit.PERSON, Toll.DEPORTED): _phrase("person deported or expelled", "people deported or expelled"),
    (Unit.PERSON, Toll.KILLED): _phrase("person killed", "people killed"),
    (Unit.PERSON, Toll.INJURED): _phrase("person injured", "people injured"),
    (Unit.PERSON, Toll.MISSING): _phrase("person missing", "people missing"),
    (Unit.PERSON, Toll.ABDUCTED): _phrase("person abducted", "people abducted"),
    (Unit.PERSON, Toll.DETAINED): _phrase("person detained", "people detained"),
    (Unit.PERSON, Toll.ASSAULTED): _phrase("person sexually assaulted", "people sexually assaulted"),
    (Unit.PERSON, Toll.TORTURED): _phrase("person tortured", "people tortured"),
    (Unit.PERSON, Toll.RECRUITED): _phrase("person forcibly recruited", "people forcibly recruited"),
    (Unit.PERSON, Toll.TRAFFICKED): _phrase(
        "person trafficked or exploited", "people trafficked or exploited"
    ),
    (Unit.PERSON, Toll.TRAPPED): _phrase("person trapped or besieged", "people trapped or besieged"),
    (Unit.PERSON, Toll.SEPARATED): _phrase(
        "person separated from their family", "people separated from their families"
    ),
    (Unit.PERSON, Toll.MARRIED): _phrase("person forcibly married", "people forcibly married"),
    (Unit.PERSON, Toll.THREATENED): _phrase(
        "person told to leave or at risk", "people told to leave or at risk"
    ),
    (Unit.PERSON, Toll.AFFECTED): _phrase("person affected", "people affected"),
    (Unit.HOUSEHOLD, Toll.DISPLACED): _phrase("family displaced", "families displaced"),
    (Unit.HOUSEHOLD, Toll.EVICTED): _phrase("family evicted", "families evicted"),
    (Unit.HOUSEHOLD, Toll.DEPORTED): _phrase("family deported or expelled", "families deported or expelled"),
    (Unit.HOUSEHOLD, Toll.THREATENED): _phrase(
        "family told to leave or at risk", "families told to leave or at risk"
    ),
    (Unit.HOUSEHOLD, Toll.AFFECTED): _phrase("family affected", "families affected"),
    (Unit.HOUSING, Toll.DESTROYED): _phrase("home destroyed", "homes destroyed"),
    (Unit.HOUSING, Toll.DAMAGED): _phrase("home damaged", "homes damaged"),
    (Unit.HOUSING, Toll.LOOTED): _phrase("home looted or seized", "homes looted or seized"),
    (Unit.HOUSING, Toll.AFFECTED): _phrase("home affected", "homes affected"),
    (Unit.FACILITY, Toll.ATTACKED): _phrase("facility hit", "facilities hit"),
    (Unit.LIVESTOCK, Toll.LOOTED): _phrase("animal taken or killed", "animals taken or killed"),
}
PHRASES = (*_BY_TERM.values(), *_BY_TOLL.values())
"""Every phrase, for the test that each language has them."""
_FACILITY = {Toll.DESTROYED, Toll.DAMAGED, Toll.LOOTED, Toll.AFFECTED, Toll.ATTACKED}
_ANIMALS = {Toll.LOOTED, Toll.KILLED, Toll.DESTROYED}

_QUALIFIERS = {
    Qualifier.APPROXIMATELY: "about {n}",
    Qualifier.MORE_THAN: "more than {n}",
    Qualifier.AT_LEAST: "at least {n}",
    Qualifier.LESS_THAN: "fewer than {n}",
    Qualifier.UP_TO: "up to {n}",
}
_VAGUE = {
    3: "several",
    12: "dozens of",
    40: "scores of",
    100: "hundreds of",
    1_000: "thousands of",
    10_000: "tens of thousands of",
    100_000: "hundreds of thousands of",
    1_000_000: "millions of",
}


def figure_phrase(figure: Figure, texts: Texts) -> str | None:
    """Return a figure in words with its hedge; None for a figure of no harm (releases, returns).

    A vague word stays a word; a range stays a range; nothing is multiplied or added.
    """
    phrase = _phrase_of(figure)
    if phrase is None:
        return None
    one, many, vague = phrase
    if figure.vague:
        words = _vague(figure, texts)
        return texts.gettext(vague).format(vague=words) if words else None
    count, grammar = _count(figure, texts)
    return texts.ngettext(one, many, grammar).format(n=count)


def _phrase_of(figure: Figure) -> Phrase | None:
    toll = toll_of(figure.term)
    if figure.unit is Unit.FACILITY:
        return _BY_TOLL[Unit.FACILITY, Toll.ATTACKED] if toll in _FACILITY else None
    if figure.unit is Unit.LIVESTOCK:
        return _BY_TOLL[Unit.LIVESTOCK, Toll.LOOTED] if toll in _ANIMALS else None
    return _BY_TERM.get((figure.unit, figure.term.casefold())) or _BY_TOLL.get((figure.unit, toll))


def _count(figure: Figure, texts: Texts) -> tuple[str, int]:
    """Return the count with its hedge, and the number whose grammatical form fits it."""
    number = texts.number(figure.value)
    if figure.value_max is not None and figure.value_max != figure.value:
        span = texts.gettext("{low} to {high}").format(low=number, high=texts.number(figure.value_max))
        return span, figure.value_max
    if figure.qualifier in _QUALIFIERS:
        hedged = texts.gettext(_QUALIFIERS[figure.qualifier]).format(n=number)
        return hedged, texts.hedged(figure.value)
    return number, figure.value


def _vague(figure: Figure, texts: Texts) -> str | None:
    word = _VAGUE.get(figure.value)
    return texts.pgettext("vague count", word) if word else None
