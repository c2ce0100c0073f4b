"""Reads the words around a name: a word of kind, a preposition, a chain of places, a person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alertbot.signals.places_tokens import Word
from alertbot.signals.places_words import (
    ARRIVAL,
    CITIZENS,
    FROM,
    INNER,
    KIND,
    LINKS,
    LOCATIVE,
    NAME_STOP,
    NEAR,
    ROADS,
    FLIGHT,
    SPATIAL,
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
_SKIPPED = frozenset(("the", "le", "la", "les", "el", "los", "o", "neighbouring", "nearby", "сел", "remote"))
_OBLIQUE = ("ом", "ои", "ого", "ому", "ым", "их", "ыи", "ім", "іи", "оі")
_AND = frozenset(("and", "та", "и", "і", "й", "et", "y", "e"))


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
    leads: bool = False
    """The unit that holds it follows ('Diondiori, dans le cercle de Ténenkou')."""
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
    return Around(kind, relation, chained, listed, in_name, after, _leads(words, position + length))


def _kind(words: list[Word], position: int, length: int, language: str) -> tuple[str | None, int]:
    """The kind a neighbouring word gives, and the position before the whole phrase."""
    inside = KIND.get(words[position].folded) if length > 1 else None
    if language == "en" and inside not in ("village", "camp"):
        inside = None
    if apposition := _apposition(words, position + length):
        return apposition, position - 1
    before = position - 1
    steps = 0
    while before >= 0 and words[before].folded in LINKS and steps < 6 and words[before + 1].joined:
        before, steps = before - 1, steps + 1
    if before >= 0 and words[before + 1].joined and (kind := KIND.get(words[before].folded)):
        return kind, before - 1
    if kind := _clitic_kind(words, position, language):
        return kind, position - 2
    after = position + length
    described = position > 0 and words[position - 1].folded in ("a", "an")
    if not described and after < len(words) and words[after].joined and language in _AFTER_KINDS:
        if kind := KIND.get(words[after].folded):
            return kind, position - 1
        if after + 1 < len(words) and words[after + 1].joined and words[after].text.islower():
            last = KIND.get(words[after + 1].folded)
            if last and words[after].folded in (
                "local",
                "government",
                "reserve",
                "protected",
                "refugee",
                "displacement",
                "mining",
                "provincial",
                "administrative",
                "administrative",
                "автономной",
                "територіальна",
                "територіальної",
                "сельском",
            ):
                return last, position - 1
    if after + 2 < len(words) and words[after].folded in _AND and words[after + 1].text[0].isupper():
        if (
            language in _AFTER_KINDS
            and words[after + 2].joined
            and (kind := KIND.get(words[after + 2].folded))
        ):
            return kind, position - 1
    if length > 1 and (kind := KIND.get(words[position + length - 1].folded)):
        return kind, position - 1
    return inside, position - 1


_ARTICLES = frozenset(("a", "an", "un", "une", "una", "um", "uma", "the", "le", "la", "el", "o"))


def _apposition(words: list[Word], after: int) -> str | None:
    """The kind told after a comma ('Kautikari, a village near Chibok')."""
    if after >= len(words) or words[after].joined:
        return None
    if words[after].folded in _ARTICLES and after + 1 < len(words):
        after += 1
        if words[after].folded not in KIND and after + 1 < len(words) and words[after + 1].joined:
            after += 1
        return KIND.get(words[after].folded)
    return None


def _leads(words: list[Word], after: int) -> bool:
    """Whether ', in Durán' or ', dans le cercle de' follows."""
    if (
        after + 1 >= len(words)
        or words[after].joined
        or words[after].text.casefold() not in SPATIAL | {"dans"}
    ):
        return False
    following = words[after + 1 : after + 5]
    return following[0].text[0].isupper() or any(word.folded in KIND for word in following[:3])


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
    while before >= 0 and words[before].folded in _SKIPPED:
        before -= 1
    if (
        before > 0
        and words[before].folded.endswith(_OBLIQUE)
        and words[before - 1].text.casefold() in LOCATIVE
    ):
        before -= 1
    if before < 0:
        return "bare"
    word = words[before].folded
    window = [w.folded for w in words[max(0, before - _WINDOW) : before + 1]]
    arriving = any(w.startswith(ARRIVAL) or "kimbilia" in w or "wasili" in w for w in window)
    raw = words[before].text.casefold().rstrip("'’ʼ")
    if raw in TO or (arriving and raw in LOCATIVE):
        leading = words[before].text.isascii() or words[before].text in _CYRILLIC_TO or _flight(words, before)
        return "to" if leading else "at"
    if any(w.startswith(CITIZENS) for w in window[-3:]):
        return "seat"
    if any(w.startswith(SEAT) for w in window[-4:]) and raw in LOCATIVE:
        return "seat"
    if raw in FROM and raw not in ("of", "de", "du", "des"):
        return "from"
    if len(window) > 1 and window[-2] in ROADS:
        return "near"
    if word in NEAR or (len(window) > 1 and window[-2] in NEAR and raw in LOCATIVE):
        return "near"
    return "at" if raw in LOCATIVE else "bare"


_CYRILLIC_TO = frozenset(("до", "в", "во", "у", "на", "к"))


def _flight(words: list[Word], position: int) -> bool:
    """Whether somebody flees or is moved near that 'to' (Arabic and Persian use it for attacks as well)."""
    near = words[max(0, position - 10) : position + 9]
    return any(
        word.folded.startswith(FLIGHT) or word.folded[1:].startswith(FLIGHT) for word in near if word.folded
    )


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
        before is not None and position == 1 and _stranger(before) and before.text.casefold() not in LOCATIVE
    )
    right = after is not None and _stranger(after)
    return left or right, left


def _stranger(word: Word) -> bool:
    return (
        word.text[0].isupper()
        and word.folded not in KIND
        and word.text.casefold() not in LOCATIVE
        and word.folded not in INNER
        and (word.folded not in NAME_STOP or word.folded in ("police", "army", "university", "hospital"))
    )
