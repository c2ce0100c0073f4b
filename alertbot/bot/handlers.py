"""Connects Telegram's updates to commands and buttons: who may, in which chat, and what goes wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import structlog
import telegram
from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from alertbot.bot.alert_buttons import FOR_EVERYONE
from alertbot.bot.auth import Authority
from alertbot.bot.buttons import press
from alertbot.bot.command import Command
from alertbot.bot.commands import BY_NAME
from alertbot.bot.direction import without_marks
from alertbot.bot.failures import log_failure
from alertbot.bot.gate import ALWAYS_PRESSED, Gate
from alertbot.bot.membership import Membership
from alertbot.bot.operator_table import OPERATOR_ACTIONS, OPERATOR_BY_NAME
from alertbot.bot.pace import MOST_MESSAGES, MOST_PRESSES, Pace, Turn
from alertbot.bot.rooms import MARK, PAYLOAD, open_room, room_of, show_room, without_room
from alertbot.bot.runner import BotApplication, Context
from alertbot.bot.screens import Screen
from alertbot.bot.services import Services
from alertbot.bot.subscribing import ask_about, subscribe
from alertbot.bot.talk import Talk, Toast, open_talk
from alertbot.model import Chat, ChatKey, ChatKind

log = structlog.get_logger(__name__)
_COMMAND = re.compile(
    r"/(?P<name>[a-z_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<text>.*))?", re.DOTALL | re.IGNORECASE
)
_MOST_TEXT = 4096
"""Characters of a command that are looked at: all that Telegram takes."""
_MOST_WORDS = 2000
"""Characters of plain words that are looked at."""
_UNREADABLE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
REFUSED_FOR = timedelta(minutes=10)
"""Somebody who may not configure a group is told so once in so long, then met with silence."""


class Conversation:
    """The handlers of every update we ask Telegram for."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._authority = Authority()
        self._messages = Pace(MOST_MESSAGES)
        self._presses = Pace(MOST_PRESSES)
        self._refusals = Pace(1, REFUSED_FOR)
        self._gate = Gate(services)
        self._membership = Membership(services, self._gate)

    def register(self, application: BotApplication) -> None:
        """Add the handlers to a python-telegram-bot application."""
        spoken = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        application.add_handler(
            MessageHandler(filters.StatusUpdate.MIGRATE & spoken, self._membership.migrated)
        )
        application.add_handler(MessageHandler(filters.TEXT & spoken, self.text))
        application.add_handler(MessageHandler(_UNREADABLE, self.unreadable))
        application.add_handler(CallbackQueryHandler(self.button))
        application.add_handler(ChatMemberHandler(self._membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_error_handler(self.fault)

    async def text(self, update: Update, context: Context) -> None:
        """A command, or words to a bot that expects commands."""
        words = _typed(update)
        found = _COMMAND.fullmatch(words)
        if found is None:
            await self._words(update, context, words[:_MOST_WORDS])
            return
        if found["bot"] and found["bot"].lower() != (context.bot.username or "").lower():
            return
        await self._command(update, context, found["name"].lower(), (found["text"] or "").strip())

    async def _command(self, update: Update, context: Context, name: str, text: str) -> None:
        command = self._find(update, name)
        private = update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
        if command is None and not private:
            return
        if not await self._gate.admits_command(update, name, text):
            await self._gate.turn_away(update, context.bot)
            return
        talk = await self._open(update)
        if talk is None:
            return
        if command is None:
            await self._unknown(talk)
        elif command.changes and not await self._may(update, context.bot):
            await self._refuse(update, talk)
        elif name == "start" and (key := room_of(text, PAYLOAD)) is not None:
            await self._open_room(update, context, talk, key)
        else:
            await command.action(talk, text)

    def _find(self, update: Update, name: str) -> Command | None:
        """The command of that name; operators' ones exist for operators, in private, only."""
        chat = update.effective_chat
        if chat is not None and chat.type == ChatType.PRIVATE and chat.id in self._services.operators:
            return BY_NAME.get(name) or OPERATOR_BY_NAME.get(name)
        return BY_NAME.get(name)

    async def _refuse(self, update: Update, talk: Talk) -> None:
        person = update.effective_user.id if update.effective_user else 0
        if self._refusals.take(person, talk.chat.telegram_id, self._services.clock()) is Turn.ANSWER:
            await talk.reply(_refusal(talk))

    async def _open_room(self, update: Update, context: Context, talk: Talk, key: ChatKey) -> None:
        """The set-up of a group or channel in private, for its administrators."""
        room = await self._room(update, context, key)
        about = await open_room(update, self._services, room, context.bot) if room else None
        if about is None:
            await talk.reply(_refusal(talk))
        else:
            await show_room(about)

    async def _room(self, update: Update, context: Context, key: ChatKey) -> Chat | None:
        """The chat with that number, if the person in this private chat administers it and it has access."""
        here, person = update.effective_chat, update.effective_user
        room = await self._services.store.chats.by_key(key)
        if here is None or person is None or here.type != ChatType.PRIVATE or room is None:
            return None
        if room.kind is ChatKind.PRIVATE or not await self._gate.admits(room.telegram_id):
            return None
        now = self._services.clock()
        allowed = await self._authority.is_administrator(context.bot, room.telegram_id, person.id, now)
        return room if allowed else None

    async def _words(self, update: Update, context: Context, words: str) -> None:
        """Plain words: help in a private chat, silence elsewhere."""
        chat = update.effective_chat
        if chat is None or chat.type != ChatType.PRIVATE or not await self._admitted(update, context):
            return
        talk = await self._open(update)
        if talk is None:
            return
        if self._services.countries.only(words):
            await subscribe(talk, words)
        elif question := ask_about(talk, words):
            await talk.reply(question)
        else:
            await self._unknown(talk)

    async def unreadable(self, update: Update, context: Context) -> None:
        """A picture, a voice or a sticker in a private chat."""
        talk = await self._open(update) if await self._admitted(update, context) else None
        if talk is not None:
            await self._unknown(talk)

    async def _admitted(self, update: Update, context: Context) -> bool:
        """Whether the chat has access; if not, it is told what to do."""
        if update.effective_chat and await self._gate.admits(update.effective_chat.id):
            return True
        await self._gate.turn_away(update, context.bot)
        return False

    async def _unknown(self, talk: Talk) -> None:
        if talk.chat.kind is ChatKind.PRIVATE:
            t = talk.texts.gettext
            await talk.reply(
                Screen(t("I did not understand that. Send a country's name to get its alerts, or /help."))
            )

    async def _open(self, update: Update) -> Talk | None:
        """The talk of a message, unless its sender, no operator, has used up this minute's answers."""
        chat = update.effective_chat
        if chat is None:
            return None
        if chat.id in self._services.operators:
            return await open_talk(update, self._services)
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
        query, where = update.callback_query, update.effective_chat
        if query is None or where is None:
            return
        data = query.data or ""
        verb = without_room(data).partition(":")[0]
        if not await self._gate.admits(where.id) and verb not in ALWAYS_PRESSED:
            texts = self._services.texts(query.from_user.language_code or "en")
            refusal = await self._gate.refusal(where.id, where.type == ChatType.PRIVATE, texts, context.bot)
            await query.answer(unescape(refusal)[:200], show_alert=True)
            return
        talk = await self._button_talk(update, context, data)
        if talk is None:
            return
        if self._presses.take(query.from_user.id, where.id, self._services.clock()) is not Turn.ANSWER:
            await query.answer(_slowly(talk)[:200], show_alert=True)
            return
        notice = await self._press(talk, where.id, without_room(data))
        await _answer(query, notice)

    async def _button_talk(self, update: Update, context: Context, data: str) -> Talk | None:
        """The talk of a button: about this chat, or the room it carries; None: refused, and said so."""
        query = update.callback_query
        talk = await open_talk(update, self._services)
        if query is None or talk is None:
            return None
        if not data.startswith(MARK):
            if data.split(":")[0] in FOR_EVERYONE or await self._may(update, context.bot):
                return talk
        elif (key := room_of(data, MARK)) is not None and (room := await self._room(update, context, key)):
            return await open_room(update, self._services, room, context.bot)
        await query.answer(_refusal(talk).html[:200], show_alert=True)
        return None

    async def _press(self, talk: Talk, where: int, data: str) -> str | None:
        """Operators' buttons obey operators in private only; for others they are no buttons of ours."""
        operator = talk.chat.kind is ChatKind.PRIVATE and where in self._services.operators
        return await press(talk, data, OPERATOR_ACTIONS if operator else {})

    async def fault(self, update: object, context: Context) -> None:
        """Something failed while answering: say so to the person, and to the log without their words."""
        log_failure(context.error)
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


async def _answer(query: telegram.CallbackQuery, notice: str | None) -> None:
    """Stop the button's spinning; a press that waited too long for us cannot be answered any more."""
    lasting = bool(notice) and not isinstance(notice, Toast)
    try:
        await query.answer(notice[:200] if notice else None, show_alert=lasting)
    except BadRequest as error:
        log.info("press.unanswered", reason=str(error))


def _refusal(talk: Talk) -> Screen:
    return Screen(
        talk.texts.gettext("Only administrators of this chat can change its alerts. Ask one of them, please.")
    )


def _slowly(talk: Talk) -> str:
    return talk.texts.gettext("Too many messages at once. Please try again in a minute.")


def _typed(update: Update) -> str:
    message = update.effective_message
    return without_marks((message.text or "")[:_MOST_TEXT]).strip() if message else ""
