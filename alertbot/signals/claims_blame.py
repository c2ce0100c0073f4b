"""Who is blamed: the grammar of agents around a verb of harm, a by-phrase or an accusation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alertbot.signals.actors_kinds import RAIDERS, ActorType
from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Placed, Told

_VERB_FIRST = frozenset({"ar"})
_OBJECT_FIRST = frozenset({"fa"})
_CASES = ("ами", "ями", "ыми", "ими", "ом", "ем", "ой", "ою", "ею", "ью", "єю", "ією")
_SUBJECT_REACH, _OBJECT_REACH, _AGENT_REACH = 7, 3, 3
_BLAMED, _AGENT, _SUBJECT, _PRESENT, _VICTIM = 4, 3, 2, 1, -4


@dataclass(frozen=True, slots=True)
class Blame:
    """An actor and how strongly the grammar of its sentence makes it the perpetrator."""

    placed: Placed
    score: int


def blamed(told: Told, speaking: Iterable[Placed]) -> tuple[Blame, ...]:
    """Perpetrators of the harm told in a sentence, those with the plainest grammar first."""
    quiet = {placed.first for placed in speaking}
    scores: list[Blame] = []
    for placed in told.actors:
        if placed.mention.can_harm:
            scores.append(Blame(placed, _score(told, placed, placed.first in quiet)))
    scores = _with_partners(told, scores)
    kept = [blame for blame in scores if blame.score >= _threshold(blame.placed)]
    return tuple(sorted(kept, key=lambda blame: -blame.score))


def accused(told: Told) -> tuple[Placed, ...]:
    """Those a sentence accuses or names as agents outright: 'blamed on', 'accused X of', 'carried out by'."""
    return tuple(
        placed
        for placed in told.actors
        if placed.mention.can_harm and (_is_blamed(told, placed) or _is_accused(told, placed))
    )


def _threshold(placed: Placed) -> int:
    return _PRESENT if placed.mention.type in RAIDERS else _SUBJECT


def _score(told: Told, placed: Placed, speaks: bool) -> int:
    if _is_blamed(told, placed) or _is_accused(told, placed):
        return _BLAMED
    if speaks:
        return 0
    score = _PRESENT if placed.mention.type in RAIDERS else 0
    if _is_agent(told, placed):
        score += _AGENT
    elif _is_victim(told, placed):
        score += _VICTIM
    elif _is_subject(told, placed) or _owns_attack(told, placed):
        score += _SUBJECT
    return score


def _is_blamed(told: Told, placed: Placed) -> bool:
    return any(
        0 <= placed.first - cue.last <= _AGENT_REACH and not _stops(told, cue.last, placed.first)
        for cue in told.of(Cue.BLAMED)
    )


def _is_accused(told: Told, placed: Placed) -> bool:
    for cue in told.of(Cue.ACCUSE):
        after = [other for other in told.actors if other.first >= cue.last - 1 and other.last > cue.first + 1]
        accuser_follows = told.language in _VERB_FIRST and not any(
            a.last <= cue.first for a in told.actors[-1:]
        )
        if accuser_follows and len(after) > 1 and _directly(cue.last, after[0].first):
            after = after[1:]
        if told.language in _OBJECT_FIRST:
            after = [other for other in told.actors if other.last <= cue.first][-1:]
            if len([o for o in told.actors if o.last <= cue.first]) < 2:
                after = []
        if after and after[0] is placed and abs(placed.first - cue.last) <= _SUBJECT_REACH:
            return True
    return False


def _directly(first: int, last: int) -> bool:
    return 0 <= last - first <= 1


def _stops(told: Told, first: int, last: int) -> bool:
    return any(mark in told.between(first, last) for mark in ".;:!?؛")


def _is_agent(told: Told, placed: Placed) -> bool:
    """A by-phrase after a harm, or a Slavic instrumental beside one."""
    for cue in told.of(Cue.BY):
        near = 0 <= placed.first - cue.last <= _AGENT_REACH and not _stops(told, cue.last, placed.first)
        reach = 1 if told.language == "sw" else cue.first
        harmed = any(
            found.last <= cue.first and cue.first - found.last < reach
            for found in told.of(Cue.HARM, Cue.ATTACK)
        )
        if near and harmed:
            return True
    if told.language not in ("ru", "uk"):
        return False
    head = told.sentence.tokens[placed.last - 1].folded
    other = told.sentence.tokens[placed.first].folded
    if not (head.endswith(_CASES) or other.endswith(_CASES)) or told.covered(placed.first - 1, Cue.BEFORE):
        return False
    return any(
        -_AGENT_REACH <= found.first - placed.last <= 2 or 0 <= placed.first - found.last <= _AGENT_REACH
        for found in told.of(Cue.HARM)
    )


def _is_victim(told: Told, placed: Placed) -> bool:
    """The object of a harm: 'killed two soldiers', 'an attack on police'."""
    if told.language in _VERB_FIRST | _OBJECT_FIRST:
        return False
    for cue in told.of(Cue.AGAINST):
        if _directly(cue.last, placed.first) and any(
            0 <= cue.first - a.last <= 1 for a in told.of(Cue.ATTACK)
        ):
            return True
    for cue in told.of(Cue.HARM):
        gap = placed.first - cue.last
        if 0 <= gap <= _OBJECT_REACH and not told.covered(placed.first - 1, Cue.BY):
            between = told.between(cue.last, placed.first)
            return not any(mark in between for mark in ',.;:«“"') and told.language in (
                "en",
                "es",
                "fr",
                "pt",
                "sw",
            )
    return False


def _is_subject(told: Told, placed: Placed) -> bool:
    if told.language in _VERB_FIRST and any(_directly(cue.last, placed.first) for cue in told.of(Cue.HARM)):
        return True
    if _after_preposition(told, placed):
        return False
    reach = _SUBJECT_REACH * 4 if told.language in _OBJECT_FIRST else _SUBJECT_REACH
    for cue in told.of(Cue.HARM):
        gap = cue.first - placed.last
        if 0 <= gap <= reach and not told.covered(cue.first - 1, Cue.PASSIVE, Cue.BY):
            return _clear(told, placed.last, cue.first)
    return False


def _clear(told: Told, first: int, last: int) -> bool:
    """No other actor that could be the subject and no end of clause in between."""
    if _stops(told, first, last):
        return False
    if told.language in _OBJECT_FIRST:
        return True
    return not any(
        first <= other.first < last and other.mention.can_harm and not _after_preposition(told, other)
        for other in told.actors
    )


def _after_preposition(told: Told, placed: Placed) -> bool:
    tokens = told.sentence.tokens
    for place in (placed.first - 1, placed.first - 2):
        if place >= 0 and told.covered(place, Cue.BEFORE):
            return place == placed.first - 1 or len(tokens[placed.first - 1].folded) <= 3
    return False


def _owns_attack(told: Told, placed: Placed) -> bool:
    """'ataque de garimpeiros', 'атака боевиков', 'Russian drones' beside nobody else."""
    for cue in told.of(Cue.ATTACK):
        if 0 <= placed.first - cue.last <= 2 and not _stops(told, cue.last, placed.first):
            against = any(told.covered(place, Cue.AGAINST) for place in range(cue.last, placed.first))
            if not against and placed.first - cue.last <= 2:
                return True
    return placed.mention.type is ActorType.COUNTRY and _is_weapon(placed)


def _is_weapon(placed: Placed) -> bool:
    """The mention was made of a nationality and a weapon: its name is not the words of the text."""
    return placed.last - placed.first == 2 and placed.mention.name.count(" ") == 0


def _with_partners(told: Told, scores: Sequence[Blame]) -> list[Blame]:
    """'the ELN and the Clan del Golfo': who is joined to a perpetrator by 'and' is one as well."""
    joined = list(scores)
    for index in range(1, len(joined)):
        before, this = joined[index - 1], joined[index]
        first, last = before.placed.last, this.placed.first
        linked = any(told.covered(place, Cue.AND) for place in range(first, last)) or (
            told.language == "ar" and told.sentence.tokens[last].folded.startswith("و")
        )
        if linked and last - first <= 4 and before.score > this.score >= 0 and not _stops(told, first, last):
            joined[index] = Blame(this.placed, before.score)
    return joined
