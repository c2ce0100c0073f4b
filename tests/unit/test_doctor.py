"""The doctor: each finding says how things are and what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.demo.telegram import OfflineTelegram
from alertbot.doctor import Finding, Mark, examine
from alertbot.model import FeedSource
from alertbot.settings import Settings, load_settings
from alertbot.store import open_store

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def telegram() -> AsyncIterator[OfflineTelegram]:
    async with OfflineTelegram() as offline:
        yield offline


def settings_for(telegram: OfflineTelegram, folder: Path, **changes: object) -> Settings:
    known = load_settings()
    return Settings(
        **{
            "telegram_token": telegram.token,
            "telegram_api": telegram.base_url.removesuffix("/bot"),
            "data_dir": folder,
            "config_dir": ROOT / "config",
            "gazetteer": ROOT / known.gazetteer_path,
            "operators": (11,),
            "contact": "desk@example.org",
            "_env_file": None,
        }
        | changes
    )


async def findings(settings: Settings) -> dict[str, Finding]:
    return {finding.subject: finding async for finding in examine(settings)}


async def test_a_sound_installation_has_no_fault(telegram: OfflineTelegram, tmp_path: Path) -> None:
    settings = settings_for(telegram, tmp_path)
    store = await open_store(settings.database)
    await store.feeds.sync_catalogue([FeedSource("https://dawn.example/", "Dawn")], datetime.now(UTC))
    await store.close()
    found = await findings(settings)
    assert [finding for finding in found.values() if finding.mark is Mark.FAULT] == []
    assert found["feeds"].text == "1 on, 0 of them failing"
    assert "the token is that of @" in found["Telegram"].text
    assert next(iter(found)) == "configuration"


async def test_what_is_missing_is_named_with_what_to_do(telegram: OfflineTelegram, tmp_path: Path) -> None:
    found = await findings(
        settings_for(
            telegram, tmp_path, operators=(), telegram_token="1:wrong", gazetteer=tmp_path / "none.sqlite"
        )
    )
    assert found["operators"] == Finding(
        "operators",
        Mark.DOUBT,
        "nobody hears of faults: set ALERTBOT_OPERATORS to your numeric Telegram id",
    )
    assert found["Telegram"].mark is Mark.FAULT
    assert "@BotFather" in found["Telegram"].text
    assert found["gazetteer"].mark is Mark.FAULT
    assert "alertbot gazetteer build" in found["gazetteer"].text


async def test_a_telegram_out_of_reach_is_a_fault_and_the_rest_is_still_examined(
    telegram: OfflineTelegram, tmp_path: Path
) -> None:
    found = await findings(settings_for(telegram, tmp_path, telegram_api="http://127.0.0.1:9"))
    assert found["Telegram"].mark is Mark.FAULT
    assert "cannot be reached" in found["Telegram"].text
    assert found["database"].mark is Mark.WELL
    assert list(found)[-1] == "clock"
