"""Operators' commands over the real application: people, feeds, switches, broadcasts, figures, the trail."""

from __future__ import annotations

import pytest
from bot_town import OPERATOR, Town, ask, tap, tap_data
from flow_world import outlet

from alertbot.bot.operator_table import OPERATOR_ACTIONS, OPERATOR_COMMANDS
from alertbot.demo.feedserver import FeedServer
from alertbot.demo.telegram import PrivateChat
from alertbot.model import LANGUAGES, FeedSource

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def member(town: Town, language: str = "en", countries: str = "Sudan") -> PrivateChat:
    """Somebody with access who subscribed."""
    person = town.private(language)
    await town.house.store.access.grant(person.user.id, OPERATOR, town.house.clock())
    await ask(person, f"/subscribe {countries}")
    return person


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_answers_in_every_language(closed_town: Town, language: str) -> None:
    operator = closed_town.operator()
    await ask(operator, f"/language {language}")
    for command in OPERATOR_COMMANDS:
        for text in (f"/{command.name}", command.example, f"/{command.name} ??? ???"):
            answer = await ask(operator, text)
            assert "{" not in answer.text
            assert all(len(button.data.encode()) <= 64 for button in answer.buttons)
    await ask(operator, "/caution SDN gbv remove")
    await ask(operator, "/language en")


@pytest.mark.parametrize("name", [command.name for command in OPERATOR_COMMANDS])
async def test_help_tells_of_one_command_with_its_example(closed_town: Town, name: str) -> None:
    answer = await ask(closed_town.operator(), f"/help {name}")
    assert answer.text.startswith(f"/{name} – ")
    assert "\n" in answer.text


async def test_operators_commands_do_not_exist_for_others(closed_town: Town) -> None:
    for command in OPERATOR_COMMANDS:
        person = await member(closed_town)
        assert "did not understand" in (await ask(person, f"/{command.name}")).text


async def test_users_are_listed_and_shut_out_by_a_button(closed_town: Town) -> None:
    person, operator = await member(closed_town), closed_town.operator()
    screen = await ask(operator, "/users")
    assert str(person.user.id) in screen.text
    await tap_data(operator, screen, f"user:out:{person.user.id}:0")
    assert (await closed_town.chat(person)).suspended
    await tap_data(operator, screen, f"user:ok:{person.user.id}:0")
    assert not (await closed_town.chat(person)).suspended


async def test_an_operator_cannot_be_shut_out(closed_town: Town) -> None:
    answer = await ask(closed_town.operator(), f"/revoke {OPERATOR}")
    assert "is an operator" in answer.text


async def test_a_feed_is_looked_at_confirmed_added_and_taken_away(closed_town: Town) -> None:
    operator = closed_town.operator()
    server = closed_town.world.outlets[0]
    assert "read already" in (await ask(operator, f"/addfeed {server.feed_url}")).text
    screen = await ask(operator, "/removefeed northern")
    await tap(operator, screen, "Northern Wire")
    assert "no longer read" in screen.text
    screen = await ask(operator, f"/addfeed {server.feed_url}")
    assert "older than 48 hours is not sent" in screen.text
    await tap(operator, screen, "Add this feed")
    assert "Its first reading begins" in screen.text
    feeds = await closed_town.house.store.feeds.all()
    assert [feed.source.enabled for feed in feeds if feed.source.url == server.feed_url] == [True]


async def test_a_page_offers_the_feeds_it_names(closed_town: Town) -> None:
    operator = closed_town.operator()
    screen = await ask(operator, f"/addfeed {closed_town.world.outlets[0].url}")
    assert "page" in screen.text.lower() or "cannot read" in screen.text


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/feed", "http://169.254.169.254/latest", "gopher://x"]
)
async def test_addresses_inside_the_network_are_not_read(closed_town: Town, address: str) -> None:
    answer = await ask(closed_town.operator(), f"/addfeed {address}")
    assert "cannot read" in answer.text or "Write the address" in answer.text


