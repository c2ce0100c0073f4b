"""Added to a chat, removed, blocked, moved: settings are kept, sending stops or goes on."""

from __future__ import annotations

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType

from alertbot.bot.comeback import offer_missed
from alertbot.bot.gate import Gate
from alertbot.bot.rooms import greeting, group_greeting
from alertbot.bot.runner import Context
from alertbot.bot.screens import Screen
from alertbot.bot.services import Services
from alertbot.bot.talk import open_talk, tell
from alertbot.model import ChatKind

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Membership:
    """The handlers of what happens to the bot itself."""

    def __init__(self, services: Services, gate: Gate) -> None:
        self._services = services
        self._gate = gate

    async def changed(self, update: Update, context: Context) -> None:
        """Added, removed, blocked, unblocked."""
        change = update.my_chat_member
        if change is None:
            return
        store, chat = self._services.store.chats, change.chat
        if change.new_chat_member.status in _GONE:
            await store.suspend(chat.id, str(change.new_chat_member.status))
            return
        known = await store.find(chat.id)
        await store.resume(chat.id, self._services.clock())
        if chat.type == ChatType.PRIVATE and known is not None and known.suspended is not None:
            await self._welcome_back(update)
        if chat.type != ChatType.PRIVATE and change.old_chat_member.status in _GONE:
            await self._arrived(update, change, context)

    async def _welcome_back(self, update: Update) -> None:
        """Somebody who blocked us is back: offer what was missed, unless access was taken away."""
        talk = await open_talk(update, self._services)
        if talk is not None and talk.chat.suspended is None:
            await offer_missed(talk)

    async def _arrived(self, update: Update, change: ChatMemberUpdated, context: Context) -> None:
        """Tell the person who added us how to begin; a group is told where that person cannot be."""
        texts = self._services.texts(change.from_user.language_code or "en")
        channel = change.chat.type == ChatType.CHANNEL
        if not await self._gate.adopt(change.chat.id, change.from_user.id):
            refusal = Screen(await self._gate.refusal(change.chat.id, False, texts, context.bot))
            if not await tell(context.bot, change.from_user.id, refusal, texts) and not channel:
                await tell(context.bot, change.chat.id, refusal, texts)
            return
        talk = await open_talk(update, self._services)
        if talk is None:
            return
        hints = greeting(change.chat.title or "", talk.chat.key, texts)
        told = await tell(context.bot, change.from_user.id, hints, texts)
        if not told and talk.chat.kind is not ChatKind.CHANNEL:
            username = context.bot.username or ""
            await tell(context.bot, change.chat.id, group_greeting(username, talk.chat.key, texts), texts)

    async def migrated(self, update: Update, _: Context) -> None:
        """A group became a supergroup: everything moves along."""
        message = update.effective_message
        if message is None:
            return
        if message.migrate_to_chat_id:
            await self._services.store.chats.migrate(message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await self._services.store.chats.migrate(message.migrate_from_chat_id, message.chat_id)
