"""Connects Telegram's updates to commands and buttons: who may, in which chat, and what goes wrong."""

from __future__ import annotations

import re

import structlog
import telegram
from telegram import BotCommand, Update
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from alertbot.bot.auth import Authority
from alertbot.bot.buttons import press
from alertbot.bot.commands import BY_NAME, COMMANDS
from alertbot.bot.direction import direct, without_marks
from alertbot.bot.pace import MOST_MESSAGES, MOST_PRESSES, Pace, Turn
from alertbot.bot.runner import BotApplication
from alertbot.bot.screens import Screen, description, greeting, group_greeting
from alertbot.bot.services import Services
from alertbot.bot.subscribing import ask_about, subscribe
from alertbot.bot.talk import Talk, keyboard, open_talk
from alertbot.model import LANGUAGES, ChatKind
from alertbot.texts import Texts

log = structlog.get_logger(__name__)
Context = ContextTypes.DEFAULT_TYPE
_COMMAND = re.compile(
    r"/(?P<name>[a-z_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<text>.*))?", re.DOTALL | re.IGNORECASE
)
_MOST_TEXT = 2000
"""Characters of a command that are looked at."""
_UNREADABLE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Conversation:
    """The handlers of every update we ask Telegram for."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._authority = Authority()
        self._messages = Pace(MOST_MESSAGES)
        self._presses = Pace(MOST_PRESSES)

    def register(self, application: BotApplication) -> None:
        """Add the handlers to a python-telegram-bot application."""
        spoken = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE & spoken, self.migrated))
        application.add_handler(MessageHandler(filters.TEXT & spoken, self.text))
        application.add_handler(MessageHandler(_UNREADABLE, self.unreadable))
        application.add_handler(CallbackQueryHandler(self.button))
        application.add_handler(ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_error_handler(self.fault)

    async def text(self, update: Update, context: Context) -> None:
        """A command, or words to a bot that expects commands."""
        words = _typed(update)
        found = _COMMAND.fullmatch(words)
        if found is None:
            await self._words(update, words)
            return
        if found["bot"] and found["bot"].lower() != (context.bot.username or "").lower():
            return
        command = BY_NAME.get(found["name"].lower())
        talk = await self._open(update)
        if talk is None:
            return
        if command is None:
            await self._unknown(talk)
        elif command.changes and not await self._may(update, context.bot):
            await talk.reply(_refusal(talk))
        else:
            await command.action(talk, (found["text"] or "").strip())

    async def _words(self, update: Update, words: str) -> None:
        """Plain words: help in a private chat, silence elsewhere."""
        chat = update.effective_chat
        talk = await self._open(update) if chat and chat.type == ChatType.PRIVATE else None
        if talk is None:
            return
        if self._services.countries.only(words):
            await subscribe(talk, words)
        elif question := ask_about(talk, words):
            await talk.reply(question)
        else:
            await self._unknown(talk)

    async def unreadable(self, update: Update, _: Context) -> None:
        """A picture, a voice or a sticker in a private chat."""
        talk = await self._open(update)
        if talk is not None:
            await self._unknown(talk)

    async def _unknown(self, talk: Talk) -> None:
        if talk.chat.kind is ChatKind.PRIVATE:
            t = talk.texts.gettext
            await talk.reply(
                Screen(t("I did not understand that. Send a country's name to get its alerts, or /help."))
            )

    async def _open(self, update: Update) -> Talk | None:
        """The talk of a message, unless its sender has used up the answers of this minute."""
        chat = update.effective_chat
        if chat is None:
            return None
        person = update.effective_user.id if update.effective_user else chat.id
        turn = self._messages.take(person, chat.id, self._services.clock())
        if turn is Turn.KEEP_SILENT:
            return None
        talk = await open_talk(update, self._services)
        if talk is not None and turn is Turn.ASK_TO_WAIT:
            await talk.reply(Screen(_slowly(talk)))
            return None
        return talk

    async def button(self, update: Update, context: Context) -> None:
        """A button: only for those who may configure the chat; always answered, so that it stops spinning."""
        query = update.callback_query
        talk = await open_talk(update, self._services)
        if query is None or talk is None:
            return
        if not await self._may(update, context.bot):
            await query.answer(_refusal(talk).html[:200], show_alert=True)
            return
        if (
            self._presses.take(query.from_user.id, talk.chat.telegram_id, self._services.clock())
            is not Turn.ANSWER
        ):
            await query.answer(_slowly(talk)[:200], show_alert=True)
            return
        notice = await press(talk, query.data or "")
        await query.answer(notice[:200] if notice else None, show_alert=bool(notice))

    async def membership(self, update: Update, context: Context) -> None:
        """Added, removed, blocked, unblocked: settings are kept, sending stops or goes on."""
        change = update.my_chat_member
        if change is None:
            return
        store, chat = self._services.store.chats, change.chat
        if change.new_chat_member.status in _GONE:
            await store.suspend(chat.id, str(change.new_chat_member.status))
            return
        await store.resume(chat.id, self._services.clock())
        if chat.type != ChatType.PRIVATE and change.old_chat_member.status in _GONE:
            await self._greet(update, context)

    async def _greet(self, update: Update, context: Context) -> None:
        """Tell the person who added us how to begin; a group is told where that person cannot be."""
        change = update.my_chat_member
        talk = await open_talk(update, self._services)
        if change is None or talk is None:
            return
        texts = self._services.texts(change.from_user.language_code or "en")
        hints = greeting(change.chat.title or "", texts)
        if await _tell(context.bot, change.from_user.id, hints, texts) or talk.chat.kind is ChatKind.CHANNEL:
            return
        await _tell(context.bot, change.chat.id, group_greeting(texts), texts)

    async def migrated(self, update: Update, _: Context) -> None:
        """A group became a supergroup: everything moves along."""
        message = update.effective_message
        if message is None:
            return
        if message.migrate_to_chat_id:
            await self._services.store.chats.migrate(message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await self._services.store.chats.migrate(message.migrate_from_chat_id, message.chat_id)

    async def fault(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Something failed while answering: say so to the person, and to the log without their words."""
        log.error("bot.fault", exc_info=context.error)
        message = update.effective_message if isinstance(update, Update) else None
        if message is None or isinstance(context.error, TelegramError):
            return
        language = (
            update.effective_user.language_code
            if isinstance(update, Update) and update.effective_user
            else "en"
        )
        texts = self._services.texts(language or "en")
        try:
            await message.reply_text(
                texts.gettext("Something went wrong here. Nothing is lost; please try again in a minute.")
            )
        except TelegramError as error:
            log.warning("bot.fault_unanswered", reason=str(error))

    async def _may(self, update: Update, bot: telegram.Bot) -> bool:
        return await self._authority.may_configure(update, bot, self._services.clock())


