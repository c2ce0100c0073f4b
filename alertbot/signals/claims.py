"""Tells who says it, who is blamed, who denies it, and so what the status of a claim is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alertbot.model import Status
from alertbot.signals.actors_kinds import ActorMention, ActorType, Authority
from alertbot.signals.claims_blame import accused, accusers, blamed, silent
from alertbot.signals.claims_denial import Denial, denials, same
from alertbot.signals.claims_lexicon import ClaimLexicon, Cue, load_claims
from alertbot.signals.claims_sentence import Placed, Told, tell
from alertbot.signals.claims_sources import confirming, refers_back, speakers
from alertbot.signals.text import Document, Part, dateline

__all__ = ["UNKNOWN", "ClaimLexicon", "Claims", "load_claims", "read_claims"]

UNKNOWN = "unknown"
"""Stands for the perpetrator where the text names nobody."""

_MOST = 8
_NEAR = 3
"""Sentences around the event in which an unattributed claim may be attributed."""
_OFFICIAL = frozenset({Authority.UN, Authority.OFFICIAL})
_WEIGHTY = frozenset({*_OFFICIAL, Authority.NGO, Authority.MONITOR, Authority.LOCAL})
_CLAIMING = frozenset({Authority.UN, Authority.NGO, Authority.MONITOR, Authority.LOCAL})
_INDEPENDENT = frozenset({Authority.NGO, Authority.MONITOR, Authority.MEDIA})


@dataclass(frozen=True, slots=True)
class Claims:
    """Who blames whom for the event of an article, in the words of the text."""

    perpetrators: tuple[str, ...]
    """The best supported first; ('unknown',) where the text names nobody. None is ever invented."""
    sources: tuple[str, ...]
    denied_by: tuple[str, ...]
    status: Status
    reasons: tuple[str, ...]


def read_claims(
    document: Document,
    actors: Sequence[ActorMention],
    focus: Sequence[tuple[int, int]],
    lexicon: ClaimLexicon,
) -> Claims:
    """Read the claims about the event told in the `focus` sentences (spans of `full`, the leading one first).

    `status` follows the rules of the field notes, 2.2: a UN or official count, the perpetrator's own word
    or two independent sources confirm; a rejection by the accused or its authority makes it denied.
    """
    story = tell(document, _acting(document, actors), lexicon)
    core = _core(story, focus)
    sources = _sources(story, core)
    perpetrators = _perpetrators(story, core)
    rejected = denials(story, perpetrators, sources)
    if not perpetrators:
        perpetrators = [denial.by for denial in rejected if denial.by is not None and denial.by.can_harm]
    status, reasons = _status(story, core, sources, perpetrators, rejected)
    return Claims(
        _names(perpetrators) or (UNKNOWN,),
        _names(sources),
        _names(denial.by for denial in rejected if denial.by is not None),
        status,
        reasons,
    )


def _acting(document: Document, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The actors without the city of a dateline, which stands for no government."""
    start, end = dateline(document) or (0, 0)
    return [actor for actor in actors if not start <= actor.start < end]


def _core(story: Sequence[Told], focus: Sequence[tuple[int, int]]) -> list[int]:
    """Indexes of the sentences that carry the event, the leading one first."""
    found: list[int] = []
    for start, end in focus:
        for index, told in enumerate(story):
            if told.sentence.start < end and start < told.sentence.end and index not in found:
                found.append(index)
    return found


def _around(story: Sequence[Told], core: Sequence[int], reach: int) -> list[int]:
    """Indexes of sentences near the event, the nearest first; the same distance: the later one first."""
    if not core:
        return list(range(len(story)))
    distance = {index: min(abs(index - place) for place in core) for index in range(len(story))}
    near = [index for index in distance if 0 < distance[index] <= reach]
    return sorted(near, key=lambda index: (distance[index], -index))


def _sources(story: Sequence[Told], core: Sequence[int]) -> list[ActorMention]:
    found = [mention for index in core for mention in _speaking(story, index)]
    if not found:
        found = [mention for index in core for mention in _claiming(story[index])]
    if not found:
        found = _nearest(story, core)
    for told in story:
        found += [placed.mention for placed in confirming(told) if not told.has(Cue.DENY)]
    return [named for mention in found for named in (*_named_before(story, mention), mention)]


_NAMED_FIRST = frozenset({Authority.NGO, Authority.MONITOR, Authority.UN, Authority.MEDIA})


def _named_before(story: Sequence[Told], mention: ActorMention) -> list[ActorMention]:
    """Whom 'the organisation' stands for: the last one of its kind that was named before it and may speak."""
    if not mention.common or mention.authority not in _NAMED_FIRST:
        return []
    named = [
        placed.mention
        for told in story
        if told.sentence.start <= mention.start
        for placed in told.actors
        if placed.mention.end <= mention.start and _is_named(placed.mention, mention.authority)
    ]
    return named[-1:]


