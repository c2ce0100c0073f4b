"""Typed commands: each works in one message, shows its screen without arguments, and explains bad input."""

from __future__ import annotations

from html import escape

from alertbot.alerts.keyboard import alert_keyboard
from alertbot.alerts.safe import isolate
from alertbot.bot import screens
from alertbot.bot.command import Command
from alertbot.bot.delivering import DIGEST_EXAMPLE, LIMIT_EXAMPLE, SILENT_EXAMPLE, digest, limit, silent
from alertbot.bot.exporting import EXPORT, export
from alertbot.bot.incident import INCIDENT, incident
from alertbot.bot.keywords import keywords
from alertbot.bot.missed import WHY, missed, why
from alertbot.bot.muting import MUTE, UNMUTE, mute, unmute
from alertbot.bot.operator_table import OPERATOR_BY_NAME, OPERATOR_COMMANDS
from alertbot.bot.pausing import EXAMPLE as PAUSE_EXAMPLE
from alertbot.bot.pausing import pause, resume
from alertbot.bot.picturing import MAP, map_
from alertbot.bot.quieting import EXAMPLE as QUIET_EXAMPLE
from alertbot.bot.quieting import quiet
from alertbot.bot.recent import reaching_any, recent
from alertbot.bot.records import delete_me, my_data, privacy
from alertbot.bot.screens import LANGUAGE_NAMES, Screen
from alertbot.bot.searching import search
from alertbot.bot.simulating import SIMULATE, simulate
from alertbot.bot.sources import SUGGEST, feeds, suggest
from alertbot.bot.subscribing import SUBSCRIBE, UNSUBSCRIBE, name_countries, subscribe, unsubscribe
from alertbot.bot.talk import Talk, rows_of
from alertbot.bot.timezones import EXAMPLE as TIMEZONE_EXAMPLE
from alertbot.bot.timezones import timezone
from alertbot.bot.watches import watches as watches_
from alertbot.model import LANGUAGES, DeliveryState

LATEST = 3
"""Incidents that /latest shows."""


async def start(talk: Talk, _: str) -> None:
    """Greet; somebody who is subscribed already sees the settings."""
    watch = await talk.watch()
    if watch is None:
        await talk.reply(screens.welcome(talk.chat, talk.texts))
    else:
        await talk.reply(screens.settings(talk.chat, watch, talk.texts))


async def help_(talk: Talk, text: str) -> None:
    """List the commands with an example each, or tell of the one that is named."""
    t = talk.texts.gettext
    operator = talk.chat.telegram_id in talk.services.operators
    known = BY_NAME | (OPERATOR_BY_NAME if operator else {})
    named = known.get(text.strip().removeprefix("/").lower())
    if named is not None:
        await talk.reply(Screen("\n".join(_described(named, talk))))
        return
    lines = [f"<b>{escape(t('What you can send me'))}</b>"]
    lines += [line for command in COMMANDS for line in _described(command, talk)]
    if operator:
        lines += ["", f"<b>{escape(t('For operators, in this chat only'))}</b>"]
        lines += [line for command in OPERATOR_COMMANDS for line in _described(command, talk)]
    who = t(
        "In a private chat, the name of a country is enough. In groups and channels, administrators decide."
    )
    await talk.reply(Screen("\n".join([*lines, "", escape(who)])))


def _described(command: Command, talk: Talk) -> list[str]:
    lines = [f"/{command.name} – {escape(talk.texts.gettext(command.description))}"]
    if command.example:
        lines.append(f"<code>{escape(name_countries(command.example, talk.texts), quote=False)}</code>")
    return lines


async def settings(talk: Talk, _: str) -> None:
    """Show what holds for this chat."""
    await talk.reply(screens.settings(talk.chat, await talk.watch(), talk.texts))


async def latest(talk: Talk, _: str) -> None:
    """The latest incidents that the chat would be told of, the newest last."""
    watches = await talk.services.store.chats.watches(talk.chat.key)
    found = await (reaching_any(talk, watches) if watches else recent(talk, None))
    incidents = found[:LATEST]
    if not incidents:
        t = talk.texts.gettext
        await talk.reply(Screen(escape(t("Nothing yet for your countries, kinds of harm and keywords."))))
    muted = (await talk.services.store.mutes.of_chat(talk.chat.key)).incidents
    for one in reversed(incidents):
        keys = alert_keyboard(one, talk.texts, muted=one.code in muted, drawn=talk.draws)
        await talk.reply(Screen(talk.services.write_incident(one, talk.chat), rows_of(keys)))


