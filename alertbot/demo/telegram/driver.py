"""The people's side of the offline Telegram: look at what the bot sent, press, and write to it in private."""

from __future__ import annotations

from collections.abc import Callable

from alertbot.demo.telegram.chats import tell_membership
from alertbot.demo.telegram.errors import DriverError
from alertbot.demo.telegram.keyboard import Button
from alertbot.demo.telegram.ledger import Content, SentMessage
from alertbot.demo.telegram.params import Upload
from alertbot.demo.telegram.people import ADMINISTRATORS, ChatRecord, User
from alertbot.demo.telegram.send import keep_file
from alertbot.demo.telegram.text import FormattedText, with_automatic_entities
from alertbot.demo.telegram.world import Press, World


class ChatView:
    """One chat, or one topic of a forum, as its people see it."""

    def __init__(self, world: World, record: ChatRecord, thread_id: int | None = None) -> None:
        self.world = world
        self.record = record
        self.thread_id = thread_id
        """None: the whole chat, 0: the general topic."""
        self.former_ids: set[int] = set()

    @property
    def id(self) -> int:
        """Telegram's id of the chat."""
        return self.record.id

    @property
    def history(self) -> list[SentMessage]:
        """Everything that stands here, whoever sent it."""
        ids = {self.record.id, *self.former_ids}
        return [
            message
            for message in self.world.messages
            if message.chat_id in ids and not message.deleted and self.thread_id in {None, message.thread_id}
        ]

    @property
    def messages(self) -> list[SentMessage]:
        """What the bot sent here, oldest first."""
        return [message for message in self.history if message.from_bot]

    @property
    def last(self) -> SentMessage:
        """The bot's latest message here."""
        if not self.messages:
            raise DriverError("the bot has not sent anything here yet")
        return self.messages[-1]

    async def wait_for(
        self,
        check: Callable[[SentMessage], bool] | str,
        within: float = 30.0,
        *,
        after: SentMessage | None = None,
    ) -> SentMessage:
        """The first message of the bot here, later than `after`, that satisfies `check` or contains it.

        Looks again after every edit. Raises TimeoutError, with what does stand here, after real seconds.
        """
        matches = (lambda one: check in one.text) if isinstance(check, str) else check

        def first() -> SentMessage | None:
            messages = self.messages
            start = messages.index(after) + 1 if after in messages else 0
            return next(filter(matches, messages[start:]), None)

        try:
            return await self.world.until(first, within)
        except TimeoutError as error:
            stands = "\n".join(f"- {one.text[:120]!r}" for one in self.messages[-8:]) or "nothing"
            wanted = repr(check) if isinstance(check, str) else "what was waited for"
            raise TimeoutError(
                f"{wanted} did not come within {within:g} s; the bot's last:\n{stands}"
            ) from error

    async def wait_for_count(self, count: int, within: float = 30.0) -> list[SentMessage]:
        """The bot's messages here once there are at least that many."""
        return await self.world.until(lambda: self.messages if len(self.messages) >= count else None, within)

    async def answer_to(self, press: Press, within: float = 30.0) -> Press:
        """The press once the bot answered it."""
        return await self.world.until(lambda: press if press.answered else None, within)

    def _post(
        self,
        text: str,
        sender: User | None,
        *,
        sender_chat: ChatRecord | None = None,
        reply_to: SentMessage | None = None,
        kind: str = "message",
    ) -> SentMessage:
        formatted = with_automatic_entities(FormattedText(text))
        message = self.world.record(self.record, self.thread_id or 0, Content(formatted, source=text), sender)
        message.sender_chat = sender_chat
        message.reply_to = reply_to.id if reply_to else None
        if self._bot_reads(message, reply_to):
            self.world.updates.add(kind, self.world.shown(message))
        self.world.ring()
        return message

    def _bot_reads(self, message: SentMessage, reply_to: SentMessage | None) -> bool:
        """Privacy mode: in groups a plain member sees commands for it and answers to it only."""
        record, bot = self.record, self.world.bot
        status = record.status_of(bot.id)
        if record.person or status in ADMINISTRATORS:
            return True
        if status in {"left", "kicked"} or record.type == "channel":
            return False
        first = message.text.split(maxsplit=1)[0] if message.text else ""
        command, _, addressee = first.partition("@")
        for_us = command.startswith("/") and addressee.lower() in {"", bot.username.lower()}
        return for_us or f"@{bot.username}" in message.text or bool(reply_to and reply_to.from_bot)

    def _press(self, message: SentMessage, wanted: str | int, by: User) -> Press:
        button = find_button(message, wanted)
        if button.url:
            raise DriverError(f"the button {button.text!r} opens {button.url} and sends nothing")
        press = Press(f"q{len(self.world.presses) + 1}", message, button, by)
        self.world.presses[press.id] = press
        self.world.updates.add(
            "callback_query",
            {
                "id": press.id,
                "from": by.as_json(),
                "chat_instance": str(self.record.id),
                "message": self.world.shown(message),
                "data": button.data,
            },
        )
        self.world.ring()
        return press


def find_button(message: SentMessage, wanted: str | int) -> Button:
    """The button at that index (0 first), or whose text equals, else contains, `wanted` (case ignored)."""
    buttons = message.buttons
    if isinstance(wanted, int):
        if not 0 <= wanted < len(buttons):
            raise DriverError(f"there is no button {wanted} of {len(buttons)}")
        return buttons[wanted]
    folded = wanted.casefold()
    for fits in (lambda text: text == folded, lambda text: folded in text):
        for button in buttons:
            if fits(button.text.casefold()):
                return button
    raise DriverError(f"no button {wanted!r} among {[button.text for button in buttons]}")


class PrivateChat(ChatView):
    """A person alone with the bot."""

    def __init__(self, world: World, record: ChatRecord, user: User) -> None:
        super().__init__(world, record)
        self.user = user

    async def send(self, text: str, *, reply_to: SentMessage | None = None) -> SentMessage:
        """The person writes; the first time opens the chat, and writing to a blocked bot unblocks it."""
        if self.record.blocked:
            await self.unblock()
        self.record.opened = True
        return self._post(text, self.user, reply_to=reply_to)

    async def send_document(
        self, name: str, content: bytes, content_type: str, caption: str = ""
    ) -> SentMessage:
        """The person sends a file."""
        self.record.opened = True
        media = keep_file(self.world, "document", Upload(name, content_type, content))
        formatted = with_automatic_entities(FormattedText(caption))
        message = self.world.record(self.record, 0, Content(formatted, media=media), self.user)
        self.world.updates.add("message", self.world.shown(message))
        self.world.ring()
        return message

    async def press(self, message: SentMessage, button: str | int) -> Press:
        """The person presses a button, found by index or by what its text contains."""
        return self._press(message, button, self.user)

    async def block(self) -> None:
        """The person stops the bot."""
        self._change_block(True)

    async def unblock(self) -> None:
        """The person lets the bot write again."""
        self._change_block(False)

    def _change_block(self, blocked: bool) -> None:
        old = self.world.bot_member(self.record)
        self.record.blocked = blocked
        tell_membership(self.world, self.id, self.user.as_json(), old, self.world.bot_member(self.record))


def new_private(world: World, user: User) -> PrivateChat:
    """The one private chat of that user."""
    record = world.chats.setdefault(user.id, ChatRecord(user.id, "private", person=user))
    return PrivateChat(world, record, user)
