"""Reads single values of feeds: dates within reason, plain titles, absolute links, languages, periods."""

from __future__ import annotations

import calendar
import html
import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import dateparser

OLDEST = timedelta(days=3653)
LATEST = timedelta(days=1)
LONGEST_FIELD = 65_536
_LONGEST_TITLE = 1000
_LONGEST_URL = 2048
_LONGEST_DATE = 80
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAY = re.compile(r"^[^\W\d]{1,12}[.,،]*\s+(?=\d)")
_LANGUAGES = ["fr", "es", "pt", "ar", "ru", "uk", "en", "sw"]
_ENGLISH = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|gmt|utc|[a-z]{1,2}|[ecmp][sd]t)",
    re.IGNORECASE,
)
"""Words of dates that feedparser reads by itself, much faster."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SKIPPED_HOURS = re.compile(r"<skipHours>([^\0]{0,2000}?)</skipHours>", re.IGNORECASE)
_SKIPPED_DAYS = re.compile(r"<skipDays>([^\0]{0,2000}?)</skipDays>", re.IGNORECASE)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*([a-zA-Z]{6,9})\s*</day>", re.IGNORECASE)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def storable(text: object) -> str:
    """The text without what XML and databases refuse: control characters, lone surrogates; '' for None."""
    return _NOT_TEXT.sub("", str(text)) if text else ""


def date_within_reason(parsed: time.struct_time | datetime | None, now: datetime) -> datetime | None:
    """The moment in UTC; None if it lies over ten years back or over a day ahead.

    Years of other calendars (1405, 2569) and epochs of zero are such; a date without a zone is UTC.
    """
    if parsed is None:
        return None
    try:
        if isinstance(parsed, datetime):
            moment = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
        else:
            moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if now - OLDEST <= moment <= now + LATEST else None


def date_in_words(text: str) -> time.struct_time | None:
    """A date with the month's name in French, Spanish, Arabic, Russian ..., for feedparser's handlers.

    Only texts that name a year of this era: anything else would be completed with today's parts.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST_DATE or not _YEAR.search(text):
        return None
    if all(_ENGLISH.fullmatch(word) for word in _WORD.findall(text)):
        return None
    parsed = dateparser.parse(
        _WEEKDAY.sub("", text),
        languages=_LANGUAGES,
        settings={"TIMEZONE": "UTC", "TO_TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": True},
    )
    return parsed.utctimetuple() if parsed else None


def plain_title(text: str, *, markup: bool) -> str:
    """One line without tags; `markup`: the feed says that it is HTML, so entities count."""
    if markup:
        text = html.unescape(_TAG.sub("", text[:LONGEST_FIELD]))
    return " ".join(storable(text[:LONGEST_FIELD]).split())[:_LONGEST_TITLE]


def absolute_url(link: object, base: str) -> str:
    """The link made absolute; '' unless it is http(s) and of sensible length."""
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        url = urljoin(base, storable("".join(link.split())))
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and len(url) <= _LONGEST_URL else ""


def language_code(text: object) -> str | None:
    """'fr' of 'fr-FR'; None if it is no language tag."""
    found = re.match(r"\s*([a-zA-Z]{2})(?:[-_]|\s*$)", text) if isinstance(text, str) else None
    return found[1].lower() if found else None


def minutes(text: object) -> timedelta | None:
    """RSS <ttl>: a number of minutes above zero."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*", str(text or ""))
    return timedelta(minutes=int(found[1])) if found and int(found[1]) else None


def period(name: object, frequency: object) -> timedelta | None:
    """sy:updatePeriod divided by sy:updateFrequency (1 if absent or nonsense)."""
    length = _PERIODS.get(str(name or "").strip().lower())
    if length is None:
        return None
    found = re.fullmatch(r"\s*(\d{1,4})\s*", str(frequency or ""))
    return length / max(1, int(found[1]) if found else 1)


def skipped(document: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """RSS <skipHours> and <skipDays>: hours of the day in UTC (24 counts as 0), days with Monday as 0."""
    hours = {int(hour) % 24 for hour in _inside(document, _SKIPPED_HOURS, _HOUR) if int(hour) <= 24}
    named = {day[:3].lower() for day in _inside(document, _SKIPPED_DAYS, _DAY)}
    return tuple(sorted(hours)), tuple(at for at, day in enumerate(_DAYS) if day in named)


def _inside(document: str, block: re.Pattern[str], item: re.Pattern[str]) -> list[str]:
    found = block.search(document)
    return item.findall(found[1]) if found else []
