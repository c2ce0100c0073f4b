"""Puts the words and digits of a sentence together into numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from alertbot.signals.numbers_arabic import ARABIC, PERSIAN
from alertbot.signals.numbers_digits import parse_numeral
from alertbot.signals.numbers_kinds import NumberKind
from alertbot.signals.numbers_romance import FRENCH, PORTUGUESE, SPANISH
from alertbot.signals.numbers_slavic import RUSSIAN, UKRAINIAN
from alertbot.signals.numbers_words import ENGLISH, SWAHILI, NumberWords
from alertbot.signals.text import Token

WORDS: Mapping[str, NumberWords] = {
    "en": ENGLISH,
    "fr": FRENCH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "ar": ARABIC,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
    "fa": PERSIAN,
    "sw": SWAHILI,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One number as written: tokens `first` to `last - 1`."""

    first: int
    last: int
    value: float
    kind: NumberKind = NumberKind.COUNT
    vague: bool = False
    rounded: bool = False
    article: bool = False
    digits: bool = False


_ROUND = (10, 12, 100)
"""Fixed nouns that take an article: 'une dizaine', 'una docena', 'un centenar'."""


class _Atom(NamedTuple):
    kind: str
    """'value', 'hundred', 'scale', 'vague', 'rounded', 'fixed', 'several'."""
    value: int
    joined: bool
    """Written together with 'and' before it."""


def compose(tokens: Sequence[Token], text: str, language: str) -> list[Found]:
    """Every number of the sentence as written, in order; nothing for languages without number words."""
    words = WORDS.get(language, ENGLISH)
    atoms = _atoms(language)
    reader = _Reader(tokens, text, language, words, atoms)
    found: list[Found] = []
    place = 0
    while place < len(tokens):
        item = None
        folded = tokens[place].folded
        if folded in atoms or folded[:1].isdigit() or folded in _FIRST_WORDS:
            item = reader.read(place)
        if item is None:
            place += 1
        else:
            if (
                (item.rounded or item.value in _ROUND)
                and found
                and found[-1].article
                and found[-1].last == place
            ):
                item = replace(item, first=found.pop().first)
            found.append(item)
            place = item.last
    return found


@lru_cache(maxsize=len(WORDS))
def _atoms(language: str) -> Mapping[str, _Atom]:
    words = WORDS.get(language, ENGLISH)
    table: dict[str, _Atom] = {}
    groups = (
        ("several", words.several),
        ("fixed", words.fixed),
        ("rounded", words.rounded),
        ("vague", words.vague),
        ("scale", words.scales),
        ("hundred", dict.fromkeys(words.hundreds, 100)),
        ("value", words.values),
    )
    for kind, group in groups:
        for word, value in group.items():
            table[word] = _Atom(kind, value, False)
    if words.prefix_and:
        _add_clitics(table, words.prefix_and)
    return table


def _add_clitics(table: dict[str, _Atom], joiner: str) -> None:
    """Arabic: waw, prepositions and the article are written on the number word."""
    for word, atom in list(table.items()):
        for clitic in ("ال", "ب", "ل", "بال", "لل", "ك", "ف"):
            table.setdefault(clitic + word, atom)
    for word, atom in list(table.items()):
        table.setdefault(joiner + word, atom._replace(joined=True))


_FIRST_WORDS = frozenset(
    phrase.split()[0] for words in WORDS.values() for phrase in (*words.fixed, *words.vague) if " " in phrase
)


