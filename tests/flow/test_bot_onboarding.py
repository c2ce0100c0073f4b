"""The way from /start to a useful subscription, and the delivery settings, with the real application."""

from __future__ import annotations

import pytest
from bot_town import Town, ask, tap, tap_data
from flow_world import until

from alertbot.demo.telegram import SentMessage
from alertbot.model import LANGUAGES, DeliveryState, Severity

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_five_taps_lead_to_countries_kinds_times_and_zone(town: Town, language: str) -> None:
    chat = town.private(language)
    screen = await ask(chat, "/start")
    taps = ["reg:5", "cty:5:NPL", "kinds", "done", "when:both"]
    for data in taps:
        await tap_data(chat, screen, data)
    stored, watch = await town.chat(chat), await town.watch(chat)
    assert len(taps) <= 5
    assert watch is not None
    assert (watch.countries, watch.categories) == (("NPL",), ())
    assert (stored.language, stored.timezone) == (language, "Asia/Kathmandu")
    assert (stored.immediate, stored.digest) == (True, "daily 07:30")
    assert len(chat.messages) == 1


async def test_it_ends_with_a_real_alert_marked_as_an_example_and_what_a_week_would_have_brought(
    town: Town,
) -> None:
    reader, chat = town.private(), town.private()
    await ask(reader, "/subscribe Uganda")
    await town.report(417, "Gulu, Uganda")
    await reader.wait_for("417", within=60)
    screen = await ask(chat, "/start")
    for data in ("reg:1", "cty:1:UGA", "done"):
        await tap_data(chat, screen, data)
    assert "When shall alerts come?" in screen.text
    assert "Africa/Kampala" in screen.text
    await tap_data(chat, screen, "when:now")
    example = await chat.wait_for("417")
    assert "You are subscribed" in screen.text
    assert "In the last 7 days 1 incident would have reached you" in screen.text
    assert example.text.startswith("Example: an alert of the last days.")
    assert "Gulu" in example.text
    assert "Incident " in example.text


async def test_the_choice_of_when_is_an_old_button_once_nothing_is_subscribed(town: Town) -> None:
    chat = town.private()
    screen = await ask(chat, "/start")
    for data in ("reg:5", "cty:5:AFG", "done"):
        await tap_data(chat, screen, data)
    await tap(chat, await ask(chat, "/unsubscribe"), "Stop all alerts")
    press = await tap_data(chat, screen, "when:day")
    assert "out of date" in (press.answer or "")
    assert (await town.chat(chat)).digest == ""


async def test_two_people_who_press_at_once_are_both_heard(town: Town) -> None:
    owner, other = town.person(), town.person()
    group = await town.group(owner, other)
    screen = await ask(group, "/settings", by=owner)
    first = await group.press(screen, _index(screen, "dl"), by=owner)
    await group.answer_to(first)
    limits = await ask(group, "/limit", by=owner)
    presses = [
        await group.press(limits, _index(limits, "lim:10"), by=owner),
        await group.press(limits, _index(limits, "lim:20"), by=owner),
    ]
    for press in presses:
        await group.answer_to(press)
    assert (await town.chat(group)).hourly == 20


def _index(screen: SentMessage, data: str) -> int:
    return next(number for number, button in enumerate(screen.buttons) if button.data == data)


@pytest.mark.parametrize(
    ("language", "typed", "stored"),
    [
        ("en", "daily 07:30", "daily 07:30"),
        ("en", "weekly mon 07:30", "weekly mon 07:30"),
        ("en", "7", "daily 07:00"),
        ("en", "Friday 18.00", "weekly fri 18:00"),
        ("en", "Friday 18:00", "weekly fri 18:00"),
        ("en", "weekly", "weekly mon 07:30"),
        ("fr", "lundi 7h30", "weekly mon 07:30"),
        ("fr", "chaque jour 8:00", "daily 08:00"),
        ("ru", "пятница 7:30", "weekly fri 07:30"),
        ("ar", "الجمعة ٠٧:٣٠", "weekly fri 07:30"),
        ("en", "monthly", None),
        ("en", "daily 25:00", None),
        ("en", "mon tue 7:30", None),
        ("en", "7:30 8:30", None),
    ],
)
async def test_the_times_of_digests_are_understood_or_refused_with_an_example(
    town: Town, language: str, typed: str, stored: str | None
) -> None:
    chat = town.private(language)
    answer = await ask(chat, f"/digest {typed}")
    assert (await town.chat(chat)).digest == (stored or "")
    if stored is None:
        assert "/digest weekly mon 07:30" in answer.text
        assert typed in answer.text


