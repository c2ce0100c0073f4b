"""Stage loops: work until empty, survive faults, stop when asked."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from alertbot.errors import AlertbotError
from alertbot.ops import stages
from alertbot.ops.scheduler import Clockwork
from alertbot.ops.stages import Stage


@pytest.fixture(autouse=True)
def _short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "PAUSE_AFTER_FAULT", timedelta(milliseconds=1))


async def settle(condition: asyncio.Event) -> None:
    async with asyncio.timeout(30):
        await condition.wait()


async def test_one_wake_empties_the_queue_and_then_it_sleeps() -> None:
    queue, empty, stopping = [1, 2, 3], asyncio.Event(), asyncio.Event()

    async def step() -> bool:
        queue.pop()
        if not queue:
            empty.set()
        return bool(queue)

    stage = Stage("test", step)
    task = asyncio.create_task(stage.run(stopping))
    stage.wake()
    await settle(empty)
    stopping.set()
    await task
    assert queue == []


@pytest.mark.parametrize("error", [RuntimeError("bug"), AlertbotError("busy")])
async def test_a_fault_is_counted_and_the_stage_goes_on(error: Exception) -> None:
    calls, twice, stopping = [], asyncio.Event(), asyncio.Event()

    async def step() -> bool:
        calls.append(1)
        if len(calls) == 1:
            raise error
        twice.set()
        return False

    stage = Stage("test", step)
    task = asyncio.create_task(stage.run(stopping))
    while not twice.is_set():
        stage.wake()
        await asyncio.sleep(0.005)
    stopping.set()
    await task
    assert stage.faults == 1


async def test_stopping_lets_the_step_under_way_finish() -> None:
    begun, stopping, finished = asyncio.Event(), asyncio.Event(), []

    async def step() -> bool:
        begun.set()
        await asyncio.sleep(0.02)
        finished.append(True)
        return True

    stage = Stage("test", step)
    task = asyncio.create_task(stage.run(stopping))
    stage.wake()
    await settle(begun)
    stopping.set()
    await task
    assert finished == [True]


async def test_the_clock_ticks_again_after_the_loop_was_blocked() -> None:
    ticks, enough = [], asyncio.Event()

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 2:
            enough.set()

    clockwork = Clockwork()
    clockwork.every(timedelta(seconds=1), "test", tick)
    clockwork.start()
    await settle(enough)
    clockwork.stop()
    assert len(ticks) == 2
