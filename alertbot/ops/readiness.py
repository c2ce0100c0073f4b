"""Whether the bot can do its work now: what /readyz answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from alertbot.errors import AlertbotError
from alertbot.ports import DeliveryStore

ANSWER_WITHIN = 2.0
"""Seconds in which the database has to answer."""
LATE = timedelta(minutes=10)
"""A delivery that has been due for longer means that sending stands still."""


async def unready(deliveries: DeliveryStore, clock: Callable[[], datetime]) -> list[str]:
    """What keeps people from being told, in words; nothing if all is well."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            due = await deliveries.oldest_due(clock())
    except (TimeoutError, AlertbotError) as error:
        return [f"the database does not answer: {error or 'timed out'}"]
    late = clock() - due if due else timedelta(0)
    return [f"a delivery has been due for {late}"] if late > LATE else []
