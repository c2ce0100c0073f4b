"""Flags: context tags and cross-cutting flags of an article ('returns', 'children', 'camp' ...)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from alertbot.model import Category, Figure, FigureRole, Place, PlaceRole, Toll, Unit, toll_of
from alertbot.signals.evidence import Evidence
from alertbot.signals.flags_words import FlagHit, FlagWord, FlagWords

_TAG = {
    "commemoration": "commemoration",
    "fiction": "commemoration",
    "trial": "accountability",
    "hazard": "disaster_displacement",
    "returns": "returns",
    "rumour": "retraction",
    "retraction": "retraction",
}
"""Genre that took evidence out of the news -> context tag."""
_CONCEPTS = {
    "children": "children",
    "women": "women",
    "aid_workers": "aid_worker",
    "aid_convoys": "aid_worker",
}
"""Concept of a sentence that carries the event -> who is among those harmed."""
_UPROOTED = frozenset({Toll.DISPLACED, Toll.EVICTED, Toll.DEPORTED})
MASS = {Unit.HOUSEHOLD: 10, Unit.PERSON: 50}
"""Households or people newly displaced from which a displacement is a mass one (Colombia's rule)."""
_TOWARDS_REACH = 3


class Camp(StrEnum):
    """What a camp or site of displaced people is to an event."""

    NONE = "none"
    REACHED = "reached"
    """People fled to it."""
    HIT = "hit"
    """It happened there."""


def context_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The context tags of evidence that was no news."""
    return tuple(dict.fromkeys(_TAG[item.genre] for item in evidence if item.genre in _TAG))


def flags_of(
    evidence: Sequence[Evidence],
    camp: Camp,
    figures: Iterable[Figure],
    places: Iterable[Place],
    words: FlagWords,
    language: str,
) -> tuple[str, ...]:
    """The flags of an alert (field notes, 2.2): who is among those harmed, and how and where they are.

    children, women, aid_worker; camp; cross_border; mass. `evidence` is all of the article, `figures` and
    `places` those of its event.
    """
    live = [item for item in evidence if item.live]
    seen = {concept for item in live for concept in item.concepts}
    flags = [flag for concept, flag in _CONCEPTS.items() if concept in seen]
    flags += ["camp"] * (camp is Camp.HIT)
    deported = any(item.category is Category.DEPORTATION_EXPULSION and item.strength > 1 for item in live)
    abroad = deported or _says(live, FlagWord.BORDER, words, language) or _leads_abroad(places)
    flags += ["cross_border"] * abroad
    flags += ["mass"] * any(_is_mass(figure) for figure in figures)
    return tuple(dict.fromkeys(flags))


def camp_of(evidence: Sequence[Evidence], words: FlagWords, language: str) -> Camp:
    """Whether it happened in a camp or site of displaced people, or people fled to one."""
    found = Camp.NONE
    sentences = {item.sentence.index: item.sentence for item in evidence if item.live}
    for sentence in sentences.values():
        hits = words.find(sentence, language)
        for hit in hits:
            if hit.word is FlagWord.CAMP and not _is_other(hit, hits):
                if not _is_reached(hit, hits):
                    return Camp.HIT
                found = Camp.REACHED
    return found


def _is_other(camp: FlagHit, hits: Sequence[FlagHit]) -> bool:
    return any(
        hit.word is FlagWord.NO_CAMP and hit.first < camp.last and camp.first < hit.last for hit in hits
    )


def _is_reached(camp: FlagHit, hits: Sequence[FlagHit]) -> bool:
    return any(
        hit.word is FlagWord.TOWARDS and hit.first <= camp.first <= hit.last + _TOWARDS_REACH for hit in hits
    )


def _says(live: Iterable[Evidence], word: FlagWord, words: FlagWords, language: str) -> bool:
    sentences = {item.sentence.index: item.sentence for item in live}
    return any(hit.word is word for sentence in sentences.values() for hit in words.find(sentence, language))


def _leads_abroad(places: Iterable[Place]) -> bool:
    """People left one country for another."""
    known = [place for place in places if place.country is not None]
    from_ = {place.country for place in known if place.role in (PlaceRole.EVENT, PlaceRole.ORIGIN)}
    to = {place.country for place in known if place.role is PlaceRole.DESTINATION}
    return bool(from_) and bool(to - from_)


def _is_mass(figure: Figure) -> bool:
    least = MASS.get(figure.unit)
    newly = figure.role is FigureRole.EVENT and toll_of(figure.term) in _UPROOTED
    return newly and least is not None and figure.value >= least
