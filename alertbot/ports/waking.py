"""How one process tells the others that there is work, as a protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class Wake(StrEnum):
    """A stage that has something to do now; the value is its name."""

    POLL = "poll"
    READ = "read"
    ASSESS = "assess"
    DELIVER = "deliver"
    ANNOUNCE = "announce"


class WakeStore(Protocol):
    """Wake-ups between processes that share a database.

    They only spare time: what is due stands in the database, and every stage looks there each second.
    """

    async def listen(self, heard: Callable[[Wake], None], stopping: asyncio.Event) -> None:
        """Call `heard` for what any process committed, until `stopping` is set.

        Returns at once where no other process can share the database. While the connection is gone nothing
        is heard; when it is back, every stage is woken, for something may have been missed.
        """
        ...
