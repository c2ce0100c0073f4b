"""Sources near you: the buttons under /feeds with which a chat chooses what it hears of its sources."""

from __future__ import annotations

from html import escape

from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk


async def press_near(talk: Talk, arguments: list[str]) -> str | None:
    """'quiet' and 'tell' switch notices about silent sources. Raises ValueError for anything else."""
    verb = arguments[0] if arguments else ""
    if verb not in ("quiet", "tell"):
        raise ValueError(verb)
    await talk.change_chat(source_notices=verb == "tell")
    await talk.show(_told(talk))
    return None


def notices_button(talk: Talk) -> Button:
    """The switch for notices about silent sources, as it stands."""
    t = talk.texts.gettext
    if talk.chat.source_notices:
        return Button(f"🔕 {t('Do not tell when sources fall silent')}", "near:quiet")
    return Button(f"📡 {t('Tell when sources fall silent')}", "near:tell")


def _told(talk: Talk) -> Screen:
    t = talk.texts.gettext
    said = (
        t("When all sources about a country of yours in one language fall silent, I tell you once.")
        if talk.chat.source_notices
        else t("I no longer tell you when sources fall silent. /feeds shows how they are doing.")
    )
    return Screen(escape(said), ((notices_button(talk),),))
