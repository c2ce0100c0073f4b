"""Dose: an outbox emptied against Telegram's strict limits, and through a storm of 429, by a fake clock."""

from __future__ import annotations

import asyncio
import random
import resource
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.limits import OVERALL
from alertbot.delivery.telegram import Message
from alertbot.demo.telegram.floodgate import FloodGate, FloodLimits
from alertbot.model import ChatKind, Delivery, DeliveryState
from alertbot.ops.leadership import Lead
from alertbot.pipeline.deliver import Deliver
from alertbot.store import SqlStore, open_store
from faults.databases import Databases, SqliteFiles, postgres
from faults.dose import Size
from faults.outbox import START, Timed, VirtualClock, fill, open_chats, until_empty
from faults.table import Row

CHATS = 100
GROUPS = 25
STORM = timedelta(minutes=1)
CALM = timedelta(seconds=45)
LONGEST_WAIT = 60
WANTED, WANTED_AFTER_STORM = 0.95, 0.90
MOST_GROWTH = 32 << 20
"""Bytes of memory that emptying may add after the first tenth: caches, not rows."""


@dataclass(slots=True)
class StrictTelegram:
    """Implements `Sender`: accepts what its limits permit, answers 429 to what they do not; keeps counts only."""

    clock: Callable[[], datetime]
    spoil: Callable[[int], int | None] = lambda _: None
    """Seconds a chat has to wait although it kept the limits; None: it need not."""
    gate: FloodGate = field(default_factory=lambda: FloodGate(FloodLimits()))
    copies: Counter[int] = field(default_factory=Counter)
    refused: int = 0
    """429 because a limit was not kept."""
    impatient: int = 0
    """Calls for a chat that had been told to wait."""
    waiting: dict[int, datetime] = field(default_factory=dict)
    accepted: list[datetime] = field(default_factory=list)
    """When."""

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """Accepted, or 429."""
        now, chat = self.clock(), delivery.chat.telegram_id
        self.impatient += now < self.waiting.get(chat, now)
        if (wait := self.spoil(chat)) is not None:
            self.waiting[chat] = now + timedelta(seconds=wait)
            return Answer(AnswerKind.FLOOD, "Too Many Requests", retry_after=timedelta(seconds=wait))
        wait = self.gate.admit(chat, delivery.chat.kind is not ChatKind.PRIVATE, now)
        if wait:
            self.refused += 1
            return Answer(AnswerKind.FLOOD, "Too Many Requests", retry_after=timedelta(seconds=wait))
        self.copies[delivery.id] += 1
        self.accepted.append(now)
        return Answer(AnswerKind.SENT, message_id=1)


def run(size: Size) -> Iterable[Row]:
    """Much to send; then a storm with two senders; both databases in the long dose."""
    files = SqliteFiles(size.folder)
    yield asyncio.run(_much(files, size.of(2_000, 100_000)))
    yield asyncio.run(_storm(files, size.of(6_000, 12_000)))
    if size.long:
        with postgres(size.folder) as server:
            yield asyncio.run(_storm(server, 12_000))


