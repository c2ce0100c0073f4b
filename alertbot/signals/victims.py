"""Victims: are those who were killed or hurt people who are no fighters?"""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.signals.auxiliaries import BE
from alertbot.signals.match import Found, Hit
from alertbot.signals.text import Part

_REACH_AFTER = 7
_REACH_BEFORE = 9
_BESIDE = 2
"""'тридцять бійців убито, п'ятьох узято в полон': fighters so near before the verb are its victims."""
_NAMED = ("civilians", "households", "children", "women", "aid_workers")
_COUNTED = ("persons", "figure")
_VERB_FIRST, _VERB_LAST = frozenset({"ar"}), frozenset({"fa"})


def has_victims(found: Found, trigger: Hit, language: str, combat: bool = False) -> bool:
    """True if those the verb `trigger` harms are people who are no fighters.

    The nearest noun after the verb decides, else the nearest before it; a bare count or 'people' stands
    for civilians unless the article is about `combat`. Where the verb comes last its object stands before
    it; where it comes first, fighters right after it are who did it if people follow them.
    """
    fighters = [hit for hit in found.of("fighters") if not _is_agent(hit, trigger, found, language)]
    named = combat or any(trigger.first <= hit.first <= trigger.last for hit in fighters)
    people = found.of(*_NAMED) if named else found.of(*_NAMED, *_COUNTED)
    if language in _VERB_LAST and (nearer := _before([*people, *fighters], trigger)) is not None:
        return nearer.concept != "fighters" and not _counts(nearer, fighters, trigger)
    if _before(fighters, trigger) is not None:
        people = [hit for hit in people if not _goes_on(hit, trigger, found)]
    after, enemy = _after(people, trigger), _after(fighters, trigger)
    nearest = _before([*people, *fighters], trigger)
    if enemy is not None and nearest in people and _is_aside(enemy, trigger, found):
        enemy = None
    if language in _VERB_FIRST and enemy is not None and _is_subject(enemy, trigger, found, people):
        return True
    if enemy is not None and (after is None or _outranks(enemy, after)):
        return False
    before, enemy = _before(people, trigger), _before(fighters, trigger)
    if after is not None:
        if enemy is None or trigger.first - enemy.last > _BESIDE or _acts(enemy, trigger, after, found):
            return True
        return after.concept != "figure" or _after(found.of(*_NAMED), trigger) is not None
    if before is None:
        return any(trigger.first <= hit.first <= trigger.last and hit.concept != "figure" for hit in people)
    return enemy is None or not _outranks(enemy, before)


_BY = frozenset(
    {
        *(
            "by",
            "par",
            "por",
            "pelos",
            "pelo",
            "pela",
            "pelas",
            "يد",
            "ايدي",
            "أيدي",
            "قبل",
            "برصاص",
            "بنيران",
        ),
        *("توسط", "دست", "سوی", "سوي", "na"),
    }
)
"""Words before those who did it, where the verb is in the passive."""
_BY_WORDS = 3
_INSTRUMENTAL = ("ами", "ями")


def _is_agent(enemy: Hit, trigger: Hit, found: Found, language: str) -> bool:
    """'killed by fighters', 'убиты боевиками': they did it."""
    tokens = found.sentence.tokens
    if language in ("ru", "uk"):
        return tokens[enemy.last].folded.endswith(_INSTRUMENTAL)
    first = enemy.first - _BY_WORDS
    first = max(first, 0) if language in _VERB_LAST else max(first, trigger.first + 1)
    return any(token.folded in _BY for token in tokens[first : enemy.first])


def _acts(enemy: Hit, trigger: Hit, after: Hit, found: Found) -> bool:
    """'Militiamen hacked seven to death': fighters, then a verb without auxiliaries, then whom it harmed."""
    tokens, start = found.sentence.tokens, found.sentence.start
    passive = any(token.folded in BE for token in tokens[enemy.last + 1 : trigger.last])
    between = found.sentence.text[tokens[trigger.last].end - start : tokens[after.first].start - start]
    return enemy.last < trigger.first and not passive and not any(mark in between for mark in _MARKS)


