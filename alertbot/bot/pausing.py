"""Holding everything back: until /resume, or for so many hours, days or weeks."""

from __future__ import annotations

import re
from datetime import timedelta

from alertbot.bot.delivering import unreadable
from alertbot.bot.screens import settings
from alertbot.bot.talk import Talk

EXAMPLE = "/pause 3d"
LONGEST = timedelta(days=90)
_SPAN = re.compile(r"(\d{1,3})\s*([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def read_span(text: str) -> timedelta:
    """Understand '12h', '3d', '2w', at most 90 days. Raises ValueError for anything else."""
    found = _SPAN.fullmatch(text.strip().casefold())
    span = int(found[1]) * _UNITS[found[2]] if found else timedelta(0)
    if not timedelta(0) < span <= LONGEST:
        raise ValueError(f"no span of time: {text!r}")
    return span


async def pause(talk: Talk, text: str) -> None:
    """Hold everything back until /resume, or for the time given."""
    until = None
    if text:
        try:
            until = talk.services.clock() + read_span(text)
        except ValueError:
            await talk.reply(unreadable(talk, text, "/pause 12h", EXAMPLE, "/pause"))
            return
    await talk.change_chat(paused=True, paused_until=until)
    await talk.reply(settings(talk.chat, await talk.watch(), talk.texts))


async def resume(talk: Talk, _: str) -> None:
    """Send again, with what waited."""
    await talk.change_chat(paused=False, paused_until=None)
    await talk.reply(settings(talk.chat, await talk.watch(), talk.texts))


async def press_pause(talk: Talk, _: list[str]) -> None:
    """The button that holds everything back."""
    await talk.change_chat(paused=True, paused_until=None)
    await talk.show(settings(talk.chat, await talk.watch(), talk.texts))


async def press_resume(talk: Talk, _: list[str]) -> None:
    """The button that ends a pause."""
    await talk.change_chat(paused=False, paused_until=None)
    await talk.show(settings(talk.chat, await talk.watch(), talk.texts))
