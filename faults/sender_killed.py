"""Kills the sending process with SIGKILL in the middle of a call over HTTP, for the dose `sender`."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy import select

from alertbot.demo.telegram import OfflineTelegram
from alertbot.demo.telegram.floodgate import UNLIMITED
from alertbot.demo.telegram.server import HttpRequest, HttpResponse
from alertbot.model import ChatKind, DeliveryState
from alertbot.store import SqlStore, open_store
from alertbot.store.tables import chats, deliveries
from faults.databases import Databases
from faults.kill_worker import LEASES
from faults.outbox import fill, open_chats
from faults.sender_child import work
from faults.table import Row

CHATS, ALERTS = (1_001, 1_002, 1_003), 4
CALLS = len(CHATS) * ALERTS
PATIENT = 90.0
"""Real seconds that a process may take to empty the outbox."""
_MARK = "Possible repeat"
_CODE = re.compile(r"\bT(\d+)\b")
Told = tuple[int, int]
"""Telegram's chat and the alert."""


class Deadly(OfflineTelegram):
    """Ends the caller at its n-th message, before or after taking it."""

    def __init__(self, fatal: int, after: bool) -> None:
        super().__init__(limits=UNLIMITED)
        self._fatal, self._after, self._count = fatal, after, 0
        self.victim = 0

    async def _call(self, method: str, request: HttpRequest) -> HttpResponse | None:
        self._count += method == "sendMessage"
        if not self.victim or self._count != self._fatal or method != "sendMessage":
            return await super()._call(method, request)
        if self._after:
            await super()._call(method, request)
        os.kill(self.victim, signal.SIGKILL)
        self.victim = 0
        return None


async def killed(databases: Databases, cases: int) -> Row:
    """Kills spread over the messages, before and after acceptance in turn; a second process finishes."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["faults.sender_child"])
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(cases):
        fatal, after = 1 + number // 2 * CALLS // max(cases // 2, 1) % CALLS, bool(number % 2)
        label = f"call {fatal}, {'after' if after else 'before'} acceptance"
        wrong += [f"{label}: {one}" for one in await _case(databases, context, fatal, after, total)]
    return Row(
        f"kill -9 in a call over HTTP, {databases.name}",
        cases,
        total["lost"],
        total["inside"],
        total["outside"],
        tuple(wrong),
    )


async def _case(
    databases: Databases, context: Any, fatal: int, after: bool, total: Counter[str]
) -> list[str]:
    address = await asyncio.to_thread(databases.copy, f"killed{fatal}{after}".lower())
    store = await open_store(address, migrate=False)
    async with Deadly(fatal, after) as offline:
        for chat in CHATS:
            await offline.private(offline.user(chat)).send("/start")
        await fill(store, await open_chats(store, [(chat, ChatKind.PRIVATE) for chat in CHATS]), ALERTS)
        first = context.Process(target=work, args=(address, offline.base_url, timedelta(0)))
        first.start()
        offline.victim = first.pid
        await _ended(first)
        await _hung_up(offline)
        window = _arrived(offline) - Counter(await _sent(store))
        second = context.Process(target=work, args=(address, offline.base_url, LEASES))
        second.start()
        await _ended(second)
        found = list(_judge(offline, await _sent(store), window, total))
        if (first.exitcode, second.exitcode) != (-signal.SIGKILL, 0):
            found.append(f"the processes ended with {first.exitcode} and {second.exitcode}")
    await store.close()
    await asyncio.to_thread(databases.drop, address)
    return found


async def _ended(process: BaseProcess) -> None:
    await asyncio.to_thread(process.join, PATIENT)
    if process.exitcode is None:
        process.kill()
        await asyncio.to_thread(process.join)


async def _hung_up(offline: OfflineTelegram) -> None:
    """What the dead process had put on the wire arrives all the same, and belongs to the window."""
    for _ in range(1_000):
        if not offline.clients:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError("the connections of a dead process stay open")


def _judge(
    offline: OfflineTelegram, sent: list[Told], window: Counter[Told], total: Counter[str]
) -> Iterable[str]:
    arrived = _arrived(offline)
    total["lost"] += sum(not arrived[told] for told in sent) + CALLS - len(sent)
    again = Counter({told: copies - 1 for told, copies in arrived.items() if copies > 1})
    total["outside"] += sum((again - window).values())
    total["inside"] += sum((again & window).values())
    marked = sum(_MARK in message.text for message in offline.messages)
    if marked < sum(again.values()):
        yield f"{sum(again.values())} came twice, {marked} say so"


def _arrived(offline: OfflineTelegram) -> Counter[Told]:
    codes = ((message.chat_id, _CODE.search(message.text)) for message in offline.messages)
    return Counter((chat, int(code[1])) for chat, code in codes if code)


async def _sent(store: SqlStore) -> list[Told]:
    query = select(chats.c.telegram_id, deliveries.c.alert_id)
    query = query.join(chats, chats.c.id == deliveries.c.chat_key)
    query = query.where(deliveries.c.state == DeliveryState.SENT)
    async with store.audit._database.read() as transaction:
        return [(row[0], row[1]) for row in await transaction.run(query)]
