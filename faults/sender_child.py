"""A sending process of its own for the dose `sender`: the real outbox and sender over HTTP; it may be killed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import telegram
from telegram.request import HTTPXRequest

from alertbot.delivery.telegram import TelegramSender
from alertbot.demo.telegram.server import DEMO_TOKEN
from alertbot.logs import configure_logs
from alertbot.model import DeliveryState
from alertbot.pipeline.deliver import Deliver
from alertbot.store import open_store
from alertbot.texts import TextCatalogue
from alertbot.words import write_delivery
from faults.databases import PATIENCE
from faults.outbox import Timed, VirtualClock

WAITING = (DeliveryState.PENDING, DeliveryState.SENDING)
TICK = timedelta(minutes=1)


def work(address: str, base_url: str, later: timedelta) -> None:
    """Empty the outbox by a clock that begins so much `later`; takes over what a dead process had claimed."""
    configure_logs("CRITICAL", "console")
    asyncio.run(_work(address, base_url, later))


async def _work(address: str, base_url: str, later: timedelta) -> None:
    clock = VirtualClock()
    clock.now += later
    store = await open_store(address, migrate=False, busy_timeout=PATIENCE)
    request = HTTPXRequest(connection_pool_size=8, read_timeout=20.0)
    bot = telegram.Bot(DEMO_TOKEN, base_url=base_url, request=request)
    kept, times = Timed(store.deliveries, clock), Timed(store.send_times, clock)
    sender = Timed(TelegramSender(bot), clock)
    write = partial(write_delivery, texts=TextCatalogue(), sizes={})
    deliver = Deliver(kept, times, sender, write, clock, sleep=clock.sleep)

    async def empty() -> None:
        while True:
            await deliver.recover()
            while await deliver():
                pass
            with clock.at_work():
                counts = await store.deliveries.counts()
            if not any(counts.get(state) for state in WAITING):
                return
            await clock.sleep(TICK.total_seconds())

    await clock.drive(empty())
    await request.shutdown()
    await store.close()
