"""Who denies it: rejections and relabelling by the accused, however far from the claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alertbot.signals.actors_kinds import RAIDERS, STATE, ActorMention, ActorType, Authority
from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Found, Placed, Told, after_preposition
from alertbot.signals.claims_sources import speakers
from alertbot.signals.folding import fold

_NEVER = frozenset(
    {
        ActorType.WITNESS,
        ActorType.LOCAL,
        ActorType.NGO,
        ActorType.MONITOR,
        ActorType.MEDIA,
        ActorType.CHURCH,
        ActorType.UN,
        ActorType.RED_CROSS,
        ActorType.UNNAMED,
    }
)
"""Who does not answer for a perpetrator: families who reject a charge do not deny the arrest."""
_REACH, _TOPIC, _RELATIVE = 12, 6, 4


@dataclass(frozen=True, slots=True)
class Denial:
    """A rejection of the claim and who makes it."""

    told: Told
    by: ActorMention | None
    """None: somebody the lexicon does not know."""


def denials(
    story: Sequence[Told], perpetrators: Sequence[ActorMention], sources: Sequence[ActorMention]
) -> tuple[Denial, ...]:
    """Every sentence in which the accused, or the authority answering for it, rejects the claim."""
    found: list[Denial] = []
    for index, told in enumerate(story):
        before = story[index - 1] if index else None
        deniers = _deniers(told, before)
        if not deniers and _flatly(told):
            found.append(Denial(told, None))
        by = next((by for by in deniers if _answers(by, perpetrators, sources)), None)
        if by is not None:
            found.append(Denial(told, by))
    return tuple(found)


def _deniers(told: Told, before: Told | None) -> list[ActorMention]:
    """Those who speak a denial in the sentence; a pronoun stands for who spoke in the sentence before."""
    cues = [
        cue
        for cue in told.of(Cue.DENY)
        if not told.covered(cue.first - 1, Cue.NEGATION) and not _elsewhere(told, cue)
    ]
    if cues:
        named = [placed for cue in cues for placed in _subjects(told, cue.first, cue.last)]
        refers = any(cue.first <= 1 or told.covered(cue.first - 1, Cue.PRONOUN) for cue in cues)
        return [placed.mention for placed in named] or (_carried(before) if refers else [])
    if told.has(Cue.RELABEL) and not told.has(Cue.PAST):
        named = list(speakers(told))
        return [placed.mention for placed in named]
    return []


def _flatly(told: Told) -> bool:
    """'The party denied its members were involved': no actor known to us, but a plain denial."""
    flat = {cue.first for cue in told.of(Cue.FLATLY)}
    return any(
        cue.first in flat and not told.covered(cue.first - 1, Cue.NEGATION) and not _elsewhere(told, cue)
        for cue in told.of(Cue.DENY)
    )


def _elsewhere(told: Told, cue: Found) -> bool:
    """A denial about prices, corruption, a coup is none of the harm."""
    before = _TOPIC if told.language == "fa" else 0
    return any(
        -before <= topic.first - cue.first < 0 or 0 <= topic.first - cue.last <= _TOPIC
        for topic in told.of(Cue.OFFTOPIC)
    )


def _subjects(told: Told, first: int, last: int) -> list[Placed]:
    relative = [placed for placed in told.actors if _is_antecedent(told, placed, first)]
    if relative:
        return relative[-1:]
    before = [placed for placed in told.actors if 0 <= first - placed.last <= _REACH]
    before = [placed for placed in before if not _parted(told, placed, first)] or before
    after = [placed for placed in told.actors if 0 <= placed.first - last <= 3]
    if told.language == "ar":
        return [*after, *before]
    if told.language == "fa":
        return [placed for placed in told.actors if placed.last <= first]
    before = [placed for placed in before if not _is_quoted(told, placed)]
    subjects = [placed for placed in before if not after_preposition(told, placed)]
    owners = [placed for placed in before if placed not in subjects]
    return [*subjects, *owners, *after]


def _parted(told: Told, placed: Placed, denying: int) -> bool:
    """'rebels who killed 20; the ministry denies it': another sentence in all but its full stop."""
    return any(mark in told.between(placed.last, denying) for mark in ";؛")


def _is_antecedent(told: Told, placed: Placed, denying: int) -> bool:
    """'The monitors blame the RSF, which denies it': who the relative word before the denial stands for."""
    return 0 < denying - placed.last <= _RELATIVE and told.covered(placed.last, Cue.WHEN)


def _is_quoted(told: Told, placed: Placed) -> bool:
    head = told.between(0, placed.first)
    return head.count("«") > head.count("»") or head.count("“") > head.count("”") or head.count('"') % 2 == 1


def _carried(before: Told | None) -> list[ActorMention]:
    return [placed.mention for placed in (speakers(before) or before.actors)] if before is not None else []


def _answers(
    denier: ActorMention, perpetrators: Sequence[ActorMention], sources: Sequence[ActorMention]
) -> bool:
    if any(same(denier, perpetrator) for perpetrator in perpetrators):
        return True
    if denier.type in _NEVER or denier.type is ActorType.COMPANY:
        return False
    if denier.type in RAIDERS:
        return denier.type not in (ActorType.UNIDENTIFIED, ActorType.MOB)
    if not _one_state(denier, perpetrators):
        return False
    speak_for_it = any(
        denier.type in STATE
        and source.authority is Authority.OFFICIAL
        and source.type in STATE
        and (denier.country is None or source.country == denier.country)
        for source in sources
    )
    return not speak_for_it or any(perpetrator.type in STATE for perpetrator in perpetrators)


def _one_state(denier: ActorMention, perpetrators: Sequence[ActorMention]) -> bool:
    countries = {perpetrator.country for perpetrator in perpetrators if perpetrator.country}
    return denier.country is None or not countries or denier.country in countries


def same(one: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions name one actor: one canonical name, one state and force, or one word in common."""
    if one.canonical == other.canonical:
        return True
    if one.type is ActorType.COUNTRY or other.type is ActorType.COUNTRY:
        return one.country is not None and one.country == other.country
    if one.type in STATE and other.type in STATE and one.country and one.country == other.country:
        return True
    mine, theirs = (set(fold(mention.name, "en").split()) for mention in (one, other))
    return any(len(word) > 3 for word in mine & theirs) and one.type == other.type
