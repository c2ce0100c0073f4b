"""What a request asks for, read from its parameters: the conditions of a watch, a time, a page, a format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from alertbot.alerts.keywords import KeywordError, parse_rule
from alertbot.api.problems import Problem
from alertbot.model import LANGUAGES, Category, Certainty, FeedKind, Flag, IncidentId, Severity, Watch
from alertbot.pipeline.export import EVERYTHING, Span

E = TypeVar("E", bound=StrEnum)
USUAL, MOST = 100, 500
"""Incidents of a page."""
LONGEST_WORDS = 200
WORDS = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
"""Of words that name something: no control signs, and not blank."""
SPAN = r"^[0-9]{1,4}[hdw]$"
CURSOR = r"^[0-9a-z]{1,12}$"
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
SINGLE = frozenset(
    "admin1 severity certainty since until text language limit cursor format".split()  # noqa: SIM905
)
MOST_VALUES = {"country": 60, "kind": len(Category), "source": len(FeedKind), "flag": len(Flag)}
"""Parameters that may be given several times, or hold several values with commas, and how many."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for."""

    watch: Watch
    span: Span
    admin1: str = ""
    """The name of a province or its P-code; '': everywhere."""
    language: str = "en"
    limit: int = USUAL
    before: IncidentId | None = None


Values = Mapping[str, Sequence[str]]


def read_query(values: Values, now: datetime) -> Query:
    """Return what the parameters of a list mean. Raises Problem for any that cannot be used."""
    _known(values, SINGLE | MOST_VALUES.keys())
    watch = replace(
        EVERYTHING,
        countries=_countries(values),
        minimum_severity=_one(values, "severity", Severity),
        minimum_certainty=_one(values, "certainty", Certainty),
        source_kinds=_several(values, "source", FeedKind),
        flags=_several(values, "flag", Flag),
        keywords=_keywords(_single(values, "text")),
    )
    if kinds := _several(values, "kind", Category):
        watch = replace(watch, categories=kinds, opt_ins=())
    return Query(
        watch=watch,
        span=Span(_moment(values, "since", now), _moment(values, "until", now)),
        admin1=_words(values, "admin1"),
        language=read_language(values),
        limit=_limit(_single(values, "limit")),
        before=_read_cursor(_single(values, "cursor")),
    )


def read_language(values: Values) -> str:
    """Return the language of sentences. Raises Problem for one that alertbot does not write."""
    language = _single(values, "language") or "en"
    if language not in LANGUAGES:
        raise _problem("language", f"one of {', '.join(LANGUAGES)}")
    return language


def of_one(values: Values) -> str:
    """Check the parameters of a single incident; returns the language. Raises Problem."""
    _known(values, frozenset({"language", "format"}))
    return read_language(values)


def cursor_of(number: IncidentId) -> str:
    """Return where the next page begins, for the address of that page."""
    digits, rest = "", int(number)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _read_cursor(text: str) -> IncidentId | None:
    if not text:
        return None
    if not re.fullmatch(CURSOR[1:-1], text):
        raise _problem("cursor", "as the 'next' of the page before")
    return IncidentId(int(text, 36))


def _known(values: Values, names: frozenset[str]) -> None:
    """A condition that is misspelt and passed over would give more than was asked for."""
    for name in values:
        if name not in names:
            raise Problem(400, f"There is no parameter of that name. There are: {', '.join(sorted(names))}.")
        if not all(value.strip() for value in values[name]):
            raise Problem(400, f"'{name}' is empty: leave it out, or say what it must be.", parameter=name)
        if name in SINGLE and len(values[name]) > 1:
            raise Problem(400, f"'{name}' may be given once.", parameter=name)


def _problem(name: str, wanted: str) -> Problem:
    return Problem(400, f"'{name}' must be {wanted}.", parameter=name)


def _single(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "").strip()


def _words(values: Values, name: str) -> str:
    words = _single(values, name)
    if words and (len(words) > LONGEST_WORDS or not re.match(WORDS, words)):
        raise _problem(name, f"a name of at most {LONGEST_WORDS} letters")
    return words


def _listed(values: Values, name: str) -> list[str]:
    parts = [part.strip() for one in values.get(name, ()) for part in one.split(",")]
    if len(parts) > MOST_VALUES[name]:
        raise _problem(name, f"of at most {MOST_VALUES[name]} values")
    return parts


def _countries(values: Values) -> tuple[str, ...]:
    codes = _listed(values, "country")
    if not all(_COUNTRY.fullmatch(code) for code in codes):
        raise _problem("country", "of ISO 3166-1 alpha-3 codes, such as SDN,TCD")
    return tuple(dict.fromkeys(codes))


def _several(values: Values, name: str, of: type[E]) -> tuple[E, ...]:
    return tuple(dict.fromkeys(_member(name, text, of) for text in _listed(values, name)))


def _one(values: Values, name: str, of: type[E]) -> E | None:
    text = _single(values, name)
    return _member(name, text, of) if text else None


def _member(name: str, text: str, of: type[E]) -> E:
    try:
        return of(text)
    except ValueError:
        raise _problem(name, f"of {', '.join(member.value for member in of)}") from None


def _keywords(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    try:
        parse_rule(text)
    except KeywordError as error:
        raise Problem(400, str(error), parameter="text") from None
    return (text,)


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= MOST):
        raise _problem("limit", f"a number from 1 to {MOST}")
    return int(text)


def _moment(values: Values, name: str, now: datetime) -> datetime | None:
    text = _single(values, name).upper()
    if not text:
        return None
    for read in _READERS:
        try:
            if (moment := read(text, now)) is not None:
                return min(max(moment, _FIRST), _LAST)
        except (ValueError, OverflowError):
            break
    raise _problem(name, "a day (2026-05-01), a time (2026-05-01T10:00:00Z) or a span (7d, 12h, 2w)")


def _span(text: str, now: datetime) -> datetime | None:
    if not re.fullmatch(SPAN[1:-1], text.lower()):
        return None
    return now - int(text[:-1]) * _UNITS[text[-1].lower()]


def _day(text: str, _: datetime) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if _DAY.fullmatch(text) else None


def _time(text: str, _: datetime) -> datetime | None:
    """RFC 3339; a leap second is the one before it."""
    found = _TIME.fullmatch(text.replace(" ", "+") if text.count(" ") == 1 and "T" in text else text)
    if found is None:
        return None
    second, fraction = min(int(found[2]), 59), (found[3] or "")[:7]
    moment = datetime.fromisoformat(f"{found[1]}:{second:02}{fraction}{found[4].replace('Z', '+00:00')}")
    return _LAST if moment.year == 9999 else _FIRST if moment.year == 1 else moment.astimezone(UTC)


_READERS: tuple[Callable[[str, datetime], datetime | None], ...] = (_span, _day, _time)
