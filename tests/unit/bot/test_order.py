"""Updates of one chat keep their order; chats do not wait for one another."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update

from alertbot.bot.order import ChatOrder


def update_of(chat: int, number: int) -> Update:
    message = Message(number, datetime(2026, 7, 1, tzinfo=UTC), Chat(chat, "private"), text="x")
    return Update(number, message=message)


async def test_one_chat_is_served_in_order_while_another_goes_ahead() -> None:
    order, log, gate = ChatOrder(), [], asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        log.append("slow")

    async def quick(name: str) -> None:
        log.append(name)

    tasks = [
        asyncio.create_task(order.process_update(update_of(1, 1), slow())),
        asyncio.create_task(order.process_update(update_of(1, 2), quick("after"))),
        asyncio.create_task(order.process_update(update_of(2, 3), quick("other chat"))),
    ]
    await tasks[2]
    assert log == ["other chat"]
    gate.set()
    await asyncio.gather(*tasks)
    assert log == ["other chat", "slow", "after"]
