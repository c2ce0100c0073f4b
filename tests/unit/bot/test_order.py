"""Updates of one chat keep their order; chats do not wait for one another."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update

from alertbot.bot.order import AT_ONCE, ChatOrder


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


async def test_a_chat_that_is_flooded_holds_one_place_and_others_are_served() -> None:
    order, gate = ChatOrder(), asyncio.Event()

    async def served() -> str:
        return "served"

    flood = [
        asyncio.create_task(order.process_update(update_of(1, number), gate.wait()))
        for number in range(3 * AT_ONCE)
    ]
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        await order.process_update(update_of(2, 1), served())
    assert not any(task.done() for task in flood)
    gate.set()
    await asyncio.gather(*flood)


async def test_no_more_than_so_many_updates_are_under_way() -> None:
    order, gate, under_way = ChatOrder(), asyncio.Event(), []

    async def work(chat: int) -> None:
        under_way.append(chat)
        await gate.wait()

    tasks = [
        asyncio.create_task(order.process_update(update_of(chat, chat), work(chat)))
        for chat in range(1, 2 * AT_ONCE)
    ]
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(under_way) == AT_ONCE
    gate.set()
    await asyncio.gather(*tasks)
    assert len(under_way) == len(tasks)
