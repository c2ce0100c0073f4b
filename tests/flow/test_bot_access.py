"""Who gets in: by approval, by invitation, in rooms; who is shut out and comes back; nobody is pestered."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from bot_town import OPERATOR, Town, a_town, ask, tap, tap_data
from flow_world import until

from alertbot.demo.telegram import PrivateChat
from alertbot.model import AccessMode, AccessState

pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_ACCESS = "You have no access"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def invited_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """Links let people in."""
    folder = tmp_path_factory.mktemp("invited")
    async with a_town(folder, operators=(OPERATOR,), access=AccessMode.INVITATION) as made:
        yield made


async def request(town: Town) -> tuple[PrivateChat, PrivateChat]:
    """A stranger who asked, and the operator who was told."""
    stranger, operator = town.private(), town.operator()
    assert "I have asked" in (await ask(stranger, "/start")).text
    await operator.wait_for(str(stranger.user.id))
    return stranger, operator


async def let_in(town: Town) -> PrivateChat:
    stranger, operator = await request(town)
    await ask(operator, f"/approve {stranger.user.id}")
    await stranger.wait_for("You may use this bot now")
    return stranger


async def test_a_stranger_is_told_once_what_to_do_and_nothing_is_stored(closed_town: Town) -> None:
    stranger, operator = await request(closed_town)
    for said in ("/subscribe Sudan", "Sudan", "hello", "/help"):
        await stranger.send(said)
    await ask(operator, "/help")
    assert len(stranger.messages) == 1
    assert await closed_town.house.store.chats.find(stranger.id) is None
    asked = [one for one in operator.messages if str(stranger.user.id) in one.text]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("button", "state", "word"),
    [
        ("Let in", AccessState.GRANTED, "You may use this bot now"),
        ("Decline", AccessState.DECLINED, NO_ACCESS),
    ],
)
async def test_an_operator_decides_by_a_button_and_the_person_hears_of_it(
    closed_town: Town, button: str, state: AccessState, word: str
) -> None:
    stranger, operator = await request(closed_town)
    question = await operator.wait_for(str(stranger.user.id))
    await tap(operator, question, button)
    await stranger.wait_for(word)
    standing = await closed_town.house.store.access.of(stranger.user.id)
    assert standing is not None
    assert standing.state is state


async def test_revoking_stops_alerts_erases_nothing_and_approving_brings_them(closed_town: Town) -> None:
    person = await let_in(closed_town)
    await ask(person, "/subscribe Somalia")
    operator = closed_town.operator()
    answer = await ask(operator, f"/revoke {person.user.id}")
    assert "Nothing was erased" in answer.text
    assert NO_ACCESS in (await ask(person, "/settings")).text
    await ask(operator, f"/approve {person.user.id}")
    assert await closed_town.countries(person) == ("SOM",)
    await closed_town.alert(person, 42, "Kismaayo, Somalia")


async def test_who_was_shut_out_may_still_see_and_erase_what_is_stored(closed_town: Town) -> None:
    person = await let_in(closed_town)
    await ask(person, "/subscribe Sudan")
    await ask(closed_town.operator(), f"/revoke {person.user.id}")
    assert "Stored:" in (await ask(person, "/privacy")).text
    question = await ask(person, "/delete_me")
    await tap_data(person, question, "forget:yes")
    assert await closed_town.house.store.chats.find(person.id) is None
    assert await closed_town.house.store.access.of(person.user.id) is None


async def test_old_buttons_of_somebody_shut_out_are_refused(closed_town: Town) -> None:
    person = await let_in(closed_town)
    screen = await ask(person, "/subscribe Sudan")
    screen = await ask(person, "/settings")
    await ask(closed_town.operator(), f"/revoke {person.user.id}")
    press = await tap(person, screen, "Pause")
    assert NO_ACCESS in press.answer
    assert not (await closed_town.chat(person)).paused


async def test_a_group_is_let_in_by_a_person_with_access_who_added_it(closed_town: Town) -> None:
    person = await let_in(closed_town)
    group = closed_town.world.telegram.group("Team", owner=person.user)
    await person.wait_for("Team", after=person.last)
    answer = await ask(group, "/subscribe Sudan", by=person.user)
    assert "You are subscribed" in answer.text
    await ask(closed_town.operator(), f"/revoke {group.id}")
    assert NO_ACCESS in (await ask(group, "/settings", by=person.user)).text


async def test_a_group_added_by_a_stranger_is_told_once_and_then_met_with_silence(closed_town: Town) -> None:
    owner = closed_town.person()
    group = closed_town.world.telegram.group("Strangers", owner=owner)
    told = await group.wait_for("not open to everybody")
    answer = await ask(group, "/settings", by=owner)
    assert "not open to everybody" in answer.text
    await group.send("/subscribe Sudan", by=owner)
    await ask(closed_town.operator(), "/help")
    assert group.messages == [told, answer]
    assert await closed_town.house.store.chats.find(group.id) is None


async def test_an_invitation_opens_the_bot_to_as_many_as_it_says(invited_town: Town) -> None:
    operator = invited_town.operator()
    assert "by invitation" in (await ask(invited_town.private(), "/start")).text
    link = (await ask(operator, "/invite 7d 1")).text
    found = re.search(r"\?start=([\w-]+)", link)
    assert found is not None
    first, second = invited_town.private(), invited_town.private()
    assert "which countries" in (await ask(first, f"/start {found[1]}")).text
    assert "by invitation" in (await ask(second, f"/start {found[1]}")).text
    assert "You are subscribed" in (await ask(first, "Sudan")).text
    stored = await invited_town.house.store.audit.page("access", 10, 0)
    assert found[1] not in repr(stored)


async def test_in_an_open_town_only_who_was_shut_out_is_refused(town: Town) -> None:
    person = town.private()
    await ask(person, "/start")
    await town.house.store.access.refuse(person.user.id, AccessState.REVOKED, town.house.clock())
    assert NO_ACCESS in (await ask(person, "/settings")).text
    await town.house.store.access.grant(person.user.id, None, town.house.clock())

    async def back() -> bool:
        return (await town.chat(person)).suspended is None

    await until(back)
