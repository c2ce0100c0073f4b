"""Puts the words and digits of a sentence together into numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alertbot.signals.numbers_arabic import ARABIC, PERSIAN
from alertbot.signals.numbers_atoms import FIRST_WORDS, WORDS, Atom, Found, atoms_of
from alertbot.signals.numbers_digits import parse_numeral
from alertbot.signals.numbers_kinds import NumberKind
from alertbot.signals.numbers_sums import SumReader
from alertbot.signals.numbers_words import ENGLISH
from alertbot.signals.text import Token

__all__ = ["Found", "compose"]

_DIGITS = frozenset("0123456789")
_ROUND = (10, 12, 100)
"""Fixed nouns that take an article: 'une dizaine', 'una docena', 'un centenar'."""


def compose(tokens: Sequence[Token], text: str, language: str) -> list[Found]:
    """Every number of the sentence as written, in order; nothing for languages without number words."""
    words = WORDS.get(language, ENGLISH)
    atoms = atoms_of(language)
    reader = _Reader(tokens, text, language, words, atoms)
    found: list[Found] = []
    place = 0
    while place < len(tokens):
        item = None
        folded = tokens[place].folded
        if folded in atoms or folded[:1] in _DIGITS or folded in FIRST_WORDS:
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


class _Reader(SumReader):
    """Reads one number at a time from a sentence."""

    def read(self, first: int) -> Found | None:
        """The number that begins at token `first`, None if none does."""
        phrase = self._phrase(first)
        if phrase is not None:
            return phrase
        atom = self._atoms.get(self._tokens[first].folded)
        if atom is None:
            return self._numeral(first) if self._tokens[first].folded[:1] in _DIGITS else None
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

    def _scale_after(self, place: int, following: bool = False) -> Atom | None:
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
        return folded[:1] in _DIGITS or folded in self._words.values

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
        if folded[:1] in _DIGITS:
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

    def _collective(self, first: int, atom: Atom) -> Found | None:
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

    def _several(self, first: int, atom: Atom) -> Found:
        following = self._past_linker(first + 1)
        scaled = self._atom(following)
        if scaled is not None and scaled.kind in ("scale", "vague", "hundred", "fixed", "rounded"):
            return Found(first, following + 1, scaled.value, vague=True)
        return Found(first, first + 1, atom.value, vague=True)
