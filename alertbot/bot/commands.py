"""Typed commands: each works in one message, shows its screen without arguments, and explains bad input."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape

from alertbot.alerts.keywords import KeywordError, parse_rule
from alertbot.bot import screens
from alertbot.bot.buttons import unsubscribe
from alertbot.bot.screens import LANGUAGE_NAMES, Screen
from alertbot.bot.talk import Talk
from alertbot.model import LANGUAGES, DeliveryState

MOST_KEYWORDS = 40
"""Rules of one chat."""
LATEST = 3

Action = Callable[[Talk, str], Awaitable[None]]
"""Takes the text behind the command."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it does, and how the menu and the help describe it (message ids of bot.po)."""

    name: str
    action: Action
    description: str
    example: str = ""
    changes: bool = True
    """True: in groups and channels for administrators only."""


async def start(talk: Talk, _: str) -> None:
    """Greet; somebody who is subscribed already sees the settings."""
    watch = await talk.watch()
    if watch is None:
        await talk.reply(screens.welcome(talk.chat, talk.texts))
    else:
        await talk.reply(screens.settings(talk.chat, watch, talk.texts))


async def help_(talk: Talk, _: str) -> None:
    """List the commands with an example each."""
    t = talk.texts.gettext
    lines = [f"<b>{escape(t('What you can send me'))}</b>"]
    for command in COMMANDS:
        example = f"\n    <code>{escape(command.example)}</code>" if command.example else ""
        lines.append(f"/{command.name} – {escape(t(command.description))}{example}")
    await talk.reply(Screen("\n".join(lines)))


async def subscribe(talk: Talk, text: str) -> None:
    """Choose countries by buttons, or take the countries named in the message."""
    if not text:
        await talk.reply(screens.regions(await talk.watch(), talk.texts))
        return
    codes = tuple(dict.fromkeys(talk.services.countries.find(text)))
    if not codes:
        await talk.reply(_no_country(talk, text))
        return
    watch = await talk.watch()
    kept = watch.countries if watch else ()
    watch = await talk.change_watch(countries=tuple(dict.fromkeys((*kept, *codes))))
    await talk.reply(screens.done(talk.chat, watch, talk.texts))


def _no_country(talk: Talk, text: str) -> Screen:
    t = talk.texts.gettext
    html = escape(t("I know no country in “{text}”. Write its name, for example:").format(text=text[:80]))
    return Screen(f"{html}\n<code>/subscribe Sudan, Chad</code>", screens.regions(None, talk.texts).rows)


async def unsubscribe_(talk: Talk, text: str) -> None:
    """Drop the countries named, or ask whether everything shall stop."""
    watch = await talk.watch()
    if watch is None:
        await talk.reply(screens.settings(talk.chat, None, talk.texts))
        return
    gone = set(talk.services.countries.find(text)) if text else set()
    left = tuple(code for code in watch.countries if code not in gone)
    if not gone or left == watch.countries:
        await talk.reply(screens.confirm_unsubscribe(talk.texts))
    elif not left:
        await unsubscribe(talk)
        await talk.reply(screens.settings(talk.chat, None, talk.texts))
    else:
        watch = await talk.change_watch(countries=left)
        await talk.reply(screens.done(talk.chat, watch, talk.texts))


async def keywords(talk: Talk, text: str) -> None:
    """`add RULES`, `remove RULES`, `list`."""
    verb, _, rest = text.partition(" ")
    rules = split_rules(rest)
    if verb.lower() == "add" and rules:
        await _add_keywords(talk, rules)
    elif verb.lower() == "remove" and rules:
        await _remove_keywords(talk, rules)
    elif verb.lower() in ("", "list"):
        await talk.reply(screens.keywords(await talk.watch(), talk.texts))
    else:
        t = talk.texts.gettext
        html = escape(t("Say what to do with which keywords:"))
        await talk.reply(
            Screen(f"{html}\n<code>/keywords add Goma, deport*</code>\n<code>/keywords remove Goma</code>")
        )


def split_rules(text: str) -> list[str]:
    """Rules separated by commas or new lines; a comma inside quotes or brackets belongs to its rule."""
    parts = re.findall(r'(?:"[^"]*"|\([^()]*\)|[^,\n"(]|["(])+', text)
    return [part.strip() for part in parts if part.strip()]


