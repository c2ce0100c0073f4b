"""/broadcast: an operator's message to everybody, to a language or to a country, after one more tap."""

from __future__ import annotations

import re
from html import escape

from alertbot.bot.screens import LANGUAGE_NAMES, Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import LANGUAGES

EXAMPLE = "/broadcast all The bot will be away on Sunday from 06:00 to 07:00 UTC."
LONGEST = 1500
_FORM = re.compile(r"(?P<to>\S+)\s+(?P<text>.+)", re.DOTALL)


async def broadcast(talk: Talk, text: str) -> None:
    """Show what would be sent, and to how many; nothing goes out before it is confirmed."""
    found = _FORM.fullmatch(text.strip())
    audience = _audience(talk, found["to"]) if found else None
    if found is None or audience is None or len(found["text"]) > LONGEST:
        await talk.reply(_usage(talk))
        return
    t, store = talk.texts.gettext, talk.services.store
    draft = await store.notices.draft(found["text"].strip(), audience, talk.services.clock())
    number = await store.notices.audience(audience)
    said = talk.texts.ngettext("To {number} chat ({audience}):", "To {number} chats ({audience}):", number)
    said = said.format(number=talk.texts.number(number), audience=_named(talk, audience))
    row = (Button(f"📣 {t('Send it')}", f"cast:send:{draft.id}"), Button(f"✖️ {t('Leave it')}", "cast:drop"))
    quoted = f"<blockquote>{escape(draft.text, quote=False)}</blockquote>"
    await talk.reply(Screen(f"{escape(said)}\n{quoted}", (row,)))


def _audience(talk: Talk, word: str) -> str | None:
    """'' for all, a language or a country; None for a word that names nobody."""
    lowered = word.casefold().rstrip(":")
    if lowered == "all":
        return ""
    if lowered in LANGUAGES:
        return lowered
    code = word.upper().rstrip(":")
    return code if re.fullmatch("[A-Z]{3}", code) and talk.texts.country(code) != code else None


def _named(talk: Talk, audience: str) -> str:
    if not audience:
        return talk.texts.gettext("everybody")
    return LANGUAGE_NAMES.get(audience) or talk.texts.country(audience)


def _usage(talk: Talk) -> Screen:
    t = talk.texts.gettext
    said = t(
        "Write to whom (all, a language such as fr, a country such as SDN), then the message, "
        "at most 1500 characters:"
    )
    return Screen(f"{escape(said)}\n<code>{escape(EXAMPLE)}</code>")


async def press_broadcast(talk: Talk, arguments: list[str]) -> None:
    """'send:ID' or 'drop'. Raises ValueError for anything else."""
    t = talk.texts.gettext
    if arguments == ["drop"]:
        await talk.show(Screen(escape(t("Left as it was."))))
        return
    if arguments[0] != "send":
        raise ValueError(arguments[0])
    number = await talk.services.store.notices.broadcast(int(arguments[1]), talk.services.clock())
    if number is None:
        await talk.show(Screen(escape(t("This was decided already."))))
        return
    said = t("On its way to {number} chats, as fast as Telegram allows; quiet hours are kept.")
    await talk.show(Screen(f"📣 {escape(said.format(number=talk.texts.number(number)))}"))
