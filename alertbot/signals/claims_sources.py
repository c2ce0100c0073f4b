"""Who says it: the speakers bound to a verb of saying or to 'according to' in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from alertbot.signals.actors_kinds import ActorType
from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Found, Placed, Told
from alertbot.signals.text import Part

_MUTE = frozenset({ActorType.UNIDENTIFIED, ActorType.MOB, ActorType.SETTLERS})
_VERB_LAST = frozenset({"en", "fa"})
"""Languages whose speaker mostly stands before the verb; the others often put it after."""
_AFTER, _BEFORE, _PREPOSED, _CHAIN = 5, 9, 4, 5


def speakers(told: Told) -> tuple[Placed, ...]:
    """Every actor that speaks in the sentence, in order, without repeats."""
    found: dict[int, Placed] = {}
    for cue in told.of(Cue.SAY, Cue.CONFIRM, Cue.ACCORDING):
        if cue.cue is not Cue.ACCORDING and told.covered(cue.first - 1, Cue.NEGATION):
            continue
        for placed in _of_cue(told, cue):
            found[placed.first] = placed
    for placed in _of_title(told):
        found[placed.first] = placed
    return tuple(found[first] for first in sorted(found) if found[first].mention.type not in _MUTE)


def confirming(told: Told) -> tuple[Placed, ...]:
    """The speakers of a verb of confirming that is not negated."""
    cues = [cue for cue in told.of(Cue.CONFIRM) if not _negated(told, cue)]
    return tuple(placed for cue in cues for placed in _of_cue(told, cue))


def _negated(told: Told, cue: Found) -> bool:
    return any(told.covered(place, Cue.NEGATION) for place in range(max(0, cue.first - 3), cue.first))


def _of_cue(told: Told, cue: Found) -> list[Placed]:
    if cue.cue is Cue.ACCORDING:
        return list(_after(told, cue, _PREPOSED))
    after, before = list(_after(told, cue, _AFTER)), list(_before(told, cue))
    if told.language in _VERB_LAST:
        return before or after
    return after or before


def _after(told: Told, cue: Found, reach: int) -> Iterator[Placed]:
    last = cue.last
    for placed in told.actors:
        if placed.first < last:
            continue
        gap = placed.first - last
        text = told.between(last, placed.first)
        if last == cue.last:
            joined = gap <= reach and not _blocked(told, last, placed.first, text)
        else:
            joined = _chained(told, last, placed.first, text)
        if not joined:
            return
        yield placed
        last = placed.last


def _before(told: Told, cue: Found) -> Iterator[Placed]:
    first = cue.first
    for placed in reversed(told.actors):
        if placed.last > first:
            continue
        text = told.between(placed.last, first)
        if first == cue.first:
            joined = first - placed.last <= _BEFORE and not any(mark in text for mark in ";:!?؛")
        else:
            joined = _chained(told, placed.last, first, text)
        if not joined:
            return
        yield placed
        first = placed.first


def _blocked(told: Told, first: int, last: int, text: str) -> bool:
    if any(mark in text for mark in ',;:.!?«“"،؛'):
        return True
    return any(told.covered(place, Cue.THAT) for place in range(first, last))


def _chained(told: Told, first: int, last: int, text: str) -> bool:
    """'residents, two teachers and a monitor': a conjunction or a comma, few words, no other verb."""
    if last - first > _CHAIN or any(mark in text for mark in ';:.!?«“"؛'):
        return False
    words = range(first, last)
    if any(told.covered(place, Cue.SAY, Cue.HARM, Cue.THAT) for place in words):
        return False
    joined_on = told.language == "ar" and told.sentence.tokens[last].folded.startswith("و")
    return joined_on or any(told.covered(place, Cue.AND) for place in words)


def _of_title(told: Told) -> Iterator[Placed]:
    """'UNICEF: 143 children ...', 'Wazazi Rutshuru: ...' in a title."""
    if told.sentence.part is not Part.TITLE:
        return
    colon = told.sentence.text.find(":")
    for placed in told.actors:
        ends = placed.mention.end - told.sentence.start
        if 0 <= colon - ends <= 20 and placed.first <= 3 and placed.mention.type is not ActorType.COUNTRY:
            yield placed
