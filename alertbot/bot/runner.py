"""Runs a python-telegram-bot application inside our own event loop."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from alertbot.bot.intake import UpdatesRequest
from alertbot.bot.order import ChatOrder
from alertbot.errors import ConfigurationError

log = structlog.get_logger(__name__)
UPDATES = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
"""What we ask Telegram for; always passed, since an omitted list keeps an older one."""
LONGEST_WAIT = timedelta(minutes=1)
_OK = 200

BotApplication = Application[Any, Any, Any, Any, Any, Any]
"""python-telegram-bot's six type parameters say nothing here."""
Context = ContextTypes.DEFAULT_TYPE
"""What its handlers get beside the update."""


class ListeningRequest(UpdatesRequest):
    """The connection for getUpdates; knows when Telegram last answered it well."""

    def __init__(self) -> None:
        super().__init__(connection_pool_size=1)
        self._answered = time.monotonic()

    @property
    def silent_for(self) -> timedelta:
        """Since the last good answer, or since the start; a machine's sleep does not count."""
        return timedelta(seconds=time.monotonic() - self._answered)

    async def do_request(self, *args: Any, **named: Any) -> tuple[int, bytes]:
        """As python-telegram-bot's, and a note of the time."""
        status, body = await super().do_request(*args, **named)
        if status == _OK:
            self._answered = time.monotonic()
        return status, body


def build_application(token: str, api: str, ear: ListeningRequest) -> BotApplication:
    """A bare application: no job queue, no persistence, no rate limiter (those are ours)."""
    builder = ApplicationBuilder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    builder = builder.get_updates_request(ear)
    return builder.job_queue(None).concurrent_updates(ChatOrder()).build()


@dataclass(slots=True)
class BotRunner:
    """Starts and stops the application; while Telegram is away the rest of the house goes on."""

    application: BotApplication

    async def check_token(self) -> str | None:
        """Ask Telegram who we are, once: our user name, or None if Telegram cannot be reached.

        Raises ConfigurationError if the token is refused.
        """
        try:
            await self.application.initialize()
        except InvalidToken:
            await self.application.bot.request.shutdown()
            raise ConfigurationError(
                "Telegram does not accept ALERTBOT_TELEGRAM_TOKEN. "
                "Copy the token again from @BotFather (/mybots, your bot, API Token)."
            ) from None
        except NetworkError as error:
            await self.application.bot.request.shutdown()
            log.warning("telegram.unreachable", error=str(error))
            return None
        return str(self.application.bot.username)

    async def start(self, stopping: asyncio.Event) -> None:
        """Begin to answer people; waits for Telegram as long as it takes, or until `stopping` is set."""
        wait = 1.0
        while not stopping.is_set():
            try:
                await self.application.initialize()
                break
            except TelegramError as error:
                log.warning("telegram.unreachable", error=str(error), next_try_in=wait)
                wait = min(wait * 2, LONGEST_WAIT.total_seconds())
                await _pause(stopping, wait)
        else:
            return
        await self.application.start()
        if self.application.updater:
            await self.application.updater.start_polling(allowed_updates=UPDATES, bootstrap_retries=-1)

    async def stop(self) -> None:
        """Take no more updates, finish those under way, close the connections."""
        await self.rest()
        await self.application.shutdown()

    async def rest(self) -> None:
        """Take no more updates and finish those under way; messages can still be sent."""
        updater = self.application.updater
        if updater and updater.running:
            await updater.stop()
        if self.application.running:
            await self.application.stop()


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
