"""Finds the countries a person names in a message, in any of our languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.gazetteer.countries import CountryNames
from alertbot.gazetteer.fold import fold

_LONGEST = 6
"""Words in the longest country name that is looked for."""
_SEPARATORS = re.compile(r"[,;/\n]|\s(?:and|et|y|e|و|и|та|і|na)\s")


@dataclass(frozen=True, slots=True)
class CountryFinder:
    """Names of countries and of their people; longest name first, so that 'South Sudan' is not Sudan."""

    names: CountryNames

    def find(self, text: str) -> list[str]:
        """ISO3 codes in the order in which the text names them; an ambiguous name gives its likeliest country."""
        found: list[str] = []
        for part in _SEPARATORS.split(text):
            words, position = fold(part).split(), 0
            while position < len(words):
                length, codes = self._at(words, position)
                found += codes[:1]
                position += length
        return list(dict.fromkeys(found))

    def _at(self, words: list[str], position: int) -> tuple[int, tuple[str, ...]]:
        for length in range(min(_LONGEST, len(words) - position), 0, -1):
            name = " ".join(words[position : position + length])
            codes = self.names.country(name) or self.names.people(name)
            if codes:
                return length, codes
        return 1, ()
