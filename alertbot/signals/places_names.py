"""Looks a run of words up as the name of a country, a people or a place, through case endings and clitics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from alertbot.gazetteer import slavic
from alertbot.gazetteer.countries import CountryNames
from alertbot.gazetteer.fold import fold
from alertbot.ports import Gazetteer, GazetteerPlace
from alertbot.signals.places_tokens import Span, Word
from alertbot.signals.places_words import KIND

_COMBINATIONS = 80
_CLITICS = ("و", "ب", "ل", "ف", "ك")
_SW_LOCATIVE = "ni"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a run of words names."""

    candidates: tuple[GazetteerPlace, ...] = ()
    countries: tuple[str, ...] = ()
    people: bool = False
    exact: bool = True
    """The name stands in the text as the gazetteer has it, no ending changed."""
    skipped: int = 0
    """Characters of attached particles before the name ('بالفاشر': 1)."""

    @property
    def attached(self) -> bool:
        """A preposition is written in one word with the name."""
        return self.skipped > 0


class Lookup:
    """Names of one language."""

    def __init__(self, gazetteer: Gazetteer, countries: CountryNames, language: str) -> None:
        self._gazetteer = gazetteer
        self._countries = countries
        self._language = language

    def find(self, span: Span) -> Hit | None:
        """What exactly these words name, None if nothing known."""
        part = span.part
        for skipped, folded in self._readings(part):
            if codes := self._countries.country(folded):
                return Hit(countries=codes, skipped=skipped)
            if codes := self._countries.people(folded):
                return Hit(countries=codes, people=True, skipped=skipped)
        for skipped, folded in self._readings(part):
            if places := self._places(folded):
                exact = folded == " ".join(word.folded for word in part)
                return Hit(candidates=places, exact=exact, skipped=skipped)
        return None

    def names_people(self, span: Span) -> bool:
        """Whether one of these words is a people or an adjective of a country."""
        return any(self._countries.people(word.folded) for word in span.part)

    def _places(self, folded: str) -> tuple[GazetteerPlace, ...]:
        return tuple(place for place in self._gazetteer.find(folded) if place.kind != "country")[:60]

    def _readings(self, part: list[Word]) -> Iterator[tuple[int, str]]:
        if self._language in ("ru", "uk"):
            yield from ((0, name) for name in _cases(part))
        elif self._language == "ar":
            yield from _arabic(part)
        else:
            plain = " ".join(word.folded for word in part)
            yield 0, plain
            if len(plain) > 4:
                yield 0, plain[3:] if plain.startswith("al ") else "al " + plain
            if self._language == "sw" and len(part) == 1 and part[0].folded.endswith(_SW_LOCATIVE):
                yield 0, part[0].folded[: -len(_SW_LOCATIVE)]


def _cases(part: list[Word]) -> Iterable[str]:
    plain = " ".join(word.folded for word in part)
    forms = [[fold(base) for base in slavic.bases(word.text.lower())] for word in part]
    if len(part) > 1 and part[0].folded in KIND:
        forms[0] = [part[0].folded]
    inflected = (" ".join(names) for names in islice(product(*forms), _COMBINATIONS))
    foreign = " ".join(slavic.romanised(word.text) for word in part)
    return dict.fromkeys(
        [plain, *inflected, foreign, *(foreign[: -len(end)] for end in "aeuyi" if foreign.endswith(end))]
    )


def _arabic(part: list[Word]) -> Iterator[tuple[int, str]]:
    tail = "".join(" " + word.folded for word in part[1:])
    first = part[0].folded
    for skipped, stem in _stems(first):
        yield skipped, stem + tail
        yield skipped, (stem[2:] if stem.startswith("ال") else "ال" + stem) + tail


def _stems(word: str) -> Iterator[tuple[int, str]]:
    yield 0, word
    if word.startswith("لل") and len(word) > 4:
        yield 1, "ال" + word[2:]
    if word.startswith(_CLITICS) and len(word) > 4:
        yield 1, word[1:]
        if word[0] in "وف" and word[1:2] in ("ب", "ل") and len(word) > 5:
            yield 2, word[2:]
