"""Who gets in at all: by the access mode, an invitation, or an operator's word; everybody else one answer."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from html import escape

import structlog
import telegram
from telegram import Update
from telegram.constants import ChatType

from alertbot.bot.pace import Pace, Turn
from alertbot.bot.screens import Button, Screen
from alertbot.bot.services import Services
from alertbot.bot.talk import tell
from alertbot.model import AccessMode, AccessState
from alertbot.texts import Texts

log = structlog.get_logger(__name__)
ALWAYS = frozenset({"privacy", "my_data", "delete_me"})
"""What somebody who was shut out may still ask: what is stored, and that it be erased."""
ALWAYS_PRESSED = frozenset({"forget"})
ANSWERED_FOR = timedelta(hours=6)
"""A stranger gets one answer in so long, then silence, unless something was decided meanwhile."""


def digest_of(code: str) -> str:
    """What is stored of an invitation's code: enough to recognise it, not to make a link of it."""
    return hashlib.sha256(code.encode()).hexdigest()


class Gate:
    """Answers 'may this person or room use the bot?' and tells those who may not what to do."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._answers = Pace(1, ANSWERED_FOR)

    async def admits(self, telegram_id: int) -> bool:
        """Whether a person (or a room, by its own id) has access."""
        if telegram_id in self._services.operators:
            return True
        standing = await self._services.store.access.of(telegram_id)
        if self._services.access is AccessMode.OPEN:
            return standing is None or standing.state is not AccessState.REVOKED
        return standing is not None and standing.state is AccessState.GRANTED

    async def admits_command(self, update: Update, name: str, text: str) -> bool:
        """As `admits`; an invitation lets in, and whoever is shut out may see and erase their data."""
        chat = update.effective_chat
        if chat is None:
            return False
        if await self.admits(chat.id):
            return True
        if name in ALWAYS and await self._services.store.chats.find(chat.id) is not None:
            return True
        invited = chat.type == ChatType.PRIVATE and name == "start" and bool(text)
        return invited and await self._redeem(chat.id, text)

    async def _redeem(self, person: int, code: str) -> bool:
        now = self._services.clock()
        acting = self._services.store.acting(person, now)
        return await acting.access.redeem(digest_of(code), person, now)

    async def adopt(self, room: int, adder: int) -> bool:
        """Let a room in if the person who added us has access; whether it is in."""
        standing = await self._services.store.access.of(room)
        if standing is not None and standing.state is AccessState.REVOKED:
            return False
        if not await self.admits(adder):
            return standing is not None and standing.state is AccessState.GRANTED
        if standing is None and self._services.access is not AccessMode.OPEN:
            now = self._services.clock()
            await self._services.store.acting(adder, now).access.grant(room, adder, now)
        return True

    async def turn_away(self, update: Update, bot: telegram.Bot) -> None:
        """Tell a stranger, once, what to do; in approval mode the operators are asked, once."""
        chat = update.effective_chat
        if chat is None:
            return
        standing = await self._services.store.access.of(chat.id)
        stand = list(AccessState).index(standing.state) if standing else -1
        turn = self._answers.take(chat.id, stand, self._services.clock())
        user = update.effective_user
        texts = self._services.texts((user.language_code if user else None) or "en")
        html = await self.refusal(chat.id, chat.type == ChatType.PRIVATE, texts, bot)
        if turn is Turn.ANSWER:
            message = update.effective_message
            topic = message.message_thread_id if message and message.is_topic_message else None
            await tell(bot, chat.id, Screen(html), texts, topic)

    async def refusal(self, telegram_id: int, private: bool, texts: Texts, bot: telegram.Bot) -> str:
        """Why somebody does not get in and what to do, as HTML; a first request goes to the operators."""
        t = texts.gettext
        standing = await self._services.store.access.of(telegram_id)
        out = (AccessState.REVOKED, AccessState.DECLINED)
        if standing is not None and standing.state in out:
            return escape(t("You have no access to this bot. Please ask the people who run it."))
        if not private:
            return escape(
                t("This bot is not open to everybody. Somebody who may use it has to add it to this chat.")
            )
        if self._services.access is AccessMode.INVITATION:
            return escape(
                t("This bot works by invitation. Please ask the people who run it for a link, and open it.")
            )
        if await self._services.store.access.request(telegram_id, self._services.clock()):
            await self._ask_operators(telegram_id, bot)
        return escape(
            t("I have asked the people who run this bot to let you in. You will hear from me here.")
        )

    async def _ask_operators(self, telegram_id: int, bot: telegram.Bot) -> None:
        for operator in self._services.operators:
            known = await self._services.store.chats.find(operator)
            texts = self._services.texts(known.language if known else "en")
            await tell(bot, operator, request_screen(telegram_id, texts), texts)


def request_screen(telegram_id: int, texts: Texts) -> Screen:
    """The question whether somebody shall be let in, for an operator."""
    t = texts.gettext
    asked = escape(t("Somebody asks to use the bot:"))
    person = (
        f'<a href="tg://user?id={telegram_id}">{telegram_id}</a>' if telegram_id > 0 else str(telegram_id)
    )
    row = (
        Button(f"✅ {t('Let in')}", f"user:ok:{telegram_id}"),
        Button(f"🚫 {t('Decline')}", f"user:no:{telegram_id}"),
    )
    return Screen(f"🙋 {asked} {person}", (row,))
