"""Finds the countries a person names in a message, in any of our languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.gazetteer.countries import CountryNames
from alertbot.gazetteer.fold import fold

_LONGEST = 6
"""Words in the longest country name that is looked for."""
_SEPARATORS = re.compile(r"[,،;/\n]|\s(?:and|et|y|e|و|и|та|і|na)\s|\sو(?=\S)")


@dataclass(frozen=True, slots=True)
class CountryFinder:
    """Names of countries and of their people; longest name first, so that 'South Sudan' is not Sudan."""

    names: CountryNames

    def find(self, text: str) -> list[str]:
        """ISO3 codes in the order of the text; an ambiguous name gives its likeliest country."""
        return list(dict.fromkeys(code for code in self._read(text) if code))

    def only(self, text: str) -> list[str]:
        """As `find`, but empty if the text says anything besides names of countries."""
        found = self._read(text)
        return list(dict.fromkeys(code for code in found if code)) if None not in found else []

    def _read(self, text: str) -> list[str | None]:
        """A code for each country, None for each other word."""
        found: list[str | None] = []
        for part in _SEPARATORS.split(text):
            words, position = fold(part).split(), 0
            while position < len(words):
                length, codes = self._at(words, position)
                found.append(codes[0] if codes else None)
                position += length
        return found

    def _at(self, words: list[str], position: int) -> tuple[int, tuple[str, ...]]:
        for length in range(min(_LONGEST, len(words) - position), 0, -1):
            name = " ".join(words[position : position + length])
            codes = self.names.country(name) or self.names.people(name)
            if codes:
                return length, codes
        return 1, ()
