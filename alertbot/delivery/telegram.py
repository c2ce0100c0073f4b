"""The call to Telegram: one message, and what its answer or exception means."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

import telegram
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.model import Chat, Delivery, Keyboard
from alertbot.model.pictures import Picture

os.environ.setdefault("PTB_TIMEDELTA", "true")
"""python-telegram-bot 22 then gives `retry_after` as a timedelta instead of warning about it."""
_NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)
_NEVER_LEFT = ("ConnectError", "ConnectTimeout", "PoolTimeout")
"""httpx causes after which Telegram cannot have the message (measured, docs/reliability.md)."""
_REFUSALS = (
    "chat not found",
    "topic",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "was kicked",
    "was blocked",
    "user is deactivated",
    "chat_write_forbidden",
    "group chat was deactivated",
    "peer_id_invalid",
    "message thread not found",
)


@dataclass(frozen=True, slots=True)
class Message:
    """What a subscriber will read, ready to send."""

    html: str
    plain: str
    buttons: Keyboard = ()
    silent: bool = False
    """It arrives without a sound."""
    picture: Picture | None = None
    """To be drawn and sent with the text as caption."""
    photo: bytes | None = None
    """The picture, drawn: a PNG."""


class Sender(Protocol):
    """Sends one message; never raises for what Telegram or the network does."""

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """Try once and tell what happened."""
        ...


class TelegramSender:
    """Sends through a python-telegram-bot `Bot`, whose own rate limiter must be off."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """Try once and tell what happened."""
        return await self.post(delivery.chat, message, plain=delivery.plain, reply=_reply(delivery))

    async def post(
        self,
        chat: Chat,
        message: Message,
        *,
        plain: bool = False,
        reply: telegram.ReplyParameters | None = None,
    ) -> Answer:
        """Try once to send a message to a chat, and tell what happened; `plain`: no markup, no picture."""
        common: dict[str, Any] = {
            "chat_id": chat.telegram_id,
            "message_thread_id": chat.thread_id or None,
            "parse_mode": None if plain else telegram.constants.ParseMode.HTML,
            "reply_markup": _keyboard(message),
            "disable_notification": message.silent,
            "reply_parameters": reply,
        }
        photo = None if plain else message.photo
        try:
            if photo:
                file = telegram.InputFile(photo, filename="alertbot.png")
                sent = await self._bot.send_photo(photo=file, caption=message.html, **common)
            else:
                text = message.plain if plain else message.html
                sent = await self._bot.send_message(text=text, link_preview_options=_NO_PREVIEW, **common)
        except TelegramError as error:
            return explain_photo(error) if photo else explain(error)
        return Answer(AnswerKind.SENT, message_id=sent.message_id)


def _keyboard(message: Message) -> telegram.InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    rows = [
        [telegram.InlineKeyboardButton(b.label, callback_data=b.data or None, url=b.url or None) for b in row]
        for row in message.buttons
    ]
    return telegram.InlineKeyboardMarkup(rows)


def _reply(delivery: Delivery) -> telegram.ReplyParameters | None:
    if delivery.reply_to is None:
        return None
    return telegram.ReplyParameters(message_id=delivery.reply_to, allow_sending_without_reply=True)


def explain_photo(error: TelegramError) -> Answer:
    """As `explain`, but a chat that takes no pictures, or not this one, still gets the words of it."""
    answer = explain(error)
    about_it = any(word in answer.detail.lower() for word in ("photo", "image", "media", "caption"))
    if isinstance(error, BadRequest) and (about_it or answer.kind is AnswerKind.BAD_REQUEST):
        return replace(answer, kind=AnswerKind.BAD_MARKUP)
    return answer


def explain(error: TelegramError) -> Answer:
    """The class of answer behind an exception of python-telegram-bot 22 (order matters: they inherit)."""
    detail = str(error)
    match error:
        case RetryAfter():
            return Answer(AnswerKind.FLOOD, detail, retry_after=_wait_of(error))
        case ChatMigrated():
            return Answer(AnswerKind.MIGRATED, detail, migrate_to=error.new_chat_id)
        case Forbidden() | BadRequest() if _is_page(error):
            return Answer(AnswerKind.NOT_SENT, "something between us and Telegram refused the call")
        case Forbidden():
            return Answer(AnswerKind.REFUSED, detail)
        case InvalidToken():
            return Answer(AnswerKind.BAD_TOKEN, "Telegram does not accept the token")
        case Conflict():
            return Answer(AnswerKind.NOT_SENT, detail)
        case BadRequest():
            return Answer(_kind_of_bad_request(detail), detail)
        case NetworkError():
            return Answer(_kind_of_network_error(error), detail)
        case _:
            return Answer(AnswerKind.UNKNOWN, detail)


def _wait_of(error: RetryAfter) -> timedelta:
    """python-telegram-bot gives seconds or a timedelta, by an environment variable of its own."""
    wait: int | timedelta = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _is_page(error: TelegramError) -> bool:
    """The answer was no JSON: a proxy spoke in Telegram's place, and its refusal is no word on the chat."""
    return isinstance(error.__cause__, TelegramError)


def _kind_of_bad_request(detail: str) -> AnswerKind:
    lowered = detail.lower()
    if "parse entities" in lowered or "message is too long" in lowered:
        return AnswerKind.BAD_MARKUP
    if any(part in lowered for part in _REFUSALS):
        return AnswerKind.REFUSED
    return AnswerKind.BAD_REQUEST


def _kind_of_network_error(error: NetworkError) -> AnswerKind:
    if type(error.__cause__).__name__ in _NEVER_LEFT:
        return AnswerKind.NOT_SENT
    if "(429)" in str(error):
        return AnswerKind.FLOOD
    return AnswerKind.UNKNOWN
