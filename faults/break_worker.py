"""A worker of the story that goes on through trouble, as the stages of the house do, and counts statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from alertbot.delivery.telegram import Message
from alertbot.errors import AlertbotError
from alertbot.model import Delivery
from alertbot.store import SqlStore, open_store
from alertbot.store.database import Transaction
from faults.kill_steps import NEVER, Numbered, Shared, Steps
from faults.kill_story import Ledger
from faults.kill_worker import LEASES, Tools, Worker, report, torn

IMPATIENCE = timedelta(milliseconds=30)
"""How long a write waits for a lock here: trouble shall be seen, not sat out."""
LOOKS, PATIENT, LONG = 400, 25, timedelta(hours=2)


class Trouble(Protocol):
    """Something that goes wrong with the database, or with the machine, for a while."""

    def begin(self, store: SqlStore, shared: Shared) -> None:
        """From now on."""
        ...

    def end(self, store: SqlStore, shared: Shared) -> None:
        """All is well again; also called where it never began, and once before any work."""
        ...


class Plan:
    """Begins the trouble at one statement and ends it some statements, or failures, later."""

    def __init__(self, trouble: Trouble, at: int, lasts: int) -> None:
        self._trouble, self._at, self._until = trouble, at, at + lasts
        self.count = 0
        self.failures = 0

    def step(self, store: SqlStore, shared: Shared) -> None:
        """One more statement, or one more failure."""
        self.count += 1
        if self.count == self._at:
            self._trouble.begin(store, shared)
        if self.count == self._until:
            self._trouble.end(store, shared)


class Stubborn(Worker):
    """Notes what a stage could not do, and goes on."""

    def __init__(self, store: SqlStore, tools: Tools, ledger: Ledger, plan: Plan) -> None:
        super().__init__(store, tools, ledger, Steps(tools.shared, NEVER))
        self._plan = plan
        self._told = False

    async def work(self) -> None:
        """Until the whole story is told; trouble that lasts for ever is the dose's own fault."""
        for look in range(1, LOOKS):
            before = self._plan.failures
            for stage in (self._recover, *self.stages, self._look):
                await self._go_through(stage)
            if self._told:
                return
            if self._plan.failures > before:
                self.shared.advance_to(self.shared.now() + LEASES)
            if look % PATIENT == 0:  # claimed by a clock that ran ahead: only time frees it
                self.shared.advance_to(self.shared.now() + LONG)
        raise TimeoutError(f"not done at {self.shared.now()} after {self._plan.failures} failures")

    async def _look(self) -> bool:
        """Whether all is told; else on to what is due next."""
        self._told = await self._done()
        if not self._told:
            await self._wait()
        return False

    async def _recover(self) -> bool:
        await self.deliver.recover()
        return False

    async def _go_through(self, stage: Callable[[], Any]) -> None:
        try:
            while await stage():
                pass
        except AlertbotError:
            self._plan.failures += 1
            self._plan.step(self.store, self.shared)


async def endure(address: str, tools: Tools, ledger: Ledger, plan: Plan, trouble: Trouble) -> dict[str, Any]:
    """Work through the trouble, report; only in a process of its own, whose every statement is counted."""
    store = await open_store(address, migrate=False, busy_timeout=IMPATIENCE)
    trouble.end(store, tools.shared)
    genuine = Transaction.run

    async def run(transaction: Transaction, *args: Any) -> Any:
        plan.step(store, tools.shared)
        return await genuine(transaction, *args)

    try:
        Transaction.run = run  # type: ignore[method-assign]
        await Stubborn(store, tools, ledger, plan).work()
        Transaction.run = genuine  # type: ignore[method-assign]
        trouble.end(store, tools.shared)
        found = await report(store) | {"torn": await torn(store)}
        return found | {"count": plan.count, "failures": plan.failures}
    finally:
        trouble.end(store, tools.shared)
        await store.close()


def pausing(worker: Worker, steps: Steps) -> Worker:
    """The worker stops at a step of sending: it holds claims, and no transaction."""
    worker.deliver.deliveries = Numbered(worker.deliver.deliveries, steps)
    worker.deliver.sender = _Noting(Numbered(worker.deliver.sender, steps), worker.ledger)
    return worker


@dataclass(frozen=True, slots=True)
class _Noting:
    """Implements `Sender`: notes that a message is under way, then sends it."""

    sender: Any
    ledger: Ledger

    async def send(self, delivery: Delivery, message: Message) -> Any:
        """As the sender behind it."""
        self.ledger.note("sending", delivery=delivery.id, attempt=delivery.attempt)
        return await self.sender.send(delivery, message)
