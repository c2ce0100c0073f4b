"""Looks for the new address of a feed in trouble: where its page, or its publisher's, names another one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from alertbot.errors import AlertbotError
from alertbot.model import Feed, Trouble, TroubleKind
from alertbot.pipeline.probe import Probe, ProbedFeed, ProbedPage
from alertbot.ports import FeedStore

_PLACES_CHANGED = frozenset(
    {
        TroubleKind.GONE,
        TroubleKind.NOT_FOUND,
        TroubleKind.HTML_PAGE,
        TroubleKind.NOT_A_FEED,
        TroubleKind.EMPTY,
        TroubleKind.NAME_NOT_FOUND,
        TroubleKind.CERTIFICATE,
        TroubleKind.SILENT,
    }
)
"""Troubles that a new address may end; where a site refuses us we do not go around its refusal."""
_MOST_TRIED = 3
PATIENCE = timedelta(seconds=60)
"""For the whole search: others wait to be told meanwhile."""


@dataclass(frozen=True, slots=True)
class FindAddress:
    """Asks a few addresses of the publisher, through the probe's guard against private ones."""

    probe: Probe
    feeds: FeedStore

    async def __call__(self, feed: Feed, trouble: Trouble) -> str:
        """An address that answers as a feed with entries and is not one of ours; '' if none is found."""
        if trouble.kind not in _PLACES_CHANGED:
            return ""
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await self._search(feed, trouble)
        except TimeoutError:
            return ""

    async def _search(self, feed: Feed, trouble: Trouble) -> str:
        known = {other.source.url for other in await self.feeds.all()}
        pages = [feed.source.url] if trouble.kind is TroubleKind.HTML_PAGE else []
        for page in (*pages, feed.source.homepage):
            for address in await self._named_by(page):
                if address not in known and (found := await self._feed_at(address)) and found not in known:
                    return found
        return ""

    async def _named_by(self, page: str) -> list[str]:
        """Feeds that a page declares."""
        found = await self._look(page) if page else None
        if not isinstance(found, ProbedPage):
            return []
        return [named.url for named in found.feeds if named.declared][:_MOST_TRIED]

    async def _feed_at(self, address: str) -> str:
        found = await self._look(address)
        return found.source.url if isinstance(found, ProbedFeed) and found.entries else ""

    async def _look(self, address: str) -> ProbedFeed | ProbedPage | None:
        try:
            return await self.probe.look(address)
        except AlertbotError:
            return None
