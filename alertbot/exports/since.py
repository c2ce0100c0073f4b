"""Understands from when on: '7d', '2026-05-01', 'yesterday', 'since 1 May' in the reader's language."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import dateparser

LONGEST = 60
_SPAN = re.compile(r"(\d{1,4})\s*([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?")
_OPENING = re.compile(
    r"^(since|from|depuis|desde|a partir de|منذ|من|с|со|від|з|از|tangu|toka)\s+", re.IGNORECASE
)
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


def read_moment(text: str, now: datetime, language: str = "en", timezone: str = "UTC") -> datetime:
    """Return the moment meant, UTC: a day is its beginning in `timezone`, '7d' seven days before `now`.

    Raises ValueError for what is not understood, lies ahead of `now` or before the year 2000.
    """
    typed = _OPENING.sub("", text.strip()[: LONGEST + 20].strip())
    found = _read(typed, now, language, ZoneInfo(timezone)) if 0 < len(typed) <= LONGEST else None
    if found is None or not _EARLIEST <= found <= now:
        raise ValueError(f"no moment of the past: {text[:LONGEST]!r}")
    return found


def _read(typed: str, now: datetime, language: str, zone: ZoneInfo) -> datetime | None:
    if span := _SPAN.fullmatch(typed.casefold()):
        return now - int(span[1]) * _UNITS[span[2]]
    if _ISO_DAY.fullmatch(typed):
        return _beginning(datetime.fromisoformat(typed), zone)
    if _ISO_TIME.fullmatch(typed):
        moment = datetime.fromisoformat(typed)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    return _in_words(typed, now, language, zone)


def _in_words(typed: str, now: datetime, language: str, zone: ZoneInfo) -> datetime | None:
    if typed.isdecimal():
        return None
    base = now.astimezone(zone).replace(tzinfo=None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of strptime, inside dateparser
        found = dateparser.parse(
            typed,
            languages=list(dict.fromkeys((language, "en"))),
            settings={
                "RELATIVE_BASE": base,
                "PREFER_DATES_FROM": "past",
                "PREFER_DAY_OF_MONTH": "first",
            },
        )
    return _beginning(found.replace(tzinfo=None), zone) if found else None


def _beginning(day: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day.date(), time(), zone).astimezone(UTC)
