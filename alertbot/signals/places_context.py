"""Reads the words around a name: a word of kind, a preposition, a chain of places, a person's name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alertbot.signals.places_kinds import kind_of
from alertbot.signals.places_tokens import Span, Word
from alertbot.signals.places_words import (
    ARRIVAL,
    CITIZENS,
    FLIGHT,
    FROM,
    INNER,
    KIND,
    LOCATIVE,
    NAME_STOP,
    NEAR,
    ROADS,
    SEAT,
    SEAT_WORDS,
    SPATIAL,
    TO,
)


class Relation(StrEnum):
    """How the words around a name tie it to what is told."""

    AT = "at"
    FROM = "from"
    TO = "to"
    NEAR = "near"
    BARE = "bare"
    """No word of place: often a government ('Moscow said') or a person of that name."""
    SEAT = "seat"
    """Where somebody speaks, sits or comes from."""
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The mention before, as far as a chain needs it."""

    end: int
    relation: Relation
    kind: str | None
    known: bool
    """The gazetteer has it."""
    people: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a name."""

    kind: str | None
    relation: Relation
    chained: bool
    """The name follows a place after a comma ('Kutum, North Darfur')."""
    listed: bool
    """One of a list of names after a word of kind ('the villages of A, B and C')."""
    in_name: bool
    """A capitalised word that is no place stands directly beside it: a person, an organisation."""
    after_name: bool
    """Such a word stands before it."""
    leads: bool
    """The unit that holds it follows ('Diondiori, dans le cercle de Ténenkou')."""


_LISTING = frozenset((", ", "، ", ", and ", "، و", ", et ", " و", " & "))
_LISTING |= {f" {word} " for word in ["and", "et", "y", "e", "и", "та", "na", "و", "і", "i", "й"]}
_CHAIN = frozenset((", ", " (", "، ", " / ", "/", " - ", " – ", ", in the ", " في ", "، في "))
_CHAIN |= {f", {word} " for word in ["in", "dans", "en", "em", "au"]} | {" in "}
_LISTED_KINDS = ("village", "town", "district")


def around(span: Span, previous: Neighbour | None, gap: str) -> Around:
    """Read the surroundings of a span; `gap` is the text between the mention before and it."""
    kind, before = kind_of(span)
    listed = previous is not None and kind is None and gap in _LISTING and previous.kind is not None
    if listed and previous and previous.kind in _LISTED_KINDS and not previous.known:
        kind = previous.kind
    linked = previous is not None and (gap in _CHAIN or gap in _LISTING)
    touching = previous is not None and not gap.strip("'’s ")
    chained = previous is not None and not previous.people and (linked or touching)
    relation = previous.relation if previous and linked else _relation(span, before)
    left, right = _strangers(span)
    return Around(kind, relation, chained, listed, left or right, left, _leads(span))


def _leads(span: Span) -> bool:
    """Whether ', in Durán' or ', dans le cercle de' follows."""
    after, next_one = span.after(), span.after(1)
    if after is None or next_one is None or after.joined or after.plain not in SPATIAL | {"dans"}:
        return False
    following = (span.after(steps) for steps in (1, 2, 3))
    return next_one.capital or any(word and word.folded in KIND for word in following)


_WINDOW = 7
_SKIPPED = frozenset(("the", "le", "la", "les", "el", "los", "o", "neighbouring", "nearby", "remote"))
_OBLIQUE = ("ом", "ои", "ого", "ому", "ым", "их", "ыи", "ім", "іи", "оі")
_CYRILLIC_TO = frozenset(("до", "в", "во", "у", "на", "к"))
_OF = ("of", "de", "du", "des")


def _relation(span: Span, before: int) -> Relation:
    """How the words up to position `before` tie the name in."""
    words = span.words
    while before >= 0 and words[before].folded in _SKIPPED:
        before -= 1
    if before > 0 and words[before].folded.endswith(_OBLIQUE) and words[before - 1].plain in LOCATIVE:
        before -= 1
    if before < 0:
        return Relation.BARE
    window = words[max(0, before - _WINDOW) : before + 1]
    return _citizens(window) or _away(words, window, before) or _seat(window) or _place(window)


def _citizens(window: list[Word]) -> Relation | None:
    """SEAT where people come from a country ('refugees from Sudan', 'граждан Узбекистана')."""
    of = window[-1].plain in FROM or window[-1].plain in _OF
    close = window[-3:] if of else window[-1:]
    return Relation.SEAT if any(word.folded.startswith(CITIZENS) for word in close) else None


def _away(words: list[Word], window: list[Word], before: int) -> Relation | None:
    """TO where somebody flees, is moved or arrives; attackers who go to a place are AT it."""
    plain = window[-1].plain
    arriving = any(map(_arrives, window))
    if plain not in TO and not (plain in LOCATIVE and arriving):
        return None
    cased = plain.isascii() or plain in _CYRILLIC_TO
    return Relation.TO if _flees(words, before) or (arriving and cased) else Relation.AT


def _arrives(word: Word) -> bool:
    return word.folded.startswith(ARRIVAL) or "kimbilia" in word.folded or "wasili" in word.folded


def _flees(words: list[Word], position: int) -> bool:
    """Whether somebody flees or is moved near that 'to'."""
    near = words[max(0, position - 10) : position + 9]
    return any(
        word.folded.startswith(FLIGHT) or word.folded[1:].startswith(FLIGHT) or "kimbi" in word.folded
        for word in near
    )


def _seat(window: list[Word]) -> Relation | None:
    """SEAT where an office or a spokesman is named with the place."""
    if window[-1].plain not in LOCATIVE:
        return None
    close = window[-4:]
    if any(word.folded in SEAT_WORDS or word.folded.startswith(SEAT) for word in close):
        return Relation.SEAT
    return None


def _place(window: list[Word]) -> Relation:
    plain = window[-1].plain
    second = window[-2].folded if len(window) > 1 else ""
    if second in ROADS or window[-1].folded in NEAR or (second in NEAR and plain in LOCATIVE):
        return Relation.NEAR
    if plain in FROM and plain not in _OF:
        return Relation.FROM
    return Relation.AT if plain in LOCATIVE else Relation.BARE


_BODIES = ("police", "army", "university", "hospital")


def _strangers(span: Span) -> tuple[bool, bool]:
    """Whether a capitalised word that is no place stands directly before, and after, the name."""
    before, after = span.before(), span.after()
    left = before is not None and span.first.joined and _stranger(before)
    right = after is not None and after.joined and _stranger(after)
    return left, right


def _stranger(word: Word) -> bool:
    if not word.capital or word.folded in KIND or word.folded in INNER or word.plain in LOCATIVE:
        return False
    return word.folded not in NAME_STOP or word.folded in _BODIES
