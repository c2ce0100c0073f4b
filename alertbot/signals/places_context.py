"""Reads the words around a name: a word of kind, a preposition, a chain of places, a person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alertbot.signals.places_tokens import Word
from alertbot.signals.places_words import (
    ARRIVAL,
    FROM,
    INNER,
    KIND,
    LINKS,
    LOCATIVE,
    NAME_STOP,
    NEAR,
    SEAT,
    TO,
)
from alertbot.signals.text import Document

if TYPE_CHECKING:
    from alertbot.signals.places_mentions import PlaceMention

_AFTER_KINDS = frozenset(("en", "ru", "uk"))
_LISTING = frozenset(
    (
        ", ",
        " and ",
        " et ",
        " y ",
        " e ",
        " и ",
        " та ",
        " na ",
        "، ",
        " و",
        " و ",
        ", and ",
        " & ",
        " і ",
        "، و",
        " i ",
        " й ",
        ", et ",
    )
)
_CHAIN = frozenset(
    (
        ", ",
        " (",
        "، ",
        ", in ",
        " in ",
        ", in the ",
        " في ",
        "، في ",
        ", dans ",
        ", en ",
        ", em ",
        ", au ",
        " / ",
        "/",
        " - ",
        " – ",
    )
)
_WINDOW = 7


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a name."""

    kind: str | None
    relation: str
    chained: bool
    """The name follows a place after a comma ('Kutum, North Darfur') or stands before one."""
    listed: bool
    """One of a list of names after a word of kind ('the villages of A, B and C')."""
    in_name: bool
    """A capitalised word that is no place stands directly beside it: a person, an organisation."""
    after_name: bool
    skipped: int = 0


def around(
    words: list[Word], position: int, length: int, document: Document, previous: PlaceMention | None
) -> Around:
    """Read the surroundings of `words[position : position + length]`."""
    kind, before = _kind(words, position, length, document.language)
    gap = document.full[previous.end : words[position].start] if previous else "none"
    listed = previous is not None and kind is None and gap in _LISTING and previous.kind is not None
    if listed and previous is not None:
        kind = (
            previous.kind
            if previous.kind in ("village", "town", "district") and not previous.candidates
            else kind
        )
    relation = _relation(words, before, previous, gap)
    chained = (
        previous is not None
        and (gap in _CHAIN or gap in _LISTING or gap.strip("'’s ") == "")
        and not previous.people
    )
    in_name, after = _in_name(words, position, length)
    return Around(kind, relation, chained, listed, in_name, after)


def _kind(words: list[Word], position: int, length: int, language: str) -> tuple[str | None, int]:
    """The kind a neighbouring word gives, and the position before the whole phrase."""
    inside = KIND.get(words[position].folded) if length > 1 else None
    before = position - 1
    steps = 0
    while before >= 0 and words[before].folded in LINKS and steps < 2 and words[before + 1].joined:
        before, steps = before - 1, steps + 1
    if before >= 0 and words[before + 1].joined and (kind := KIND.get(words[before].folded)):
        return kind, before - 1
    if kind := _clitic_kind(words, position, language):
        return kind, position - 2
    after = position + length
    if after < len(words) and words[after].joined and language in _AFTER_KINDS:
        if kind := KIND.get(words[after].folded):
            return kind, position - 1
        if after + 1 < len(words) and words[after + 1].joined and words[after].text.islower():
            last = KIND.get(words[after + 1].folded)
            if last and words[after].folded in (
                "local",
                "government",
                "administrative",
                "автономной",
                "територіальна",
                "територіальної",
                "сельском",
            ):
                return last, position - 1
    if length > 1 and (kind := KIND.get(words[position + length - 1].folded)):
        return kind, position - 1
    return inside, position - 1


def _clitic_kind(words: list[Word], position: int, language: str) -> str | None:
    """The kind of an Arabic word of kind with attached particles ('بمحافظة صعدة')."""
    if language != "ar" or position == 0 or not words[position].joined:
        return None
    word = words[position - 1].folded
    for cut in (1, 2):
        if kind := KIND.get(word[cut:]):
            return kind
        if kind := KIND.get(word[cut:].removeprefix("ال")):
            return kind
    return None


def _relation(words: list[Word], before: int, previous: PlaceMention | None, gap: str) -> str:
    """How the words before the name tie it in; a name in a chain shares the tie of the one before."""
    if previous is not None and (gap in _CHAIN or gap in _LISTING):
        return str(previous.relation)
    while before >= 0 and words[before].folded in (
        "the",
        "le",
        "la",
        "les",
        "el",
        "los",
        "o",
        "a",
        "neighbouring",
        "nearby",
        "сел",
        "remote",
    ):
        before -= 1
    if before < 0:
        return "bare"
    word = words[before].folded
    window = [w.folded for w in words[max(0, before - _WINDOW) : before + 1]]
    arriving = any(w.startswith(ARRIVAL) for w in window)
    if word in TO or arriving and word in LOCATIVE:
        return "to" if word in TO or arriving else "at"
    if any(w.startswith(SEAT) for w in window[-4:]) and word in LOCATIVE:
        return "seat"
    if word in FROM and word not in ("of", "de", "du", "des"):
        return "from"
    if word in NEAR or (len(window) > 1 and window[-2] in NEAR and word in LOCATIVE):
        return "near"
    return "at" if word in LOCATIVE else "bare"


def _in_name(words: list[Word], position: int, length: int) -> tuple[bool, bool]:
    """(a capitalised stranger stands beside the name, it stands before it)."""
    before = words[position - 1] if position and words[position].joined else None
    after = (
        words[position + length]
        if position + length < len(words) and words[position + length].joined
        else None
    )
    left = before is not None and position > 1 and _stranger(before)
    left = left or (
        before is not None and position == 1 and _stranger(before) and before.folded not in LOCATIVE
    )
    right = after is not None and _stranger(after)
    return left or right, left


def _stranger(word: Word) -> bool:
    return (
        word.text[0].isupper()
        and word.folded not in KIND
        and word.folded not in LOCATIVE
        and word.folded not in INNER
        and (word.folded not in NAME_STOP or word.folded in ("police", "army", "university", "hospital"))
    )
