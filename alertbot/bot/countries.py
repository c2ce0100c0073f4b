"""Finds the countries a person names in a message, in any of our languages, typing errors included."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from alertbot.bot.regions import EVERY_COUNTRY
from alertbot.gazetteer.countries import CountryNames
from alertbot.gazetteer.fold import fold
from alertbot.model import LANGUAGES
from alertbot.texts import Texts

_LONGEST = 6
"""Words in the longest country name that is looked for."""
_SEPARATORS = re.compile(r"[,،;/\n]|\s(?:and|et|y|e|و|и|та|і|й|na)\s|\sو(?=\S)")
_DOUBTFUL = {
    fold(word): ("COD", "COG") for word in ("Congo", "Kongo", "Конго", "الكونغو", "كونغو", "کنگو", "کانگو")
}
"""Names that people give to two countries: they are asked which one they mean."""
_ALIKE = 78
"""Of 100: how much a word must look like a name to be taken for a typing error of it."""
_SHORTEST = 4
"""Letters of a word that may be a typing error."""
MOST_SIMILAR = 4


@dataclass(frozen=True, slots=True)
class CountryFinder:
    """Names of countries and of their people; longest name first, so that 'South Sudan' is not Sudan."""

    names: CountryNames
    shown: Mapping[str, str] = field(default_factory=dict)
    """Folded names as our own screens write them, to codes: what we show must be understood."""

    def find(self, text: str) -> list[str]:
        """ISO3 codes in the order of the text; a word for two peoples gives the likeliest country."""
        return list(dict.fromkeys(code for code in self._read(text) if code))

    def only(self, text: str) -> list[str]:
        """As `find`, but empty if the text says anything besides names of countries."""
        found = self._read(text)
        return list(dict.fromkeys(code for code in found if code)) if None not in found else []

    def unknown(self, text: str) -> list[str]:
        """The parts of an enumeration, as typed, in which no country is named."""
        return [part for part in _parts(text) if not any(self._words(part))]

    def similar(self, text: str) -> list[str]:
        """Countries whose names look like words of the text, the likest first."""
        scores: dict[str, float] = {}
        for word in _candidates(text):
            if word in _DOUBTFUL:
                scores |= dict.fromkeys(_DOUBTFUL[word], 100.0)
            for name, score, _ in process.extract(
                word, self.names.names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=MOST_SIMILAR
            ):
                code = self.names.country(name)[0]
                scores[code] = max(score, scores.get(code, 0))
        return sorted(scores, key=lambda code: -scores[code])[:MOST_SIMILAR]

    def _read(self, text: str) -> list[str | None]:
        """A code for each country, None for each other word."""
        return [code for part in _parts(text) for code in self._words(part)]

    def _words(self, part: str) -> Iterator[str | None]:
        words, position = fold(part).split(), 0
        while position < len(words):
            length, code = self._at(words, position)
            yield code
            position += length

    def _at(self, words: list[str], position: int) -> tuple[int, str | None]:
        for length in range(min(_LONGEST, len(words) - position), 0, -1):
            name = " ".join(words[position : position + length])
            if name in self.shown:
                return length, self.shown[name]
            if name in _DOUBTFUL:
                return length, None
            codes = self.names.country(name) or self.names.people(name)
            if codes:
                return length, codes[0]
        return 1, None


def country_finder(names: CountryNames, texts: Callable[[str], Texts]) -> CountryFinder:
    """A finder that also knows every country as our screens name it in each language."""
    shown = {fold(texts(language).country(code)): code for language in LANGUAGES for code in EVERY_COUNTRY}
    return CountryFinder(names, shown)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def _candidates(text: str) -> list[str]:
    """Folded words, pairs of words and whole parts that may be a mistyped name."""
    found: list[str] = []
    for part in _parts(text):
        words = fold(part).split()
        pairs = [" ".join(pair) for pair in itertools.pairwise(words)]
        found += [" ".join(words), *pairs, *words]
    return [word for word in dict.fromkeys(found) if len(word) >= _SHORTEST]
