"""Looks a run of words up as the name of a country, a people or a place, through case endings and clitics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import TypeVar

from alertbot.gazetteer import slavic
from alertbot.gazetteer.countries import CountryNames
from alertbot.gazetteer.fold import fold
from alertbot.ports import Gazetteer, GazetteerPlace
from alertbot.signals.places_tokens import Span, Word
from alertbot.signals.places_words import KIND

T = TypeVar("T")

_LONGEST = 6
"""Words in a name that is looked up."""
_REMEMBERED = 20_000
_ARTICLE = "al"
_COMBINATIONS = 80
_FEW = 3
_CLITICS = ("و", "ب", "ل", "ف", "ك")
_SW_LOCATIVE = "ni"
_EZAFE = ("ای", "وی", "اي", "وي")
"""Persian links a name that ends in a vowel to the next word by a letter: 'سویدای سوریه'."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a run of words names."""

    candidates: tuple[GazetteerPlace, ...] = ()
    countries: tuple[str, ...] = ()
    people: bool = False
    exact: bool = True
    """The name stands in the text as the gazetteer has it, no ending changed."""
    foreign: bool = False
    """Known only by its spelling carried over into Latin: an everyday word may sound alike."""
    skipped: int = 0
    """Characters of attached particles before the name ('بالفاشر': 1)."""

    @property
    def attached(self) -> bool:
        """A preposition is written in one word with the name."""
        return self.skipped > 0


_NOT_ASKED = Hit()
"""Stands where a name has not been looked up; None means that it names nothing."""


class PlaceNames:
    """Every name that can be looked up, per language: one for all documents and threads."""

    def __init__(self, gazetteer: Gazetteer, countries: CountryNames) -> None:
        self.gazetteer = gazetteer
        self._countries = countries
        self._languages: dict[str, Lookup] = {}

    def of(self, language: str) -> Lookup:
        """The names of one language."""
        found = self._languages.get(language)
        if found is None:
            found = self._languages.setdefault(language, Lookup(self.gazetteer, self._countries, language))
        return found


class Lookup:
    """Names of one language."""

    def __init__(self, gazetteer: Gazetteer, countries: CountryNames, language: str) -> None:
        self._gazetteer = gazetteer
        self._countries = countries
        self._language = language
        self._reach: dict[str, int] = {}
        """How far a name may go that begins with this word: most words begin none."""
        self._opening: dict[str, bool] = {}
        """Whether a longer name begins with these words."""
        self._found: dict[str, Hit | None] = {}
        """What words name: the news names the same places day after day."""

    def is_no_name(self, word: Word) -> bool:
        """Whether it is known by now that no name begins with this word."""
        return self._reach.get(word.text) == 0

    def reach(self, span: Span) -> int:
        """Words from the span's first on that may be one name; 0 if that word begins none."""
        first = span.first.text
        reach = self._reach.get(first)
        if reach is None:
            reach = _remember(self._reach, first, self._reach_of_word(span.at(1)))
        if reach < 2:
            return reach
        longest = min(_LONGEST, len(span.words) - span.start)
        while reach <= longest and self._opens(span.at(reach)):
            reach += 1
        return min(reach, longest)

    def _reach_of_word(self, span: Span) -> int:
        if self._opens(span):
            return 2
        return int(self.find(span) is not None)

    def _opens(self, span: Span) -> bool:
        key = span.written
        opens = self._opening.get(key)
        return _remember(self._opening, key, self._begins_longer(span)) if opens is None else opens

    def _begins_longer(self, span: Span) -> bool:
        return any(
            not name or name == _ARTICLE or self._countries.opens(name) or self._gazetteer.opens(name)
            for name in self._openings(span.part)
        )

    def _openings(self, part: list[Word]) -> Iterable[str]:
        """As `_readings`, of the first words of a name."""
        if self._language in ("ru", "uk", "ar"):
            return (name for _, name in self._readings(part))
        plain = " ".join(word.folded for word in part)
        return plain, f"{_ARTICLE} {plain}", plain.removeprefix(f"{_ARTICLE} ")

    def find(self, span: Span) -> Hit | None:
        """What exactly these words name, None if nothing known."""
        key = span.written
        hit = self._found.get(key, _NOT_ASKED)
        return _remember(self._found, key, self._look_up(span)) if hit is _NOT_ASKED else hit

    def town_of(self, span: Span, province: Hit) -> Hit | None:
        """The towns of that name in the provinces that `province` names; None if there are none."""
        areas = {(p.country, fold(p.name)) for p in province.candidates if p.kind == "admin1"}
        towns = tuple(t for t in self._places(span.folded) if (t.country, fold(t.admin1 or "")) in areas)
        return Hit(candidates=towns) if towns else None

    def _look_up(self, span: Span) -> Hit | None:
        part = span.part
        readings = list(self._readings(part))
        for skipped, folded in readings:
            if codes := self._countries.country(folded):
                return Hit(countries=codes, skipped=skipped)
            if codes := self._countries.people(folded):
                return Hit(countries=codes, people=True, skipped=skipped)
        for skipped, folded in self._best_first(readings):
            if places := self._places(folded):
                exact = folded == " ".join(word.folded for word in part)
                foreign = self._language in ("ru", "uk") and folded.isascii()
                return Hit(candidates=places, exact=exact, foreign=foreign, skipped=skipped)
        return None

    def _best_first(self, readings: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The word as written, then its base forms by the size of what they name ('Туле': Тула, no Тул)."""
        if self._language not in ("ru", "uk") or len(readings) < _FEW:
            return readings
        own = [reading for reading in readings if not reading[1].isascii()]
        foreign = [reading for reading in readings if reading[1].isascii()]
        return [*own[:1], *sorted(own[1:], key=lambda reading: -self._size(reading[1])), *foreign]

    def _size(self, folded: str) -> float:
        return max((_size_of(place) for place in self._places(folded)), default=0.0)

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
            if self._language == "fa" and plain.endswith(_EZAFE) and len(plain) > 4:
                yield 0, plain[:-1]
            if self._language == "sw" and len(part) == 1 and part[0].folded.endswith(_SW_LOCATIVE):
                yield 0, part[0].folded[: -len(_SW_LOCATIVE)]


def _remember(known: dict[str, T], key: str, value: T) -> T:
    """Keep and return a value; what was kept is forgotten when it grows too much."""
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = value
    return value


def _size_of(place: GazetteerPlace) -> float:
    return place.population + {"admin1": 200_000, "admin2": 20_000}.get(place.kind, 0)


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
