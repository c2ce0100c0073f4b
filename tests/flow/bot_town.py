"""A town full of people for the flow tests of the conversation: one application, everybody a stranger to it."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flow_world import World, outlet, story, until

from alertbot.app import House
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import (
    UNLIMITED,
    Channel,
    ChatView,
    Group,
    OfflineTelegram,
    Press,
    PrivateChat,
    SentMessage,
    User,
)
from alertbot.model import Chat, DeliveryState, Watch

OPERATOR = 77
"""Telegram's number of whoever runs the bot in a closed town."""


@dataclass
class Town:
    """The real application at work, and how to get a fresh person, group or channel in front of it."""

    world: World
    house: House
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1000))

    def person(self, language: str = "en") -> User:
        """Somebody the bot has not met."""
        return self.world.telegram.user(next(self._numbers), language)

    def private(self, language: str = "en") -> PrivateChat:
        """A private chat nobody has used."""
        return self.world.telegram.private(self.person(language))

    def operator(self, language: str = "en") -> PrivateChat:
        """The private chat of the operator, where there is one."""
        known = self.world.telegram.world.users.get(OPERATOR)
        return self.world.telegram.private(known or self.world.telegram.user(OPERATOR, language))

    async def group(self, owner: User, *members: User, **more: bool) -> Group:
        """A supergroup of that owner that the bot was added to and has greeted."""
        title = f"Team {next(self._numbers)}"
        group = self.world.telegram.group(title, owner=owner, members=members, **more)
        await group.wait_for("👋")
        return group

    def channel(self, owner: User) -> Channel:
        """A channel of that owner in which the bot may post."""
        return self.world.telegram.channel(f"Alerts {next(self._numbers)}", owner=owner)

    async def chat(self, view: ChatView) -> Chat:
        """What is stored of a chat."""
        found = await self.house.store.chats.find(view.id, view.thread_id or 0)
        assert found is not None
        return found

    async def watch(self, view: ChatView) -> Watch | None:
        """The stored watch of a chat."""
        watches = await self.house.store.chats.watches((await self.chat(view)).key)
        return watches[0] if watches else None

    async def countries(self, view: ChatView) -> tuple[str, ...] | None:
        """The countries of the chat's watch; None without a watch."""
        watch = await self.watch(view)
        return watch.countries if watch else None

    async def report(self, families: int, place: str) -> str:
        """An outlet tells that so many families lost their homes there; returns words of the alert."""
        title = f"Homes burned in {place}"
        await self.publish(title, f"Gunmen burned the homes of {families} families in {place}, police said.")
        return f"{families} families"

    async def alert(self, view: ChatView, families: int, place: str) -> SentMessage:
        """The chat's alert about such a report, on record as sent: a phone shows it a moment before."""
        message = await view.wait_for(await self.report(families, place), within=60)

        async def booked() -> bool:
            return not (await self.house.store.deliveries.counts()).get(DeliveryState.SENDING)

        await until(booked)
        return message

    async def publish(self, title: str, *paragraphs: str) -> None:
        """An outlet brings out a story, and the feeds are asked at once."""
        self.world.outlets[0].publish(story(f"story-{next(self._numbers)}", title, *paragraphs))
        await self.house.poll_now()


@contextlib.asynccontextmanager
async def a_town(folder: Path, **how: Any) -> AsyncIterator[Town]:
    """A town of its own; `how` are fields of World (operators, access)."""
    async with contextlib.AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(OfflineTelegram(limits=UNLIMITED))
        server = await stack.enter_async_context(FeedServer(outlet("Northern Wire")))
        world = World(telegram, [server], folder, **how)
        house = await stack.enter_async_context(world.house())
        await telegram.wait_for_call("getUpdates", within=60)
        yield Town(world, house)


async def ask(chat: ChatView, text: str, **who: object) -> SentMessage:
    """Write to the bot and return its first answer; `by` whom in a group or channel."""
    before = chat.messages[-1] if chat.messages else None
    await chat.send(text, **who)  # type: ignore[attr-defined]
    return await chat.wait_for(lambda _: True, after=before)


async def tap(chat: ChatView, message: SentMessage, button: str | int, **who: object) -> Press:
    """Press a button and return the press once the bot answered it; the message is edited by then."""
    press = await chat.press(message, button, **who)  # type: ignore[attr-defined]
    return await chat.answer_to(press)


async def tap_data(chat: ChatView, message: SentMessage, data: str, **who: object) -> Press:
    """Press the button that carries this callback data, whatever the language of its label."""
    index = next(number for number, button in enumerate(message.buttons) if button.data == data)
    return await tap(chat, message, index, **who)
