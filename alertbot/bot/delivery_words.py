"""How and when messages come to a chat, in words; and the times of digests as people type them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from alertbot.alerts.digest import DigestKind
from alertbot.alerts.labels import severity_label
from alertbot.alerts.safe import isolate
from alertbot.alerts.schedule import WEEKDAYS, DigestTimes
from alertbot.gazetteer.fold import fold
from alertbot.model import Chat
from alertbot.texts import Texts

USUAL = time(7, 30)
"""Of a digest, unless another time is chosen."""
_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:.h](\d{2}))?(?!\d)")
_SMALL_WORDS = frozenset({"daily", "weekly", "every", "day", "week", "at", "on"})


def delivery_lines(chat: Chat, texts: Texts) -> list[str]:
    """What holds for the messages of a chat, a line each: only what differs from 'each alert, at once'."""
    lines = [f"🔔 {immediate_line(chat, texts)}"]
    if chat.digest:
        lines.append(f"🗞 {digest_line(chat, texts)}")
    if chat.hourly:
        lines.append(f"🧺 {limit_line(chat, texts)}")
    if chat.silent_below is not None:
        lines.append(f"🔕 {sound_line(chat, texts)}")
    return lines


def immediate_line(chat: Chat, texts: Texts) -> str:
    """Whether alerts come by themselves."""
    if chat.immediate:
        return texts.gettext("Alerts come at once.")
    return texts.gettext("Alerts come with the digest only.")


def digest_line(chat: Chat, texts: Texts) -> str:
    """'Weekly digest: Monday, 07:30'."""
    if not chat.digest:
        return texts.gettext("No digest.")
    times = DigestTimes.read(chat.digest)
    at = clock(times.at, texts)
    if times.weekday is None:
        return f"{texts.gettext(DigestKind.DAILY.value)}: {at}"
    return f"{texts.gettext(DigestKind.WEEKLY.value)}: {weekday_name(times.weekday, texts)}, {at}"


def limit_line(chat: Chat, texts: Texts) -> str:
    """How many alerts an hour."""
    if not chat.hourly:
        return texts.gettext("No limit: each alert is a message.")
    form = texts.ngettext(
        "At most {n} message an hour: the last tells of all the rest.",
        "At most {n} messages an hour: the last tells of all the rest.",
        chat.hourly,
    )
    return form.format(n=texts.number(chat.hourly))


def sound_line(chat: Chat, texts: Texts) -> str:
    """What comes without a sound."""
    if chat.silent_below is None:
        return texts.gettext("Everything rings.")
    level = severity_label(chat.silent_below, texts)
    return texts.gettext("Without a sound below: {level}").format(level=level)


def clock(at: time, texts: Texts) -> str:
    """A time of day as the language writes it."""
    return isolate(
        texts.time(datetime.combine(datetime(2000, 1, 1, tzinfo=UTC), at, UTC), "UTC"), texts.is_rtl
    )


def weekday_name(day: int, texts: Texts) -> str:
    """The day of the week, 0 for Monday."""
    return str(texts.locale.days["stand-alone"]["wide"][day])


def short_weekday_name(day: int, texts: Texts) -> str:
    """As it fits seven to a row of buttons."""
    return str(texts.locale.days["stand-alone"]["abbreviated"][day])


def read_times(text: str, texts: Texts) -> DigestTimes:
    """Understand 'daily 07:30', 'weekly mon 07:30', 'lundi 7h30', '7'. Raises ValueError for anything else.

    A day of the week makes it weekly; without a time it comes at half past seven.
    """
    found = _TIME.findall(text)
    words = [fold(word.strip(",.")) for word in _TIME.sub(" ", text).split()]
    if len(found) > 1 or not (found or words):
        raise ValueError(text)
    at = time(int(found[0][0]), int(found[0][1] or 0)) if found else USUAL
    days = _weekdays(texts)
    chosen = {days[word] for word in words if word in days}
    unknown = [word for word in words if word not in days and word not in _small_words(texts)]
    if unknown or len(chosen) > 1:
        raise ValueError(text)
    weekly = set(words) & ({"weekly", "week"} | _words(texts.gettext("Every week")))
    weekly -= _words(texts.gettext("Every day"))
    return DigestTimes(at, next(iter(chosen), 0 if weekly else None))


def _small_words(texts: Texts) -> frozenset[str]:
    own = (texts.gettext("Every day"), texts.gettext("Every week"))
    return _SMALL_WORDS.union(*(_words(text) for text in own))


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def _weekdays(texts: Texts) -> dict[str, int]:
    """Folded names of the days in the language and in English, whole and short."""
    names = {name: day for day, name in enumerate(WEEKDAYS)}
    english = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    names |= {name: day for day, name in enumerate(english)}
    for kind in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            days = texts.locale.days[kind][width]
            names |= {fold(str(days[day]).strip(".")): day for day in range(7)}
    return names
