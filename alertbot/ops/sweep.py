"""Tidying up now and then: claims whose worker died, hopeless work, and what is past its time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.ports import RetentionStore

EVERY = timedelta(seconds=30)


@dataclass(slots=True)
class Sweep:
    """A stage that is woken each second and works twice a minute."""

    recover: Callable[[], Awaitable[None]]
    """Decides about deliveries whose claim ran out."""
    forget_texts: Callable[[datetime], Awaitable[int]]
    """Erases the text of articles published before then."""
    keep_texts: timedelta
    retention: RetentionStore
    keep_incidents: timedelta
    clock: Callable[[], datetime]
    forget_audit: Callable[[datetime], Awaitable[int]] | None = None
    """Erases lines of the audit trail older than that; past troubles of feeds are kept as long."""
    keep_audit: timedelta = timedelta(days=365)
    last: datetime | None = None

    async def __call__(self) -> bool:
        """Sweep if it is time; there is never more to do at once."""
        now = self.clock()
        if self.last is not None and now - self.last < EVERY:
            return False
        self.last = now
        await self.recover()
        await self.retention.give_up(now)
        await self.forget_texts(now - self.keep_texts)
        if self.forget_audit is not None:
            await self.forget_audit(now - self.keep_audit)
        await self.retention.forget_troubles(now - self.keep_audit)
        await self.retention.forget_incidents(now - self.keep_incidents)
        return False
