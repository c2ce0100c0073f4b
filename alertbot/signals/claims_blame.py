"""Who is blamed: the grammar of agents around a verb of harm, a by-phrase or an accusation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alertbot.signals.actors_kinds import RAIDERS, ActorType
from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Found, Placed, Told, acts_itself, after_preposition
from alertbot.signals.claims_siding import charges_siding, sided_with
from alertbot.signals.claims_sources import is_cited

_VERB_FIRST = "ar"
_VERB_LAST = "fa"
_CASED = ("ru", "uk")
_INSTRUMENTAL = ("ами", "ями", "ыми", "ими", "ом", "ем", "ой", "ою", "ею", "ью", "єю", "ією")
_SUBJECT_REACH, _OBJECT_REACH, _AGENT_REACH = 7, 2, 3
_OPENERS = (Cue.HARM, Cue.SAY, Cue.THAT, Cue.WHEN, Cue.AGAINST)
_BLAMED, _AGENT, _SUBJECT, _PRESENT, _VICTIM = 4, 3, 2, 1, -4
_POLICE = ("polic", "polís", "polis", "gendarm", "поли", "полі", "мили", "شرط", "پولی", "پلی")
_STOP = ".;:!?؛—–"


@dataclass(frozen=True, slots=True)
class Blame:
    """An actor and how strongly the grammar of its sentence makes it the perpetrator."""

    placed: Placed
    score: int


def blamed(told: Told, speaking: Iterable[Placed]) -> tuple[Blame, ...]:
    """Perpetrators of the harm told in a sentence, those with the plainest grammar first.

    An armed group, a gang or gunmen beside a harm count unless they are its victims or its tellers; a
    force, an office or a state only by grammar: as subject or agent of a harm, or accused of it.
    """
    tellers = {placed.first for placed in speaking}
    scores = [
        Blame(placed, _score(told, placed, placed.first in tellers))
        for placed in told.actors
        if placed.mention.can_harm
    ]
    scores = _with_partners(told, scores)
    kept = [blame for blame in scores if blame.score >= _threshold(blame.placed)]
    return tuple(sorted(kept, key=lambda blame: -blame.score))


def accused(told: Told) -> tuple[Placed, ...]:
    """Those a sentence accuses outright: 'blamed on', 'accused X of'; a denial's counter-charge is none."""
    if told.has(Cue.DENY):
        return ()
    return tuple(
        placed
        for placed in told.actors
        if placed.mention.can_harm and (_is_blamed(told, placed) or _is_accused(told, placed))
    )


def accusers(told: Told) -> tuple[Placed, ...]:
    """Those who accuse somebody in a sentence: tellers of the claim."""
    pairs = [_accusation(told, cue) for cue in told.of(Cue.ACCUSE)]
    return tuple(accuser for accuser, blamed_one in pairs if accuser is not None and blamed_one is not None)


def silent(told: Told) -> tuple[Placed, ...]:
    """Armies, armed groups and states that were asked about the harm and gave no answer."""
    return tuple(
        placed
        for cue in told.of(Cue.NOREPLY)
        for placed in told.actors
        if abs(cue.first - placed.last) <= _SUBJECT_REACH and _may_be_blamed_silently(told, placed)
    )


def _may_be_blamed_silently(told: Told, placed: Placed) -> bool:
    """Not the police: it is asked as investigator, too."""
    word = told.sentence.tokens[placed.first].folded
    return placed.mention.can_harm and not word.startswith(
        ("polic", "поли", "полі", "شرط", "polis", "gendarm", "پولی", "پلی", "мили")
    )


def _threshold(placed: Placed) -> int:
    return _PRESENT if placed.mention.type in RAIDERS or placed.mention.implied else _SUBJECT


def _score(told: Told, placed: Placed, tells: bool) -> int:
    if _is_blamed(told, placed) or _is_accused(told, placed):
        return _BLAMED
    if _accuses(told, placed) or _helps(told, placed) or is_cited(told, placed):
        return 0
    if _is_agent(told, placed):
        return _AGENT
    if _is_victim(told, placed):
        return _VICTIM
    if _is_subject(told, placed) or _owns_attack(told, placed) or (tells and _tells_on_itself(told, placed)):
        return _SUBJECT
    present = placed.mention.type in RAIDERS or placed.mention.implied
    return _PRESENT if present and not (tells or _aside(told, placed) or sided_with(told, placed)) else 0


