"""Articles that nearly made an alert are named in /missed without private people, and not against a switch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from alertbot.bot.missed import missed
from alertbot.bot.screens import Screen
from alertbot.model import Caution, Chat, ChatKey, ChatKind, Measure, Mutes, Reading, Watch
from alertbot.ports import WeakArticle
from alertbot.texts import TextCatalogue

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CHAT = Chat(ChatKey(1), 1, 0, ChatKind.PRIVATE)
NEAR = WeakArticle(
    "Maria Banda, 43, fears for her home in Lilongwe",
    "Maria Banda, 43, a mother of three in Lilongwe, said she feared that her home would be burned.",
    "https://news.example/1",
    "Northern Wire",
    NOW,
    Reading("en", alert=False, score=0.3, country="MWI"),
)


def giving(value: object) -> Any:
    async def give(*_: object) -> object:
        return value

    return give


async def shown(cautions: Sequence[Caution]) -> str:
    """What /missed answers in a chat that watches Malawi."""
    screens: list[Screen] = []

    async def reply(screen: Screen) -> None:
        screens.append(screen)

    store = SimpleNamespace(
        cautions=SimpleNamespace(all=giving(list(cautions))),
        articles=SimpleNamespace(weak=giving([NEAR])),
        incidents=SimpleNamespace(latest=giving([])),
        deliveries=SimpleNamespace(history=giving([])),
        chats=SimpleNamespace(watches=giving([Watch(None, CHAT.key, countries=("MWI",))])),
        mutes=SimpleNamespace(of_chat=giving(Mutes())),
    )
    services = SimpleNamespace(store=store, clock=lambda: NOW)
    talk: Any = SimpleNamespace(
        services=services, chat=CHAT, texts=TextCatalogue().load_texts("en"), reply=reply
    )
    await missed(talk, "")
    return screens[0].html


async def test_a_title_is_shown_without_the_names_of_private_people() -> None:
    html = await shown([])
    assert "fears for her home in Lilongwe" in html
    assert "Banda" not in html


async def test_where_operators_set_a_switch_no_article_is_named() -> None:
    assert "Lilongwe" not in await shown([Caution("MWI", None, Measure.PROVINCE)])
