"""How what a watch matches comes: as its chat has it, at once, without a sound, or only in the digest."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from alertbot.alerts.schedule import DigestTimes
from alertbot.bot import watch_screens as screens
from alertbot.bot.delivering import unreadable
from alertbot.bot.delivery_words import USUAL, digest_line
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk
from alertbot.bot.watch_choices import CHOICES, WAY
from alertbot.model import Watch, Way

_TYPED = {"now": Way.AT_ONCE, "silent": Way.SILENT, "digest": Way.DIGEST, "chat": None}


async def type_way(talk: Talk, watch: Watch, position: int, text: str) -> Screen:
    """`/watches 1 delivery digest`; without a word the screen to choose from."""
    word = text.casefold()
    if word and word not in _TYPED:
        examples = [f"/watches {position} delivery {known}" for known in _TYPED]
        return unreadable(talk, text, *examples)
    if word:
        watch = await set_way(talk, replace(watch, way=_TYPED[word]))
    return way_screen(talk, watch)


async def set_way(talk: Talk, watch: Watch) -> Watch:
    """Save the watch; a chat without a digest gets a daily one where the watch needs it."""
    if watch.way is Way.DIGEST and not talk.chat.digest:
        await talk.change_chat(digest=str(DigestTimes(USUAL, None)))
    return await talk.services.store.chats.save_watch(watch)


def way_screen(talk: Talk, watch: Watch) -> Screen:
    """The ways to choose from, and when the digest comes."""
    screen = screens.choosing(WAY, CHOICES[WAY], watch, talk.texts)
    about = digest_line(talk.chat, talk.texts)
    rows = (*screen.rows[:-1], (screens.digest_button(talk.texts),), screen.rows[-1])
    return replace(screen, html=f"{screen.html}\n🗞 {escape(about)}", rows=rows)
