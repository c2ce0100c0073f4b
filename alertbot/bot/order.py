"""Updates of different chats side by side, those of one chat strictly one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 64
"""Updates under way at the same time."""
_MOST_WAITING = 1_000_000
"""Updates that may wait: python-telegram-bot holds them all anyway, whatever this says."""


class ChatOrder(BaseUpdateProcessor):
    """Keeps a quick `/subscribe`, `/keywords` from overtaking one another and losing a setting.

    An update takes one of the places only when it is its chat's turn: a flooded chat holds one of them.
    """

    def __init__(self) -> None:
        super().__init__(_MOST_WAITING)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Wait for earlier updates of the same chat, then process."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            async with self._places:
                await coroutine
            return
        turn = self._turns.setdefault(chat.id, asyncio.Lock())
        async with turn, self._places:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""