async def test_a_switch_keeps_a_kind_of_harm_out_of_a_country(closed_town: Town) -> None:
    person, operator = await member(closed_town, countries="Honduras"), closed_town.operator()
    await ask(operator, "/caution HND property_destruction off")
    await ask(operator, "/caution HND forced_displacement off")
    await closed_town.report(61, "San Pedro Sula, Honduras")
    other = await member(closed_town, countries="Guatemala")
    await closed_town.alert(other, 62, "Huehuetenango, Guatemala")
    assert not [one for one in person.messages if "61 families" in one.text]
    screen = await ask(operator, "/caution")
    await tap_data(operator, screen, "care:del:HND:property_destruction")
    await tap_data(operator, screen, "care:del:HND:forced_displacement")
    assert "No switch is set" in screen.text


async def test_a_held_alert_goes_out_on_an_operators_word(closed_town: Town) -> None:
    person, operator = await member(closed_town, countries="Colombia"), closed_town.operator()
    await ask(operator, "/caution COL all hold")
    word = await closed_town.report(63, "Quibdó, Colombia")
    question = await operator.wait_for(word, within=60)
    assert not [one for one in person.messages if word in one.text]
    await tap(operator, question, "Send it")
    await person.wait_for(word, within=60)
    await ask(operator, "/caution COL all remove")


async def test_places_are_told_no_finer_than_a_switch_allows(closed_town: Town) -> None:
    person, operator = await member(closed_town, countries="Mali"), closed_town.operator()
    await ask(operator, "/caution MLI all country")
    await closed_town.report(64, "Gao, Mali")
    alert = await person.wait_for("Mali: 64 families", within=60)
    assert "Gao" not in alert.text
    await ask(operator, "/caution MLI all remove")


async def test_a_broadcast_goes_after_one_more_tap_to_those_meant_and_once(closed_town: Town) -> None:
    french, english = await member(closed_town, "fr", "Tchad"), await member(closed_town)
    operator = closed_town.operator()
    screen = await ask(operator, "/broadcast fr Le bot s'arrête dimanche.")
    await tap(operator, screen, "Send it")
    await french.wait_for("Le bot s'arrête dimanche.", within=60)
    assert not [one for one in english.messages if "dimanche" in one.text]
    assert "decided already" not in screen.text


async def test_a_broadcast_that_is_left_reaches_nobody(closed_town: Town) -> None:
    person, operator = await member(closed_town), closed_town.operator()
    screen = await ask(operator, "/broadcast all Nothing to see.")
    await tap(operator, screen, "Leave it")
    await ask(person, "/settings")
    assert not [one for one in person.messages if "Nothing to see" in one.text]


async def test_every_change_stands_in_the_trail_with_who_made_it(closed_town: Town) -> None:
    person = await member(closed_town)
    await ask(person, "/language fr")
    screen = await ask(closed_town.operator(), f"/audit {person.user.id}")
    assert "language: en → fr" in screen.text
    assert "watch.made" in screen.text
    for language in ("en", "fr") * 4:  # more than a page
        await ask(person, f"/language {language}")
    everything = await ask(closed_town.operator(), "/audit")
    await tap_data(closed_town.operator(), everything, "trail:1:")
    assert "What was changed" in everything.text


async def test_stats_count_what_went_out_and_what_readers_say(closed_town: Town) -> None:
    person = await member(closed_town, countries="Peru")
    await closed_town.alert(person, 65, "Puno, Peru")
    answer = await ask(closed_town.operator(), "/stats 30")
    assert "sent:" in answer.text
    assert "Peru: 1" in answer.text


async def test_feedhealth_names_the_feed_that_fails(closed_town: Town) -> None:
    async with FeedServer(outlet("Sick Wire")) as server:
        address = server.feed_url
    await closed_town.house.store.feeds.add(
        [FeedSource(url=address, name="Sick Wire")], closed_town.house.clock()
    )
    await closed_town.house.poll_now()
    operator = closed_town.operator()
    for _ in range(50):
        answer = await ask(operator, "/feedhealth")
        if "Sick Wire" in answer.text:
            break
    assert "failed" in answer.text


async def test_every_button_of_operators_refuses_nonsense(closed_town: Town) -> None:
    await member(closed_town)
    operator = closed_town.operator()
    for verb in OPERATOR_ACTIONS:
        for arguments in ("", ":x", ":x:y", ":ok:x", ":-1:"):
            screen = await ask(operator, "/users")  # a press may have turned the last one into another screen
            object.__setattr__(screen.buttons[0], "data", f"{verb}{arguments}")  # as a forged client would
            press = await tap(operator, screen, 0)
            assert press.answered
