"""Work on a connection is finished before a cancellation is heard."""

from __future__ import annotations

import asyncio

import pytest

from alertbot.store.database import uninterrupted


class Work:
    def __init__(self, fails: bool = False) -> None:
        self.begun, self.go_on, self.done, self.fails = asyncio.Event(), asyncio.Event(), False, fails

    async def __call__(self) -> str:
        self.begun.set()
        await self.go_on.wait()
        self.done = True
        if self.fails:
            raise RuntimeError("failed")
        return "result"


async def test_undisturbed_work_gives_its_result_or_error():
    work, failing = Work(), Work(fails=True)
    work.go_on.set()
    failing.go_on.set()
    assert await uninterrupted(work()) == "result"
    with pytest.raises(RuntimeError, match="failed"):
        await uninterrupted(failing())


@pytest.mark.parametrize("fails", [False, True])
async def test_cancelled_work_is_finished_first(fails):
    work = Work(fails)
    task = asyncio.ensure_future(uninterrupted(work()))
    await work.begun.wait()
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    work.go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert work.done
