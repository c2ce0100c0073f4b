"""Families of figure terms: what happened to those a figure counts, whatever word the source used."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from alertbot.model.signals import Category


class Toll(StrEnum):
    """What happened to the people, homes or animals counted."""

    DISPLACED = "displaced"
    EVICTED = "evicted"
    DEPORTED = "deported"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    ASSAULTED = "assaulted"
    TORTURED = "tortured"
    RECRUITED = "recruited"
    TRAFFICKED = "trafficked"
    TRAPPED = "trapped"
    SEPARATED = "separated"
    MARRIED = "married"
    THREATENED = "threatened"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    LOOTED = "looted"
    ATTACKED = "attacked"
    AFFECTED = "affected"
    OTHER = "other"


_WORDS = {
    Toll.DISPLACED: (
        "displaced|forced to flee|evacuated|relocated|sheltered|homeless|in relief camp|refugee"
        "|asylum seeker|multiple/other|uninhabitable housing|forcibly transferred"
    ),
    Toll.EVICTED: "evicted",
    Toll.DEPORTED: "deported|expelled|pushed back",
    Toll.KILLED: "killed|died|dead|deaths",
    Toll.INJURED: "injured|wounded",
    Toll.MISSING: "missing",
    Toll.ABDUCTED: "abducted|kidnapped",
    Toll.DETAINED: "detained|arrested|held",
    Toll.ASSAULTED: "raped|sexually assaulted",
    Toll.TORTURED: "tortured",
    Toll.RECRUITED: "recruited|forcibly recruited",
    Toll.TRAFFICKED: "trafficked|exploited",
    Toll.TRAPPED: "trapped|besieged|confined",
    Toll.SEPARATED: "separated|unaccompanied|abandoned",
    Toll.MARRIED: "forcibly married",
    Toll.THREATENED: "ordered to leave|at risk",
    Toll.DESTROYED: "destroyed|destroyed housing|burned",
    Toll.DAMAGED: "damaged|damaged housing|partially destroyed housing",
    Toll.LOOTED: "looted|stolen|ransacked|seized|occupied",
    Toll.ATTACKED: "attacked",
    Toll.AFFECTED: "affected",
}
TELLS: Mapping[Toll, frozenset[Category]] = {
    Toll.DISPLACED: frozenset({Category.FORCED_DISPLACEMENT}),
    Toll.EVICTED: frozenset({Category.FORCED_EVICTION, Category.FORCED_DISPLACEMENT}),
    Toll.DEPORTED: frozenset({Category.DEPORTATION_EXPULSION}),
    Toll.KILLED: frozenset({Category.ATTACK_ON_CIVILIANS}),
    Toll.INJURED: frozenset({Category.ATTACK_ON_CIVILIANS}),
    Toll.ABDUCTED: frozenset({Category.ABDUCTION}),
    Toll.ASSAULTED: frozenset({Category.GBV}),
    Toll.TORTURED: frozenset({Category.TORTURE}),
    Toll.RECRUITED: frozenset({Category.FORCED_RECRUITMENT}),
    Toll.TRAFFICKED: frozenset({Category.TRAFFICKING_FORCED_LABOUR}),
    Toll.TRAPPED: frozenset({Category.ACCESS_DENIAL_SIEGE}),
    Toll.SEPARATED: frozenset({Category.FAMILY_SEPARATION}),
    Toll.MARRIED: frozenset({Category.FORCED_MARRIAGE}),
    Toll.THREATENED: frozenset({Category.DISPLACEMENT_RISK}),
}
"""Kinds of harm that a figure says by itself."""
_TOLLS = {word: toll for toll, words in _WORDS.items() for word in words.split("|")}


def toll_of(term: str) -> Toll:
    """Return the family of an IDMC or plain term; OTHER for returns, releases and words we do not know."""
    return _TOLLS.get(term.casefold(), Toll.OTHER)
