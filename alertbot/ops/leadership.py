"""One process at a time: a named lease that is kept while we live and falls to another when we do not."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from alertbot.errors import AlertbotError
from alertbot.ports import LeaseStore

log = structlog.get_logger(__name__)
TTL = timedelta(seconds=20)
"""Another process takes over at most this, and one renewal, after we died."""
RENEW = timedelta(seconds=5)


class Lead:
    """Whether this process holds the lease `name`; `keep` does the holding."""

    def __init__(
        self,
        leases: LeaseStore,
        name: str,
        owner: str,
        clock: Callable[[], datetime],
        renew: timedelta = RENEW,
        ttl: timedelta = TTL,
    ) -> None:
        self.name = name
        self._leases = leases
        self._owner = owner
        self._clock = clock
        self._renew = renew
        self._ttl = ttl
        self._until: datetime | None = None
        self._changed = asyncio.Condition()

    @property
    def held(self) -> bool:
        """True while the lease is ours and has not run out, whatever became of renewing it."""
        return self._until is not None and self._clock() < self._until

    async def keep(self, stopping: asyncio.Event) -> None:
        """Take the lease, renew it, and give it up when `stopping` is set."""
        while not stopping.is_set():
            before = self.held
            await self._try()
            if self.held != before:
                log.info("lead.taken" if self.held else "lead.lost", lease=self.name)
            async with self._changed:
                self._changed.notify_all()
            await _pause(stopping, self._renew)
        await self._give_up()

    async def wait(self, held: bool) -> None:
        """Return once `held` is so."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.held == held)

    async def _try(self) -> None:
        now = self._clock()
        try:
            ours = await self._leases.acquire(self.name, self._owner, now, self._ttl)
        except AlertbotError as error:
            log.warning("lead.unsure", lease=self.name, reason=str(error))
            return
        self._until = now + self._ttl if ours else None

    async def _give_up(self) -> None:
        self._until = None
        try:
            await self._leases.release(self.name, self._owner)
        except AlertbotError as error:
            log.warning("lead.unsure", lease=self.name, reason=str(error))


def bot_leads(
    leases: LeaseStore, token: str, clock: Callable[[], datetime], *, alone: bool
) -> tuple[Lead, Lead]:
    """Who asks Telegram for updates, and who sends: one process each per bot token.

    `alone`: no other process can use this database (SQLite); then the owner is always the same, so that a
    restart after a crash need not wait for the lease of the dead.
    """
    bot = token.partition(":")[0]
    owner = "alone" if alone else uuid.uuid4().hex
    return Lead(leases, f"updates-{bot}", owner, clock), Lead(leases, f"sending-{bot}", owner, clock)


def only_while(lead: Lead, step: Callable[[], Awaitable[bool]]) -> Callable[[], Awaitable[bool]]:
    """The step, which does nothing while another process has the lead."""

    async def guarded() -> bool:
        return await step() if lead.held else False

    return guarded


async def _pause(stopping: asyncio.Event, wait: timedelta) -> None:
    try:
        async with asyncio.timeout(wait.total_seconds()):
            await stopping.wait()
    except TimeoutError:
        return
