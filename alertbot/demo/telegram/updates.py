"""What waits for the bot: updates in order, confirmed by offset, fetched by one long poll at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from alertbot.demo.telegram.errors import ApiError

KEPT = timedelta(hours=24)
"""Unconfirmed updates are dropped after that."""
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50.0
"""Seconds."""


class UpdateQueue:
    """Telegram's side of getUpdates.

    An update stays until a call asks for a higher offset, so what a bot fetched but never confirmed comes
    again. A new long poll ends the one that waits with 409. `allowed` persists from call to call.
    """

    def __init__(self, clock: Callable[[], datetime], first_id: int = 1000) -> None:
        self._clock = clock
        self._next_id = first_id
        self._waiting: list[tuple[datetime, dict[str, Any]]] = []
        self._poll: asyncio.Future[None] | None = None
        self.allowed: tuple[str, ...] = ()
        """Empty: every kind but those of NOT_BY_DEFAULT."""

    @property
    def pending(self) -> list[dict[str, Any]]:
        """Updates not yet confirmed, oldest first."""
        horizon = self._clock() - KEPT
        self._waiting = [(born, update) for born, update in self._waiting if born >= horizon]
        return [update for _, update in self._waiting]

    def add(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue an update; None if the bot does not want that kind."""
        if not self._wanted(kind):
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self.add_raw({"update_id": update_id, kind: content})
        return update_id

    def add_raw(self, update: dict[str, Any]) -> None:
        """Queue an update as it is, for tests of what a bot does with a malformed one."""
        self._waiting.append((self._clock(), update))
        self._next_id = max(self._next_id, int(update["update_id"]) + 1)
        self._wake()

    def allow(self, kinds: Sequence[str]) -> None:
        """Which kinds to queue from now on; none: the default."""
        self.allowed = tuple(kinds)

    def clear(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()

    async def get(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Confirm what is below `offset` and return up to `limit` updates, waiting up to `seconds`.

        A negative offset keeps only that many of the latest. Raises ApiError 409 if another long poll
        takes over while this one waits.
        """
        self._confirm(offset)
        if not self.pending and seconds > 0:
            await self._wait(min(seconds, LONGEST_POLL))
        return self.pending[: limit if 1 <= limit <= 100 else 100]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [one for one in self._waiting if one[1]["update_id"] >= offset]

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def _wake(self) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def conflict(self, reason: str) -> None:
        """End the long poll that waits with 409."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(ApiError(409, f"Conflict: {reason}"))

    async def _wait(self, seconds: float) -> None:
        self.conflict(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        poll = self._poll = asyncio.get_running_loop().create_future()
        await asyncio.wait({poll}, timeout=seconds)
        if self._poll is poll:
            self._poll = None
        if poll.done():
            poll.result()
