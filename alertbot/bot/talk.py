"""One update as the conversation sees it: which chat, in which language, and how to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
import telegram
from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter

from alertbot.bot.direction import direct
from alertbot.bot.screens import Button, Screen
from alertbot.bot.services import Services
from alertbot.model import Chat, ChatKind, Keyboard, Watch
from alertbot.texts import Texts

log = structlog.get_logger(__name__)
LONGEST_WAIT = 20.0
"""Seconds that an answer may wait for Telegram's flood limit; a later one would answer nobody."""
_NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)


class Toast(str):
    """A notice of a button that shows for a moment and needs no tap to go away."""

    __slots__ = ()


@dataclass(slots=True)
class Talk:
    """A chat we know, with its texts; made by `open_talk`."""

    update: Update
    services: Services
    chat: Chat
    texts: Texts
    elsewhere: int | None = None
    """Telegram's id of the private chat in which somebody talks about a room; None: in the chat itself."""
    mark: str = ""
    """Stands before the data of every button of such a talk (bot/rooms.py)."""
    heading: str = ""
    """HTML above every screen of such a talk."""

    async def watch(self) -> Watch | None:
        """The chat's first watch: the one that the menus change."""
        watches = await self.services.store.chats.watches(self.chat.key)
        return watches[0] if watches else None

    async def change_watch(self, **changes: object) -> Watch:
        """Change the first watch, made if there is none."""
        watch = await self.watch() or Watch(id=None, chat=self.chat.key)
        return await self.services.store.chats.save_watch(replace(watch, **changes))  # type: ignore[arg-type]

    async def change_chat(self, **changes: object) -> None:
        """Change and store settings of the chat; a new language holds at once."""
        self.chat = replace(self.chat, **changes)  # type: ignore[arg-type]
        if self.elsewhere is None:
            self.texts = self.services.texts(self.chat.language)
        await self.services.store.chats.save(self.chat)

    async def reply(self, screen: Screen, *, to_pressed: bool = False) -> None:
        """Send a screen as a new message, in the same topic; `to_pressed`: as an answer to that message."""
        await patiently(
            lambda: self.update.get_bot().send_message(
                chat_id=self.elsewhere or self.chat.telegram_id,
                message_thread_id=None if self.elsewhere else self.chat.thread_id or None,
                text=direct(self.heading + screen.html, self.texts.is_rtl),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(screen, self.mark),
                reply_parameters=self.pressed() if to_pressed else None,
                link_preview_options=_NO_PREVIEW,
            )
        )

    async def rekey(self, keys: Keyboard) -> bool:
        """Put other buttons under the message whose button was pressed; False if it cannot be edited."""
        query = self.update.callback_query
        if query is None or not isinstance(query.message, telegram.Message):
            return False
        try:
            shown = keyboard(Screen("", rows_of(keys)), self.mark)
            await patiently(lambda: query.edit_message_reply_markup(shown))
        except BadRequest as error:
            return "not modified" in str(error).lower()
        return True

    @property
    def draws(self) -> bool:
        """Whether maps are sent as pictures here; a channel's readers post nothing in it."""
        return self.services.painter is not None and self.chat.kind is not ChatKind.CHANNEL

    def pressed(self) -> telegram.ReplyParameters | None:
        """For an answer to the message whose button was pressed; None: nothing was pressed."""
        message = self.update.callback_query.message if self.update.callback_query else None
        if message is None:
            return None
        return telegram.ReplyParameters(message.message_id, allow_sending_without_reply=True)

    async def show(self, screen: Screen) -> None:
        """Put a screen in the place of the message whose button was pressed."""
        query = self.update.callback_query
        if query is None or not isinstance(query.message, telegram.Message):
            await self.reply(screen)  # typed, or a message too old for Telegram to let us edit
            return
        try:
            await patiently(
                lambda: query.edit_message_text(
                    direct(self.heading + screen.html, self.texts.is_rtl),
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard(screen, self.mark),
                    link_preview_options=_NO_PREVIEW,
                )
            )
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                await self.reply(screen)


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call to Telegram, and once more after the wait that it asks for if that is short.

    Raises TelegramError as python-telegram-bot does.
    """
    try:
        await call()
    except RetryAfter as error:
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        if seconds > LONGEST_WAIT:
            raise
        await asyncio.sleep(seconds)
        await call()


async def tell(
    bot: telegram.Bot, target: int, screen: Screen, texts: Texts, topic: int | None = None
) -> bool:
    """Send a screen to somebody who may not want it; False if Telegram does not let us."""
    try:
        await bot.send_message(
            target,
            direct(screen.html, texts.is_rtl),
            message_thread_id=topic,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
            link_preview_options=_NO_PREVIEW,
        )
    except (BadRequest, Forbidden) as error:
        log.info("bot.not_told", reason=str(error))
        return False
    return True


def keyboard(screen: Screen, mark: str = "") -> telegram.InlineKeyboardMarkup | None:
    """The screen's buttons as Telegram wants them, their data behind `mark`; None for a screen without."""
    if not screen.rows:
        return None
    return telegram.InlineKeyboardMarkup([[_button(button, mark) for button in row] for row in screen.rows])


def _button(button: Button, mark: str) -> telegram.InlineKeyboardButton:
    if button.url:
        return telegram.InlineKeyboardButton(button.label, url=button.url)
    return telegram.InlineKeyboardButton(button.label, callback_data=mark + button.data)


def actor_of(update: Update) -> int | None:
    """Telegram's id of the person who acts; None for anonymous administrators and channels."""
    message, user = update.effective_message, update.effective_user
    hidden = update.callback_query is None and message is not None and message.sender_chat is not None
    return user.id if user and not hidden else None


def rows_of(keys: Keyboard) -> tuple[tuple[Button, ...], ...]:
    """The buttons of an alert as those of a screen."""
    return tuple(tuple(Button(key.label, key.data, key.url) for key in row) for row in keys)


async def open_talk(update: Update, services: Services) -> Talk | None:
    """The talk an update belongs to; the chat is stored on first contact, in the person's language."""
    where, message = update.effective_chat, update.effective_message
    if where is None or where.type not in {kind.value for kind in ChatKind}:
        return None
    known = isinstance(message, telegram.Message) and message.is_topic_message
    topic = message.message_thread_id or 0 if isinstance(message, telegram.Message) and known else 0
    user = update.effective_user
    language = services.texts(user.language_code or "en").language if user else "en"
    chat = await services.store.chats.open(where.id, topic, ChatKind(where.type), language, services.clock())
    acting = replace(services, store=services.store.acting(actor_of(update), services.clock()))
    return Talk(update, acting, chat, services.texts(chat.language))
