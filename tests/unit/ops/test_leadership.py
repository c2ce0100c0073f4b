"""One process at a time holds a lease, and another takes over when it dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from alertbot.errors import StoreBusy
from alertbot.ops.leadership import Lead, only_while

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
TTL = timedelta(seconds=20)
QUICK = timedelta(milliseconds=5)


class Leases:
    """In memory, as `store.leases` keeps them; can be made to fail."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, datetime]] = {}
        self.broken = False

    async def acquire(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        if self.broken:
            raise StoreBusy("locked")
        held_by, until = self.rows.get(name, (owner, now))
        if held_by != owner and until > now:
            return False
        self.rows[name] = (owner, now + ttl)
        return True

    async def release(self, name: str, owner: str) -> None:
        if self.rows.get(name, ("", NOW))[0] == owner:
            del self.rows[name]


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def kept(lead: Lead) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    keeping = asyncio.create_task(lead.keep(stopping))
    try:
        yield
    finally:
        stopping.set()
        await keeping


async def within_a_second(lead: Lead, *, held: bool) -> None:
    async with asyncio.timeout(30):
        await lead.wait(held)


async def test_only_one_of_two_holds_it_and_giving_up_hands_it_over() -> None:
    leases, clock = Leases(), Clock()
    first, second = (Lead(leases, "sending", owner, clock, QUICK, TTL) for owner in ("a", "b"))
    async with kept(first):
        await within_a_second(first, held=True)
        async with kept(second):
            await asyncio.sleep(0.05)
            assert (first.held, second.held) == (True, False)
    async with kept(second):
        await within_a_second(second, held=True)
    assert leases.rows == {}


async def test_a_dead_holders_lease_falls_to_another_when_it_runs_out() -> None:
    leases, clock = Leases(), Clock()
    leases.rows["sending"] = ("dead", NOW + TTL)
    lead = Lead(leases, "sending", "b", clock, QUICK, TTL)
    async with kept(lead):
        await asyncio.sleep(0.05)
        assert not lead.held
        clock.now += TTL
        await within_a_second(lead, held=True)


async def test_a_holder_that_cannot_renew_stops_when_its_time_is_over() -> None:
    leases, clock = Leases(), Clock()
    lead = Lead(leases, "sending", "a", clock, QUICK, TTL)
    async with kept(lead):
        await within_a_second(lead, held=True)
        leases.broken = True
        assert lead.held
        clock.now += TTL
        assert not lead.held
        await within_a_second(lead, held=False)
        leases.broken = False
        await within_a_second(lead, held=True)


async def test_a_step_rests_while_another_process_has_the_lead() -> None:
    done: list[int] = []

    async def step() -> bool:
        done.append(1)
        return True

    lead = Lead(Leases(), "sending", "a", Clock(), QUICK, TTL)
    assert await only_while(lead, step)() is False
    async with kept(lead):
        await within_a_second(lead, held=True)
        assert await only_while(lead, step)() is True
    assert done == [1]
