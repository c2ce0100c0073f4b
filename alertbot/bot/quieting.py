"""Quiet hours of a chat: typed or chosen, by the clock of its time zone."""

from __future__ import annotations

from html import escape

from alertbot.alerts.quiet import Quiet
from alertbot.alerts.safe import clip, isolate
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk

EXAMPLE = "/quiet 22:00-06:30"
OFF = ("off", "none", "no", "0")
_OFFERED = ("20:00-07:00", "21:00-06:00", "22:00-06:00", "23:00-07:00")


async def quiet(talk: Talk, text: str) -> None:
    """Show the hours, set them, or end them."""
    if text:
        try:
            hours = "" if text.casefold() in OFF else str(Quiet.read(text))
        except ValueError:
            await talk.reply(_unreadable(talk, text))
            return
        await talk.change_chat(quiet=hours)
    await talk.reply(_hours_screen(talk))


async def press_quiet(talk: Talk, arguments: list[str]) -> None:
    """The buttons: the screen itself, hours ('2200-0600'), or 'off'. Raises ValueError for anything else."""
    if arguments == ["off"]:
        await talk.change_chat(quiet="")
    elif arguments:
        await talk.change_chat(quiet=str(Quiet.read(_with_colons(arguments[0]))))
    await talk.show(_hours_screen(talk))


def _hours_screen(talk: Talk) -> Screen:
    t, texts, chat = talk.texts.gettext, talk.texts, talk.chat
    if chat.quiet:
        hours = Quiet.read(chat.quiet)
        said = t("Quiet from {start} to {end} ({zone}). What is extreme comes all the same.").format(
            start=isolate(f"{hours.start:%H:%M}", texts.is_rtl),
            end=isolate(f"{hours.end:%H:%M}", texts.is_rtl),
            zone=isolate(chat.timezone, texts.is_rtl),
        )
    else:
        said = t("No quiet hours: messages come at any time.")
    offered = [Button(f"🌙 {hours}", f"quiet:{hours.replace(':', '')}") for hours in _OFFERED]
    rows = [tuple(offered[:2]), tuple(offered[2:])]
    if chat.quiet:
        rows.append((Button(f"🔔 {t('No quiet hours')}", "quiet:off"),))
    rows.append((Button(f"🕒 {t('Time zone')}", "tz"), Button(f"⬅️ {t('Settings')}", "settings")))
    return Screen(f"🌙 {escape(said)}\n<code>{EXAMPLE}</code>", tuple(rows))


def _unreadable(talk: Talk, text: str) -> Screen:
    said = talk.texts.gettext("I cannot read “{text}” as hours, start and end apart. Write for example:")
    shown = isolate(clip(text, 60), talk.texts.is_rtl)
    return Screen(f"{escape(said.format(text=shown))}\n<code>{EXAMPLE}</code>\n<code>/quiet off</code>")


def _with_colons(hours: str) -> str:
    """'2200-0600' as people write it."""
    start, end = hours.split("-")
    return f"{start[:2]}:{start[2:]}-{end[:2]}:{end[2:]}"
