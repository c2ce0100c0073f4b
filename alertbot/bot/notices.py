"""The words of what is no alert: an operator's broadcast, and the question about an alert that waits."""

from __future__ import annotations

from html import escape

from alertbot.bot.direction import direct
from alertbot.bot.mentions import write_mention
from alertbot.bot.source_news import write_source_news
from alertbot.delivery.telegram import Message
from alertbot.model import MessageButton, Notice, NoticeKind
from alertbot.texts import Texts


def write_notice(notice: Notice, alert: Message | None, texts: Texts) -> Message:
    """A notice in the language of its chat; `alert` is the alert it asks about, already written."""
    if notice.mention is not None:
        return write_mention(notice.mention, texts, notice.chat.timezone, repeat=notice.ambiguous > 0)
    if notice.news is not None:
        return write_source_news(notice, notice.news, texts)
    if notice.kind is NoticeKind.UNCONFIRMED:
        return _unconfirmed(texts)
    again = texts.gettext("You may have this already.") if notice.ambiguous else ""
    if notice.kind is NoticeKind.BROADCAST or alert is None:
        head = texts.gettext("From the people who run this bot:")
        lines = [line for line in (again, head) if line]
        html = "\n".join([*(f"<i>{escape(line)}</i>" for line in lines), escape(notice.text, quote=False)])
        return Message(direct(html, texts.is_rtl), "\n".join([*lines, notice.text]))
    t = texts.gettext
    head = t("This alert waits for your word (a switch of /caution holds it):")
    buttons = (
        MessageButton(f"📣 {t('Send it')}", f"held:send:{notice.subject}"),
        MessageButton(f"🚫 {t('Do not send')}", f"held:drop:{notice.subject}"),
    )
    lines = [line for line in (again, f"✋ {head}") if line]
    html = "\n".join([*(f"<i>{escape(line)}</i>" for line in lines), "", alert.html])
    return Message(direct(html, texts.is_rtl), "\n".join([*lines, "", alert.plain]), (buttons,))


def _unconfirmed(texts: Texts) -> Message:
    t = texts.gettext
    head = t("Some alerts may not have arrived.")
    lines = (
        t("Telegram did not answer five times in a row, so I do not send them again by myself."),
        t("Readers find what they missed with /missed."),
        t("In the log they are called 'unconfirmed'. Check this machine's connection to Telegram."),
    )
    html = "\n".join([f"⚠️ <b>{escape(head)}</b>", *map(escape, lines)])
    return Message(direct(html, texts.is_rtl), "\n".join([f"⚠️ {head}", *lines]))
