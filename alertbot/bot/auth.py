"""Who may change the settings of a chat: its owner, or an administrator of it, asked live."""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram import Bot, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

_KEPT_FOR = timedelta(seconds=60)
_MOST_KEPT = 10_000
_ADMINISTRATORS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Authority:
    """Answers 'may this person configure this chat?', remembering Telegram's answer for a minute."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[bool, datetime]] = {}

    async def may_configure(self, update: Update, bot: Bot, now: datetime) -> bool:
        """True in one's own private chat, for a post in a channel, and for administrators of a group.

        An anonymous administrator speaks as the chat itself (`sender_chat`); any other channel that
        speaks in a group is nobody.
        """
        chat, message, user = update.effective_chat, update.effective_message, update.effective_user
        if chat is None:
            return False
        if chat.type == ChatType.PRIVATE:
            return user is not None and user.id == chat.id
        if update.callback_query is None:
            if update.channel_post is not None:
                return True
            if message is not None and message.sender_chat is not None:
                return message.sender_chat.id == chat.id
        return user is not None and await self.is_administrator(bot, chat.id, user.id, now)

    async def is_administrator(self, bot: Bot, chat: int, user: int, now: datetime) -> bool:
        """Whether a person administers a group or channel, as Telegram says now or said within a minute."""
        known = self._known.get((chat, user))
        if known and now - known[1] < _KEPT_FOR:
            return known[0]
        try:
            member = await bot.get_chat_member(chat, user)
        except TelegramError:
            return False
        allowed = member.status in _ADMINISTRATORS
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[chat, user] = (allowed, now)
        return allowed
