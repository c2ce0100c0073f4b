"""Keywords of a watch: typed, said back with what each would have matched, deleted by a button."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from alertbot.alerts.explain import explain
from alertbot.alerts.keywords import EXAMPLE, KeywordError, parse_rule, terms_of
from alertbot.alerts.labels import category_label
from alertbot.alerts.safe import clip, isolate
from alertbot.bot.looking_back import Found, look_back
from alertbot.bot.screens import MOST_WATCHES, Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import Category, Watch
from alertbot.texts import Texts

MOST_KEYWORDS = 40
"""Rules of one watch."""
MOST_SAID_BACK = 4
"""Rules of one message that are said back in words; the list shows all."""
ON_A_PAGE = 10
EXAMPLES = (
    '/keywords add Goma, "burned homes", deport*',
    "/keywords remove Goma",
    "/keywords test Goma -football",
)


async def keywords(talk: Talk, text: str) -> None:
    """`add|remove|test RULES`, `list`: of the first watch, or with its number before them of another."""
    watches = await talk.services.store.chats.watches(talk.chat.key)
    number, _, behind = text.partition(" ")
    position = int(number) if number.isdecimal() and 1 <= int(number[:4]) <= len(watches) else 1
    verb, _, rest = (behind.strip() if number.isdecimal() else text).partition(" ")
    watch = watches[position - 1] if watches else Watch(None, talk.chat.key)
    rules = split_rules(rest)
    match verb.lower(), bool(rules):
        case "add", True:
            await talk.reply(await add_keywords(talk, watch, rules))
        case "remove", True:
            await talk.reply(await remove_keywords(talk, watch, rules))
        case "test", True:
            await talk.reply(await try_keywords(talk, rules))
        case (("" | "list"), _):
            await talk.reply(await keyword_screen(talk, watch))
        case _:
            html = escape(talk.texts.gettext("Say what to do with which keywords:"))
            await talk.reply(
                Screen("\n".join([html, *(f"<code>{escape(e, quote=False)}</code>" for e in EXAMPLES)]))
            )


def split_rules(text: str) -> list[str]:
    """Rules separated by commas or new lines; a comma inside quotes or brackets belongs to its rule."""
    parts = re.findall(r'(?:"[^"]*"|“[^”]*”|«[^»]*»|\([^()]*\)|[^,،\n"“«(]|["“«(])+', text)
    return [part.strip() for part in parts if part.strip()]


async def keyword_screen(talk: Talk, watch: Watch, page: int = 0) -> Screen:
    """The keywords as they stand, each with what it would have matched in the last 30 days."""
    found = await look_back(talk, watch.keywords) if watch.keywords else {}
    return show_keywords(watch, {rule: one.number for rule, one in found.items()}, talk.texts, page)


def show_keywords(watch: Watch, counts: Mapping[str, int], texts: Texts, page: int = 0) -> Screen:
    """A page of the list, with a button each to take it away."""
    t, rules = texts.gettext, watch.keywords
    start = min(max(page, 0), max(0, len(rules) - 1) // ON_A_PAGE) * ON_A_PAGE
    lines = [f"<b>{escape(t('Keywords'))}</b>"]
    if rules:
        lines += [_line(rule, counts, texts) for rule in rules[start : start + ON_A_PAGE]]
        lines += ["", escape(t("The number behind each: incidents and articles of the last 30 days."))]
        lines += [escape(t("Only incidents that match at least one of them are sent here."))]
    else:
        lines.append(escape(t("None: everything of your countries and kinds of harm is sent.")))
    lines += ["", escape(t("Add some with:")), f"<code>{escape(EXAMPLES[0], quote=False)}</code>"]
    rows: list[tuple[Button, ...]] = [
        (Button(f"❌ {clip(rule, 40)}", f"kwdel:{watch.id}:{mark_of(rule)}"),)
        for rule in rules[start : start + ON_A_PAGE]
    ]
    rows += _arrows(watch, start, len(rules))
    back = (Button(f"⬅️ {t('Watch')}", f"w:{watch.id}"),) if watch.id else ()
    settings = Button(f"⬅️ {t('Settings')}", "settings")
    return Screen("\n".join(lines), (*rows, (*back, settings)))


def mark_of(rule: str) -> str:
    """Stands for a rule in callback data: its place in the list may change, and it may be too long."""
    return f"{zlib.crc32(rule.encode('utf-8', 'surrogatepass')):08x}"


def refusal(rule: str, error: KeywordError, texts: Texts) -> Screen:
    """What is wrong with a typed rule, and a correct one."""
    shown = isolate(clip(rule, 80), texts.is_rtl)
    html = escape(texts.gettext("I cannot read the keyword “{rule}”:").format(rule=shown))
    said = texts.gettext(error.problem.value).format(found=isolate(error.found, texts.is_rtl))
    return Screen(f"{html} {escape(said)}\n<code>{escape(EXAMPLE, quote=False)}</code>")


def would_have_matched(found: Found, texts: Texts) -> str:
    """How many incidents and articles of the last 30 days a rule matches, in words."""
    said = texts.gettext("Last 30 days: incidents {incidents}, articles {articles} (of {looked} looked at).")
    number = texts.number
    return said.format(
        incidents=number(len(found.incidents)),
        articles=number(len(found.articles)),
        looked=number(found.looked_at),
    )


async def add_keywords(talk: Talk, watch: Watch, rules: Sequence[str]) -> Screen:
    """Add rules to a watch and say each back; nothing is added if one cannot be read."""
    wrong = _first_wrong(rules, talk.texts)
    if wrong or not rules:
        return wrong or await keyword_screen(talk, watch)
    chosen = tuple(dict.fromkeys((*watch.keywords, *rules)))
    if len(chosen) > MOST_KEYWORDS:
        full = talk.texts.gettext("A watch can have {number} keywords. Remove some first: /keywords")
        return Screen(escape(full.format(number=talk.texts.number(MOST_KEYWORDS))))
    watch = await talk.services.store.chats.save_watch(replace(watch, keywords=chosen))
    said, rows = await _said_back(talk, watch, rules)
    screen = await keyword_screen(talk, watch, (len(chosen) - 1) // ON_A_PAGE)
    return Screen(f"{said}\n\n{screen.html}", (*rows, *screen.rows))


async def try_keywords(talk: Talk, rules: Sequence[str]) -> Screen:
    """Say rules back without adding them."""
    wrong = _first_wrong(rules, talk.texts)
    if wrong:
        return wrong
    said, _ = await _said_back(talk, Watch(None, talk.chat.key), rules)
    return Screen(f"{said}\n\n<code>/keywords add {escape(clip(', '.join(rules), 300), quote=False)}</code>")


async def remove_keywords(talk: Talk, watch: Watch, rules: Sequence[str]) -> Screen:
    """Take rules away, quotation marks and case aside."""
    unwanted = {_plain(rule) for rule in rules}
    left = tuple(rule for rule in watch.keywords if _plain(rule) not in unwanted)
    if watch.id is None or left == watch.keywords:
        screen = await keyword_screen(talk, watch)
        said = escape(talk.texts.gettext("No such keyword here. These are there:"))
        return Screen(f"{said}\n\n{screen.html}", screen.rows)
    watch = await talk.services.store.chats.save_watch(replace(watch, keywords=left))
    return await keyword_screen(talk, watch)


async def press_keywords(talk: Talk, _: list[str]) -> None:
    """The button that leads here from the settings."""
    await talk.show(await keyword_screen(talk, await talk.watch() or Watch(None, talk.chat.key)))


async def press_delete(talk: Talk, arguments: list[str]) -> None:
    """The button that takes one away. Raises ValueError if it, or its watch, is not there any more."""
    watch = await _watch(talk, arguments[0])
    left = tuple(rule for rule in watch.keywords if mark_of(rule) != arguments[1])
    if left == watch.keywords:
        raise ValueError(arguments)
    watch = await talk.services.store.chats.save_watch(replace(watch, keywords=left))
    await talk.show(await keyword_screen(talk, watch))


async def press_kind(talk: Talk, arguments: list[str]) -> None:
    """The offer to watch a kind of harm instead of a word: in a watch of its own, with the same places."""
    kind = Category(arguments[1])
    watch = await _watch(talk, arguments[0])
    mine = await talk.services.store.chats.watches(talk.chat.key)
    there = next((one for one in mine if one.categories == (kind,) and not one.keywords), None)
    new = replace(watch, id=None, name="", categories=(kind,), keywords=(), keyword_articles=False)
    if there is None and len(mine) < MOST_WATCHES:
        there = await talk.services.store.chats.save_watch(new)
    await talk.show(_kind_watched(kind, there, talk.texts))


def _kind_watched(kind: Category, watch: Watch | None, texts: Texts) -> Screen:
    if watch is None:
        full = texts.gettext("A chat can have {number} watches. Delete one first: /watches")
        return Screen(escape(full.format(number=texts.number(MOST_WATCHES))))
    said = texts.gettext("Watched in all languages: {kind}").format(kind=category_label(kind, texts))
    return Screen(f"✅ {escape(said)}", ((Button(f"⬅️ {texts.gettext('Watch')}", f"w:{watch.id}"),),))


async def _watch(talk: Talk, number: str) -> Watch:
    """The watch of that number. Raises ValueError if the chat has it no more."""
    for watch in await talk.services.store.chats.watches(talk.chat.key):
        if watch.id == int(number):
            return watch
    raise ValueError(number)


async def _said_back(talk: Talk, watch: Watch, rules: Sequence[str]) -> tuple[str, list[tuple[Button, ...]]]:
    """Rules in plain words with what they would have matched; buttons to watch a kind of harm instead."""
    t = talk.texts.gettext
    found = await look_back(talk, rules[:MOST_SAID_BACK])
    blocks: list[str] = []
    kinds: dict[Category, None] = {}
    for rule in rules[:MOST_SAID_BACK]:
        lines = [t("Read as: {rule}").format(rule=clip(explain(parse_rule(rule), talk.texts), 300))]
        lines += [would_have_matched(found[rule], talk.texts), *_warning(found[rule], talk.texts)]
        kind = await _kind_of(talk, rule)
        if kind is not None:
            kinds[kind] = None
            lines.append("💡 " + t("The word stands for a kind of harm, which I can watch in all languages."))
        blocks.append("\n".join(escape(line) for line in lines))
    rows: list[tuple[Button, ...]] = [
        (Button(f"➕ {clip(category_label(kind, talk.texts), 40)}", f"kwkind:{watch.id}:{kind.value}"),)
        for kind in kinds
        if watch.id is not None
    ]
    return "\n\n".join(blocks), rows


def _warning(found: Found, texts: Texts) -> list[str]:
    if found.is_broad:
        return ["⚠️ " + texts.gettext("Very broad: add a word, or put a phrase into quotation marks.")]
    if not found.number:
        return [
            "⚠️ "
            + texts.gettext("Nothing matched: check the spelling, or try the beginning of the word with *.")
        ]
    return []


async def _kind_of(talk: Talk, rule: str) -> Category | None:
    """The kind of harm that a rule of one word, phrase or beginning stands for."""
    terms = terms_of(parse_rule(rule))
    if len(terms) != 1:
        return None
    return await asyncio.to_thread(talk.services.kind_of, terms[0].typed)


def _first_wrong(rules: Sequence[str], texts: Texts) -> Screen | None:
    for rule in rules:
        try:
            parse_rule(rule)
        except KeywordError as error:
            return refusal(rule, error, texts)
    return None


def _line(rule: str, counts: Mapping[str, int], texts: Texts) -> str:
    return f"• <code>{escape(clip(rule, 90))}</code> – {texts.number(counts.get(rule, 0))}"


def _arrows(watch: Watch, start: int, number: int) -> list[tuple[Button, ...]]:
    page, arrows = start // ON_A_PAGE, []
    if start:
        arrows.append(Button("◀️", f"w:{watch.id}:q:{page - 1}"))
    if start + ON_A_PAGE < number:
        arrows.append(Button("▶️", f"w:{watch.id}:q:{page + 1}"))
    return [tuple(arrows)] if arrows else []


def _plain(rule: str) -> str:
    """A rule without case and quotation marks: nobody retypes them to remove it."""
    return rule.casefold().strip('"“”«» ')
