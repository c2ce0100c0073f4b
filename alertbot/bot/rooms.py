"""Setting up a group or channel from a private chat: buttons that carry the room, authorised each time."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import telegram
from telegram import Update
from telegram.error import TelegramError

from alertbot.alerts.safe import clip, isolate
from alertbot.bot import screens
from alertbot.bot.screens import Button, Screen
from alertbot.bot.services import Services
from alertbot.bot.talk import Talk, actor_of
from alertbot.model import Chat, ChatKey
from alertbot.texts import Texts

PAYLOAD = "room_"
"""t.me/<bot>?start=room_12 opens the set-up of the chat with our number 12."""
MARK = "@"
"""'@12:kinds': the button 'kinds' for the chat with our number 12."""


def room_of(text: str, mark: str) -> ChatKey | None:
    """The chat that a payload or a button's data names; None if it names none."""
    number = text.removeprefix(mark).partition(":")[0]
    named = text.startswith(mark) and number.isascii() and number.isdecimal() and len(number) < 19
    return ChatKey(int(number)) if named else None


def without_room(data: str) -> str:
    """The data of a button without the room it carries."""
    return data.partition(":")[2] if data.startswith(MARK) else data


async def open_room(update: Update, services: Services, room: Chat, bot: telegram.Bot) -> Talk | None:
    """A talk about `room` that is held in the chat of `update`; None where it cannot be held."""
    here, person = update.effective_chat, update.effective_user
    if here is None or person is None:
        return None
    acting = replace(services, store=services.store.acting(actor_of(update), services.clock()))
    texts = services.texts(person.language_code or "en")
    return Talk(
        update,
        acting,
        room,
        texts,
        elsewhere=here.id,
        mark=f"{MARK}{room.key}:",
        heading=f"⚙️ <b>{escape(await _title(room, bot, texts))}</b>\n",
    )


async def _title(room: Chat, bot: telegram.Bot, texts: Texts) -> str:
    """The room's name as Telegram has it now; it is not stored."""
    try:
        return isolate(clip((await bot.get_chat(room.telegram_id)).title or "", 80), texts.is_rtl)
    except TelegramError:
        return str(room.telegram_id)


async def show_room(talk: Talk) -> None:
    """Begin the set-up of a room in private."""
    watch = await talk.watch()
    shown = screens.settings(talk.chat, watch, talk.texts) if watch else screens.regions(None, talk.texts)
    await talk.reply(shown)


def greeting(title: str, room: ChatKey, texts: Texts) -> Screen:
    """For the person who added us to a group or channel of that title: set it up here, or there."""
    t = texts.gettext
    begin = t("I was added to “{name}”. Set up its alerts here, or send /subscribe there.")
    topics = t("In a group with topics, send it in the topic that shall get the alerts.")
    name = isolate(clip(title, 80), texts.is_rtl)
    row = (Button(f"⚙️ {t('Set up here')}", f"{MARK}{room}:regions"),)
    return Screen(f"👋 {escape(begin.format(name=name))}\n{escape(topics)}", (row,))


def group_greeting(username: str, room: ChatKey, texts: Texts) -> Screen:
    """For a group whose adder we cannot write to: a link that opens the set-up in private."""
    t = texts.gettext
    begin = t("An administrator can set up alerts here with /subscribe.")
    topics = t("In a group with topics, send it in the topic that shall get the alerts.")
    link = f"https://t.me/{username}?start={PAYLOAD}{room}"
    row = (Button(f"⚙️ {t('Set up in private')}", "", link),)
    return Screen(f"👋 {escape(begin)}\n{escape(topics)}", (row,))
