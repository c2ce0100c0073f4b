"""The time zone of a chat: by IANA name, by a city in any of our languages, or by country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from html import escape
from zoneinfo import available_timezones

from babel.core import get_global
from rapidfuzz import fuzz, process

from alertbot.alerts.safe import clip, isolate
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.gazetteer.fold import fold
from alertbot.model import LANGUAGES
from alertbot.texts import Texts

MOST_OFFERED = 12
_ALIKE = 80
"""Of 100: how much a word must look like a city to be taken for a typing error of it."""
_SHORTEST = 4
"""Letters of a word that may be a typing error."""
EXAMPLE = "/timezone Kabul"


async def timezone(talk: Talk, text: str) -> None:
    """Show the zone, set it, or offer those of a country or of a mistyped city."""
    if not text:
        await talk.reply(await _zone_screen(talk))
        return
    named = _named(talk, text)
    if len(named) == 1:
        await talk.change_chat(timezone=named[0])
        await talk.reply(await _zone_screen(talk))
    elif found := named or _similar(talk, text):
        await talk.reply(Screen(escape(talk.texts.gettext("Which one?")), _rows(found, talk.texts)))
    else:
        await talk.reply(_unknown(talk, text))


async def press_timezone(talk: Talk, arguments: list[str]) -> None:
    """The buttons: the screen itself, or a zone. Raises ValueError for a zone that does not exist."""
    if arguments:
        if arguments[0] not in _zones():
            raise ValueError(arguments[0])
        await talk.change_chat(timezone=arguments[0])
    await talk.show(await _zone_screen(talk))


async def _zone_screen(talk: Talk) -> Screen:
    """The zone with its time now, and those of the countries watched."""
    t, texts, zone = talk.texts.gettext, talk.texts, talk.chat.timezone
    now = texts.time(talk.services.clock(), zone)
    said = t("Time zone: {zone}. It is {time} there.").format(zone=isolate(zone, texts.is_rtl), time=now)
    watch = await talk.watch()
    near = [name for code in (watch.countries if watch else ()) for name in zones_of(code)]
    rows = _rows([name for name in near if name != zone][:MOST_OFFERED], texts)
    back = (Button(f"⬅️ {t('Settings')}", "settings"),)
    return Screen(f"🕒 {escape(said)}\n<code>{EXAMPLE}</code>", (*rows, back))


def _unknown(talk: Talk, text: str) -> Screen:
    said = talk.texts.gettext("I do not know the time zone “{text}”. Write a city or a country, for example:")
    shown = isolate(clip(text, 60), talk.texts.is_rtl)
    return Screen(f"{escape(said.format(text=shown))}\n<code>{EXAMPLE}</code>")


def _rows(zones: Iterable[str], texts: Texts) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(f"🕒 {_city(zone, texts)}", f"tz:{zone}"),) for zone in zones)


def _city(zone: str, texts: Texts) -> str:
    """The zone's city in the reader's language."""
    known = texts.locale.time_zones.get(zone, {}).get("city")
    return str(known or zone.rpartition("/")[2].replace("_", " "))


def _named(talk: Talk, text: str) -> list[str]:
    """The zone of that name or city, or the zones of the countries named."""
    if exact := _index(talk.services.texts).get(_spaced(text)):
        return [exact]
    countries = talk.services.countries.only(text)
    return [zone for code in countries for zone in zones_of(code)][:MOST_OFFERED]


def _similar(talk: Talk, text: str) -> list[str]:
    """Zones whose cities look like the text."""
    names, wanted = _index(talk.services.texts), _spaced(text)
    if len(wanted) < _SHORTEST:
        return []
    alike = process.extract(wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=8)
    return list(dict.fromkeys(names[name] for name, _, _ in alike))


def _spaced(name: str) -> str:
    return fold(name.replace("_", " ").replace("/", " "))


@lru_cache(maxsize=1)
def _index(texts: Callable[[str], Texts]) -> Mapping[str, str]:
    """Folded IANA names and cities in every language, to zones."""
    names: dict[str, str] = {}
    for zone in sorted(_zones()):
        names[_spaced(zone)] = zone
        names.setdefault(_spaced(zone.rpartition("/")[2]), zone)
        for language in LANGUAGES:
            names.setdefault(fold(_city(zone, texts(language))), zone)
    return names


@cache
def _zones() -> Mapping[str, str]:
    """Every zone that people live in, with its country's ISO 3166-1 alpha-2 code; UTC besides."""
    places = get_global("zone_territories")
    return {"UTC": ""} | {zone: places[zone] for zone in available_timezones() if zone in places}


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166-1 alpha-3), by name; () for one without."""
    alpha2 = "XK" if country == "XKX" else get_global("territory_aliases").get(country, [""])[0]
    return tuple(sorted(zone for zone, place in _zones().items() if place and place == alpha2))