async def language(talk: Talk, text: str) -> None:
    """Choose the language, by code, by name or by buttons."""
    wanted = text.strip().casefold()
    names = {name.casefold(): code for code, name in LANGUAGE_NAMES.items()} | {
        code: code for code in LANGUAGES
    }
    if wanted in names:
        await talk.change_chat(language=names[wanted])
        await talk.reply(screens.settings(talk.chat, await talk.watch(), talk.texts))
    else:
        await talk.reply(screens.languages(talk.chat, talk.texts))


async def status(talk: Talk, _: str) -> None:
    """How the bot itself is doing."""
    t, store = talk.texts.gettext, talk.services.store
    feeds = [feed for feed in await store.feeds.all() if feed.source.enabled]
    failing = [feed for feed in feeds if feed.schedule.failures]
    polled = [feed.schedule.last_ok_at for feed in feeds if feed.schedule.last_ok_at]
    counts = await store.deliveries.counts()
    waiting = sum(counts.get(state, 0) for state in (DeliveryState.PENDING, DeliveryState.SENDING))
    number = talk.texts.number
    lines = [
        f"<b>{escape(t('Status'))}</b>",
        escape(screens.state_line(talk.chat, await talk.watch(), talk.texts)),
        escape(
            t("Feeds read: {all}, of which failing: {bad}").format(
                all=number(len(feeds)), bad=number(len(failing))
            )
        ),
        escape(t("Messages waiting to be sent: {number}").format(number=number(waiting))),
    ]
    if polled:
        zone = isolate(talk.chat.timezone, talk.texts.is_rtl)
        when = talk.texts.date_time(max(polled), talk.chat.timezone)
        lines.append(escape(t("Last feed read: {time} ({zone})").format(time=when, zone=zone)))
    await talk.reply(Screen("\n".join(lines)))


COMMANDS = (
    Command("start", start, "Begin, or see where things stand", changes=False),
    Command("subscribe", subscribe, "Choose countries and kinds of harm", SUBSCRIBE),
    Command("unsubscribe", unsubscribe, "Drop a country, or stop all alerts", UNSUBSCRIBE),
    Command("keywords", keywords, "Only incidents with certain words", '/keywords add Goma, "burned homes"'),
    Command("watches", watches_, "Your watches: what alerts come for", "/watches add North Kivu"),
    Command("settings", settings, "Everything that holds for this chat", changes=False),
    Command("latest", latest, "The latest incidents", changes=False),
    Command("map", map_, "Incidents of the last days on a map", MAP, changes=False),
    Command("search", search, "Search the last 30 days", "/search Goma burn*", changes=False),
    Command("language", language, "Language of alerts and screens", "/language fr"),
    Command("digest", digest, "A digest every day or week", DIGEST_EXAMPLE),
    Command("limit", limit, "At most so many alerts an hour", LIMIT_EXAMPLE),
    Command("silent", silent, "No sound for what is less grave", SILENT_EXAMPLE),
    Command("pause", pause, "Hold alerts back for a while", PAUSE_EXAMPLE),
    Command("resume", resume, "Send again, with what waited"),
    Command("timezone", timezone, "Time zone of the dates in alerts", TIMEZONE_EXAMPLE),
    Command("quiet", quiet, "No messages at night, except the gravest", QUIET_EXAMPLE),
    Command("incident", incident, "All that is known of one incident", INCIDENT, changes=False),
    Command("why", why, "Why an alert came, or did not", WHY, changes=False),
    Command("missed", missed, "What was read and not sent here, and why", changes=False),
    Command("mute", mute, "No more updates of an incident", MUTE),
    Command("unmute", unmute, "Updates of an incident again", UNMUTE),
    Command("simulate", simulate, "What I would read in a text you paste", SIMULATE, changes=False),
    Command("feeds", feeds, "The sources I read for this chat", changes=False),
    Command("suggest", suggest, "A source I should read", SUGGEST, changes=False),
    Command("status", status, "How the bot itself is doing", changes=False),
    Command("privacy", privacy, "What is stored, and what is not", changes=False),
    Command("export", export, "Incidents as a file: Excel, map, feed", EXPORT),
    Command("my_data", my_data, "Everything stored here, as a file"),
    Command("delete_me", delete_me, "Erase everything about this chat"),
    Command("help", help_, "This list", changes=False),
)
"""In the order of the menu."""

BY_NAME = {command.name: command for command in COMMANDS}