def _is_aside(enemy: Hit, trigger: Hit, found: Found) -> bool:
    """'seven people were hacked to death, elders said, blaming militants': they stand in another clause."""
    tokens, start = found.sentence.tokens, found.sentence.start
    between = found.sentence.text[tokens[trigger.last].end - start : tokens[enemy.first].start - start]
    said = any(trigger.last < hit.first < enemy.first for hit in found.of("say"))
    blamed = any(token.folded in _BLAMING for token in tokens[trigger.last + 1 : enemy.first])
    return any(mark in between for mark in _MARKS) and (said or blamed)


_BLAMING = frozenset({"blaming", "accusing", "accusant", "culpando", "acusando", "обвинив", "обвинили"})
_MARKS = ",،;:—–"


_AND = frozenset({"and", "et", "y", "e", "na", "і", "и", "و"})


_OTHERS = frozenset(
    {"other", "others", "another", "autres", "autre", "otros", "otras", "otro", "outros", "outras", "outro"}
)


def _goes_on(hit: Hit, trigger: Hit, found: Found) -> bool:
    """'nine gunmen were killed and three captured', '... and another three': those before the verb go on."""
    tokens = found.sentence.tokens
    if trigger.last + 1 >= len(tokens) or tokens[trigger.last + 1].folded not in _AND:
        return False
    if hit.first == trigger.last + 2:
        return hit.concept == "figure" or (hit.concept == "persons" and tokens[hit.first].folded in _OTHERS)
    return (
        hit.concept == "figure"
        and hit.first == trigger.last + 3
        and tokens[hit.first - 1].folded in _OTHERS
        and not any(one.first == hit.last + 1 for one in found.of(*_NAMED))
    )


def _counts(people: Hit, fighters: Sequence[Hit], trigger: Hit) -> bool:
    """True if `people` is but the number of fighters who stand between it and the verb."""
    return people.concept == "figure" and any(people.first < f.first < trigger.first for f in fighters)


def _is_subject(enemy: Hit, trigger: Hit, found: Found, people: Sequence[Hit]) -> bool:
    """'قتل مسلحون 12 مزارعا': fighters right after the verb, then people named as such."""
    named = [hit for hit in people if hit.concept != "figure" and hit.first > enemy.last]
    behind = _after(named, trigger)
    if enemy.first - trigger.last > 1 or behind is None:
        return False
    between = found.sentence.tokens[enemy.last + 1 : behind.first]
    words = [token.folded for token in between]
    return _WHERE.isdisjoint(words) and all(len(word) <= _SHORT or word.startswith("ال") for word in words)


_SHORT = 5
"""Letters of a number in words; a longer word is another clause, unless it has the article, as names have."""
_WHERE = frozenset({"في", "على", "خلال", "اثر", "إثر", "بعد", "من"})


def only_fighters(found: Sequence[Found], language: str) -> bool:
    """True if title or lead tell of fighters killed and name no civilians killed."""
    seen = False
    for item in found:
        if item.sentence.part not in (Part.TITLE, Part.LEAD):
            continue
        for trigger in item.of("kill"):
            if has_victims(item, trigger, language, combat=True):
                return False
            enemies = [hit for hit in item.of("fighters") if not _is_agent(hit, trigger, item, language)]
            enemy = _after(enemies, trigger)
            people = item.of(*_NAMED, *_COUNTED)
            acts = enemy and language in _VERB_FIRST and _is_subject(enemy, trigger, item, people)
            seen = seen or not (enemy is None or acts or _is_aside(enemy, trigger, item))
    return seen


def _outranks(fighters: Hit, people: Hit) -> bool:
    """True if `people` is but the number of the fighters ('34 militants') or stands farther off."""
    if people.concept == "figure" and 0 < fighters.first - people.first <= 6:
        return True
    if people.concept == "figure" and people.first <= fighters.first <= people.last:
        return True
    return fighters.first < people.first


def _after(hits: Sequence[Hit], trigger: Hit) -> Hit | None:
    return _nearest([hit for hit in hits if 0 < hit.first - trigger.last <= _REACH_AFTER], trigger)


def _before(hits: Sequence[Hit], trigger: Hit) -> Hit | None:
    return _nearest([hit for hit in hits if 0 < trigger.first - hit.last <= _REACH_BEFORE], trigger)


def _nearest(hits: Sequence[Hit], trigger: Hit) -> Hit | None:
    return min(
        hits,
        key=lambda hit: (max(hit.first - trigger.last, trigger.first - hit.last), hit.concept == "figure"),
        default=None,
    )
