"""probe: look at an address as a poll would, without storing anything: a feed, or a page that names feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.feeds.discover import FoundFeed, discover_feeds
from alertbot.feeds.errors import FeedUnreadable, UnreadableReason
from alertbot.model import FeedSource
from alertbot.pipeline.feed_document import read_feed
from alertbot.pipeline.read import ENOUGH
from alertbot.ports import Fetched, Fetcher, Sandbox

TITLES = 3


@dataclass(frozen=True, slots=True)
class ProbedFeed:
    """A feed as it answers now."""

    source: FeedSource
    """Its address after permanent redirects, and the name, homepage and language it gives itself."""
    entries: int
    newest: datetime | None
    """When its latest entry was published; None where it gives no dates."""
    titles: tuple[str, ...] = ()
    """Of the first three entries."""
    whole: bool = False
    """Most entries carry the whole article."""
    a_day: float | None = None
    """Entries a day by their dates; None where they tell too little."""


@dataclass(frozen=True, slots=True)
class ProbedPage:
    """A web page, and the feeds that it names."""

    feeds: tuple[FoundFeed, ...]
    """Declared ones first; may be empty."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Looks at addresses within the limits of fetcher and sandbox."""

    fetcher: Fetcher
    sandbox: Sandbox
    clock: Callable[[], datetime]

    async def look(self, url: str) -> ProbedFeed | ProbedPage:
        """What `url` is. Raises FetchError, FeedUnreadable (neither feed nor page) or SandboxKilled."""
        answer = await self.fetcher.fetch(url)
        try:
            return await self._feed(url, answer)
        except FeedUnreadable as error:
            if error.reason is not UnreadableReason.HTML_PAGE:
                raise
        content_type = answer.headers.get("content-type", "")
        return ProbedPage(await self.sandbox.run(discover_feeds, answer.body, content_type, answer.url))

    async def _feed(self, url: str, answer: Fetched) -> ProbedFeed:
        content_type = answer.headers.get("content-type", "")
        now = self.clock()
        parsed, entries = await self.sandbox.run(read_feed, answer.body, content_type, answer.url, now)
        address = answer.moved_to or url
        source = FeedSource(address, parsed.title or address, homepage=parsed.site, language=parsed.language)
        dates = sorted(entry.published for entry in entries if entry.published)
        return ProbedFeed(
            source,
            len(entries),
            max(dates, default=None),
            tuple(entry.title for entry in entries[:TITLES]),
            sum(len(entry.html) >= ENOUGH for entry in entries) * 2 > len(entries),
            _a_day(dates),
        )


def _a_day(dates: Sequence[datetime]) -> float | None:
    span = dates[-1] - dates[0] if len(dates) > 1 else timedelta(0)
    return (len(dates) - 1) / (span / timedelta(days=1)) if span >= timedelta(hours=1) else None
