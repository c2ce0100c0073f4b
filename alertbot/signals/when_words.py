"""Finds names of days and dates among the words of a sentence, by the words of `config/when.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.signals.actors_lexicon import read_mapping, read_phrases
from alertbot.signals.actors_trie import pattern

Phrase = tuple[str, ...]
_LONGEST_LINK = 2
_KEYS = frozenset({"weekdays", "days_ago", "months", "links", "not_before", "not_after", "telling"})
_OPTIONAL = frozenset({"solar_months", "month_first"})


class DayKind(StrEnum):
    """How a text names a day."""

    WEEKDAY = "weekday"
    AGO = "ago"
    """'yesterday', 'overnight'."""
    DATE = "date"
    SOLAR = "solar"
    """A date of the Solar Hijri calendar ('۱۲ ثور')."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as named: words `first` to `last - 1`."""

    first: int
    last: int
    kind: DayKind
    number: int
    """Weekday (Monday is 0), days ago, or day of the month."""
    month: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DayWords:
    """One language's words for days."""

    named: Mapping[Phrase, tuple[DayKind, int]]
    months: Mapping[Phrase, tuple[DayKind, int]]
    month_first: bool
    links: frozenset[str]
    not_before: tuple[Phrase, ...]
    not_after: tuple[Phrase, ...]
    telling: frozenset[str]

    def find(self, words: Sequence[str]) -> Iterator[Day]:
        """Every day that the folded words name, in order, without overlaps."""
        place = 0
        while place < len(words):
            day = self._date(words, place) or self._name(words, place)
            if day is not None:
                yield day
            place = day.last if day is not None else place + 1

    def limits(self, words: Sequence[str], day: Day) -> bool:
        """Whether 'until', 'next', 'every' or the like stands at the day."""
        before = any(
            tuple(words[day.first - len(phrase) - gap : day.first - gap]) == phrase
            for phrase in self.not_before
            for gap in (0, 1)
            if day.first >= len(phrase) + gap
            and (not gap or words[day.first - 1] in self.links or _is_short(words[day.first - 1]))
        )
        return before or any(
            tuple(words[day.last : day.last + len(phrase)]) == phrase for phrase in self.not_after
        )

    def _name(self, words: Sequence[str], place: int) -> Day | None:
        length, value = _longest(self.named, words, place)
        return Day(place, place + length, *value) if value is not None else None

    def _date(self, words: Sequence[str], place: int) -> Day | None:
        if (day := _day_of(words, place)) is not None:
            following = place + 1
            while following <= place + _LONGEST_LINK and _at(words, following) in self.links:
                following += 1
            length, month = _longest(self.months, words, following)
            return self._dated(words, place, following + length, day, month)
        length, month = _longest(self.months, words, place) if self.month_first else (0, None)
        following = place + length
        day = _day_of(words, following) if month is not None else None
        return self._dated(words, place, following + 1, day, month)

    def _dated(
        self, words: Sequence[str], first: int, last: int, day: int | None, month: tuple[DayKind, int] | None
    ) -> Day | None:
        if day is None or month is None:
            return None
        after = last + (_at(words, last) in self.links)
        year = _year_of(words, after)
        return Day(first, last if year is None else after + 1, month[0], day, month[1], year)


def load_day_words(path: Path) -> Mapping[str, DayWords]:
    """Read `config/when.yaml`. Raises ConfigurationError naming the language and the entry."""
    rows = read_mapping(path)
    if unknown := rows.keys() - set(LANGUAGES):
        raise ConfigurationError(f"{path}: no language '{min(unknown)}'; use {', '.join(LANGUAGES)}")
    return {language: _load(path, language, row) for language, row in rows.items()}


def _load(path: Path, language: str, row: dict[str, Any]) -> DayWords:
    if wrong := (_KEYS - row.keys()) | (row.keys() - _KEYS - _OPTIONAL):
        known = ", ".join(sorted(_KEYS | _OPTIONAL))
        raise ConfigurationError(f"{path}: {language}: '{min(wrong)}' is missing or unknown; keys: {known}")
    for key, length in (("weekdays", 7), ("months", 12)):
        if len(row[key]) != length:
            raise ConfigurationError(f"{path}: {language}: {key} needs {length} lists, one for each")

    def phrases(listed: object) -> list[Phrase]:
        return [pattern(phrase, language) for phrase in read_phrases(path, listed)]

    def numbered(kind: DayKind, lists: Iterable[tuple[int, object]]) -> dict[Phrase, tuple[DayKind, int]]:
        return {phrase: (kind, number) for number, listed in lists for phrase in phrases(listed)}

    return DayWords(
        numbered(DayKind.WEEKDAY, enumerate(row["weekdays"]))
        | numbered(DayKind.AGO, ((int(ago), listed) for ago, listed in row["days_ago"].items())),
        numbered(DayKind.SOLAR, enumerate(row.get("solar_months", []), 1))
        | numbered(DayKind.DATE, enumerate(row["months"], 1)),
        bool(row.get("month_first", False)),
        frozenset(phrase[0] for phrase in phrases(row["links"]) if phrase),
        tuple(phrases(row["not_before"])),
        tuple(phrases(row["not_after"])),
        frozenset(phrase[0] for phrase in phrases(row["telling"])),
    )


def _longest(
    known: Mapping[Phrase, tuple[DayKind, int]], words: Sequence[str], place: int
) -> tuple[int, tuple[DayKind, int] | None]:
    for length in (4, 3, 2, 1):
        value = known.get(tuple(words[place : place + length]))
        if value is not None and place + length <= len(words):
            return length, value
    return 0, None


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""


def _day_of(words: Sequence[str], place: int) -> int | None:
    word = _at(words, place)
    return int(word) if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31 else None


def _year_of(words: Sequence[str], place: int) -> int | None:
    word = _at(words, place)
    return int(word) if word.isdecimal() and len(word) == 4 and word[0] in "12" else None


def _is_short(word: str) -> bool:
    """An article or preposition that may stand between 'until' and the day."""
    return len(word) <= 3 and word.isalpha()
