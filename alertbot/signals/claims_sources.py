"""Who says it: the speakers bound to a verb of saying or to 'according to' in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertbot.signals.actors_kinds import ActorType
from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Found, Placed, Told, after_preposition, opens_clause
from alertbot.signals.claims_unlisted import unlisted
from alertbot.signals.text import Part

_MUTE = frozenset({ActorType.UNIDENTIFIED, ActorType.MOB, ActorType.SETTLERS})
_VERB_LAST = frozenset({"en", "fa"})
"""Languages whose speaker mostly stands before the verb; Arabic puts it after; the others do both."""
_AFTER, _PREPOSED, _CHAIN, _CLOSE = 5, 4, 5, 3
_BEFORE = {"fa": 16, "sw": 14}
_BEFORE_ELSE = 9
_EVASION = 8
_QUOTE = ("«", "“", '"', "„")
_STOP = ';:.!?«“"؛'


def speakers(told: Told) -> tuple[Placed, ...]:
    """Every actor that speaks in the sentence, in order, without repeats."""
    found: dict[int, Placed] = {}
    for cue in told.of(Cue.SAY, Cue.CONFIRM, Cue.ACCORDING):
        if cue.cue is Cue.ACCORDING or not _negated(told, cue):
            heard = _of_cue(told, cue) or _unknown(told, cue)
            found |= {placed.first: placed for placed in heard}
    found |= {placed.first: placed for placed in _of_title(told)}
    return tuple(
        found[first]
        for first in sorted(found)
        if found[first].mention.type not in _MUTE and not _evades(told, found[first])
    )


def _evades(told: Told, placed: Placed) -> bool:
    """'The army said it was looking into it', 'could not verify': a voice that tells nothing."""
    return any(0 <= cue.first - placed.last <= _EVASION for cue in told.of(Cue.NODENY, Cue.UNVERIFIED))


def confirming(told: Told) -> tuple[Placed, ...]:
    """The speakers of a verb of confirming that is not negated."""
    cues = [cue for cue in told.of(Cue.CONFIRM) if not _negated(told, cue)]
    return tuple(placed for cue in cues for placed in _of_cue(told, cue))


def is_cited(told: Told, placed: Placed) -> bool:
    """'according to the municipality': who is cited there and then is the subject of no harm."""
    return any(
        0 <= placed.first - cue.last <= 1 and not set(told.between(cue.last, placed.first)) & set(",،")
        for cue in told.of(Cue.ACCORDING)
    )


def refers_back(told: Told) -> bool:
    """Whether a pronoun speaks: 'it said', 'according to her', 'За його словами'."""
    return any(
        told.covered(cue.first - 1, Cue.PRONOUN)
        or told.covered(cue.last, Cue.PRONOUN)
        or any(told.covered(place, Cue.PRONOUN) for place in range(cue.first, cue.last))
        for cue in told.of(Cue.SAY, Cue.ACCORDING)
    )


def _unknown(told: Told, cue: Found) -> list[Placed]:
    placed = unlisted(told, cue) if cue.cue is Cue.SAY else None
    return [placed] if placed is not None else []


def _negated(told: Told, cue: Found) -> bool:
    return any(
        told.covered(place, Cue.NEGATION)
        and not any(mark in told.between(place + 1, cue.first) for mark in ",،")
        for place in range(max(0, cue.first - 2), cue.first)
    )


def _of_cue(told: Told, cue: Found) -> list[Placed]:
    if cue.cue is Cue.ACCORDING:
        return list(_after(told, cue, _PREPOSED))
    if told.covered(cue.last, Cue.PRONOUN) and not any(
        placed.first == cue.last + 1 for placed in told.actors
    ):
        return []
    before = list(_before(told, cue))
    if told.covered(cue.first, Cue.TELL):
        return before
    after = list(_after(told, cue, _AFTER))
    if before and after and _acts(told, after[0]):
        return before
    if before and after and not _is_close(told, before[0], cue) and _follows(told, after[0], cue):
        return after
    if told.language in _VERB_LAST or (told.language != "ar" and before and _is_close(told, before[0], cue)):
        return before or after
    return after or before


def _follows(told: Told, placed: Placed, cue: Found) -> bool:
    """'in Menaka, said the council': who stands right behind the verb, parted from the rest by a comma."""
    return placed.first - cue.last <= 1 and told.language == "en"


def _is_close(told: Told, placed: Placed, cue: Found) -> bool:
    return cue.first - placed.last <= _CLOSE and not any(
        mark in told.between(placed.last, cue.first) for mark in ",،"
    )


def _acts(told: Told, placed: Placed) -> bool:
    """'Wafugaji wanasema askari wamebomoa ...': who is followed by a harm is its subject, not the speaker."""
    return any(0 <= harm.first - placed.last <= 2 for harm in told.of(Cue.HARM))


def _after(told: Told, cue: Found, reach: int) -> Iterator[Placed]:
    last = cue.last
    for placed in told.actors:
        if placed.first < last:
            continue
        near = placed.first - last <= reach and not _blocked(told, last, placed.first)
        if not (near if last == cue.last else _chained(told, last, placed)):
            return
        yield placed
        last = placed.last


def _before(told: Told, cue: Found) -> Iterator[Placed]:
    first, following = cue.first, None
    reach = _BEFORE.get(told.language, _BEFORE_ELSE)
    for placed in reversed(told.actors):
        if placed.last > first or (following is None and _is_complement(told, placed, cue)):
            continue
        if following is None:
            text = told.between(placed.last, first)
            joined = first - placed.last <= reach and not any(mark in text for mark in ";:!?؛")
            joined = (
                joined
                and not told.covered(cue.first - 1, Cue.PRONOUN)
                and not _others_speak(told, placed, text)
            )
            joined = joined and not any(placed.last <= harm.first < first for harm in told.of(Cue.HARM))
        else:
            joined = _chained(told, placed.last, following)
        if not joined:
            return
        yield placed
        first, following = placed.first, placed


def _others_speak(told: Told, placed: Placed, between: str) -> bool:
    """'an attack by the rebels, relief workers said': one comma, and behind it somebody else speaks.

    Nothing may stand behind it ('tras un ataque del ELN, dijeron ...'): then it is an attack that tells.
    """
    parts = re.split("[,،]", between)
    if len(parts) != 2:
        return False
    return bool(parts[1].strip()) or any(
        0 <= placed.first - attack.last <= _CLOSE for attack in told.of(Cue.ATTACK)
    )


def _is_complement(told: Told, placed: Placed, cue: Found) -> bool:
    """'an association of herders said', 'elders in Sudan said': the owner or the place of the speaker."""
    if not after_preposition(told, placed) and placed.mention.type is not ActorType.COUNTRY:
        return False
    if placed.mention.type is ActorType.COUNTRY and (
        cue.first - placed.last > 1 or not opens_clause(told, placed)
    ):
        return True
    return any(0 <= placed.first - other.last <= _CHAIN for other in told.actors)


def _blocked(told: Told, first: int, last: int) -> bool:
    between = told.between(first, last).strip()
    if last - first <= 1 and between[:1] in _QUOTE and not any(mark in between[1:] for mark in _STOP + ",،"):
        return False  # 'сообщили «Врачи без границ»': the quotation marks are the name's
    if any(mark in told.between(first, last) for mark in _STOP + ",،"):
        return True
    return any(told.covered(place, Cue.THAT) for place in range(first, last))


def _chained(told: Told, first: int, placed: Placed) -> bool:
    """'residents, two teachers and a monitor', 'spokesman for the army', 'the UN agency OCHA'."""
    last = placed.first
    text = told.between(first, last)
    if last - first > _CHAIN or any(mark in text for mark in _STOP):
        return False
    if any(told.covered(place, Cue.SAY, Cue.HARM, Cue.THAT) for place in range(first, last)):
        return False
    before = next((other for other in told.actors if other.last == first), None)
    if before is not None and before.mention.type is ActorType.SPOKESPERSON and last - first <= 2:
        return True
    if placed.mention.type is ActorType.SPOKESPERSON and last == first:
        return True
    named = placed.mention.name.isupper() and placed.mention.type in (ActorType.UN, ActorType.NGO)
    joined_on = told.language == "ar" and told.sentence.tokens[last].folded.startswith("و")
    return named or joined_on or any(told.covered(place, Cue.AND) for place in range(first, last))


def _of_title(told: Told) -> Iterator[Placed]:
    """'UNICEF: 143 children ...', 'Wazazi Rutshuru: ...' in a title."""
    if told.sentence.part is not Part.TITLE:
        return
    colon = told.sentence.text.find(":")
    for placed in told.actors:
        ends = placed.mention.end - told.sentence.start
        if 0 <= colon - ends <= 20 and placed.first <= 3 and placed.mention.type is not ActorType.COUNTRY:
            yield placed