def _near(told: Told, cue: Found, placed: Placed, reach: int) -> bool:
    """Whether the actor follows the cue within `reach` words of the same clause."""
    return 0 <= placed.first - cue.last <= reach and not _stops(told, cue.last, placed.first)


def _stops(told: Told, first: int, last: int) -> bool:
    return any(mark in told.between(first, last) for mark in _STOP)


def _is_blamed(told: Told, placed: Placed) -> bool:
    blamed_near = any(_near(told, cue, placed, _AGENT_REACH) for cue in told.of(Cue.BLAMED))
    return blamed_near and not sided_with(told, placed)


def _is_accused(told: Told, placed: Placed) -> bool:
    return any(_accusation(told, cue)[1] is placed for cue in told.of(Cue.ACCUSE))


def _accuses(told: Told, placed: Placed) -> bool:
    return any(_accusation(told, cue)[0] is placed for cue in told.of(Cue.ACCUSE))


def _accusation(told: Told, cue: Found) -> tuple[Placed | None, Placed | None]:
    """(who accuses, who is accused) around a verb of accusing, by the word order of the language."""
    if charges_siding(told, cue):
        return None, None
    before = [placed for placed in told.actors if placed.last <= cue.first][-2:]
    after = [placed for placed in told.actors if _near(told, cue, placed, _SUBJECT_REACH)][:2]
    inside = next(
        (placed for placed in told.actors if cue.first <= placed.first and placed.last <= cue.last), None
    )
    if inside is not None:
        return (before[-1] if before else None), inside
    if told.language == _VERB_LAST:
        return (before[0], before[1]) if len(before) > 1 else (None, None)
    if before and after and told.language == _VERB_FIRST and _points_back(told, cue):
        return after[0], before[-1]
    if len(before) > 1 and _is_relative(told, before[0], before[1]):
        return before[1], before[0]
    if told.language == _VERB_FIRST and len(after) > 1 and after[0].first - cue.last <= 1:
        return after[0], after[1]
    return (before[-1] if before else None), (after[0] if after else None)


def _points_back(told: Told, cue: Found) -> bool:
    """Arabic 'whom the army accuses': the object is a pronoun on the verb, whose own root ends in one too."""
    verb = told.sentence.tokens[cue.last - 1].folded
    return verb.endswith(("ها", "هم", "هما")) and not verb.endswith("تهم")


def _is_relative(told: Told, antecedent: Placed, subject: Placed) -> bool:
    """'the RSF, which the army accuses of': a relative word and at most an article between the two."""
    between = range(antecedent.last, subject.first)
    return len(between) <= 2 and any(told.covered(place, Cue.WHEN) for place in between)


def _helps(told: Told, placed: Placed) -> bool:
    """'Police freed 23 people who were held': the subject of a rescue."""
    ahead = any(
        0 <= cue.first - placed.last <= _SUBJECT_REACH and not _stops(told, placed.last, cue.first)
        for cue in told.of(Cue.RESCUE)
    )
    return ahead or any(
        _near(told, cue, placed, 1) for cue in told.of(Cue.RESCUE) if told.language == _VERB_FIRST
    )


def _is_agent(told: Told, placed: Placed) -> bool:
    """A by-phrase after a harm, or a Slavic instrumental beside one."""
    for cue in told.of(Cue.BY):
        if _near(told, cue, placed, _AGENT_REACH) and _harm_before(told, cue):
            return True
    return told.language in _CASED and _is_instrumental(told, placed)


def _harm_before(told: Told, by: Found) -> bool:
    """A harm stands before the by-word; Swahili `na` also means 'and' and must follow its verb at once."""
    reach = 0 if told.language == "sw" else by.first
    return any(0 <= by.first - harm.last <= reach for harm in told.of(Cue.HARM, Cue.ATTACK))


def _is_instrumental(told: Told, placed: Placed) -> bool:
    words = told.sentence.tokens[placed.first : placed.last]
    if told.covered(placed.first - 1, Cue.BEFORE) or not all(
        w.folded.endswith(_INSTRUMENTAL) for w in words[:1]
    ):
        return False
    return any(
        0 <= harm.first - placed.last <= 2 or _near(told, harm, placed, _AGENT_REACH)
        for harm in told.of(Cue.HARM)
    )


def _is_victim(told: Told, placed: Placed) -> bool:
    """The object of a harm: 'killed two soldiers', 'an attack on police'."""
    if told.language in (_VERB_FIRST, _VERB_LAST):
        return False
    for against in told.of(Cue.AGAINST):
        if 0 <= placed.first - against.last <= 1 and any(
            0 <= against.first - attack.last <= 1 for attack in told.of(Cue.ATTACK)
        ):
            return True
    if told.language in _CASED or told.covered(placed.first - 1, Cue.BY):
        return False
    return any(_is_object(told, harm, placed) for harm in told.of(Cue.HARM))


