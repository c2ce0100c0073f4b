"""Feeds in trouble and what people were told of them, in the store, as a protocol."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from alertbot.model import Findings, Gap, NewFeed, NoticeKind, ReliantChat, SourceNews, Trouble


class TroubleStore(Protocol):
    """What is known of feeds in trouble; survives restarts, so that nobody is told twice."""

    async def open(self) -> list[Trouble]:
        """Those that are not over, the longest first."""
        ...

    async def find(self, trouble: int) -> Trouble | None:
        """One, over or not."""
        ...

    async def told_since(self, since: datetime) -> list[datetime]:
        """When operators were told of troubles since then."""
        ...

    async def note(self, findings: Findings) -> None:
        """Keep what began and changed, forget what is over and was never told."""
        ...

    async def tell(
        self,
        kind: NoticeKind,
        troubles: Sequence[Trouble],
        news: SourceNews,
        operators: Sequence[int],
        now: datetime,
    ) -> bool:
        """One notice to each operator's private chat, and a mark on each trouble, in one transaction.

        FEED_TROUBLE marks them as told, FEED_WELL as over. False where no operator can be reached: then
        FEED_TROUBLE marks nothing.
        """
        ...

    async def reliant_chats(self) -> list[ReliantChat]:
        """Chats that can be reached, watch a country by name and want to hear of sources."""
        ...

    async def gaps(self) -> list[Gap]:
        """Those that readers were told of and that are not over."""
        ...

    async def tell_gap(self, gap: Gap, news: SourceNews, now: datetime) -> None:
        """Keep a gap with the notice that tells of it; a gap that is known already is not told again."""
        ...

    async def close_gap(self, gap: Gap, news: SourceNews | None, now: datetime) -> None:
        """It is over; `news`: say so to the chat."""
        ...


class FirstReadingStore(Protocol):
    """What the first poll of added feeds brought."""

    async def due(self, now: datetime) -> list[NewFeed]:
        """Added feeds that were polled well, and whose articles were read or took too long."""
        ...

    async def told(self, feed: NewFeed, news: SourceNews, now: datetime) -> bool:
        """Mark a feed as reported, with a notice to whoever added it; False: there is nobody to tell."""
        ...
