"""Keeps a number of pieces of work under way: whatever is slow holds up itself and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TypeVar

T = TypeVar("T")
LOOK_AGAIN = 1.0
"""Seconds after which more work is looked for though nothing has ended."""

Claim = Callable[[int, Collection[T]], Awaitable[Sequence[T]]]
"""Takes up to so many pieces of work; given what is under way."""


async def roll(
    claim: Claim[T], work: Callable[[T], Awaitable[None]], most: int, halted: Callable[[], bool]
) -> None:
    """Work until there is nothing left, `most` pieces at once; each that ends makes room for the next.

    Once `halted` says so nothing new is begun. Where a piece or a claim raises, what is under way is
    finished first and then the error raised.
    """
    running: dict[asyncio.Future[None], T] = {}
    try:
        while not halted():
            room = most - len(running)
            fresh = await claim(room, running.values()) if room else ()
            running |= {asyncio.ensure_future(work(piece)): piece for piece in fresh}
            if not running:
                return
            full = len(running) == most
            done, _ = await asyncio.wait(
                running, timeout=None if full else LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                del running[task]
                task.result()
    except asyncio.CancelledError:
        for task in running:
            task.cancel()
        raise
    finally:
        await _end(running)


async def _end(running: Collection[asyncio.Future[None]]) -> None:
    """Wait for all; the first error is raised."""
    for result in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(result, Exception):
            raise result
