"""digest: what was told or waited since the last one, put into the outbox when a chat's hour has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from alertbot.alerts.digest import Digest, DigestKind, entries, write_digest
from alertbot.alerts.schedule import DigestTimes, period_start
from alertbot.alerts.silence import silent_feeds
from alertbot.model import Chat
from alertbot.ports import ChatStore, DigestStore, FeedStore, Period
from alertbot.texts import Texts

log = structlog.get_logger(__name__)
BATCH = 20
MOST_ALERTS = 1000
"""Of one digest, the latest; what waited and has no room waits for the next."""


@dataclass(slots=True)
class PlanDigests:
    """Ends pauses whose time is over, and plans the digests that are due."""

    digests: DigestStore
    chats: ChatStore
    feeds: FeedStore
    texts: Callable[[str], Texts]
    """Language code to its texts."""
    clock: Callable[[], datetime]
    planned: Callable[[], None]
    """Called when there is something to deliver."""

    async def __call__(self) -> bool:
        """Plan one batch; True if more may be due."""
        now = self.clock()
        ended = await self.digests.end_pauses(now, BATCH)
        owed = await self.digests.owed(now, BATCH)
        for chat in owed:
            await self._plan(chat, now)
        if ended or owed:
            self.planned()
        return BATCH in (len(owed), len(ended))

    async def _plan(self, chat: Chat, now: datetime) -> None:
        times = DigestTimes.read(chat.digest) if chat.digest else None
        if times and chat.digest_at is None:
            await self.digests.set_next(chat, times.after(now, chat.timezone), chat.digest_since or now)
            return
        until = times.latest(now, chat.timezone) if times else now
        since = period_start(chat.digest_since, until, times)
        told = await self.digests.told(chat.key, since, until, MOST_ALERTS)
        digest = Digest(
            _kind(times),
            since,
            until,
            entries(one.alert for one in told),
            silent_feeds(await self.feeds.all(), await self._countries(chat), now),
        )
        wanted = digest.entries or chat.digest_empty
        letters = write_digest(digest, self.texts(chat.language), chat.timezone) if wanted else ()
        period = Period(f"{digest.kind.name.lower()} {until.isoformat()}", since, until)
        next_at = times.after(now, chat.timezone) if times else None
        done = await self.digests.plan(chat, period, letters, told, next_at, now)
        log.info("digest.planned", chat=chat.key, period=period.key, letters=len(letters), done=done)

    async def _countries(self, chat: Chat) -> frozenset[str]:
        """What the chat watches; empty for everywhere."""
        wanted = [watch.countries for watch in await self.chats.watches(chat.key)]
        return frozenset(code for codes in wanted for code in codes) if all(wanted) else frozenset()


def _kind(times: DigestTimes | None) -> DigestKind:
    if times is None:
        return DigestKind.LAST
    return DigestKind.DAILY if times.weekday is None else DigestKind.WEEKLY
