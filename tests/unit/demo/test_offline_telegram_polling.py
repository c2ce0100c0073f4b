"""Long polling, offsets, allowed updates and the second poller."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import Conflict
from telegram.ext import MessageHandler, filters

from alertbot.demo.telegram import UNLIMITED, OfflineTelegram
from alertbot.demo.telegram.errors import ApiError
from alertbot.demo.telegram.updates import UpdateQueue


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def queue() -> UpdateQueue:
    queue = UpdateQueue(Clock())
    for text in ("a", "b", "c"):
        queue.add("message", {"text": text})
    return queue


def texts(updates: list[dict]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_a_higher_offset_confirms_them(queue):
    first = await queue.get(0, 100, 0)
    again = await queue.get(0, 100, 0)
    rest = await queue.get(first[1]["update_id"], 100, 0)
    assert texts(first) == texts(again) == ["a", "b", "c"]
    assert texts(rest) == ["b", "c"]
    assert texts(queue.pending) == ["b", "c"]


async def test_the_limit_caps_and_a_negative_offset_keeps_the_last(queue):
    assert texts(await queue.get(0, 2, 0)) == ["a", "b"]
    assert texts(await queue.get(-1, 100, 0)) == ["c"]
    assert texts(queue.pending) == ["c"]


async def test_ids_rise_by_one():
    queue = UpdateQueue(Clock())
    ids = [queue.add("message", {}) for _ in range(3)]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]


async def test_unconfirmed_updates_are_dropped_after_a_day():
    clock = Clock()
    queue = UpdateQueue(clock)
    queue.add("message", {"text": "old"})
    clock.advance(23 * 3600)
    queue.add("message", {"text": "young"})
    clock.advance(3601)
    assert texts(await queue.get(0, 100, 0)) == ["young"]


async def test_chat_member_is_not_sent_unless_asked_for_and_the_setting_stays():
    queue = UpdateQueue(Clock())
    assert queue.add("chat_member", {}) is None
    queue.allow(["chat_member"])
    assert queue.add("message", {}) is None
    assert queue.add("chat_member", {}) is not None


async def test_a_long_poll_ends_with_the_first_update():
    queue = UpdateQueue(Clock())
    poll = asyncio.create_task(queue.get(0, 100, 30))
    await asyncio.sleep(0)
    queue.add("message", {"text": "now"})
    assert texts(await poll) == ["now"]


async def test_a_newer_long_poll_ends_the_waiting_one_with_409():
    queue = UpdateQueue(Clock())
    old = asyncio.create_task(queue.get(0, 100, 30))
    await asyncio.sleep(0)
    new = asyncio.create_task(queue.get(0, 100, 30))
    with pytest.raises(ApiError, match="terminated by other getUpdates") as caught:
        await old
    queue.add("message", {"text": "mine"})
    assert caught.value.code == 409
    assert texts(await new) == ["mine"]


async def test_a_poller_that_hangs_up_leaves_no_conflict(tg, bot):
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    poll.cancel()
    chat = tg.private(tg.user(7))
    await asyncio.sleep(0.05)
    await chat.send("hello")
    (update,) = await bot.get_updates(timeout=1)
    assert update.message.text == "hello"


async def test_two_applications_conflict_and_one_goes_on_alone(tg, builder):
    errors: list[Exception] = []

    async def echo(update, _context) -> None:
        await update.message.reply_text("heard")

    first, second = builder.build(), builder.build()
    first.add_handler(MessageHandler(filters.TEXT, echo))
    async with first, second:
        await first.start()
        await first.updater.start_polling(error_callback=errors.append)
        await tg.wait_for_call("deleteWebhook")
        await second.updater.start_polling(error_callback=errors.append)
        await tg.world.until(lambda: [call for call in tg.calls if call.status == 409], 5)
        await second.updater.stop()
        chat = tg.private(tg.user(7))
        await chat.send("still there?")
        await chat.wait_for("heard")
        await first.updater.stop()
        await first.stop()
    assert {type(error) for error in errors} == {Conflict}


async def test_polling_is_refused_while_a_webhook_is_set(tg, bot):
    await bot.set_webhook("https://example.org/hook")
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    tg.world.updates.add("message", {})
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()


async def test_an_outage_keeps_what_waits():
    telegram = OfflineTelegram(limits=UNLIMITED)
    async with telegram:
        chat = telegram.private(telegram.user(7))
        port = telegram.port
    await chat.send("while you were away")
    async with telegram:
        assert telegram.port == port
        assert len(telegram.world.updates.pending) == 1


async def test_a_malformed_update_is_delivered_as_it_is(tg, bot):
    tg.world.updates.add_raw({"update_id": 5000, "message": {"message_id": 1}})
    with pytest.raises(KeyError):
        await bot.get_updates(timeout=0)
    assert tg.world.updates.add("message", {}) == 5001
