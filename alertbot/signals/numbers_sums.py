"""Adds number words up: 'two hundred and forty-one thousand', 'quatre-vingt-dix', 'ثلاثمئة وخمسة وعشرون'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alertbot.signals.numbers_arabic import ARABIC
from alertbot.signals.numbers_atoms import Atom, Found
from alertbot.signals.numbers_kinds import NumberKind
from alertbot.signals.numbers_romance import FRENCH
from alertbot.signals.numbers_slavic import RUSSIAN, UKRAINIAN
from alertbot.signals.numbers_words import NumberWords
from alertbot.signals.text import Token


class SumReader:
    """Reads the sums of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        text: str,
        language: str,
        words: NumberWords,
        atoms: Mapping[str, Atom],
    ) -> None:
        self._tokens = tokens
        self._text = text
        self._language = language
        self._words = words
        self._atoms = atoms

    def _near(self, place: int) -> bool:
        """Nothing but blanks or a hyphen stands between this token and the one before."""
        between = self._text[self._tokens[place - 1].end : self._tokens[place].start]
        return between.strip() in ("", "-", "‑") and "\n\n" not in between

    def _atom(self, place: int) -> Atom | None:
        if place >= len(self._tokens) or not self._near(place):
            return None
        return self._atoms.get(self._tokens[place].folded)

    def _joins(self, place: int) -> bool:
        return (
            place < len(self._tokens)
            and self._tokens[place].folded in self._words.joiners
            and self._near(place)
        )

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

    def _add(
        self, total: float, current: float, scale_below: float, atom: Atom, place: int
    ) -> tuple[float, float, float] | None:
        """(finished scales, number being built, last scale) with one more word, None if it cannot be."""
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
            return total + self._scaled(current, atom, place), -1.0, atom.value
        return None

    def _scaled(self, current: float, atom: Atom, place: int) -> float:
        """A scale times what stands before it; alone, Arabic «ألفا» is the dual: two thousand."""
        if current >= 0:
            return max(current, 1.0) * atom.value
        return float(self._words.fixed.get(self._tokens[place].folded, atom.value))

    def _grow(self, current: float, atom: Atom, place: int) -> float | None:
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

    def _grow_arabic(self, current: int, atom: Atom) -> float | None:
        low, value = current % 100, atom.value
        if value == 10 and 1 <= low <= 9 and not atom.joined:
            return float(current + 10)
        if not atom.joined or value >= 100:
            return None
        fits = (low == 0 and current > 0) or (1 <= low <= 9 and value >= 20)
        return float(current + value) if fits else None

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
