"""Button presses: stateless callback data, applied to what is stored, the same message edited in place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from alertbot.bot import screens
from alertbot.bot.alert_buttons import ALERT_ACTIONS
from alertbot.bot.comeback import press_missed
from alertbot.bot.command import Press
from alertbot.bot.delivering import press_delivery, press_digest, press_limit, press_sound
from alertbot.bot.exporting import press_export
from alertbot.bot.keywords import press_delete, press_keywords, press_kind
from alertbot.bot.kinds import GROUPS
from alertbot.bot.muting import press_mute, press_mute_feed, press_muted, press_unmute, press_unmute_feed
from alertbot.bot.near import press_near
from alertbot.bot.onboarding import ask_when, press_when
from alertbot.bot.pausing import press_pause, press_resume
from alertbot.bot.quieting import press_quiet
from alertbot.bot.records import press_forget
from alertbot.bot.regions import EVERY_COUNTRY, REGION_NAMES
from alertbot.bot.subscribing import add_countries, erase_watches
from alertbot.bot.talk import Talk
from alertbot.bot.timezones import press_timezone
from alertbot.bot.watch_buttons import press_watches
from alertbot.model import LANGUAGES


async def press(talk: Talk, data: str, more: Mapping[str, Press]) -> str | None:
    """Do what a button says; `more` are verbs that only this person may use.

    Data of an older version or of a stranger is answered, never obeyed.
    """
    verb, *arguments = data.split(":")
    action = ACTIONS.get(verb) or more.get(verb)
    if action is None:
        return _old_button(talk)
    try:
        return await action(talk, arguments)
    except (ValueError, IndexError):
        return _old_button(talk)


def _old_button(talk: Talk) -> str:
    return talk.texts.gettext("This button is out of date. Send /settings for a new one.")


async def _regions(talk: Talk, _: list[str]) -> None:
    await talk.show(screens.regions(await talk.watch(), talk.texts))


async def _region(talk: Talk, arguments: list[str]) -> None:
    number = _number(arguments[0], len(REGION_NAMES))
    await talk.show(screens.region(number, await talk.watch(), talk.texts))


async def _country(talk: Talk, arguments: list[str]) -> str | None:
    number, code = _number(arguments[0], len(REGION_NAMES)), arguments[1]
    if code not in EVERY_COUNTRY:
        raise ValueError(code)
    watch = await talk.watch()
    chosen = watch.countries if watch else ()
    if chosen == (code,):
        return talk.texts.gettext("One country must stay. To end all alerts: /unsubscribe")
    countries = tuple(c for c in chosen if c != code) if code in chosen else (*chosen, code)
    watch = await talk.change_watch(countries=countries)
    await talk.show(screens.region(number, watch, talk.texts))
    return None


async def _everywhere(talk: Talk, _: list[str]) -> None:
    watch = await talk.change_watch(countries=())
    await talk.show(screens.kinds(watch, talk.texts))


async def _kinds(talk: Talk, _: list[str]) -> None:
    await talk.show(screens.kinds(await talk.watch(), talk.texts))


async def _kind(talk: Talk, arguments: list[str]) -> None:
    watch = await talk.watch()
    chosen = set(watch.categories) if watch else set()
    if arguments[0] == "all":
        chosen = set()
    else:
        group = set(tuple(GROUPS.values())[_number(arguments[0], len(GROUPS))])
        chosen = chosen - group if group <= chosen else chosen | group
    in_order = tuple(category for group in GROUPS.values() for category in group if category in chosen)
    await talk.show(screens.kinds(await talk.change_watch(categories=in_order), talk.texts))


async def _done(talk: Talk, _: list[str]) -> str | None:
    watch = await talk.watch()
    if watch is None:
        return talk.texts.gettext("Choose at least one country first, or 'Everywhere'.")
    await talk.show(await ask_when(talk, watch))
    return None


async def _language(talk: Talk, arguments: list[str]) -> None:
    if not arguments:
        await talk.show(screens.languages(talk.chat, talk.texts))
        return
    if arguments[0] not in LANGUAGES:
        raise ValueError(arguments[0])
    await talk.change_chat(language=arguments[0])
    watch = await talk.watch()
    await talk.show(
        screens.settings(talk.chat, watch, talk.texts) if watch else screens.welcome(talk.chat, talk.texts)
    )


async def _settings(talk: Talk, _: list[str]) -> None:
    await talk.show(screens.settings(talk.chat, await talk.watch(), talk.texts))


async def _unsubscribe(talk: Talk, arguments: list[str]) -> None:
    if arguments != ["yes"]:
        await talk.show(screens.confirm_unsubscribe(talk.texts))
        return
    await erase_watches(talk)
    await talk.show(screens.settings(talk.chat, None, talk.texts))


async def _add(talk: Talk, arguments: list[str]) -> None:
    """A country that was suggested."""
    code = arguments[0]
    if not re.fullmatch("[A-Z]{3}", code) or talk.texts.country(code) == code:
        raise ValueError(code)
    await talk.show(await add_countries(talk, [code]))


def _number(text: str, below: int) -> int:
    number = int(text)
    if not 0 <= number < below:
        raise ValueError(text)
    return number


ACTIONS: dict[str, Press] = {
    "regions": _regions,
    "exp": press_export,
    "reg": _region,
    "cty": _country,
    "add": _add,
    "all": _everywhere,
    "kinds": _kinds,
    "kind": _kind,
    "done": _done,
    "lang": _language,
    "tz": press_timezone,
    "quiet": press_quiet,
    "forget": press_forget,
    "settings": _settings,
    "pause": press_pause,
    "resume": press_resume,
    "when": press_when,
    "dl": press_delivery,
    "dig": press_digest,
    "lim": press_limit,
    "sil": press_sound,
    "away": press_missed,
    "kw": press_keywords,
    "kwdel": press_delete,
    "kwkind": press_kind,
    "w": press_watches,
    "unsub": _unsubscribe,
    **ALERT_ACTIONS,
    "mute": press_mute,
    "unmute": press_unmute,
    "mfeed": press_mute_feed,
    "ufeed": press_unmute_feed,
    "muted": press_muted,
    "near": press_near,
}
"""Every verb that a button may carry."""
