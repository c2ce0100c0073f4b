"""What the house keeps of its own work, and for how long, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol


class RetentionStore(Protocol):
    """What is forgotten after its time; each call does a bounded piece and returns how much."""

    async def forget_incidents(self, before: datetime) -> int:
        """Erase incidents last reported before then, with reports, alerts and deliveries."""
        ...

    async def forget_troubles(self, before: datetime) -> int:
        """Erase troubles of feeds and gaps of readers that were over before then."""
        ...

    async def give_up(self, now: datetime) -> int:
        """Give up articles that were claimed again and again and never finished."""
        ...


SendTimes = Mapping[int, Sequence[datetime]]
"""When messages left lately, in order, by Telegram id; 0: to all chats together."""


class SendTimesStore(Protocol):
    """What the sending limits have to know of the last minute, shared by all processes."""

    async def reserve(
        self, chats: Collection[int], decide: Callable[[SendTimes], SendTimes], now: datetime
    ) -> None:
        """Let `decide` see the send times of `chats` and of all together, and keep what it returns.

        One process decides at a time. What is older than any limit looks back is forgotten.
        """
        ...

    async def hold(self, until: datetime) -> None:
        """Nobody is written to before `until`; an earlier word that says later stands."""
        ...

    async def held_until(self, now: datetime) -> datetime | None:
        """Until when nobody is written to; None: write."""
        ...