async def test_a_digest_is_ended_and_alerts_come_at_once_again(town: Town) -> None:
    chat = town.private()
    screen = await ask(chat, "/digest daily 07:30")
    assert "Next: " in screen.text
    await tap_data(chat, screen, "dig:now")
    assert (await town.chat(chat)).immediate is False
    assert "Alerts come with the digest only." in screen.text
    await ask(chat, "/digest off")
    stored = await town.chat(chat)
    assert (stored.digest, stored.immediate) == ("", True)
    press = await tap_data(chat, screen, "dig:at:0600")
    assert "out of date" in (press.answer or "")


async def test_limit_and_sound_are_typed_or_pressed_and_bad_input_is_explained(town: Town) -> None:
    chat = town.private()
    assert "At most 10 messages an hour" in (await ask(chat, "/limit 10")).text
    for wrong in ("0.5", "-1", "101", "many"):
        assert "/limit 10" in (await ask(chat, f"/limit {wrong}")).text
    assert (await town.chat(chat)).hourly == 10
    await ask(chat, "/limit off")
    assert (await town.chat(chat)).hourly == 0
    await ask(chat, "/silent severe")
    assert (await town.chat(chat)).silent_below is Severity.SEVERE
    assert "/silent moderate" in (await ask(chat, "/silent very")).text


async def test_settings_show_how_and_when_messages_come(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/digest weekly fri 18:00")
    await ask(chat, "/limit 5")
    await ask(chat, "/silent severe")
    shown = (await ask(chat, "/settings")).text
    for line in (
        "Alerts come at once.",
        "Weekly digest: Friday, 18:00",
        "At most 5 messages",
        "below: severe",
    ):
        assert line in shown


async def test_a_pause_may_have_an_end(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Rwanda")
    assert "Paused until " in (await ask(chat, "/pause 3d")).text
    stored = await town.chat(chat)
    assert stored.paused
    assert stored.paused_until is not None
    assert "/pause 3d" in (await ask(chat, "/pause forever")).text
    await ask(chat, "/resume")
    stored = await town.chat(chat)
    assert (stored.paused, stored.paused_until) == (False, None)


async def test_what_is_less_grave_arrives_without_a_sound(town: Town) -> None:
    chat, ringing = town.private(), town.private()
    for one in (chat, ringing):
        await ask(one, "/subscribe Burundi")
    await ask(chat, "/silent extreme")
    words = await town.report(12, "Bujumbura, Burundi")
    assert (await chat.wait_for(words, within=60)).silent
    assert not (await ringing.wait_for(words, within=60)).silent


async def test_many_alerts_of_a_pause_come_in_one_message_each_with_its_code(town: Town) -> None:
    chat, other = town.private(), town.private()
    places = ["Nairobi, Kenya", "Lusaka, Zambia", "Lilongwe, Malawi", "Luanda, Angola", "Harare, Zimbabwe"]
    for one in (chat, other):
        await ask(one, "/subscribe Kenya, Zambia, Malawi, Angola, Zimbabwe")
    await ask(chat, "/pause")
    for number, place in enumerate(places):
        words = await town.report(41 + number, place)
        await other.wait_for(words, within=60)
    await ask(chat, "/resume")
    shared = await chat.wait_for("5 alerts in one message:", within=60)
    for place in places:
        assert place.split(",")[0] in shared.text

    async def none_left() -> bool:
        history = await town.house.store.deliveries.history((await town.chat(chat)).key, 50)
        return {row.state for row in history} == {DeliveryState.SENT}

    await until(none_left)


async def test_who_blocked_us_and_comes_back_is_offered_one_digest_of_what_was_missed(town: Town) -> None:
    chat, other = town.private(), town.private()
    for one in (chat, other):
        await ask(one, "/subscribe Djibouti")
    await chat.block()
    words = await town.report(61, "Tadjourah, Djibouti")
    await other.wait_for(words, within=60)
    await chat.unblock()
    offer = await chat.wait_for("While you were away", within=60)
    assert "1 incident" in offer.text
    await tap(chat, offer, "digest")
    assert "What you missed" in offer.text
    assert "Tadjourah" in offer.text
