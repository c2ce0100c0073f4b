"""Work under way at once: the slow hold up nobody, errors lose nothing, a halt begins nothing new."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pytest

from alertbot.pipeline.rolling import roll

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)


class Queue:
    def __init__(self, *pieces: str) -> None:
        self.pieces = list(pieces)
        self.done: list[str] = []
        self.release = asyncio.Event()

    async def claim(self, room: int, running: Collection[str]) -> Sequence[str]:
        taken, self.pieces = self.pieces[:room], self.pieces[room:]
        return taken

    async def work(self, piece: str) -> None:
        if piece == "slow":
            await self.release.wait()
        if piece == "broken":
            raise KeyError(piece)
        self.done.append(piece)
        if len(self.done) == 6:
            self.release.set()


async def test_a_slow_piece_holds_up_only_itself() -> None:
    queue = Queue("slow", "a", "b", "c", "d", "e", "f")
    await roll(queue.claim, queue.work, 2, lambda: False)
    assert queue.done == ["a", "b", "c", "d", "e", "f", "slow"]


async def test_an_error_is_raised_after_what_is_under_way_has_ended() -> None:
    queue = Queue("slow", "broken", "a")
    rolling = asyncio.create_task(roll(queue.claim, queue.work, 2, lambda: False))
    await asyncio.sleep(0.02)
    queue.release.set()
    with pytest.raises(KeyError, match="broken"):
        await rolling
    assert (queue.done, queue.pieces) == (["slow"], ["a"])


async def test_a_halt_ends_what_is_under_way_and_begins_nothing() -> None:
    queue = Queue("a", "b", "c")
    await roll(queue.claim, queue.work, 1, lambda: bool(queue.done))
    assert (queue.done, queue.pieces) == (["a"], ["b", "c"])


async def test_cancelled_work_is_cancelled_with_its_pieces() -> None:
    queue = Queue("slow", "slow")
    rolling = asyncio.create_task(roll(queue.claim, queue.work, 2, lambda: False))
    await asyncio.sleep(0.02)
    rolling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await rolling
    assert queue.done == []
