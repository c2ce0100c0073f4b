"""The buttons of watches: which watch, which condition, which value; data 'w:<watch>:<condition>:<value>'."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from alertbot.bot import watch_screens as screens
from alertbot.bot.keywords import keyword_screen
from alertbot.bot.kinds import GROUPS
from alertbot.bot.regions import EVERY_COUNTRY, REGION_NAMES
from alertbot.bot.screens import MOST_WATCHES, Screen
from alertbot.bot.talk import Talk
from alertbot.bot.watch_choices import CHOICES, LEAST, WAY
from alertbot.bot.watch_places import pick_place
from alertbot.bot.watch_ways import set_way, way_screen
from alertbot.bot.watches import make, of_chat
from alertbot.model import Category, Unit, Watch

Step = Callable[[Talk, Watch, int, list[str]], Awaitable[Screen]]
"""Takes the watch, its place in the list from 1, and what stands behind the condition's letter."""


async def press_watches(talk: Talk, arguments: list[str]) -> str | None:
    """Do what a button of watches says. Raises ValueError or IndexError for data that means nothing."""
    mine = await of_chat(talk)
    match arguments:
        case []:
            await talk.show(screens.listing(mine, talk.texts))
        case ["page", page]:
            await talk.show(screens.listing(mine, talk.texts, int(page)))
        case ["new"]:
            if len(mine) >= MOST_WATCHES:
                return screens.full(talk.texts)
            await talk.show(await make(talk, mine, ""))
        case [number, *rest]:
            position = [watch.id for watch in mine].index(int(number)) + 1  # type: ignore[arg-type]
            await talk.show(await _step(talk, mine[position - 1], position, rest))
    return None


async def _step(talk: Talk, watch: Watch, position: int, rest: list[str]) -> Screen:
    if not rest:
        return screens.one(watch, position, talk.texts)
    letter, *arguments = rest
    if letter in CHOICES:
        return await _choose(talk, watch, letter, arguments)
    return await STEPS[STEPS_BY.index(letter)](talk, watch, position, arguments)


async def _choose(talk: Talk, watch: Watch, letter: str, arguments: list[str]) -> Screen:
    choice = CHOICES[letter]
    if letter == WAY:
        return way_screen(talk, await set_way(talk, choice.pick(watch, arguments[0])) if arguments else watch)
    if arguments:
        watch = await _save(talk, choice.pick(watch, arguments[0]))
    return screens.choosing(letter, choice, watch, talk.texts)


async def _countries(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    if arguments == ["all"]:
        watch = await _save(talk, replace(watch, countries=(), provinces=()))
    if not arguments or arguments == ["all"]:
        return screens.regions(watch, talk.texts)
    number = range(len(REGION_NAMES))[int(arguments[0])]
    if len(arguments) > 1:
        code = EVERY_COUNTRY[EVERY_COUNTRY.index(arguments[1])]
        left = tuple(country for country in watch.countries if country != code)
        watch = await _save(
            talk, replace(watch, countries=left if code in watch.countries else (*left, code))
        )
    return screens.region(number, watch, talk.texts)


async def _kinds(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    chosen = set(watch.categories)
    if arguments == ["all"]:
        chosen = set()
    elif arguments:
        group = set(tuple(GROUPS.values())[range(len(GROUPS))[int(arguments[0])]])
        chosen = chosen - group if group <= chosen else chosen | group
    if arguments:
        watch = await _save(talk, replace(watch, categories=in_order(chosen)))
    return screens.kinds(watch, talk.texts)


async def _figures(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    if not arguments:
        return screens.units(watch, talk.texts)
    unit = Unit(arguments[0])
    if len(arguments) > 1:
        number = int(arguments[1])
        if number and number not in LEAST:
            raise ValueError(number)
        least = {**dict(watch.minimum_figures), unit: number}
        kept = tuple((unit, least[unit]) for unit in Unit if least.get(unit))
        watch = await _save(talk, replace(watch, minimum_figures=kept))
    return screens.least_of(unit, watch, talk.texts)


async def _places(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    if arguments:
        field = {"p": "provinces", "a": "areas"}[arguments[0][:1]] if arguments[0][:1] in "pa" else ""
        there = list(getattr(watch, field)) if field else []
        del there[range(len(there))[int(arguments[0][1:])]]
        watch = await _save(talk, replace(watch, **{field: tuple(there)}))  # type: ignore[arg-type]
    return screens.places(watch, position, talk.texts)


async def _pick(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    return await pick_place(talk, watch, position, int(arguments[0]), int(arguments[1]))


async def _keywords(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    return await keyword_screen(talk, watch, int(arguments[0]) if arguments else 0)


async def _delete(talk: Talk, watch: Watch, position: int, arguments: list[str]) -> Screen:
    if arguments != ["yes"] or watch.id is None:
        return screens.confirm_delete(watch, position, talk.texts)
    await talk.services.store.chats.delete_watch(talk.chat.key, watch.id)
    return screens.listing(await of_chat(talk), talk.texts)


STEPS_BY = "ckflnqd"
STEPS: tuple[Step, ...] = (_countries, _kinds, _figures, _places, _pick, _keywords, _delete)
"""By letter: countries, kinds, figures, places, a place picked, keywords, delete; the rest: `CHOICES`."""


def in_order(chosen: set[Category]) -> tuple[Category, ...]:
    """Kinds of harm in the order in which the screens show them."""
    return tuple(category for group in GROUPS.values() for category in group if category in chosen)


async def _save(talk: Talk, watch: Watch) -> Watch:
    return await talk.services.store.chats.save_watch(watch)
