"""Flood limits and scripted faults, as python-telegram-bot sees them."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from alertbot.demo.telegram import FloodLimits, OfflineTelegram, faults
from alertbot.demo.telegram.floodgate import UNLIMITED, FloodGate

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
async def chat(tg):
    chat = tg.private(tg.user(7))
    await chat.send("/start")
    return chat


def test_a_chat_takes_a_small_burst_and_then_one_a_second():
    gate = FloodGate(FloodLimits())
    burst = [gate.admit(7, False, NOON) for _ in range(6)]
    steady = [gate.admit(7, False, at(second)) for second in range(1, 20)]
    assert burst == [0, 0, 0, 0, 0, 1]
    assert steady == [0] * 19


def test_thirty_a_second_pass_over_all_chats():
    gate = FloodGate(FloodLimits())
    waits = [gate.admit(chat, False, NOON) for chat in range(40)]
    assert waits == [0] * 30 + [1] * 10
    assert gate.admit(99, False, at(1)) == 0


def test_twenty_a_minute_pass_in_a_group_and_the_wait_is_told():
    gate = FloodGate(FloodLimits())
    waits = [gate.admit(-5, True, at(second)) for second in range(21)]
    assert waits == [0] * 20 + [40]
    assert gate.admit(-5, True, at(60)) == 0
    assert gate.admit(-6, True, at(20)) == 0


def test_limits_can_be_switched_off():
    gate = FloodGate(UNLIMITED)
    assert [gate.admit(-5, True, NOON) for _ in range(100)] == [0] * 100


async def test_a_flood_is_answered_429_and_nothing_is_sent():
    async with OfflineTelegram(clock=lambda: NOON) as tg, Bot(tg.token, base_url=tg.base_url) as bot:
        chat = tg.private(tg.user(7))
        await chat.send("/start")
        for number in range(5):
            await bot.send_message(7, str(number))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(7, "too much")
    assert caught.value.retry_after == timedelta(seconds=1)
    assert [one.text for one in chat.messages] == ["0", "1", "2", "3", "4"]
    assert chat.last.date == NOON


@pytest.mark.parametrize(
    ("fault", "error", "accepted"),
    [
        (faults.blocked(), Forbidden, 0),
        (faults.kicked(), Forbidden, 0),
        (faults.moved(-1005), ChatMigrated, 0),
        (faults.flooded(3600), RetryAfter, 0),
        (faults.refused(400, "Bad Request: TOPIC_CLOSED"), BadRequest, 0),
        (faults.server_error(500), NetworkError, 0),
        (faults.server_error(502, carried_out=True), NetworkError, 1),
        (faults.html_page(502), NetworkError, 0),
        (faults.html_page(200, carried_out=True), TelegramError, 1),
        (faults.lost_answer(), NetworkError, 1),
        (faults.cut(), NetworkError, 0),
        (faults.slow(0.4), TimedOut, 1),
    ],
)
async def test_a_fault_meets_one_call_and_the_ledger_knows_whether_it_took_effect(
    tg, bot, chat, fault, error, accepted
):
    tg.spoil(fault)
    with pytest.raises(error):
        await bot.send_message(7, "one", read_timeout=0.2)
    assert len(chat.messages) == accepted
    await bot.send_message(7, "two")
    assert chat.last.text == "two"


async def test_faults_choose_method_chat_and_turn(tg, bot, chat):
    other = tg.private(tg.user(8))
    await other.send("/start")
    tg.spoil(faults.blocked(), chat=8, times=None, after=1)
    tg.spoil(faults.server_error(), "getMe")
    await bot.send_message(7, "fine")
    await bot.send_message(8, "first passes")
    for _ in range(3):
        with pytest.raises(Forbidden):
            await bot.send_message(8, "x")
    with pytest.raises(NetworkError):
        await bot.get_me()
    tg.faults.clear()
    await bot.send_message(8, "well again")
    assert [one.text for one in other.messages] == ["first passes", "well again"]


async def test_every_call_is_noted_with_its_end(tg, bot, chat):
    tg.spoil(faults.lost_answer())
    with pytest.raises(NetworkError):
        await bot.send_message(7, "one")
    with pytest.raises(BadRequest):
        await bot.send_message(999, "two")
    calls = await tg.wait_for_call("sendMessage", 2)
    assert [call.status for call in calls] == [None, 400]
    assert calls[1].description == "Bad Request: chat not found"
    assert calls[0].params.text("text") == "one"


async def test_waiting_in_vain_says_what_stands_there(bot, chat):
    await bot.send_message(7, "something else")
    with pytest.raises(TimeoutError, match="something else"):
        await chat.wait_for("an alert", 0.05)


async def test_waiting_after_a_message_skips_what_came_before(tg, bot, chat):
    await bot.send_message(7, "alert one")
    first = await chat.wait_for("alert")
    await bot.send_message(7, "alert two")
    second = await chat.wait_for("alert", after=first)
    assert (first.text, second.text) == ("alert one", "alert two")
    assert len(await chat.wait_for_count(2)) == 2
    assert (await tg.wait_for("two")).id == second.id
