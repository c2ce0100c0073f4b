"""Connects Telegram's updates to commands and buttons: who may, in which chat, and what goes wrong."""

from __future__ import annotations

import re

import structlog
import telegram
from telegram import BotCommand, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from alertbot.bot.auth import Authority
from alertbot.bot.buttons import press
from alertbot.bot.commands import BY_NAME, COMMANDS, subscribe
from alertbot.bot.runner import BotApplication
from alertbot.bot.screens import Screen
from alertbot.bot.services import Services
from alertbot.bot.talk import Talk, open_talk
from alertbot.model import LANGUAGES

log = structlog.get_logger(__name__)
Context = ContextTypes.DEFAULT_TYPE
_COMMAND = re.compile(
    r"/(?P<name>[a-z_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<text>.*))?", re.DOTALL | re.IGNORECASE
)
_MOST_TEXT = 2000
"""Characters of a command that are looked at."""
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Conversation:
    """The handlers of every update we ask Telegram for."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._authority = Authority()

    def register(self, application: BotApplication) -> None:
        """Add the handlers to a python-telegram-bot application."""
        spoken = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE & spoken, self.migrated))
        application.add_handler(MessageHandler(filters.TEXT & spoken, self.text))
        application.add_handler(CallbackQueryHandler(self.button))
        application.add_handler(ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_error_handler(self.fault)

    async def text(self, update: Update, context: Context) -> None:
        """A command, or words to a bot that expects commands."""
        message = update.effective_message
        found = _COMMAND.fullmatch((message.text or "")[:_MOST_TEXT].strip()) if message else None
        if found is None:
            await self._words(update)
            return
        if found["bot"] and found["bot"].lower() != (context.bot.username or "").lower():
            return
        command = BY_NAME.get(found["name"].lower())
        talk = await open_talk(update, self._services)
        if talk is None:
            return
        if command is None:
            await self._unknown(talk)
        elif command.changes and not await self._may(update, context.bot):
            await talk.reply(_refusal(talk))
        else:
            await command.action(talk, (found["text"] or "").strip())

    async def _words(self, update: Update) -> None:
        """Plain words: help in a private chat, silence elsewhere."""
        message, chat = update.effective_message, update.effective_chat
        if message is None or chat is None or chat.type != ChatType.PRIVATE:
            return
        talk = await open_talk(update, self._services)
        if talk is None:
            return
        words = (message.text or "")[:_MOST_TEXT]
        if self._services.countries.only(words):
            await subscribe(talk, words)
        else:
            await self._unknown(talk)

    async def _unknown(self, talk: Talk) -> None:
        if talk.chat.kind.value == ChatType.PRIVATE:
            t = talk.texts.gettext
            await talk.reply(
                Screen(t("I did not understand that. Send a country's name to get its alerts, or /help."))
            )

    async def button(self, update: Update, context: Context) -> None:
        """A button: only for those who may configure the chat; always answered, so that it stops spinning."""
        query = update.callback_query
        talk = await open_talk(update, self._services)
        if query is None or talk is None:
            return
        if not await self._may(update, context.bot):
            await query.answer(_refusal(talk).html[:200], show_alert=True)
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
        """Tell a group, or the person who added us to a channel, how to begin."""
        change = update.my_chat_member
        talk = await open_talk(update, self._services)
        if change is None or talk is None:
            return
        t = talk.texts.gettext
        hint = t("An administrator can set up alerts here with /subscribe.")
        target = change.chat.id
        if change.chat.type == ChatType.CHANNEL:
            hint = t("To set up alerts in “{name}”, send /subscribe there.").format(
                name=change.chat.title or ""
            )
            target = change.from_user.id
        try:
            await context.bot.send_message(target, f"👋 {hint}")
        except (BadRequest, Forbidden) as error:
            log.info("greeting.refused", reason=str(error))

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


async def publish_menu(bot: telegram.Bot, services: Services) -> None:
    """Give every language its command menu."""
    for language in ("", *LANGUAGES):
        texts = services.texts(language or "en")
        menu = [BotCommand(command.name, texts.gettext(command.description)) for command in COMMANDS]
        await bot.set_my_commands(menu, language_code=language or None)