def _is_object(told: Told, harm: Found, placed: Placed) -> bool:
    if not _near(told, harm, placed, _OBJECT_REACH) or told.covered(harm.first - 1, Cue.PASSIVE):
        return False
    between = range(harm.last, placed.first)
    opens = any(told.covered(place, Cue.WHEN, Cue.BY, Cue.BEFORE) for place in between)
    return not opens and not any(mark in told.between(harm.last, placed.first) for mark in ',،«“"(')


def _is_subject(told: Told, placed: Placed) -> bool:
    state = placed.mention.type is ActorType.COUNTRY and not placed.mention.implied
    if told.language == _VERB_FIRST:
        reach = 0 if state else 1
        if any(_near(told, harm, placed, reach) for harm in told.of(Cue.HARM)):
            return True
    if after_preposition(told, placed):
        return False
    if state and told.language == _VERB_LAST and not acts_itself(told, placed):
        return False
    reach = _SUBJECT_REACH * 4 if told.language == _VERB_LAST else 3 if state else _SUBJECT_REACH
    return any(
        0 <= harm.first - placed.last <= reach
        and not told.covered(harm.first - 1, Cue.PASSIVE, Cue.BY)
        and _clear(told, placed, harm)
        for harm in told.of(Cue.HARM)
    )


def _clear(told: Told, placed: Placed, harm: Found) -> bool:
    """Nothing between subject and verb: no end of clause, no verb of saying, no other subject."""
    between = range(placed.last, harm.first)
    text = told.between(placed.last, harm.first)
    if _stops(told, placed.last, harm.first):
        return False
    if told.language == _VERB_LAST:
        return True
    if any(told.covered(place, Cue.AND) for place in between) and any(mark in text for mark in ",،"):
        return False
    if placed.mention.type is ActorType.COUNTRY and any(mark in text for mark in ",،("):
        return False
    if any(told.covered(place, Cue.SAY, Cue.THAT, Cue.CONFIRM) for place in between):
        return False
    return not any(
        other.first in between and other.mention.can_harm and not after_preposition(told, other)
        for other in told.actors
    )


def _aside(told: Told, placed: Placed) -> bool:
    """'soldiers searching for rebels', 'belonging to Hezbollah': named, but as somebody's aim or owner."""
    if told.language == _VERB_FIRST:
        return told.sentence.tokens[placed.first].folded.startswith(("لل", "لح"))
    return told.covered(placed.first - 1, Cue.AGAINST)


def _owns_attack(told: Told, placed: Placed) -> bool:
    """'ataque de garimpeiros', 'атака боевиков'."""
    return any(
        _near(told, attack, placed, 4)
        and not any(
            told.covered(place, Cue.HARM, Cue.SAY, Cue.THAT, Cue.WHEN)
            for place in range(attack.last, placed.first)
        )
        and "," not in told.between(attack.last, placed.first)
        and not any(told.covered(place, Cue.AGAINST) for place in range(attack.last, placed.first))
        and placed.mention.type is not ActorType.COUNTRY
        for attack in told.of(Cue.ATTACK)
    )


def _tells_on_itself(told: Told, placed: Placed) -> bool:
    """'The agency said it had deported 287 migrants': a pronoun after 'that' stands for the teller."""
    for word in told.of(Cue.PRONOUN, Cue.SELF):
        if 0 <= word.first - placed.last <= _SUBJECT_REACH:
            return any(0 <= harm.first - word.last <= 2 for harm in told.of(Cue.HARM, Cue.ATTACK))
    return False


def _with_partners(told: Told, scores: Sequence[Blame]) -> list[Blame]:
    """'the ELN and the Clan del Golfo': who is joined to a perpetrator by 'and' is one as well."""
    joined = list(scores)
    for index in range(1, len(joined)):
        before, this = joined[index - 1], joined[index]
        first, last = before.placed.last, this.placed.first
        linked = any(told.covered(place, Cue.AND) for place in range(first, last)) or (
            told.language == _VERB_FIRST and told.sentence.tokens[last].folded.startswith("و")
        )
        if linked and last - first <= 4 and before.score > this.score >= 0 and not _stops(told, first, last):
            joined[index] = Blame(this.placed, before.score)
    return joined
