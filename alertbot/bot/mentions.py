"""The words of a mention: an article in which no harm was found, but which the chat asked for."""

from __future__ import annotations

from html import escape

from alertbot.alerts.safe import clean, clip, isolate, link
from alertbot.bot.direction import direct
from alertbot.bot.watch_words import OPT_INS
from alertbot.delivery.telegram import Message
from alertbot.model import Mention
from alertbot.texts import Texts

REPEAT = "Possible repeat: you may have this already."
"""As alerts say it (alerts.po)."""


def write_mention(mention: Mention, texts: Texts, timezone: str, *, repeat: bool) -> Message:
    """Say what the article is called, who published it when, and why the chat gets it; never as an alert."""
    t = texts.gettext
    head = [t(REPEAT)] if repeat else []
    head.append(f"🔎 {t('Keyword mention') if mention.rule else t('Not an alert')}")
    title = isolate(clip(clean(mention.title), 300), texts.is_rtl)
    source = isolate(clip(clean(mention.source), 80), texts.is_rtl)
    about = f"{source}, {texts.date(mention.published, timezone)}"
    why = _why(mention, texts)
    linked = link(mention.url, title) or escape(title, quote=False)
    html = [*(f"<b>{escape(line)}</b>" for line in head), linked, escape(about), f"<i>{escape(why)}</i>"]
    plain = [*head, title, mention.url, about, why]
    return Message(direct("\n".join(html), texts.is_rtl), "\n".join(plain))


def _why(mention: Mention, texts: Texts) -> str:
    if mention.topic:
        said = texts.gettext("You asked to be told of this: {topic}")
        return said.format(topic=texts.gettext(OPT_INS[mention.topic]))
    said = texts.gettext("No harm was found in this article, but it holds a keyword of yours: {rule}")
    return said.format(rule=isolate(clip(mention.rule, 120), texts.is_rtl))
