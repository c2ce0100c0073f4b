"""The demo's stage: one person, the offline Telegram, the outlets, and a terminal that shows it all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from alertbot.demo.feedserver import FeedServer
from alertbot.demo.stories import Cue, Newsroom, PlannedStory
from alertbot.demo.telegram import DriverError, OfflineTelegram, PrivateChat, SentMessage
from alertbot.demo.telegram.driver import find_button
from alertbot.demo.terminal import Terminal
from alertbot.errors import AlertbotError

REPLY_WITHIN = 10.0
"""Real seconds for an answer of the bot."""


class DemoFailed(AlertbotError):
    """Something the demo shows did not happen; the message says what."""


@dataclass(slots=True)
class Scene:
    """What the tour and the conversation act upon."""

    tg: OfflineTelegram
    chat: PrivateChat
    outlets: Sequence[tuple[Newsroom, FeedServer]]
    terminal: Terminal
    poll_now: Callable[[], Awaitable[None]]
    """Polls every feed out of turn; else a feed comes every few minutes."""
    _shown: dict[int, int] = field(default_factory=dict)
    """Message id: how many edits were shown."""

    # --- the person ---

    async def say(self, text: str, within: float = REPLY_WITHIN) -> SentMessage:
        """Write to the bot and return its answer, once shown. Raises DemoFailed if none comes."""
        count = len(self.chat.messages)
        self.terminal.person(text)
        await self.chat.send(text)
        await self._until(lambda: len(self.chat.messages) > count, within, f"an answer to {text}")
        self.show_new()
        return self.chat.last

    async def press(self, *labels: str, within: float = REPLY_WITHIN) -> None:
        """Press the first button that contains one of `labels` and wait for what it does."""
        message = self.menu()
        label = next((label for label in labels if _has_button(message, label)), labels[0])
        await self._press(message, label, within)

    async def _press(self, message: SentMessage, label: str, within: float) -> None:
        button = find_button(message, label)
        self.terminal.person(f"[{button.text}]")
        press = await self.chat.press(message, label)
        await self._until(lambda: press.answered, within, f"an answer to the button {button.text}")
        self.show_new()
        if press.answer:
            self.terminal.notice(press.answer)

    def offers(self, label: str) -> bool:
        """Whether the latest menu has a button that contains `label`."""
        return _has_button(self.menu(), label)

    def menu(self) -> SentMessage:
        """The latest message whose buttons lead on; those under an alert stand still."""
        found = next((message for message in reversed(self.chat.messages) if _is_menu(message)), None)
        if found is None:
            raise DemoFailed("The bot showed no buttons to press.")
        return found

    # --- the news ---

    async def publish(self, cue: Cue) -> list[FeedServer]:
        """Let the outlets bring out their stories of that cue; returns those that did."""
        publishing = [(room, server, story) for room, server in self.outlets for story in room.on(cue)]
        for newsroom, server, story in publishing:
            await self.publish_one(newsroom, server, story)
        return [server for _, server, _ in publishing]

    async def publish_one(self, newsroom: Newsroom, server: FeedServer, story: PlannedStory) -> None:
        """Let one outlet bring out one story, and have the feeds polled out of turn."""
        server.publish(story.at(datetime.now(UTC)))
        self._announce(newsroom, story.title)
        await self.poll_now()

    def _announce(self, newsroom: Newsroom, title: str) -> None:
        self.terminal.note(f"📰 {newsroom.outlet.name} ({newsroom.outlet.language}): {title}")

    async def read_by_the_bot(self, servers: Iterable[FeedServer], within: float) -> None:
        """Until the bot fetched those feeds as they stand now; asks again, for a poll may just have ended."""
        for server in servers:
            for _ in range(max(1, round(within))):
                with suppress(TimeoutError):
                    await server.wait_until_read(1.0)
                    break
                await self.poll_now()
            else:
                raise DemoFailed(f"{server.outlet.name} was not polled within {within:g} seconds.")

    # --- what arrives ---

    async def expect(
        self, what: str, within: float, check: Callable[[SentMessage], bool], after: int
    ) -> SentMessage:
        """The first of the bot's messages from number `after` on that satisfies `check`, once shown."""

        def arrived() -> SentMessage | None:
            return next(filter(check, self.chat.messages[after:]), None)

        await self._until(lambda: arrived() is not None, within, what)
        self.show_new()
        found = arrived()
        if found is None:
            raise DemoFailed(f"{what} was taken back at once.")
        return found

    async def quiet(self, seconds: float, after: int) -> None:
        """Nothing more may arrive for that long."""
        try:
            await self.tg.world.until(lambda: len(self.chat.messages) > after, seconds)
        except TimeoutError:
            return
        self.show_new()
        raise DemoFailed("A second alert arrived although nothing material was new.")

    def show_new(self) -> None:
        """Show every message and edit that was not shown yet."""
        by_id = {message.id: message for message in self.chat.history}
        for message in self.chat.messages:
            edits = len(message.edits)
            if self._shown.get(message.id, -1) < edits:
                self._shown[message.id] = edits
                answered = by_id.get(message.reply_to or 0)
                first_line = answered.text.partition("\n")[0][:60] if answered else ""
                self.terminal.message(message, again=edits > 0, answers=first_line)

    async def _until(self, check: Callable[[], bool], within: float, what: str) -> None:
        try:
            await self.tg.world.until(lambda: check() or None, within)
        except TimeoutError:
            self.show_new()
            raise DemoFailed(
                f"{what[0].upper()}{what[1:]} did not arrive within {within:g} seconds."
            ) from None


def _is_menu(message: SentMessage) -> bool:
    return bool(message.buttons) and not any(button.data.startswith("src:") for button in message.buttons)


def _has_button(message: SentMessage, label: str) -> bool:
    try:
        find_button(message, label)
    except DriverError:
        return False
    return True
