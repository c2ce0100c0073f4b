"""poll: FEED to ENTRY. Claim due feeds, fetch, parse in the sandbox, store entries and schedule (T1)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from alertbot.errors import AlertbotError, JobKilled, LostClaim
from alertbot.feeds.errors import FeedUnreadable, FetchError, FetchReason, mask_url
from alertbot.feeds.reach import AGAIN, Reach
from alertbot.feeds.schedule import (
    HOSTILE,
    SHORTEST,
    after_failure,
    after_success,
    host_free_at,
    next_address,
    poll_hints,
)
from alertbot.model import Entry, Feed, PollBudget, PollOutcome, Validators
from alertbot.pipeline.feed_document import read_feed
from alertbot.pipeline.rolling import roll
from alertbot.ports import FeedStore, Fetched, Fetcher, Meter, Sandbox, Unmetered

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)
NOT_MODIFIED = 304


@dataclass(slots=True)
class Poll:
    """Asks every due feed for news."""

    feeds: FeedStore
    fetcher: Fetcher
    sandbox: Sandbox
    clock: Callable[[], datetime]
    jitter: Callable[[], float]
    """Returns a number in [-1, 1], so that feeds do not march in step."""
    concurrency: int
    found: Callable[[], None]
    """Called when there is something new to read."""
    halted: Callable[[], bool] = lambda: False
    """Whether the house is stopping: then no further feed is begun."""
    meter: Meter = field(default_factory=Unmetered)
    budget: PollBudget | None = None
    """How many requests may start, in this process and all others; None: as many as there is room for."""
    reach: Reach = field(default_factory=Reach)

    async def __call__(self) -> bool:
        """Poll until no feed is due; a slow one holds up none of the others. There is never more to do."""
        await roll(self._claim, self._poll, self.concurrency, self.halted)
        return False

    async def _claim(self, room: int, _running: Collection[Feed]) -> Sequence[Feed]:
        return await self.feeds.claim_due(self.clock(), room, LEASE, self.budget)

    async def _poll(self, feed: Feed) -> None:
        outcome = self._spare(feed, await self._ask(feed))
        if self.budget is None:
            outcome = replace(outcome, host_free_at=None)
        try:
            new = await self.feeds.save_poll(feed, outcome, self.clock())
        except LostClaim:
            log.warning("feed.claim_lost", feed=feed.id)
            return
        error = outcome.schedule.error
        self.meter.count("polls", result=error.partition(":")[0] if error else "ok")
        self.meter.count("entries", new)
        if outcome.moved_to and outcome.moved_to != feed.source.url:
            log.warning("feed.moved", feed=feed.id, name=feed.source.name, to=mask_url(outcome.moved_to))
        if error:
            log.warning("feed.failed", feed=feed.id, name=feed.source.name, reason=error)
        else:
            log.info("feed.polled", feed=feed.id, entries=len(outcome.entries), new=new)
        if new:
            self.found()

    def _spare(self, feed: Feed, outcome: PollOutcome) -> PollOutcome:
        """While nobody at all answers, the fault is ours: again soon, and its failures do not grow."""
        schedule, before = outcome.schedule, self.reach.down
        self.reach = self.reach.after(feed.source.url, (schedule.error or "").partition(":")[0] or None)
        if self.reach.down != before:
            log.error("network.down" if self.reach.down else "network.up", hosts=len(self.reach.silent))
        if not self.reach.down:
            return outcome
        again = self.clock() + AGAIN * (1 + self.jitter() / 2)
        schedule = replace(feed.schedule, next_poll_at=again, error=schedule.error)
        return replace(outcome, validators=feed.validators, schedule=schedule, moved_to=None)

    async def _ask(self, feed: Feed) -> PollOutcome:
        try:
            return await self._read(feed, await self.fetcher.fetch(feed.source.url, feed.validators))
        except FetchError as error:
            return self._failed(feed, error.reason, error, error.retry_after)
        except FeedUnreadable as error:
            return self._failed(feed, error.reason, error)
        except AlertbotError as error:
            by_document = isinstance(error, JobKilled) and error.by_document
            return self._failed(feed, HOSTILE if by_document else "unreadable", error)

    async def _read(self, feed: Feed, answer: Fetched) -> PollOutcome:
        """What an answer changes; an unchanged body is not parsed again."""
        digest = hashlib.sha256(answer.body).hexdigest()
        unchanged = answer.status == NOT_MODIFIED or digest == feed.validators.body_hash
        if unchanged:
            schedule = after_success(feed, self.clock(), poll_hints(answer.headers), (), self.jitter())
            return PollOutcome(feed.validators, schedule, (), answer.moved_to, self._later())
        now = self.clock()
        content_type = answer.headers.get("content-type", "")
        parsed, entries = await self.sandbox.run(read_feed, answer.body, content_type, answer.url, now)
        hints = poll_hints(answer.headers, parsed)
        schedule = after_success(feed, now, hints, _fresh(entries, feed, now), self.jitter())
        headers = answer.headers
        validators = Validators(headers.get("etag"), headers.get("last-modified"), digest)
        return PollOutcome(validators, schedule, entries, answer.moved_to, self._later())

    def _failed(
        self,
        feed: Feed,
        reason: FetchReason | str,
        error: AlertbotError,
        retry_after: timedelta | None = None,
    ) -> PollOutcome:
        schedule = after_failure(feed, reason, retry_after, self.clock(), self.jitter(), str(error))
        other = next_address(feed.source, schedule.failures, reason)
        free = self._later(reason if isinstance(reason, FetchReason) else None, retry_after)
        if other is None:
            return PollOutcome(feed.validators, schedule, host_free_at=free)
        log.warning("feed.next_address", feed=feed.id, name=feed.source.name)
        soon = replace(schedule, next_poll_at=self.clock() + SHORTEST)
        return PollOutcome(Validators(), soon, (), other, free)

    def _later(self, reason: FetchReason | None = None, retry_after: timedelta | None = None) -> datetime:
        return host_free_at(reason, retry_after, self.clock())


def _fresh(entries: tuple[Entry, ...], feed: Feed, now: datetime) -> list[datetime]:
    """When what seems new since the last good poll was published: what the feed's rhythm is judged by."""
    since = feed.schedule.last_ok_at
    times = [entry.published or now for entry in entries]
    return [time for time in times if since is None or time > since]
