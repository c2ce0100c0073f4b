"""The state of the offline Telegram and its rules of access: chats, messages, presses, the bot's own face."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from alertbot.demo.telegram.errors import bad_request, forbidden, migrated, too_many_requests
from alertbot.demo.telegram.floodgate import FloodGate, FloodLimits
from alertbot.demo.telegram.keyboard import Button
from alertbot.demo.telegram.ledger import Content, Media, SentMessage
from alertbot.demo.telegram.params import Params
from alertbot.demo.telegram.people import ADMINISTRATORS, ChatRecord, Member, User
from alertbot.demo.telegram.updates import UpdateQueue

T = TypeVar("T")


@dataclass(slots=True)
class Press:
    """A pressed button and what the bot answered."""

    id: str
    message: SentMessage
    button: Button
    by: User
    answered: bool = False
    answer: str = ""
    """The notice shown to the person, '' for none."""
    alert: bool = False
    """True: the notice must be dismissed."""


@dataclass(slots=True)
class Profile:
    """What people see of the bot besides messages, by (scope, language) or language."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    webhook: str = ""


class World:
    """Everything the Bot API methods and the driving side share."""

    def __init__(self, bot: User, clock: Callable[[], datetime], limits: FloodLimits) -> None:
        self.bot = bot
        self.clock = clock
        self.updates = UpdateQueue(clock)
        self.flood = FloodGate(limits)
        self.profile = Profile()
        self.chats: dict[int, ChatRecord] = {}
        self.users: dict[int, User] = {bot.id: bot}
        self.messages: list[SentMessage] = []
        self.presses: dict[str, Press] = {}
        self.files: dict[str, Media] = {}
        self.actions: list[tuple[int, str]] = []
        """(chat, action) of every sendChatAction."""
        self._by_id: dict[tuple[int, int], SentMessage] = {}
        self._shared_id = 0
        self._bell = asyncio.Event()

    # --- news ---

    def ring(self) -> None:
        """Something changed: wake everybody in `until`."""
        self._bell.set()
        self._bell = asyncio.Event()

    async def changed(self) -> None:
        """Until the next change."""
        await self._bell.wait()

    async def until(self, check: Callable[[], T | None], within: float) -> T:
        """The first true value of `check`, looked at after every change; TimeoutError after real seconds."""
        async with asyncio.timeout(within):
            while not (found := check()):
                await self._bell.wait()
            return found

    # --- chats ---

    def chat(self, params: Params, name: str = "chat_id") -> ChatRecord:
        """The chat a call names by id or @username. Raises ApiError, 'migrated' included."""
        given = params.text(name)
        if not given:
            raise bad_request(f"{name} is empty")
        found = self._named(given) if given.startswith("@") else self._numbered(given)
        if found is None or (found.person and not found.opened and not self._shares_group(found.person)):
            raise bad_request("chat not found")
        if found.migrated_to:
            raise migrated(found.migrated_to)
        return found

    def _named(self, name: str) -> ChatRecord | None:
        return next(
            (c for c in self.chats.values() if c.username and c.username.lower() == name[1:].lower()), None
        )

    def _numbered(self, given: str) -> ChatRecord | None:
        try:
            return self.chats.get(int(given))
        except ValueError:
            return None

    def _shares_group(self, user: User) -> bool:
        return any(
            user.id in chat.members and chat.status_of(self.bot.id) not in {"left", "kicked"}
            for chat in self.chats.values()
        )

    def check_member(self, chat: ChatRecord) -> None:
        """Refuse what a bot may not do in a chat it is not in."""
        if chat.person:
            return
        status = chat.status_of(self.bot.id)
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if status == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")

    def check_writable(self, chat: ChatRecord) -> None:
        """Refuse where the bot may not write."""
        self.check_member(chat)
        if chat.person:
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.opened:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.type == "channel" and not self._bot_may(chat, "can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        elif chat.status_of(self.bot.id) == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")

    def check_topic(self, chat: ChatRecord, thread_id: int) -> None:
        """Refuse an unknown topic and a closed one; the general topic is named by no id at all."""
        if not thread_id:
            return
        topic = chat.topics.get(thread_id)
        if topic is None:
            raise bad_request("message thread not found")
        if topic.closed:
            raise bad_request("TOPIC_CLOSED")

    def check_right(self, chat: ChatRecord, right: str) -> None:
        """Refuse what the bot's rights in a group or channel do not cover."""
        if not chat.person and not self._bot_may(chat, right):
            raise bad_request(f"not enough rights to {_DEEDS[right]}")

    def _bot_may(self, chat: ChatRecord, right: str) -> bool:
        member = chat.members.get(self.bot.id)
        return bool(member and member.status in ADMINISTRATORS and right in member.rights)

    def bot_member(self, chat: ChatRecord) -> Member:
        """How the bot stands in that chat."""
        if chat.person:
            return Member(self.bot, "kicked" if chat.blocked else "member")
        return chat.members.get(self.bot.id) or Member(self.bot, "left")

    # --- messages ---

    def record(self, chat: ChatRecord, thread_id: int, content: Content, sender: User | None) -> SentMessage:
        """Enter a new message into the ledger."""
        message = SentMessage(
            id=self._next_id(chat),
            chat=chat,
            thread_id=thread_id,
            date=self.clock(),
            content=content,
            sender=sender,
            from_bot=sender is self.bot,
        )
        self.messages.append(message)
        self._by_id[chat.id, message.id] = message
        return message

    def _next_id(self, chat: ChatRecord) -> int:
        """Private chats and plain groups share one row of numbers, as at Telegram."""
        if chat.type in {"private", "group"}:
            self._shared_id += 1
            return self._shared_id
        chat.last_message_id += 1
        return chat.last_message_id

    def find(self, chat: ChatRecord, message_id: int) -> SentMessage | None:
        """The message, unless it was deleted."""
        message = self._by_id.get((chat.id, message_id))
        return None if message is None or message.deleted else message

    def admit(self, chat: ChatRecord) -> None:
        """Count a message against the flood limits, or refuse it with 429."""
        wait = self.flood.admit(chat.id, chat.is_group, self.clock())
        if wait:
            raise too_many_requests(wait)

    def shown(self, message: SentMessage) -> dict[str, Any]:
        """The message as the Bot API returns it."""
        reply = self._by_id.get((message.chat_id, message.reply_to)) if message.reply_to else None
        return message.as_json(reply)


_DEEDS = {
    "can_pin_messages": "manage pinned messages in the chat",
    "can_delete_messages": "delete a message",
}
