"""The watches of a chat: listed, made, named, given places and keywords, deleted, each in one message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from html import escape

from alertbot.alerts.safe import clip, isolate
from alertbot.bot import watch_screens as screens
from alertbot.bot.keywords import add_keywords, remove_keywords, split_rules
from alertbot.bot.screens import MOST_WATCHES, Screen
from alertbot.bot.talk import Talk
from alertbot.bot.watch_places import add_place
from alertbot.bot.watch_ways import type_way
from alertbot.bot.watch_words import LONGEST_NAME
from alertbot.model import Watch

EXAMPLE = "/watches add North Kivu"
Edit = Callable[[Talk, Watch, int, str], Awaitable[Screen]]
"""Takes the watch, its place in the list from 1, and what was typed; returns what to show."""


async def watches(talk: Talk, text: str) -> None:
    """List them; `add NAME`; `2` shows the second, `2 name|place|keywords|delivery|delete …` changes it."""
    mine = await of_chat(talk)
    first, _, rest = text.partition(" ")
    if not text:
        await talk.reply(screens.listing(mine, talk.texts))
    elif first.casefold() in ("add", "new"):
        await talk.reply(await make(talk, mine, rest))
    elif not first.isdecimal():
        await talk.reply(_unclear(talk, mine))
    elif not 1 <= int(first[:4]) <= len(mine):
        await talk.reply(_no_such(talk, mine, first))
    else:
        await talk.reply(await _edit(talk, mine, int(first), rest.strip()))


async def of_chat(talk: Talk) -> list[Watch]:
    """Every watch of the chat, in order of making."""
    return await talk.services.store.chats.watches(talk.chat.key)


async def make(talk: Talk, mine: Sequence[Watch], name: str) -> Screen:
    """Make a watch for everywhere, unless there are as many as there can be."""
    if len(mine) >= MOST_WATCHES:
        return Screen(escape(screens.full(talk.texts)))
    new = Watch(None, talk.chat.key, name=_name(name))
    new = await talk.services.store.chats.save_watch(new)
    return screens.one(new, len(mine) + 1, talk.texts)


async def _edit(talk: Talk, mine: Sequence[Watch], position: int, text: str) -> Screen:
    verb, _, rest = text.partition(" ")
    watch = mine[position - 1]
    if not verb:
        return screens.one(watch, position, talk.texts)
    edit = EDITS.get(verb.casefold())
    if edit is None:
        return _unclear(talk, mine)
    return await edit(talk, watch, position, rest.strip())


async def _rename(talk: Talk, watch: Watch, position: int, text: str) -> Screen:
    if not _name(text):
        return _unclear(talk, [watch])
    watch = await talk.services.store.chats.save_watch(replace(watch, name=_name(text)))
    return screens.one(watch, position, talk.texts)


async def _place(talk: Talk, watch: Watch, position: int, text: str) -> Screen:
    if not text:
        return screens.places(watch, position, talk.texts)
    return await add_place(talk, watch, position, text)


async def _countries(talk: Talk, watch: Watch, position: int, text: str) -> Screen:
    codes = talk.services.countries.find(text)
    if not codes:
        return screens.regions(watch, talk.texts)
    chosen = tuple(dict.fromkeys((*watch.countries, *codes)))
    watch = await talk.services.store.chats.save_watch(replace(watch, countries=chosen))
    return screens.one(watch, position, talk.texts)


async def _keywords(talk: Talk, watch: Watch, position: int, text: str) -> Screen:
    verb, _, rest = text.partition(" ")
    if verb.casefold() == "remove":
        return await remove_keywords(talk, watch, split_rules(rest))
    rules = split_rules(rest if verb.casefold() == "add" else text)
    return await add_keywords(talk, watch, rules)


async def _delete(talk: Talk, watch: Watch, position: int, _: str) -> Screen:
    return screens.confirm_delete(watch, position, talk.texts)


EDITS: dict[str, Edit] = {
    "name": _rename,
    "place": _place,
    "countries": _countries,
    "keywords": _keywords,
    "delivery": type_way,
    "delete": _delete,
}
"""What may stand behind the number of a watch."""


def _name(text: str) -> str:
    return clip(" ".join(text.split()), LONGEST_NAME)


def _unclear(talk: Talk, mine: Sequence[Watch]) -> Screen:
    said = escape(talk.texts.gettext("Say what to do with which watch, for example:"))
    examples = ["/watches add North", "/watches 1 name North", "/watches 1 place Goma 40 km"]
    examples += ["/watches 1 countries Sudan, Chad", "/watches 1 keywords Goma, deport*"]
    examples += ["/watches 1 delivery digest", "/watches 1 delete"]
    code = "\n".join(f"<code>{example}</code>" for example in examples)
    return Screen(f"{said}\n{code}", screens.listing(mine, talk.texts).rows)


def _no_such(talk: Talk, mine: Sequence[Watch], typed: str) -> Screen:
    said = talk.texts.gettext("There is no watch number {number} here. These are there:")
    shown = screens.listing(mine, talk.texts)
    number = isolate(clip(typed, 10), talk.texts.is_rtl)
    return Screen(f"{escape(said.format(number=number))}\n\n{shown.html}", shown.rows)
