"""Puts deliveries, incidents and notices into the words of a chat, for the composition root."""

from __future__ import annotations

from collections.abc import Mapping

from alertbot.alerts.folding import again, fold
from alertbot.alerts.incident_map import incident_map
from alertbot.alerts.keyboard import alert_keyboard
from alertbot.alerts.render import render
from alertbot.alerts.safe import units
from alertbot.alerts.sound import is_silent
from alertbot.alerts.whereabouts import Locate
from alertbot.bot.notices import write_notice
from alertbot.delivery.telegram import Message
from alertbot.model import Alert, Change, ChangeKind, Chat, ChatKind, Delivery, Incident, Notice
from alertbot.model.pictures import MapPicture
from alertbot.texts import TextCatalogue, Texts

MOST_CAPTION = 1000
"""Visible text below a picture, in UTF-16 units; Telegram takes 1024."""


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


def write_delivery(
    delivery: Delivery, texts: TextCatalogue, sizes: Mapping[str, float], locate: Locate | None = None
) -> Message:
    """A delivery in the words of its chat: an alert, several in one message, or a part of a digest.

    `locate` finds districts for maps; None: no maps are drawn.
    """
    alert, told = delivery.alert, texts.load_texts(delivery.chat.language)
    if delivery.letter is not None:
        letter = again(delivery.letter, told) if delivery.ambiguous else delivery.letter
        return Message(letter.html, letter.plain, picture=letter.picture)
    if alert is None:
        raise ValueError(f"delivery {delivery.id} has neither an alert nor a letter")
    if delivery.folded:
        every = (alert, *delivery.folded)
        letter = fold(every, told, ambiguous_repeat=delivery.ambiguous > 0)
        return Message(letter.html, letter.plain, silent=is_silent(delivery.chat, every))
    rendered = render(
        alert,
        told,
        delivery.chat.timezone,
        reason=delivery.reason,
        ambiguous_repeat=delivery.ambiguous > 0,
        household_sizes=sizes,
    )
    drawn = locate is not None and delivery.chat.kind is not ChatKind.CHANNEL
    keys = alert_keyboard(alert.incident, told, drawn=drawn)
    silent = delivery.silent or is_silent(delivery.chat, [alert])
    picture = _map_of(alert, delivery.chat, rendered.plain, told, locate)
    return Message(rendered.html, rendered.plain, keys, silent=silent, picture=picture)


def _map_of(alert: Alert, chat: Chat, plain: str, texts: Texts, locate: Locate | None) -> MapPicture | None:
    """The map that goes with a first alert, where the chat wants it and the alert is short enough for it."""
    if locate is None or not chat.alert_map or alert.change.kind is not ChangeKind.FIRST:
        return None
    return incident_map(alert.incident, texts, locate) if units(plain) <= MOST_CAPTION else None