async def _open(databases: Databases, label: str, deliveries: int) -> tuple[str, SqlStore]:
    address = await asyncio.to_thread(databases.copy, label)
    store = await open_store(address, migrate=False)
    private = CHATS - GROUPS
    wanted = [(100 + n, ChatKind.PRIVATE) for n in range(private)]
    wanted += [(-1000000000100 - n, ChatKind.SUPERGROUP) for n in range(GROUPS)]
    await fill(store, await open_chats(store, wanted), deliveries // CHATS)
    return address, store


def _sender(store: SqlStore, telegram: StrictTelegram, clock: VirtualClock) -> Deliver:
    kept, times = Timed(store.deliveries, clock), Timed(store.send_times, clock)
    return Deliver(kept, times, telegram, lambda _: Message("x", "x"), clock, sleep=clock.sleep)


async def _much(databases: Databases, number: int) -> Row:
    clock = VirtualClock()
    telegram = StrictTelegram(clock)
    _, store = await _open(databases, "much", number)
    watch = _Memory(telegram, number // 10)
    sender = _sender(store, telegram, clock)
    sender.sender = watch
    await clock.drive(until_empty(sender, store, clock))
    rate = number / OVERALL[0] / max((clock.now - START).total_seconds(), 1.0)
    counts = await store.deliveries.counts()
    await store.close()
    wrong = []
    if rate < WANTED:
        wrong.append(f"only {rate:.1%} of the permitted rate, wanted {WANTED:.0%}")
    if telegram.refused:
        wrong.append(f"{telegram.refused} times 429")
    if watch.growth > MOST_GROWTH:
        wrong.append(f"memory grew by {watch.growth >> 20} MB")
    figure = f"{rate:.1%} of the rate, {telegram.refused} × 429, {watch.growth >> 20:+d} MB"
    return _row(f"much to send, {databases.name}, strict limits", number, telegram, counts, wrong, figure)


def _one_at_a_time(lead: Lead, sender: Deliver) -> Callable[[], Awaitable[bool]]:
    """As the house does: who has no lease sends nothing. Here it is asked for before each batch."""

    async def step() -> bool:
        await lead._try()
        return await sender() if lead.held else False

    return step


class _Memory:
    """Implements `Sender`: looks at the process's memory after so many messages, and at the end."""

    def __init__(self, telegram: StrictTelegram, first: int) -> None:
        self._telegram, self._first, self._sent, self._before = telegram, first, 0, 0

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """As the sender behind it."""
        self._sent += 1
        self._telegram.accepted.clear()
        if self._sent == self._first:
            self._before = _resident()
        return await self._telegram.send(delivery, message)

    @property
    def growth(self) -> int:
        """Bytes since the first look."""
        return _resident() - self._before


def _resident() -> int:
    """Memory in use, in bytes."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def _storm(databases: Databases, number: int) -> Row:
    """A minute in which three of ten calls get 429 for 1 to 60 s; two senders share the limits."""
    chance, clock = random.Random(11), VirtualClock()

    def spoil(_: int) -> int | None:
        stormy = clock.now - START < STORM and chance.random() < 0.3
        return chance.randint(1, LONGEST_WAIT) if stormy else None

    telegram = StrictTelegram(clock, spoil)
    address, first = await _open(databases, "storm", number)
    second = await open_store(address, migrate=False)
    stores = (first, second)
    senders = [
        _one_at_a_time(
            Lead(Timed(store.leases, clock), "sending", str(number), clock), _sender(store, telegram, clock)
        )
        for number, store in enumerate(stores)
    ]
    await clock.drive(
        asyncio.gather(
            *(until_empty(sender, store, clock) for sender, store in zip(senders, stores, strict=True))
        )
    )
    calm = START + STORM + timedelta(seconds=LONGEST_WAIT)
    after = [when for when in telegram.accepted if calm <= when < calm + CALM]
    rate = len(after) / OVERALL[0] / CALM.total_seconds()
    counts = await first.deliveries.counts()
    for store in stores:
        await store.close()
    wrong = []
    if rate < WANTED_AFTER_STORM:
        wrong.append(f"after the storm {rate:.1%} of the permitted rate, wanted {WANTED_AFTER_STORM:.0%}")
    if telegram.impatient:
        wrong.append(f"{telegram.impatient} calls for chats that had to wait")
    if telegram.refused:
        wrong.append(f"{telegram.refused} times 429 for a limit not kept")
    figure = f"{rate:.1%} of the rate after it"
    return _row(f"storm of 429, {databases.name}, two senders", number, telegram, counts, wrong, figure)


def _row(
    fault: str, number: int, telegram: StrictTelegram, counts: Any, wrong: list[str], figure: str
) -> Row:
    lost = (
        number - counts.get(DeliveryState.SENT, 0) + sum(not telegram.copies[n] for n in range(1, number + 1))
    )
    twice = sum(copies - 1 for copies in telegram.copies.values())
    return Row(fault, number, lost, 0, twice, tuple(wrong), figure)