def _refusal(talk: Talk) -> Screen:
    return Screen(
        talk.texts.gettext("Only administrators of this chat can change its alerts. Ask one of them, please.")
    )


def _slowly(talk: Talk) -> str:
    return talk.texts.gettext("Too many messages at once. Please try again in a minute.")


def _typed(update: Update) -> str:
    message = update.effective_message
    return without_marks((message.text or "")[:_MOST_TEXT]).strip() if message else ""


async def _tell(bot: telegram.Bot, target: int, screen: Screen, texts: Texts) -> bool:
    """Send a screen to somebody who may not want it; False if Telegram does not let us."""
    try:
        await bot.send_message(
            target,
            direct(screen.html, texts.is_rtl),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
        )
    except (BadRequest, Forbidden) as error:
        log.info("greeting.refused", reason=str(error))
        return False
    return True


async def publish_menu(bot: telegram.Bot, services: Services) -> None:
    """Give every language its command menu and the words that an empty chat shows."""
    try:
        for language in ("", *LANGUAGES):
            await _publish(bot, services.texts(language or "en"), language or None)
    except TelegramError as error:
        log.warning("bot.menu_unpublished", reason=str(error))


async def _publish(bot: telegram.Bot, texts: Texts, language: str | None) -> None:
    menu = [BotCommand(command.name, texts.gettext(command.description)) for command in COMMANDS]
    await bot.set_my_commands(menu, language_code=language)
    await bot.set_my_description(description(texts), language_code=language)
    await bot.set_my_short_description(
        texts.gettext("Alerts about forced displacement and abuse"), language_code=language
    )