async def _add_keywords(talk: Talk, rules: list[str]) -> None:
    t = talk.texts.gettext
    for rule in rules:
        try:
            parse_rule(rule)
        except KeywordError as error:
            html = escape(t("I cannot read the keyword “{rule}”:").format(rule=rule[:80]))
            await talk.reply(Screen(f"{html} {escape(error.explain(talk.texts))}"))
            return
    watch = await talk.watch()
    chosen = tuple(dict.fromkeys((*(watch.keywords if watch else ()), *rules)))
    if len(chosen) > MOST_KEYWORDS:
        full = t("A chat can have {number} keywords. Remove some first: /keywords")
        await talk.reply(Screen(escape(full.format(number=talk.texts.number(MOST_KEYWORDS)))))
        return
    await talk.reply(screens.keywords(await talk.change_watch(keywords=chosen), talk.texts))


async def _remove_keywords(talk: Talk, rules: list[str]) -> None:
    watch = await talk.watch()
    unwanted = {rule.casefold() for rule in rules}
    left = tuple(rule for rule in (watch.keywords if watch else ()) if rule.casefold() not in unwanted)
    if watch is None or left == watch.keywords:
        t = talk.texts.gettext
        await talk.reply(Screen(escape(t("No such keyword here. These are there:"))))
    if watch is not None:
        watch = await talk.change_watch(keywords=left)
    await talk.reply(screens.keywords(watch, talk.texts))


async def settings(talk: Talk, _: str) -> None:
    """Show what holds for this chat."""
    await talk.reply(screens.settings(talk.chat, await talk.watch(), talk.texts))


async def latest(talk: Talk, _: str) -> None:
    """The latest incidents of the chat's countries and kinds of harm."""
    watch = await talk.watch()
    countries, categories = (watch.countries, watch.categories) if watch else ((), ())
    incidents = await talk.services.store.incidents.latest(countries, categories, LATEST)
    if not incidents:
        t = talk.texts.gettext
        await talk.reply(Screen(escape(t("Nothing yet for your countries, kinds of harm and keywords."))))
    for incident in reversed(incidents):
        await talk.reply(Screen(talk.services.write_incident(incident, talk.chat)))


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


async def pause(talk: Talk, _: str) -> None:
    """Hold everything back until /resume."""
    await talk.change_chat(paused=True)
    await settings(talk, "")


async def resume(talk: Talk, _: str) -> None:
    """Send again, with what waited."""
    await talk.change_chat(paused=False)
    await settings(talk, "")


async def status(talk: Talk, _: str) -> None:
    """How the bot itself is doing."""
    t, store = talk.texts.gettext, talk.services.store
    feeds = [feed for feed in await store.feeds.all() if feed.schedule.next_poll_at]
    failing = [feed for feed in feeds if feed.schedule.failures]
    polled = [feed.schedule.last_ok_at for feed in feeds if feed.schedule.last_ok_at]
    counts = await store.deliveries.counts()
    waiting = sum(counts.get(state, 0) for state in (DeliveryState.PENDING, DeliveryState.SENDING))
    number = talk.texts.number
    lines = [
        f"<b>{escape(t('Status'))}</b>",
        escape(
            t("Feeds read: {all}, of which failing: {bad}").format(
                all=number(len(feeds)), bad=number(len(failing))
            )
        ),
        escape(t("Messages waiting to be sent: {number}").format(number=number(waiting))),
    ]
    if polled:
        when = talk.texts.date_time(max(polled), talk.chat.timezone)
        lines.append(escape(t("Last feed read: {time} ({zone})").format(time=when, zone=talk.chat.timezone)))
    await talk.reply(Screen("\n".join(lines)))


COMMANDS = (
    Command("start", start, "Begin, or see where things stand", changes=False),
    Command("subscribe", subscribe, "Choose countries and kinds of harm", "/subscribe Sudan, Chad"),
    Command("unsubscribe", unsubscribe_, "Drop a country, or stop all alerts", "/unsubscribe Chad"),
    Command("keywords", keywords, "Only incidents with certain words", '/keywords add Goma, "burned homes"'),
    Command("settings", settings, "Everything that holds for this chat", changes=False),
    Command("latest", latest, "The latest incidents", changes=False),
    Command("language", language, "Language of alerts and screens", "/language fr"),
    Command("pause", pause, "Hold alerts back for a while"),
    Command("resume", resume, "Send again, with what waited"),
    Command("status", status, "How the bot itself is doing", changes=False),
    Command("help", help_, "This list", changes=False),
)
"""In the order of the menu."""

BY_NAME = {command.name: command for command in COMMANDS}
