"""The pictures of docs/screens/: the real bot over the offline Telegram, in English, Arabic and Russian."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from alertbot.app import open_house
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.stories import Cue, load_newsrooms
from alertbot.demo.telegram import UNLIMITED, OfflineTelegram, PrivateChat, SentMessage
from alertbot.house import House
from alertbot.settings import Settings, load_settings
from tools.phone import draw

TARGET = Path(__file__).parents[1] / "docs" / "screens"
OPERATOR = 77
SETTLED = 8.0
"""Seconds in which the other alerts arrive: what comes later is an answer."""
SHOWN_AFTER = 0.4
"""Seconds from the answer to a button until its screen stands."""
BREATH = 7.0
"""Seconds between commands of one reader: the bot answers ten a minute."""
PATIENCE = 60.0
"""Seconds to wait for one message on a busy machine."""
READERS = {"en": 101, "ar": 102, "ru": 103}
FIRST_STEPS = (
    ("reg:5", "02-region"),
    ("cty:5:AFG", "03-countries"),
    ("kinds", "04-kinds"),
    ("done", "05-when"),
    ("when:now", "06-subscribed"),
)
"""Buttons under the welcome, by the start of their data, and the picture of what they show."""
ALERT_BUTTONS = (("src:", "08-sources"), ("evi:", "09-evidence"), ("bad:", "10-feedback"))
SETTINGS_BUTTONS = (("dl", "15-delivery"), ("settings", ""), ("w", "16-watches"), ("w:", "17-watch"))
CONDITIONS = (("s", "18-severity"), ("t", "19-certainty"))
COMMANDS = (
    ("/missed", "13-missed"),
    ("/keywords add {word}", "20-keywords"),
    ("/digest daily 07:30", "21-digest"),
    ("/quiet 22:00-06:30", "22-quiet"),
    ("/privacy", "23-privacy"),
    ("/help", "24-help"),
    ("/subscribe Atlantis", "25-mistake"),
    ("/export", "27-export"),
)
WORDS = {"en": '"burned homes"', "ar": '"منازل محروقة"', "ru": '"сожжённые дома"'}
OPERATORS = (
    ("/users", "30-users"),
    ("/invite 7d 20", "31-invite"),
    ("/caution SDN gbv province", "32-caution"),
    ("/feedhealth", "33-feedhealth"),
    ("/stats 30", "34-stats"),
    ("/broadcast all Hello", "35-broadcast"),
    ("/audit", "36-audit"),
)


async def main() -> None:
    """Draw every screen anew."""
    TARGET.mkdir(exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram = await stack.enter_async_context(OfflineTelegram(limits=UNLIMITED))
        rooms = [
            (room, await stack.enter_async_context(FeedServer(room.outlet))) for room in load_newsrooms()
        ]
        feeds = [room.source(server.feed_url, server.url) for room, server in rooms]
        settings = _settings(telegram, folder, [server.address for _, server in rooms])
        house = await stack.enter_async_context(open_house(settings, feeds))
        await stack.enter_async_context(_at_work(house))
        await telegram.wait_for_call("getUpdates", within=PATIENCE)
        for language, number in READERS.items():
            await _begin(telegram.private(telegram.user(number, language)), language)
        for cue in Cue:
            for room, server in rooms:
                server.publish(*(story.at(datetime.now(UTC)) for story in room.on(cue)))
        await house.poll_now()
        await _portray(telegram, house)


def _settings(telegram: OfflineTelegram, folder: Path, addresses: list[tuple[str, int]]) -> Settings:
    settings = load_settings(
        telegram_token=telegram.token,
        telegram_api=telegram.api_url,
        data_dir=folder,
        database_url=None,
        operators=(OPERATOR,),
        log_level="ERROR",
        allow_hosts=tuple(f"{host}:{port}" for host, port in addresses),
    )
    return settings.model_copy(update={"gazetteer": load_settings().gazetteer_path})


@contextlib.asynccontextmanager
async def _at_work(house: House) -> AsyncIterator[None]:
    """The house at its work, until the end of the block, however it ends."""
    stopping = asyncio.Event()
    running = asyncio.create_task(house.run(stopping))
    try:
        yield
    finally:
        stopping.set()
        await running


async def _begin(chat: PrivateChat, language: str) -> None:
    """Subscribe by buttons, as a newcomer does."""
    welcome = await _ask(chat, "/start")
    _save(f"{language}-01-welcome", welcome)
    await _press_all(chat, welcome, language, FIRST_STEPS)


async def _portray(telegram: OfflineTelegram, house: House) -> None:
    """Draw what readers see once alerts came, then what operators see."""
    chats = {language: telegram.private(telegram.world.users[n]) for language, n in READERS.items()}
    alerts = {language: await chat.wait_for(_is_alert, within=PATIENCE) for language, chat in chats.items()}
    for language, chat in chats.items():
        await chat.wait_for(_is_alert, within=PATIENCE, after=alerts[language])
    await asyncio.sleep(SETTLED)
    await asyncio.gather(*(_read(chat, language, alerts[language]) for language, chat in chats.items()))
    operator = telegram.private(telegram.user(OPERATOR, "en"))
    await _ask(operator, "/start")
    await house.store.access.request(4711, datetime.now(UTC))
    for text, name in OPERATORS:
        _save(f"en-{name}", await _ask(operator, text))


async def _read(chat: PrivateChat, language: str, alert: SentMessage) -> None:
    """All that a reader does with an alert, and the screens of the settings."""
    _save(f"{language}-07-alert", alert)
    _save(f"{language}-11-incident", await _ask(chat, "/incident", reply_to=alert))
    _save(f"{language}-12-why", await _ask(chat, "/why", reply_to=alert))
    await _press_all(chat, alert, language, ALERT_BUTTONS)
    settings = await _ask(chat, "/settings")
    _save(f"{language}-14-settings", settings)
    await _press_all(chat, settings, language, SETTINGS_BUTTONS)
    watch = settings.buttons[0].data.rsplit(":", 1)[0]
    for code, name in CONDITIONS:
        await _press_all(chat, settings, language, ((f"{watch}:{code}", name), (watch, "")))
    for text, name in COMMANDS:
        await asyncio.sleep(BREATH)
        _save(f"{language}-{name}", await _ask(chat, text.format(word=WORDS[language])))
    _save(f"{language}-26-mute", await _ask(chat, "/mute", reply_to=alert))


def _is_alert(message: SentMessage) -> bool:
    """An alert, by the buttons under it."""
    return any(button.data.startswith("src:") for button in message.buttons)


async def _press_all(
    chat: PrivateChat, message: SentMessage, language: str, steps: tuple[tuple[str, str], ...]
) -> None:
    """Press the buttons one after another; steps without a name draw nothing."""
    for data, name in steps:
        before = chat.messages[-1]
        found = [number for number, button in enumerate(message.buttons) if _fits(button.data, data)]
        await chat.answer_to(await chat.press(message, found[0]), within=PATIENCE)
        await asyncio.sleep(SHOWN_AFTER)
        answers = chat.messages[chat.messages.index(before) + 1 :]
        if name:
            _save(f"{language}-{name}", answers[0] if answers else message)


def _fits(data: str, wanted: str) -> bool:
    """The same data, or with any argument where `wanted` ends with a colon."""
    return data == wanted or (wanted.endswith(":") and data.startswith(wanted))


async def _ask(chat: PrivateChat, text: str, reply_to: SentMessage | None = None) -> SentMessage:
    before = chat.messages[-1] if chat.messages else None
    await chat.send(text, reply_to=reply_to)
    return await chat.wait_for(lambda _: True, within=PATIENCE, after=before)


def _save(name: str, message: SentMessage) -> None:
    draw([message]).quantize(48, Image.Quantize.MAXCOVERAGE).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
