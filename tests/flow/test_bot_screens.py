"""Every screen in every language, accepted by a Bot API as strict as Telegram's (lengths, markup, buttons)."""

from __future__ import annotations

import re

import pytest
from bot_town import Town, ask, tap_data

from alertbot.bot.alert_buttons import ALERT_ACTIONS
from alertbot.bot.buttons import ACTIONS
from alertbot.bot.commands import COMMANDS
from alertbot.bot.regions import REGION_NAMES
from alertbot.demo.telegram import PrivateChat, SentMessage
from alertbot.demo.telegram.keyboard import MAX_DATA
from alertbot.model import LANGUAGES

pytestmark = pytest.mark.asyncio(loop_scope="module")

RTL = ("ar", "fa")
CHOOSING = (
    *(step for number in range(len(REGION_NAMES)) for step in (f"reg:{number}", "regions")),
    *("reg:5", "cty:5:AFG", "cty:5:PAK", "regions", "all", "kind:all", "kind:2", "regions", "kinds", "done"),
    "when:both",
)
SETTINGS = (
    *(
        "lang",
        "settings",
        "kw",
        "settings",
        "tz",
        "settings",
        "quiet",
        "quiet:2200-0600",
        "quiet:off",
    ),
    *("settings", "pause", "resume", "unsub", "settings"),
)
ELSEWHERE = {
    *("kwdel", "kwkind", "w", "away"),
    *ALERT_ACTIONS,
    *("mute", "unmute", "mfeed", "ufeed", "muted"),
}
"""Pressed in every language in test_watches.py, test_bot_alert_buttons.py and test_bot_onboarding.py."""
DELIVERY = (
    *(
        "dl",
        "dig",
        "dig:off",
        "dig:day",
        "dig:week",
        "dig:on:3",
        "dig:at:1800",
        "dig:now",
        "dig:empty",
        "dig:pic",
    ),
    *("dl", "dl:map", "lim", "lim:10", "lim:0", "dl", "sil", "sil:severe", "sil:off", "dl", "settings"),
)
NEAR = ("near:quiet", "near:tell")
EXPORT = ("exp:7", "exp:me")
HARMLESS_ISOLATES = re.compile("[\u2066\u2068][^\u2069]*\u2069")


async def walk(chat: PrivateChat, screen: SentMessage, steps: tuple[str, ...]) -> list[str]:
    """Press one after another; returns the texts shown on the way."""
    shown = [screen.text]
    for data in steps:
        assert all(1 <= len(button.data.encode()) <= MAX_DATA for button in screen.buttons)
        assert all(len(button.text) <= 44 for button in screen.buttons)
        press = await tap_data(chat, screen, data)
        assert not press.answer, f"{data}: {press.answer}"
        shown.append(screen.text)
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_works_and_every_screen_fits(town: Town, language: str) -> None:
    chat = town.private(language)
    shown = await walk(chat, await ask(chat, "/start"), CHOOSING)
    await ask(chat, '/keywords add Kabul, "burned homes"')
    shown += await walk(chat, await ask(chat, "/settings"), SETTINGS)
    shown += await walk(chat, await ask(chat, "/subscribe Afganistann"), ("add:AFG",))
    shown += await walk(chat, await ask(chat, "/timezone Afghanistn"), ())
    shown += await walk(chat, await ask(chat, "/timezone"), ("tz:Asia/Kabul",))
    shown += await walk(chat, await ask(chat, "/unsubscribe"), ("unsub:yes",))
    shown += await walk(chat, await ask(chat, "/language"), (f"lang:{language}",))
    shown += await walk(chat, await ask(chat, "/delete_me"), ("forget:yes",))
    other = town.private(language)
    shown += await walk(other, await ask(other, "/settings"), DELIVERY)
    shown += await walk(other, await ask(other, "/feeds"), NEAR)
    shown += await walk(other, await ask(other, "/feeds"), ("near:list:0",))
    shown += await walk(other, await ask(other, "/feeds"), ("near:packs",))
    shown += await walk(other, await ask(other, "/export"), EXPORT)
    walked = (*CHOOSING, *SETTINGS, *DELIVERY, *NEAR, *EXPORT, "add", "unsub", "lang", "tz", "forget")
    pressed = {step.split(":")[0] for step in walked}
    assert pressed == set(ACTIONS) - ELSEWHERE
    assert ill_written(shown, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_answers_in_every_language(town: Town, language: str) -> None:
    shown = [(await ask(town.private(language), f"/{command.name}")).text for command in COMMANDS]
    assert ill_written(shown, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_refusal_reads_well_in_every_language(town: Town, language: str) -> None:
    chat = town.private(language)
    wrong = ["hello", "/subscribe Qwxzy", "/subscribe Mali, Qwxzy", "/unsubscribe Chad", "/unsubscribe Qwxzy"]
    wrong += [
        "/keywords Goma",
        "/keywords add (Goma",
        "/keywords remove Goma",
        "/timezone Qwxzy",
        "/quiet 5-5",
    ]
    shown = [(await ask(chat, text)).text for text in wrong]
    again = ["/digest monthly", "/limit many", "/silent deafening", "/pause forever"]
    other = town.private(language)
    shown += [(await ask(other, text)).text for text in again]
    assert ill_written(shown, language) == []


def ill_written(shown: list[str], language: str) -> list[str]:
    """Texts with a hole, with English left in them or, right to left, with a command that stands bare."""
    return [
        text for text in shown if "{" in text or _bare_command(text, language) or _english(text, language)
    ]


def _bare_command(text: str, language: str) -> bool:
    return language in RTL and bool(re.search("/[a-z]", HARMLESS_ISOLATES.sub("", text)))


def _english(text: str, language: str) -> bool:
    if language not in (*RTL, "ru", "uk"):
        return False
    latin = re.sub(r"/[a-z_]+|\bUTC\b", "", HARMLESS_ISOLATES.sub("", text))
    prose = re.sub(r"[“«][^”»]*[”»]|(?m:^.*(?:add|remove) .*$)|(?m:^• .*$)", "", latin)
    return bool(re.search(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}", prose))
