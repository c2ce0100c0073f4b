"""Countries by name: subscribing and unsubscribing in words, with suggestions where a name is unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from html import escape

from alertbot.alerts.safe import clip, isolate
from alertbot.bot import screens
from alertbot.bot.recent import reaching
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import Watch
from alertbot.texts import Texts

Row = tuple[Button, ...]
SUBSCRIBE, UNSUBSCRIBE = "/subscribe {SDN}, {TCD}", "/unsubscribe {TCD}"
"""Examples, see `name_countries`."""
WEEK = timedelta(days=7)
_LONGEST_SHOWN = 80


async def subscribe(talk: Talk, text: str) -> None:
    """Choose countries by buttons, or take the countries named in the message."""
    if not text:
        await talk.reply(screens.regions(await talk.watch(), talk.texts))
        return
    codes = talk.services.countries.find(text)
    unknown = ", ".join(talk.services.countries.unknown(text))
    suggested = suggestions(talk, unknown)
    if not codes:
        await talk.reply(_no_country(talk, text, suggested))
        return
    await talk.reply(await add_countries(talk, codes, unknown, suggested))


async def add_countries(
    talk: Talk, codes: Sequence[str], unknown: str = "", suggested: Sequence[Row] = ()
) -> Screen:
    """Watch these countries too; returns what then holds, and what of the message was not understood."""
    t = talk.texts.gettext
    watch = await talk.watch()
    notes: list[str] = []
    if watch and not watch.countries:
        notes.append("⚠️ " + t("Until now alerts came from everywhere; now only from these countries."))
    kept = watch.countries if watch else ()
    watch = await talk.change_watch(countries=tuple(dict.fromkeys((*kept, *codes))))
    if unknown:
        notes.append("⚠️ " + t("Not recognised: {text}").format(text=_shown(unknown, talk.texts)))
    if suggested:
        notes.append("👇 " + t("Did you mean one of these? Tap to add:"))
    return screens.done(talk.chat, watch, talk.texts, [await reached(talk, watch), *notes], suggested)


async def reached(talk: Talk, watch: Watch) -> str:
    """How many incidents of the last week the chat would have been told of, in words."""
    number = len(await reaching(talk, watch, talk.services.clock() - WEEK))
    if not number:
        return "📊 " + talk.texts.gettext("In the last 7 days nothing would have reached you.")
    said = talk.texts.ngettext(
        "In the last 7 days {number} incident would have reached you.",
        "In the last 7 days {number} incidents would have reached you.",
        number,
    )
    return "📊 " + said.format(number=talk.texts.number(number))


def suggestions(talk: Talk, text: str) -> tuple[Row, ...]:
    """A button for each country that words of the text may mean."""
    codes = talk.services.countries.similar(text)
    return tuple((Button(f"➕ {talk.texts.country(code)}", f"add:{code}"),) for code in codes)


def ask_about(talk: Talk, text: str) -> Screen | None:
    """Offer the countries that a sentence names or nearly names; None if there are none."""
    codes = talk.services.countries.find(text)
    named = tuple((Button(f"➕ {talk.texts.country(code)}", f"add:{code}"),) for code in codes[:8])
    rows = named or suggestions(talk, text)
    question = talk.texts.gettext("Did you mean one of these? Tap to add:")
    return Screen(escape(question), rows) if rows else None


def _no_country(talk: Talk, text: str, suggested: tuple[Row, ...]) -> Screen:
    t, texts = talk.texts.gettext, talk.texts
    html = escape(
        t("I know no country in “{text}”. Write its name, for example:").format(text=_shown(text, texts))
    )
    html += f"\n<code>{escape(name_countries(SUBSCRIBE, texts))}</code>"
    if suggested:
        return Screen(f"{html}\n\n{escape(t('Did you mean one of these? Tap to add:'))}", suggested)
    return Screen(html, screens.regions(None, texts).rows)


def name_countries(example: str, texts: Texts) -> str:
    """Put names in the reader's language for codes in braces: '/subscribe {SDN}'."""
    return re.sub(r"{([A-Z]{3})}", lambda code: texts.country(code[1]), example)


async def unsubscribe(talk: Talk, text: str) -> None:
    """Drop the countries named, or ask whether everything shall stop."""
    watch = await talk.watch()
    if watch is None:
        await talk.reply(screens.settings(talk.chat, None, talk.texts))
    elif not text:
        await talk.reply(screens.confirm_unsubscribe(talk.texts))
    elif named := talk.services.countries.find(text):
        await talk.reply(await _drop_countries(talk, watch, named))
    else:
        await talk.reply(_not_understood(talk, text))


async def _drop_countries(talk: Talk, watch: Watch, named: Sequence[str]) -> Screen:
    missing = [code for code in named if code not in watch.countries]
    left = tuple(code for code in watch.countries if code not in named)
    if left == watch.countries:
        return _not_watched(talk, missing, screens.countries_line(watch, talk.texts))
    if not left:
        return screens.confirm_unsubscribe(talk.texts)
    watch = await talk.change_watch(countries=left)
    notes = [f"⚠️ {_not_among(talk, missing)}"] if missing else []
    return screens.done(talk.chat, watch, talk.texts, notes)


def _not_understood(talk: Talk, text: str) -> Screen:
    said = talk.texts.gettext("I know no country in “{text}”. Write its name, for example:")
    html = escape(said.format(text=_shown(text, talk.texts)))
    return Screen(f"{html}\n<code>{escape(name_countries(UNSUBSCRIBE, talk.texts))}</code>")


def _not_watched(talk: Talk, missing: Sequence[str], watched: str) -> Screen:
    rows = ((Button(f"⬅️ {talk.texts.gettext('Settings')}", "settings"),),)
    return Screen(f"{escape(_not_among(talk, missing))}\n🌍 {escape(watched)}", rows)


def _not_among(talk: Talk, codes: Sequence[str]) -> str:
    names = talk.texts.items([talk.texts.country(code) for code in codes])
    return talk.texts.gettext("Not among your countries: {names}").format(names=names)


async def erase_watches(talk: Talk) -> None:
    """Erase every watch of the chat."""
    for watch in await talk.services.store.chats.watches(talk.chat.key):
        if watch.id is not None:
            await talk.services.store.chats.delete_watch(talk.chat.key, watch.id)


def _shown(text: str, texts: Texts) -> str:
    return isolate(clip(" ".join(text.split()), _LONGEST_SHOWN), texts.is_rtl)
