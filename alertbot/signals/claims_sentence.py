"""One sentence as the claims reader sees it: its actors and its cues, by index of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alertbot.signals.actors_kinds import ActorMention, ActorType
from alertbot.signals.actors_words import spellings
from alertbot.signals.claims_lexicon import ClaimLexicon, Cue
from alertbot.signals.text import Document, Part, Sentence

_LONGEST = 400
"""Words of a sentence that are read; keeps hostile text linear."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An actor in a sentence; `last` is the index after its last word."""

    first: int
    last: int
    mention: ActorMention


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a sentence; `last` is the index after its last word."""

    first: int
    last: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its actors and cues."""

    sentence: Sentence
    language: str
    actors: tuple[Placed, ...]
    cues: Mapping[Cue, tuple[Found, ...]]

    def of(self, *kinds: Cue) -> Iterator[Found]:
        """The cues of these kinds, kind by kind, each in order."""
        for kind in kinds:
            yield from self.cues.get(kind, ())

    def has(self, *kinds: Cue) -> bool:
        """Whether any cue of these kinds is there."""
        return any(kind in self.cues for kind in kinds)

    def covered(self, place: int, *kinds: Cue) -> bool:
        """Whether the word at `place` is part of a cue of these kinds."""
        return any(found.first <= place < found.last for found in self.of(*kinds))

    def between(self, first: int, last: int) -> str:
        """The text from the end of word `first - 1` to the start of word `last`."""
        tokens = self.sentence.tokens
        start = tokens[first - 1].end if first > 0 else self.sentence.start
        end = tokens[last].start if last < len(tokens) else self.sentence.end
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]


def tell(document: Document, actors: Sequence[ActorMention], lexicon: ClaimLexicon) -> tuple[Told, ...]:
    """Every sentence of the story with its actors and cues; boilerplate is left out."""
    trie = lexicon.tries.get(document.language)
    if trie is None:
        return ()
    left = list(reversed(actors))
    told: list[Told] = []
    for sentence in document.sentences:
        mine: list[ActorMention] = []
        while left and left[-1].start < sentence.end:
            mention = left.pop()
            if mention.start >= sentence.start:
                mine.append(mention)
        if sentence.part is not Part.BOILERPLATE:
            words = [spellings(token.folded, document.language) for token in sentence.tokens[:_LONGEST]]
            found = (
                Found(place, last, cue) for place in trie.places(words) for last, cue in trie.at(words, place)
            )
            placed = tuple(one for one in _placed(sentence, mine) if not _is_address(sentence, one))
            told.append(Told(sentence, document.language, placed, _settled(found)))
    return tuple(told)


def _is_address(sentence: Sentence, placed: Placed) -> bool:
    """'gunmen in Menaka, Mali': a country that says where a town lies does and says nothing."""
    if placed.mention.type is not ActorType.COUNTRY or placed.first == 0:
        return False
    town = sentence.tokens[placed.first - 1]
    between = sentence.text[town.end - sentence.start : sentence.tokens[placed.first].start - sentence.start]
    return between.strip() == "," and sentence.text[town.start - sentence.start].isupper()


def _placed(sentence: Sentence, mentions: Sequence[ActorMention]) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    place = 0
    tokens = sentence.tokens
    for mention in mentions:
        if place >= _LONGEST:
            break
        while place < len(tokens) and tokens[place].end <= mention.start:
            place += 1
        last = place
        while last < len(tokens) and tokens[last].start < mention.end:
            last += 1
        placed.append(Placed(place, last, mention))
    return tuple(placed)


def _settled(found: Iterable[Found]) -> dict[Cue, tuple[Found, ...]]:
    """Only the longest match of each kind at a place; nothing that a 'no denial' phrase covers."""
    longest: dict[tuple[int, Cue], Found] = {}
    for match in found:
        key = (match.first, match.cue)
        if key not in longest or longest[key].last < match.last:
            longest[key] = match
    decoys = [match for match in longest.values() if match.cue is Cue.NODENY]
    kept: dict[Cue, list[Found]] = {}
    for match in longest.values():
        if match.cue is not Cue.DENY or not any(_overlap(match, decoy) for decoy in decoys):
            kept.setdefault(match.cue, []).append(match)
    return {cue: tuple(matches) for cue, matches in kept.items()}


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.last and other.first < one.last


def after_preposition(told: Told, placed: Placed) -> bool:
    """Whether a preposition governs the actor: 'in', 'of', 'against' it; then it is no subject."""
    tokens = told.sentence.tokens
    if told.language == "ar" and tokens[placed.first].folded.startswith(("لل", "بال")):
        return True
    if told.covered(placed.first - 1, Cue.BEFORE):
        return True
    return told.covered(placed.first - 2, Cue.BEFORE) and len(tokens[placed.first - 1].folded) <= 3


def opens_clause(told: Told, placed: Placed) -> bool:
    """Whether the actor begins its clause: nothing, a mark or a conjunction stands before it."""
    before = placed.first - 1
    mark = told.between(placed.first, placed.first).strip() if placed.first else "."
    return bool(mark) or told.covered(before, Cue.AND, Cue.THAT, Cue.WHEN)


def acts_itself(told: Told, placed: Placed) -> bool:
    """Whether a Persian country is the doer, no owner of a province: it opens its clause or an attack."""
    owns = any(0 <= placed.first - attack.last <= 1 for attack in told.of(Cue.ATTACK))
    return owns or opens_clause(told, placed) or told.covered(placed.first - 1, Cue.SAY)
