"""/export: what was reported for a chat as a file for a spreadsheet, a map or another system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from telegram import InputFile

from alertbot.bot.delivering import unreadable
from alertbot.bot.pace import HeavyPace, Turn
from alertbot.bot.records import my_data
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk, actor_of, patiently
from alertbot.exports.formats import Format, file_name
from alertbot.exports.since import read_moment
from alertbot.model import Incident, Watch
from alertbot.pipeline.export import Span, any_of, file_of, gather

EXPORT = "/export xlsx 7d"
ME = "me"
MOST_INCIDENTS = 2_000
MOST_A_MINUTE = 4
"""Files of one person in one chat."""
MOST_AT_ONCE = 2
"""Of everybody: alerts and answers go on meanwhile."""
DAYS = (7, 30, 90, 365)
USUAL = 30
NAMES = {
    Format.CSV: "CSV (HXL)",
    Format.XLSX: "Excel",
    Format.GEOJSON: "GeoJSON",
    Format.CAP: "CAP 1.2",
    Format.ATOM: "Atom",
    Format.JSONL: "JSON Lines",
}
_TYPED = {form.value: form for form in Format} | {
    "excel": Format.XLSX,
    "hxl": Format.CSV,
    "json": Format.JSONL,
    "map": Format.GEOJSON,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants a file of."""

    form: Format | None
    """None: not said yet."""
    since: datetime
    watches: Sequence[Watch]


def new_export_pace() -> HeavyPace:
    """How often one person may have a file made, and how many are made at the same time."""
    return HeavyPace(MOST_A_MINUTE, MOST_AT_ONCE)


async def export(talk: Talk, text: str) -> None:
    """`/export [FORMAT] [SINCE] [WATCH]`: a spreadsheet if only a time is given; buttons without both.

    `/export me` is `/my_data`.
    """
    if text.strip().casefold() == ME:
        await my_data(talk, "")
        return
    try:
        wish = await _read(talk, text)
    except ValueError:
        await talk.reply(unreadable(talk, text, EXPORT, "/export csv 2026-05-01", "/export"))
        return
    if wish.form is None:
        await talk.reply(_screen(talk, USUAL))
    else:
        await _send(talk, wish, wish.form)


async def press_export(talk: Talk, arguments: list[str]) -> None:
    """'DAYS' shows the formats of a period, 'DAYS:FORMAT' sends the file, 'me' all about the chat itself.

    Raises ValueError for others.
    """
    if arguments == [ME]:
        await my_data(talk, "")
        return
    days = DAYS[DAYS.index(int(arguments[0]))]
    if len(arguments) == 1:
        await talk.show(_screen(talk, days))
        return
    since = talk.services.clock() - timedelta(days=days)
    form = Format(arguments[1])
    await _send(talk, Wish(form, since, await _watches(talk)), form)


async def _watches(talk: Talk) -> Sequence[Watch]:
    """Those of the chat; before the first one what `/latest` shows: everything."""
    return await talk.services.store.chats.watches(talk.chat.key) or [Watch(None, talk.chat.key)]


async def _read(talk: Talk, text: str) -> Wish:
    """Raises ValueError for words that are neither a format, a moment, nor a watch of the chat."""
    first, _, rest = text.strip().partition(" ")
    form = _TYPED.get(first.casefold())
    words = rest.strip() if form else text.strip()
    watches = await _watches(talk)
    for watch in watches:
        if watch.name and words.casefold().endswith(watch.name.casefold()):
            watches, words = [watch], words[: -len(watch.name)].strip()
            break
    now = talk.services.clock()
    if not words:
        return Wish(form, now - timedelta(days=USUAL), watches)
    since = read_moment(words, now, talk.chat.language, talk.chat.timezone)
    return Wish(form or Format.XLSX, since, watches)


def _screen(talk: Talk, days: int) -> Screen:
    t, texts = talk.texts.gettext, talk.texts
    since = talk.services.clock() - timedelta(days=days)
    said = t(
        "What was reported for this chat since {date}, for other tools. Choose how far back, then a format."
    )
    lines = [
        f"<b>📤 {escape(t('Incidents as a file'))}</b>",
        escape(said.format(date=texts.date(since, talk.chat.timezone))),
        f"<code>{EXPORT}</code>",
        "",
        escape(t("All that is stored about this chat itself: /my_data")),
    ]
    periods = []
    for number in DAYS:
        label = texts.ngettext("{n} day", "{n} days", number).format(n=texts.number(number))
        periods.append(Button(f"✓ {label}" if number == days else label, f"exp:{number}"))
    forms = [Button(name, f"exp:{days}:{form.value}") for form, name in NAMES.items()]
    about = (Button(f"🔐 {t('What is stored here')}", f"exp:{ME}"),)
    rows = (tuple(periods[:2]), tuple(periods[2:]), *(tuple(forms[n : n + 2]) for n in range(0, 6, 2)), about)
    return Screen("\n".join(lines), rows)


async def _send(talk: Talk, wish: Wish, form: Format) -> None:
    t, store = talk.texts.gettext, talk.services.store
    person, now = actor_of(talk.update), talk.services.clock()
    if talk.services.exporting.take(person or 0, talk.chat.telegram_id, now) is not Turn.ANSWER:
        await talk.reply(Screen(escape(t("That is many files at once. Please try again in a minute."))))
        return
    accepts = any_of(wish.watches, talk.chat)
    async with talk.services.exporting.turns:
        page = await gather(store.exports, accepts, Span(wish.since), MOST_INCIDENTS)
        data = await file_of(store.exports, page.incidents, form, talk.texts, talk.services.sender)
    if not page.incidents:
        said = t("Nothing was reported for this chat since {date}.")
        when = talk.texts.date(wish.since, talk.chat.timezone)
        await talk.reply(Screen(escape(said.format(date=when))))
        return
    details = {"format": form.value, "since": wish.since.isoformat(), "incidents": len(page.incidents)}
    await store.audit.record(
        "export.incidents", now, actor=person, telegram_id=talk.chat.telegram_id, details=details
    )
    caption = _caption(talk, wish, page.incidents, more=page.next is not None)
    await patiently(
        lambda: talk.update.get_bot().send_document(
            chat_id=talk.elsewhere or talk.chat.telegram_id,
            message_thread_id=None if talk.elsewhere else talk.chat.thread_id or None,
            document=InputFile(data, filename=file_name(form)),
            caption=caption,
        )
    )


def _caption(talk: Talk, wish: Wish, incidents: Sequence[Incident], *, more: bool) -> str:
    t, texts = talk.texts.gettext, talk.texts
    told = texts.ngettext("{n} incident since {date}.", "{n} incidents since {date}.", len(incidents))
    when = texts.date(wish.since, talk.chat.timezone)
    lines = [told.format(n=texts.number(len(incidents)), date=when)]
    if more:
        lines.append(t("There are more: these are the newest. Name a shorter time."))
    lines.append(
        t("Claims of the news, not verified. Do not publish them; keep them from the parties to a conflict.")
    )
    return "\n".join(lines)
