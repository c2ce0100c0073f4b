"""Puts incidents and notices into the words of a chat, for the composition root."""

from __future__ import annotations

from alertbot.alerts.render import render
from alertbot.bot.notices import write_notice
from alertbot.delivery.telegram import Message
from alertbot.model import Alert, Change, ChangeKind, Chat, Incident, Notice
from alertbot.texts import TextCatalogue


def ask_or_announce(notice: Notice, alert: Alert | None, texts: TextCatalogue) -> Message:
    """A broadcast, or a question about an alert, in the words of its chat."""
    words, chat = texts.load_texts(notice.chat.language), notice.chat
    if alert is None:
        return write_notice(notice, None, words)
    told = render(alert, words, chat.timezone, reason="", ambiguous_repeat=False)
    return write_notice(notice, Message(told.html, told.plain), words)


def write_incident(incident: Incident, chat: Chat, texts: TextCatalogue) -> str:
    """An incident as it stands now, for /latest."""
    alert = Alert(
        None, incident, Change(ChangeKind.FIRST, material=True, reason="asked for"), incident.last_at
    )
    return render(
        alert, texts.load_texts(chat.language), chat.timezone, reason="", ambiguous_repeat=False
    ).html
