"""digest: what was told or waited since the last one, put into the outbox when a chat's hour has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from alertbot.alerts.digest import Digest, DigestKind, entries, write_digest
from alertbot.alerts.schedule import DigestTimes, period_start
from alertbot.alerts.silence import silent_feeds, silent_places
from alertbot.alerts.whereabouts import Locate
from alertbot.model import Chat, Letter, Watch
from alertbot.pipeline.illustrate import Past, illustrate, past_start
from alertbot.ports import ChatStore, DigestStore, FeedStore, Period
from alertbot.texts import Texts

log = structlog.get_logger(__name__)
BATCH = 20
MOST_PAST = 1500
"""Alerts of earlier periods that are looked at, the latest."""
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
    locate: Locate | None = None
    """Finds the middle of districts and provinces for maps; None: digests have no pictures."""

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
        past = await self._past(chat, times, since)
        watches = await self.chats.watches(chat.key)
        digest = Digest(
            _kind(times),
            since,
            until,
            entries(one.alert for one in told),
            silent_feeds(await self.feeds.all(), _countries(watches), now),
            silent_places(watches, [*past.alerts, *(one.alert for one in told)], since, until),
        )
        letters = self._letters(chat, digest, times, past)
        period = Period(f"{digest.kind.name.lower()} {until.isoformat()}", since, until)
        next_at = times.after(now, chat.timezone) if times else None
        done = await self.digests.plan(chat, period, letters, told, next_at, now)
        log.info("digest.planned", chat=chat.key, period=period.key, letters=len(letters), done=done)

    def _letters(
        self, chat: Chat, digest: Digest, times: DigestTimes | None, past: Past
    ) -> tuple[Letter, ...]:
        """The text, then its pictures: a picture that is refused holds back no text."""
        if not digest.entries and not chat.digest_empty:
            return ()
        texts = self.texts(chat.language)
        written = write_digest(digest, texts, chat.timezone)
        if times is None or self.locate is None or not chat.digest_picture:
            return written
        return (*written, *illustrate(digest, times, past, texts, chat.timezone, self.locate))

    async def _past(self, chat: Chat, times: DigestTimes | None, since: datetime) -> Past:
        """What the chat was told in the periods before."""
        if times is None:
            return Past((), complete=True)
        start = past_start(times, since, chat.timezone)
        told = await self.digests.told(chat.key, start, since, MOST_PAST)
        return Past(tuple(one.alert for one in told), complete=len(told) < MOST_PAST)


def _countries(watches: Sequence[Watch]) -> frozenset[str]:
    """What a chat watches; empty for everywhere."""
    wanted = [watch.countries for watch in watches]
    return frozenset(code for codes in wanted for code in codes) if all(wanted) else frozenset()


def _kind(times: DigestTimes | None) -> DigestKind:
    if times is None:
        return DigestKind.LAST
    return DigestKind.DAILY if times.weekday is None else DigestKind.WEEKLY
