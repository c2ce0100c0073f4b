"""What is stored about a chat: said, shown as a file, erased; and records of what was sent."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape

from telegram import InputFile, Message

from alertbot.alerts.safe import isolate
from alertbot.alerts.story import evidence, headline, reason_line
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk, patiently
from alertbot.model import DeliveryState, Incident
from alertbot.ports import DeliveryRecord

MOST_EXPORTED = 10_000
"""Rows of each kind in an export, the latest."""
LOOKED_BACK = 500
"""Deliveries among which /why looks for the message it answers."""


async def privacy(talk: Talk, _: str) -> None:
    """What is stored and what is not."""
    t = talk.texts.gettext
    lines = [
        t(
            "Stored: Telegram's number of this chat, its language, time zone and quiet hours, the countries, "
            "kinds of harm and keywords chosen, and which alerts were sent here."
        ),
        t("Not stored: names, telephone numbers, and what you write besides settings."),
        t("See it: /my_data. Erase it: /delete_me."),
    ]
    await talk.reply(Screen("\n\n".join(escape(line, quote=False) for line in lines)))


async def delete_me(talk: Talk, _: str) -> None:
    """Ask before everything is erased."""
    await talk.reply(_confirm(talk))


async def press_forget(talk: Talk, arguments: list[str]) -> None:
    """The button behind the question. Raises ValueError for anything but 'yes'."""
    if arguments != ["yes"]:
        raise ValueError(arguments)
    await talk.services.store.chats.forget(talk.chat.telegram_id, talk.chat.thread_id)
    said = talk.texts.gettext("Erased. Nothing about this chat is stored any more; /start begins anew.")
    await talk.show(Screen(escape(said)))


def _confirm(talk: Talk) -> Screen:
    t = talk.texts.gettext
    said = t("Erase everything stored about this chat? Alerts stop, and nothing can be brought back.")
    rows = (
        (Button(f"🗑 {t('Erase everything')}", "forget:yes"),),
        (Button(f"⬅️ {t('Settings')}", "settings"),),
    )
    return Screen(escape(said), rows)


async def my_data(talk: Talk, _: str) -> None:
    """Send everything stored about the chat as a JSON file."""
    document = json.dumps(await _stored(talk), ensure_ascii=False, indent=2, default=str).encode()
    await patiently(
        lambda: talk.update.get_bot().send_document(
            chat_id=talk.chat.telegram_id,
            message_thread_id=talk.chat.thread_id or None,
            document=InputFile(document, filename="alertbot-my-data.json"),
            caption=talk.texts.gettext("Everything stored about this chat."),
        )
    )


async def _stored(talk: Talk) -> dict[str, object]:
    store, chat = talk.services.store, talk.chat
    return {
        "chat": asdict(chat),
        "watches": [asdict(watch) for watch in await store.chats.watches(chat.key)],
        "deliveries": [asdict(row) for row in await store.deliveries.history(chat.key, MOST_EXPORTED)],
        "muted": asdict(await store.mutes.of_chat(chat.key)),
        "feedback": [asdict(said) for said in await store.feedback.of_person(chat.telegram_id)],
        "suggestions": [
            asdict(one) for one in await store.suggestions.latest(MOST_EXPORTED, chat.telegram_id)
        ],
        "audit": [asdict(event) for event in await store.audit.latest(MOST_EXPORTED, chat.telegram_id)],
    }


async def answered_record(talk: Talk) -> DeliveryRecord | None:
    """The record of the alert that a command answers; None if it answers none."""
    message = talk.update.effective_message
    if not isinstance(message, Message) or message.reply_to_message is None:
        return None
    answered = message.reply_to_message.message_id
    sent = await _sent(talk)
    return next((record for record in sent if record.message_id == answered), None)


async def last_record(talk: Talk) -> DeliveryRecord | None:
    """The record of the alert sent last; None before the first."""
    return next(iter(await _sent(talk)), None)


async def record_of(talk: Talk, code: str) -> DeliveryRecord | None:
    """The record of the latest alert sent of an incident, by its code as stored."""
    return next((record for record in await _sent(talk) if record.incident == code), None)


async def _sent(talk: Talk) -> list[DeliveryRecord]:
    history = await talk.services.store.deliveries.history(talk.chat.key, LOOKED_BACK)
    return [record for record in history if record.state is DeliveryState.SENT]


def reason_screen(talk: Talk, record: DeliveryRecord, incident: Incident) -> Screen:
    """Which conditions an alert met, and the sentence it rests on where it may be shown."""
    lines = [
        f"<b>{escape(headline(incident, talk.texts), quote=False)}</b>",
        escape(reason_line(record.reason, talk.texts), quote=False),
    ]
    if sentence := evidence(incident):
        quoted = escape(isolate(sentence[:1500], talk.texts.is_rtl), quote=False)
        lines += [
            escape(talk.texts.gettext("The sentence it rests on:")),
            f"<blockquote>{quoted}</blockquote>",
        ]
    return Screen("\n".join(line for line in lines if line))