def _is_named(mention: ActorMention, authority: Authority) -> bool:
    """Named by more than a common noun: 'the Iteka league', 'Unicef'."""
    capital = any(letter.isupper() for letter in mention.name[1:])
    return mention.authority is authority and (not mention.common or capital)


def _nearest(story: Sequence[Told], core: Sequence[int]) -> list[ActorMention]:
    """Whoever is nearest to an unattributed claim; at the same distance the weightier voice."""
    for reach in range(1, _NEAR + 1):
        voices = [mention for index in _around(story, core, reach) for mention in _speaking(story, index)]
        for weight in (_OFFICIAL, _WEIGHTY, frozenset(Authority)):
            heard = [mention for mention in voices if mention.authority in weight]
            if heard:
                return heard[:1]
    return []


def _speaking(story: Sequence[Told], index: int) -> list[ActorMention]:
    """Who speaks in a sentence that is no denial; a pronoun stands for who was named before."""
    told = story[index]
    if told.has(Cue.DENY):
        return []
    found = [placed.mention for placed in (*speakers(told), *accusers(told))]
    if not found and refers_back(told) and index:
        before = story[index - 1]
        named = (
            speakers(before)
            or [placed for placed in before.actors if placed.mention.authority in _WEIGHTY][-1:]
        )
        found = [placed.mention for placed in named]
    return found


def _claiming(told: Told) -> list[ActorMention]:
    """Whose claim a denial rejects: 'the army denied a report by the monitor that ...'."""
    if not told.has(Cue.DENY):
        return []
    return [placed.mention for placed in told.actors if placed.mention.authority in _CLAIMING]


def _perpetrators(story: Sequence[Told], core: Sequence[int]) -> list[ActorMention]:
    found = [mention for index in core for mention in _blamed_in(story[index])]
    if not found:
        for index in [*_titles(story), *_around(story, core, _NEAR)]:
            if not story[index].has(Cue.DENY, Cue.RELABEL):
                found += _blamed_in(story[index])
            if any(mention.type is not ActorType.UNIDENTIFIED for mention in found):
                break
    if all(mention.type is ActorType.UNIDENTIFIED for mention in found):
        found += [placed.mention for told in story for placed in accused(told)]
    if all(mention.type is ActorType.FORCES and mention.country is None for mention in found):
        found += [placed.mention for told in story for placed in silent(told)][:1]
    return found[:_MOST]


def _blamed_in(told: Told) -> list[ActorMention]:
    return [blame.placed.mention for blame in blamed(told, speakers(told))]


def _titles(story: Sequence[Told]) -> list[int]:
    return [index for index, told in enumerate(story) if told.sentence.part is Part.TITLE]


def _status(
    story: Sequence[Told],
    core: Sequence[int],
    sources: Sequence[ActorMention],
    perpetrators: Sequence[ActorMention],
    rejected: Sequence[Denial],
) -> tuple[Status, tuple[str, ...]]:
    if rejected:
        by = ", ".join(_names(denial.by for denial in rejected if denial.by is not None)) or "somebody"
        return Status.DENIED, (f"denied by {by}",)
    official = [mention for mention in sources if _confirms(mention, story)]
    if official:
        return Status.CONFIRMED, (f"stated by {_names(official)[0]}, an official or UN body",)
    owner = _owner(story, core, perpetrators)
    if owner is not None:
        return Status.CONFIRMED, (f"owned by {owner.name}",)
    independent = {mention.authority for mention in sources if mention.authority in _INDEPENDENT}
    if len(independent) > 1 and not any(told.has(Cue.UNVERIFIED) for told in story):
        return Status.CONFIRMED, ("told by two independent sources",)
    said = f"only {', '.join(_names(sources))} says so" if sources else "no source is named"
    return Status.ALLEGED, (said,)


def _confirms(mention: ActorMention, story: Sequence[Told]) -> bool:
    if mention.authority not in _OFFICIAL or mention.type is ActorType.COUNTRY:
        return False
    told = next((told for told in story if told.sentence.start <= mention.start < told.sentence.end), None)
    return told is None or not told.has(Cue.ANONYMOUS)


def _owner(
    story: Sequence[Told], core: Sequence[int], perpetrators: Sequence[ActorMention]
) -> ActorMention | None:
    """The perpetrator that owns the act: it claims it, or it says so itself in the event's sentence."""
    for index, told in enumerate(story):
        if told.has(Cue.NOCLAIM):
            continue
        own = told.has(Cue.OWN)
        saying: Sequence[Placed] = speakers(told) if index in core else ()
        for placed in told.actors if own else saying:
            if any(same(placed.mention, perpetrator) for perpetrator in perpetrators):
                return placed.mention
    return None


def _names(mentions: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in mentions))
