"""How what a watch matches comes to its chat: at once, without a sound, or only in the digest."""

from __future__ import annotations

import pytest
from bot_town import Town, ask, tap, tap_data

from alertbot.demo.telegram import PrivateChat
from alertbot.model import LANGUAGES, DeliveryState, Way

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def subscribed(town: Town, country: str) -> tuple[PrivateChat, str]:
    """A chat with one watch, and how the data of that watch's buttons begins."""
    chat = town.private()
    await ask(chat, f"/subscribe {country}")
    stored = await town.watch(chat)
    assert stored is not None
    return chat, f"w:{stored.id}"


async def test_a_watch_may_come_without_a_sound_while_its_neighbour_rings(town: Town) -> None:
    quiet, at = await subscribed(town, "Eritrea")
    ringing, _ = await subscribed(town, "Eritrea")
    screen = await ask(quiet, "/watches 1")
    await tap_data(quiet, screen, f"{at}:h")
    await tap(quiet, screen, "At once, without a sound")
    assert "✅ At once, without a sound" in [button.text for button in screen.buttons]
    words = await town.report(31, "Keren, Eritrea")
    assert (await quiet.wait_for(words, within=60)).silent
    assert not (await ringing.wait_for(words, within=60)).silent


async def test_a_watch_for_the_digest_only_waits_for_it_and_gives_the_chat_one(town: Town) -> None:
    chat, _ = await subscribed(town, "Djibouti")
    assert "Daily digest: 07:30" in (await ask(chat, "/watches 1 delivery digest")).text
    stored = await town.chat(chat)
    assert (stored.digest, stored.immediate) == ("daily 07:30", True)
    other, _ = await subscribed(town, "Djibouti")
    await town.alert(other, 32, "Obock, Djibouti")
    [record] = await town.house.store.deliveries.history(stored.key, 10)
    assert record.state is DeliveryState.WAITING
    assert not any("32 families" in message.text for message in chat.messages)


async def test_the_watch_that_presses_most_decides(town: Town) -> None:
    chat, _ = await subscribed(town, "Gambia")
    await ask(chat, "/watches 1 delivery digest")
    await ask(chat, "/watches add Loud")
    await ask(chat, "/watches 2 countries Gambia")
    assert not (await town.alert(chat, 33, "Brikama, Gambia")).silent


async def test_an_unknown_way_is_answered_with_those_there_are(town: Town) -> None:
    chat, _ = await subscribed(town, "Lesotho")
    answer = await ask(chat, "/watches 1 delivery by pigeon")
    assert "/watches 1 delivery silent" in answer.text
    watch = await town.watch(chat)
    assert watch is not None
    assert watch.way is None
    await ask(chat, "/watches 1 delivery now")
    watch = await town.watch(chat)
    assert watch is not None
    assert watch.way is Way.AT_ONCE


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_screen_fits_in_every_language(town: Town, language: str) -> None:
    chat = town.private(language)
    await ask(chat, "/watches add North")
    screen = await ask(chat, "/watches 1 delivery")
    assert len(screen.buttons) == 6
    assert all(len(button.text) <= 44 for button in screen.buttons)
    assert "{" not in screen.text
