"""What is stored about a chat: said, shown as a file, erased; and why its last alert came."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape

from telegram import InputFile

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
        t("See it: /export. Erase it: /delete_me."),
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


async def export(talk: Talk, _: str) -> None:
    """Send everything stored about the chat as a JSON file."""
    document = json.dumps(await _stored(talk), ensure_ascii=False, indent=2, default=str).encode()
    await patiently(
        lambda: talk.update.get_bot().send_document(
            chat_id=talk.chat.telegram_id,
            message_thread_id=talk.chat.thread_id or None,
            document=InputFile(document, filename="alertbot-export.json"),
            caption=talk.texts.gettext("Everything stored about this chat."),
        )
    )


async def _stored(talk: Talk) -> dict[str, object]:
    store, chat = talk.services.store, talk.chat
    return {
        "chat": asdict(chat),
        "watches": [asdict(watch) for watch in await store.chats.watches(chat.key)],
        "deliveries": [asdict(row) for row in await store.deliveries.history(chat.key, MOST_EXPORTED)],
        "audit": [asdict(event) for event in await store.audit.latest(MOST_EXPORTED, chat.telegram_id)],
    }


async def why(talk: Talk, _: str) -> None:
    """Why the alert that is answered, or else the last one, came, and the sentence it rests on."""
    record = await _record(talk)
    incident = await talk.services.store.incidents.by_code(record.incident) if record else None
    if record is None or incident is None:
        await talk.reply(Screen(escape(talk.texts.gettext("No alert was sent here yet."))))
    else:
        await talk.reply(_reason(talk, record, incident))


async def _record(talk: Talk) -> DeliveryRecord | None:
    history = await talk.services.store.deliveries.history(talk.chat.key, LOOKED_BACK)
    sent = [record for record in history if record.state is DeliveryState.SENT]
    message = talk.update.effective_message
    answered = message.reply_to_message.message_id if message and message.reply_to_message else None
    meant = (record for record in sent if answered is not None and record.message_id == answered)
    return next(meant, sent[0] if sent else None)


def _reason(talk: Talk, record: DeliveryRecord, incident: Incident) -> Screen:
    lines = [
        f"<b>{escape(headline(incident, talk.texts))}</b>",
        escape(reason_line(record.reason, talk.texts)),
    ]
    if sentence := evidence(incident):
        quoted = escape(isolate(sentence[:1500], talk.texts.is_rtl))
        lines += [
            escape(talk.texts.gettext("The sentence it rests on:")),
            f"<blockquote>{quoted}</blockquote>",
        ]
    return Screen("\n".join(line for line in lines if line))
