"""An outbox to empty: incidents, alerts and deliveries written at once, a clock that only sleepers move."""

from __future__ import annotations

import asyncio
import heapq
import inspect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert

from alertbot.model import (
    Alert,
    Category,
    Certainty,
    Change,
    ChangeKind,
    Chat,
    ChatKind,
    DeliveryState,
    Incident,
    Severity,
    Status,
    Watch,
)
from alertbot.store import SqlStore
from alertbot.store.tables import alerts, deliveries, incidents

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_IDLE_ROUNDS = 8
_AT_ONCE = 5000


class VirtualClock:
    """Time passes only when everybody sleeps and no port is being asked."""

    def __init__(self) -> None:
        self.now = START
        self._busy = 0
        self._order = count()
        self._sleepers: list[tuple[datetime, int, asyncio.Event]] = []

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Until the clock says so."""
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + timedelta(seconds=seconds), next(self._order), woken))
        await woken.wait()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The clock stands while the block runs."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    async def drive(self, work: Awaitable[Any]) -> None:
        """Run `work` to its end, moving the clock to the next sleeper whenever nothing else happens."""
        task, idle = asyncio.ensure_future(work), 0
        while not task.done():
            await asyncio.sleep(0.0002 if self._busy else 0)
            idle = 0 if self._busy else idle + 1
            if idle > _IDLE_ROUNDS and self._sleepers:
                self.now, _, woken = heapq.heappop(self._sleepers)
                woken.set()
                idle = 0
        await task


class Timed:
    """A port whose calls stop the clock while they run."""

    def __init__(self, port: Any, clock: VirtualClock) -> None:
        self._port = port
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def call(*args: Any, **named: Any) -> Any:
            with self._clock.at_work():
                return await found(*args, **named)

        return call


async def open_chats(store: SqlStore, wanted: Sequence[tuple[int, ChatKind]]) -> list[Chat]:
    """Chats that watch everything."""
    opened = []
    for number, kind in wanted:
        chat = await store.chats.open(number, 0, kind, "en", START)
        await store.chats.save_watch(Watch(None, chat.key, categories=tuple(Category)))
        opened.append(chat)
    return opened


async def fill(store: SqlStore, chats: Sequence[Chat], number: int) -> None:
    """`number` incidents, each told once to each of the chats."""
    async with store.audit._database.write() as transaction:
        for identity in range(1, number + 1):
            incident = _incident(identity)
            await transaction.run(insert(incidents).values(_columns(incident)))
            alert = Alert(None, incident, Change(ChangeKind.FIRST, True, "first report"), START)
            row = {
                "id": identity,
                "incident_id": identity,
                "revision": 1,
                "snapshot": alert,
                "created_at": START,
            }
            await transaction.run(insert(alerts).values(row))
        rows = [_delivery(identity, chat) for identity in range(1, number + 1) for chat in chats]
        for begin in range(0, len(rows), _AT_ONCE):
            await transaction.run(insert(deliveries), rows[begin : begin + _AT_ONCE])


def _incident(identity: int) -> Incident:
    return Incident(
        id=None,
        code=f"T{identity}",
        revision=1,
        reports=(),
        categories=(Category.FORCED_DISPLACEMENT,),
        country="AFG",
        places=(),
        figures=(),
        perpetrators=(),
        sources=(),
        denied_by=(),
        status=Status.ALLEGED,
        severity=Severity.SEVERE,
        certainty=Certainty.POSSIBLE,
        first_at=START,
        last_at=START,
    )


def _columns(incident: Incident) -> dict[str, Any]:
    names = (
        "code",
        "revision",
        "country",
        "status",
        "severity",
        "certainty",
        "retracted",
        "first_at",
        "last_at",
    )
    return {name: getattr(incident, name) for name in names} | {"snapshot": incident}


def _delivery(identity: int, chat: Chat) -> dict[str, Any]:
    return {
        "alert_id": identity,
        "incident_id": identity,
        "revision": 1,
        "chat_key": chat.key,
        "state": DeliveryState.PENDING,
        "due_at": START,
        "expires_at": START + timedelta(hours=72),
        "attempt": 0,
        "ambiguous": 0,
        "plain": False,
        "reason": "everything",
        "created_at": START,
    }


async def until_empty(
    step: Callable[[], Awaitable[bool]], store: SqlStore, clock: VirtualClock, tick: float = 1.0
) -> None:
    """Call `step` as a stage does: again while there is more, else at the next tick, until all is told."""
    waiting = (DeliveryState.PENDING, DeliveryState.SENDING)
    while True:
        while await step():
            pass
        with clock.at_work():
            counts = await store.deliveries.counts()
        if not any(counts.get(state) for state in waiting):
            return
        await clock.sleep(tick)
