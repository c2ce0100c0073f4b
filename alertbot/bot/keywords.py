"""Keywords of a chat: typed, listed with how often each would have matched, deleted by a button."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from html import escape

from alertbot.alerts.keywords import EXAMPLE, KeywordError, parse_rule
from alertbot.alerts.matching import SearchText, holds
from alertbot.alerts.safe import clip, isolate
from alertbot.bot.recent import recent
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import Incident, Watch
from alertbot.texts import Texts

MOST_KEYWORDS = 40
"""Rules of one chat."""
LOOKED_BACK = timedelta(days=30)


async def keywords(talk: Talk, text: str) -> None:
    """`add RULES`, `remove RULES`, `list`."""
    verb, rest = [*text.split(maxsplit=1), "", ""][:2]
    rules = split_rules(rest)
    if verb.lower() == "add" and rules:
        await _add(talk, rules)
    elif verb.lower() == "remove" and rules:
        await _remove(talk, rules)
    elif verb.lower() in ("", "list"):
        await talk.reply(await keyword_screen(talk))
    else:
        html = escape(talk.texts.gettext("Say what to do with which keywords:"))
        await talk.reply(
            Screen(f"{html}\n<code>/keywords add Goma, deport*</code>\n<code>/keywords remove Goma</code>")
        )


def split_rules(text: str) -> list[str]:
    """Rules separated by commas or new lines; a comma inside quotes or brackets belongs to its rule."""
    parts = re.findall(r'(?:"[^"]*"|“[^”]*”|«[^»]*»|\([^()]*\)|[^,،\n"“«(]|["“«(])+', text)
    return [part.strip() for part in parts if part.strip()]


async def keyword_screen(talk: Talk) -> Screen:
    """The keywords as they stand, each with how many incidents of the last 30 days it matches."""
    watch = await talk.watch()
    if watch is None or not watch.keywords:
        return show_keywords((), {}, talk.texts)
    found = await recent(talk, watch, talk.services.clock() - LOOKED_BACK)
    return show_keywords(watch.keywords, count_matches(watch.keywords, found), talk.texts)


def count_matches(rules: Sequence[str], incidents: Sequence[Incident]) -> dict[str, int]:
    """How many incidents each rule matches; a rule that is no longer understood matches none."""
    texts = [SearchText.of_incident(incident) for incident in incidents]
    return {rule: _count(rule, texts) for rule in rules}


def _count(typed: str, texts: Sequence[SearchText]) -> int:
    try:
        rule = parse_rule(typed)
    except KeywordError:
        return 0
    return sum(holds(rule, text) for text in texts)


def show_keywords(rules: Sequence[str], counts: Mapping[str, int], texts: Texts) -> Screen:
    """The list with a button each to take it away."""
    t = texts.gettext
    lines = [f"<b>{escape(t('Keywords'))}</b>"]
    if rules:
        lines += [_line(rule, counts, texts) for rule in rules]
        lines += ["", escape(t("The number behind each: incidents of the last 30 days that it matches."))]
        lines += [escape(t("Only incidents that match at least one of them are sent here."))]
    else:
        lines.append(escape(t("None: everything of your countries and kinds of harm is sent.")))
    lines += ["", escape(t("Add some with:")), '<code>/keywords add Goma, "burned homes", deport*</code>']
    rows = [(Button(f"❌ {clip(rule, 40)}", f"kwdel:{number}"),) for number, rule in enumerate(rules)]
    return Screen(_within(lines), (*rows, (Button(f"⬅️ {t('Settings')}", "settings"),)))


def _line(rule: str, counts: Mapping[str, int], texts: Texts) -> str:
    return f"• <code>{escape(clip(rule, 90))}</code> – {texts.number(counts.get(rule, 0))}"


def _within(lines: list[str], most: int = 3900) -> str:
    """Leave out rules from the end where forty long ones do not fit a message; the buttons still show all."""
    while len("\n".join(lines)) > most:
        last = max(number for number, line in enumerate(lines) if line.startswith("•"))
        del lines[last]
    return "\n".join(lines)


async def _add(talk: Talk, rules: list[str]) -> None:
    t = talk.texts.gettext
    for rule in rules:
        try:
            parse_rule(rule)
        except KeywordError as error:
            shown = isolate(clip(rule, 80), talk.texts.is_rtl)
            html = escape(t("I cannot read the keyword “{rule}”:").format(rule=shown))
            said = talk.texts.gettext(error.problem.value).format(
                found=isolate(error.found, talk.texts.is_rtl)
            )
            await talk.reply(Screen(f"{html} {escape(said)}\n<code>{escape(EXAMPLE, quote=False)}</code>"))
            return
    watch = await talk.watch()
    chosen = tuple(dict.fromkeys((*(watch.keywords if watch else ()), *rules)))
    if len(chosen) > MOST_KEYWORDS:
        full = t("A chat can have {number} keywords. Remove some first: /keywords")
        await talk.reply(Screen(escape(full.format(number=talk.texts.number(MOST_KEYWORDS)))))
        return
    await talk.change_watch(keywords=chosen)
    await talk.reply(await keyword_screen(talk))


async def _remove(talk: Talk, rules: list[str]) -> None:
    watch = await talk.watch()
    unwanted = {_plain(rule) for rule in rules}
    left = tuple(rule for rule in (watch.keywords if watch else ()) if _plain(rule) not in unwanted)
    if watch is None or left == watch.keywords:
        await talk.reply(Screen(escape(talk.texts.gettext("No such keyword here. These are there:"))))
    else:
        await talk.change_watch(keywords=left)
    await talk.reply(await keyword_screen(talk))


async def press_keywords(talk: Talk, _: list[str]) -> None:
    """The button that leads here."""
    await talk.show(await keyword_screen(talk))


async def press_delete(talk: Talk, arguments: list[str]) -> None:
    """The button that takes one away. Raises ValueError or IndexError for a number that is not there."""
    watch: Watch | None = await talk.watch()
    rules = watch.keywords if watch else ()
    number = range(len(rules))[int(arguments[0])]
    await talk.change_watch(keywords=rules[:number] + rules[number + 1 :])
    await talk.show(await keyword_screen(talk))


def _plain(rule: str) -> str:
    """A rule without case and quotation marks: nobody retypes them to remove it."""
    return rule.casefold().strip('"“”«» ')
