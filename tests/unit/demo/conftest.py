"""An offline Telegram without flood limits, and a Bot of python-telegram-bot that talks to it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.ext import ApplicationBuilder

from alertbot.demo.telegram import UNLIMITED, OfflineTelegram


@pytest.fixture(autouse=True)
def _whole_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """RetryAfter carries a timedelta, as in the application; else the library warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def tg() -> AsyncIterator[OfflineTelegram]:
    async with OfflineTelegram(limits=UNLIMITED) as telegram:
        yield telegram


@pytest.fixture
async def bot(tg: OfflineTelegram) -> AsyncIterator[Bot]:
    async with Bot(tg.token, base_url=tg.base_url, base_file_url=tg.base_file_url) as bot:
        yield bot


@pytest.fixture
def builder(tg: OfflineTelegram) -> ApplicationBuilder:
    return (
        ApplicationBuilder()
        .token(tg.token)
        .base_url(tg.base_url)
        .base_file_url(tg.base_file_url)
        .job_queue(None)
    )
