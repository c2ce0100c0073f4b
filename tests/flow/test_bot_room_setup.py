"""Setting up groups and channels from a private chat: by the greeting's button, by the link, by administrators only."""

from __future__ import annotations

import pytest
from bot_town import Town, ask, tap, tap_data

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_added_the_bot_sets_the_channel_up_in_private(town: Town) -> None:
    private = town.private()
    await ask(private, "/start")
    channel = town.channel(private.user)
    screen = await private.wait_for(channel.record.title)
    await tap(private, screen, "Set up here")
    assert channel.record.title in screen.text
    for data in ("reg:5", "cty:5:AFG", "kinds", "done"):
        mark = screen.buttons[0].data.partition(":")[0]
        await tap_data(private, screen, f"{mark}:{data}")
    assert await town.countries(channel) == ("AFG",)
    assert channel.messages == []
    assert await town.countries(private) is None


async def test_a_group_whose_adder_never_wrote_gets_a_link_for_its_administrators(town: Town) -> None:
    owner, member = town.person(), town.person()
    group = await town.group(owner, member)
    link = group.last.buttons[0].url
    payload = link.partition("?start=")[2]
    assert payload.startswith("room_")
    refused = await ask(town.world.telegram.private(member), f"/start {payload}")
    assert "Only administrators" in refused.text
    private = town.world.telegram.private(owner)
    screen = await ask(private, f"/start {payload}")
    assert group.record.title in screen.text
    await tap(private, screen, "Everywhere")
    assert await town.countries(group) == ()


async def test_a_person_who_is_no_administrator_any_more_changes_nothing_from_afar(town: Town) -> None:
    private, boss = town.private(), town.person()
    await ask(private, "/start")
    group = town.world.telegram.group("Field team", owner=boss, members=(private.user,))
    stored = await town.house.store.chats.open(group.id, 0, "supergroup", "en", town.house.clock())  # type: ignore[arg-type]
    screen = await ask(private, "/settings")
    object.__setattr__(screen.buttons[0], "data", f"@{stored.key}:all")  # as a forged client would
    press = await tap(private, screen, 0)
    assert "Only administrators" in press.answer
    assert await town.countries(group) is None