class _Reader:
    """Reads one number at a time from a sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        text: str,
        language: str,
        words: NumberWords,
        atoms: Mapping[str, _Atom],
    ) -> None:
        self._tokens = tokens
        self._text = text
        self._language = language
        self._words = words
        self._atoms = atoms

    def read(self, first: int) -> Found | None:
        """The number that begins at token `first`, None if none does."""
        phrase = self._phrase(first)
        if phrase is not None:
            return phrase
        atom = self._atoms.get(self._tokens[first].folded)
        if atom is None:
            return self._numeral(first) if self._tokens[first].folded[:1].isdigit() else None
        if atom.kind in ("vague", "rounded", "fixed", "several"):
            return self._collective(first, atom)
        if self._words.scale_first:
            return self._scale_first(first)
        return self._sum(first)

    def _phrase(self, first: int) -> Found | None:
        for length in (3, 2):
            words = " ".join(token.folded for token in self._tokens[first : first + length])
            if words in self._words.fixed and words.count(" ") == length - 1:
                return Found(first, first + length, self._words.fixed[words])
        if self._words is PERSIAN and self._follows("ها", first + 1):
            atom = self._atoms.get(self._tokens[first].folded + "ها")
            if atom is not None and atom.kind == "vague":
                return self._scaled_vague(first, first + 2, atom.value)
        return None

    def _follows(self, word: str, place: int) -> bool:
        return place < len(self._tokens) and self._tokens[place].folded == word and self._near(place)

    def _near(self, place: int) -> bool:
        """Nothing but blanks or a hyphen stands between this token and the one before."""
        between = self._text[self._tokens[place - 1].end : self._tokens[place].start]
        return between.strip() in ("", "-", "‑") and "\n\n" not in between

    def _atom(self, place: int) -> _Atom | None:
        if place >= len(self._tokens) or not self._near(place):
            return None
        return self._atoms.get(self._tokens[place].folded)

    # --- digits ---------------------------------------------------------------------------

    def _numeral(self, first: int) -> Found | None:
        last = self._grouped(first)
        written = " ".join(token.folded for token in self._tokens[first:last])
        scale = self._scale_after(last)
        value, kind = parse_numeral(written, scale is not None, self._language)
        while scale is not None:
            value, kind = value * scale.value, NumberKind.COUNT
            last += 1
            if self._words.scale_first:
                break
            scale = self._scale_after(last, following=True)
        value, last, kind = self._dozens(value, last, kind)
        return Found(first, last, value, kind, digits=True)

    def _grouped(self, first: int) -> int:
        """'14 000 people' with a plain blank: the last token of the groups, plus one."""
        last = first + 1
        folded = self._tokens[first].folded
        if len(folded) > 3 or folded.startswith("0"):
            return last
        while last < len(self._tokens) and self._is_group(last):
            last += 1
        return last

    def _is_group(self, place: int) -> bool:
        token = self._tokens[place]
        between = self._text[self._tokens[place - 1].end : token.start]
        if len(token.folded) != 3 or not token.folded.isdigit():
            return False
        return between in (" ", "\u00a0", "\u202f", "\u2009") or (between == ", " and token.folded == "000")

    def _scale_after(self, place: int, following: bool = False) -> _Atom | None:
        atom = self._atom(place)
        if atom is None or atom.joined:
            return None
        if atom.kind == "hundred" and not following:
            return atom
        if self._words.scale_first and self._begins_number(place + 1):
            return None
        return atom if atom.kind == "scale" or (atom.kind == "vague" and self._words is ARABIC) else None

    def _begins_number(self, place: int) -> bool:
        if place >= len(self._tokens) or not self._near(place):
            return False
        folded = self._tokens[place].folded
        return folded[:1].isdigit() or folded in self._words.values

    def _dozens(self, value: float, last: int, kind: NumberKind) -> tuple[float, int, NumberKind]:
        """'two dozen', 'tres docenas': a fixed noun counts what stands before it."""
        atom = self._atom(last)
        if atom is None or not 1 < value < 100:
            return value, last, kind
        if atom.kind in ("fixed", "rounded", "vague") and atom.value in (10, 12, 100) and not atom.joined:
            return (
                value * (10 if self._words in (RUSSIAN, UKRAINIAN) and atom.value == 12 else atom.value),
                last + 1,
                kind,
            )
        return value, last, kind

    # --- words ----------------------------------------------------------------------------

    def _sum(self, first: int) -> Found | None:
        total, current, scale_below = 0.0, -1.0, 10.0**13
        place = first
        while True:
            step = place
            atom = self._atom(step) if step > first else self._atoms.get(self._tokens[first].folded)
            if atom is None and step > first and self._joins(step):
                step += 1
                atom = self._atom(step)
                atom = atom and atom._replace(joined=True)
            if atom is None:
                break
            added = self._add(total, current, scale_below, atom, step)
            if added is None:
                break
            total, current, scale_below = added
            place = step + 1
        if place == first:
            return None
        value = total + max(current, 0.0)
        value, place, _ = self._dozens(value, place, NumberKind.COUNT)
        article = place == first + 1 and self._tokens[first].folded.removeprefix("و") in self._words.one
        if self._words is ARABIC and place == first + 1 and value == 1:
            article = True
        return Found(first, place, value, article=article)

    def _joins(self, place: int) -> bool:
        return (
            place < len(self._tokens)
            and self._tokens[place].folded in self._words.joiners
            and self._near(place)
        )

    def _add(
        self, total: float, current: float, scale_below: float, atom: _Atom, place: int
    ) -> tuple[float, float, float] | None:
        """(sum of finished scales, number being built, last scale) with one more word, None if it cannot be."""
        if atom.kind == "value":
            grown = self._grow(current, atom, place)
            return None if grown is None else (total, grown, scale_below)
        if atom.kind == "hundred" and (current < 0 or 1 <= current <= 20):
            return total, max(current, 1.0) * 100, scale_below
        if atom.kind == "scale" or (atom.kind == "fixed" and atom.value >= 1000 and current < 0):
            if current < 0 and total and atom.value > scale_below:
                return total * atom.value, -1.0, atom.value
            if atom.value >= scale_below or current == 0:
                return None
            return total + (max(current, 1.0) if current >= 0 else 1.0) * atom.value, -1.0, atom.value
        return None

    def _grow(self, current: float, atom: _Atom, place: int) -> float | None:
        value = atom.value
        if current < 0:
            return float(value)
        low = int(current) % 100
        if self._words is ARABIC:
            return self._grow_arabic(int(current), atom)
        if self._words is FRENCH and value == 20 and low == 4:
            return current + 76
        if self._words is FRENCH and (
            (low in (60, 80) and 10 <= value <= 19) or (low == 10 and 7 <= value <= 9)
        ):
            return current + value
        if value >= 100 or (low and (low % 10 or low < 20 or value >= 10)):
            return None
        if low == 0 and (current == 0 or value == 0):
            return None
        return current + value

    def _grow_arabic(self, current: int, atom: _Atom) -> float | None:
        low, value = current % 100, atom.value
        if value == 10 and 1 <= low <= 9 and not atom.joined:
            return float(current + 10)
        if not atom.joined or value >= 100:
            return None
        fits = (low == 0 and current > 0) or (1 <= low <= 9 and value >= 20)
        return float(current + value) if fits else None

    def _scale_first(self, first: int) -> Found | None:
        """Swahili: 'elfu mbili na mia nne', 'milioni 1 laki tatu', 'kumi na watano'."""
        total, place, below = 0.0, first, 10.0**13
        while place < len(self._tokens):
            step = place + 1 if place > first and self._joins(place) else place
            atom = self._atom(step) if step > first else self._atoms.get(self._tokens[first].folded)
            if atom is not None and atom.kind == "scale" and atom.value < below:
                value, place = self._simple(step + 1)
                total, below = total + (value or 1.0) * atom.value, atom.value
                continue
            if atom is not None and atom.kind == "value" and below > 10 and (step > place or place == first):
                value, place = self._simple(step)
                total += value
            break
        if place == first:
            return None
        article = place == first + 1 and total == 1
        return Found(first, place, total, article=article)

    def _simple(self, place: int) -> tuple[float, int]:
        """A number below 100, or digits, and the token after it; (0, place) if none."""
        if place >= len(self._tokens) or not self._near(place):
            return 0.0, place
        folded = self._tokens[place].folded
        if folded[:1].isdigit():
            value, _ = parse_numeral(folded, True, self._language)
            return value, place + 1
        value = float(self._words.values.get(folded, 0))
        if not value:
            return 0.0, place
        if value >= 10 and self._joins(place + 1) and place + 2 < len(self._tokens):
            unit = self._words.values.get(self._tokens[place + 2].folded, 0)
            if 0 < unit < 10:
                return value + unit, place + 3
        return value, place + 1

    # --- dozens and the like ----------------------------------------------------------------

    def _collective(self, first: int, atom: _Atom) -> Found | None:
        if atom.kind == "vague":
            return self._scaled_vague(first, first + 1, atom.value)
        if atom.kind == "several":
            return self._several(first, atom)
        if atom.kind == "fixed" and atom.value >= 1000:
            return self._sum(first)
        following = self._past_linker(first + 1)
        scaled = self._atom(following)
        if atom.kind == "rounded" and scaled is not None and scaled.kind in ("scale", "vague"):
            return Found(first, following + 1, atom.value * scaled.value, rounded=True)
        return Found(first, first + 1, atom.value, rounded=atom.kind == "rounded")

    def _past_linker(self, place: int) -> int:
        linked = (
            place < len(self._tokens)
            and self._tokens[place].folded in self._words.linkers
            and self._near(place)
        )
        return place + 1 if linked else place

    def _scaled_vague(self, first: int, last: int, value: int) -> Found:
        following = self._past_linker(last)
        scaled = self._atom(following)
        if scaled is not None and scaled.kind in ("scale", "vague", "hundred") and scaled.value > value:
            return Found(first, following + 1, (10 if value == 12 else value) * scaled.value, vague=True)
        return Found(first, last, value, vague=True)

    def _several(self, first: int, atom: _Atom) -> Found:
        following = self._past_linker(first + 1)
        scaled = self._atom(following)
        if scaled is not None and scaled.kind in ("scale", "vague", "hundred", "fixed", "rounded"):
            return Found(first, following + 1, scaled.value, vague=True)
        return Found(first, first + 1, atom.value, vague=True)
