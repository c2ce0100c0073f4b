"""The buttons under an alert, in a private chat, a group and a channel: read on, judge, mute."""

from __future__ import annotations

import asyncio
import json

import pytest
from bot_town import Town, ask, tap, tap_data

from alertbot.bot.alert_buttons import LONGEST_POP_UP
from alertbot.demo.telegram import ChatView, PrivateChat, SentMessage, User
from alertbot.demo.telegram.faults import refused
from alertbot.model import LANGUAGES, Verdict

pytestmark = pytest.mark.asyncio(loop_scope="module")
REFUSED = "Only administrators"
TOWNS = {
    "en": ("Ecuador", "Quito"),
    "fr": ("Panama", "Colón"),
    "es": ("Paraguay", "Encarnación"),
    "pt": ("Suriname", "Paramaribo"),
    "ar": ("Guyana", "Georgetown"),
    "ru": ("Belize", "Belmopan"),
    "uk": ("Uruguay", "Salto"),
    "fa": ("Costa Rica", "Limón"),
    "sw": ("Nicaragua", "Matagalpa"),
}


async def alerted(
    town: Town, chat: ChatView, country: str, place: str, families: int, **who: User
) -> SentMessage:
    """An alert that the chat has just got."""
    answer = await ask(chat, f"/subscribe {country}", **who)
    await town.report(families, f"{place}, {country}")
    return await chat.wait_for(is_alert, after=answer, within=60)


def is_alert(message: SentMessage) -> bool:
    return any(button.data.startswith("src:") for button in message.buttons)


def code_of(alert: SentMessage) -> str:
    return alert.buttons[0].data.split(":")[1]


def verbs(message: SentMessage) -> list[str]:
    return [button.data.split(":")[0] or "map" for button in message.buttons]


async def answer(chat: PrivateChat, alert: SentMessage, verb: str) -> SentMessage:
    """What the bot writes when that button is pressed."""
    before = chat.last
    await tap_data(chat, alert, f"{verb}:{code_of(alert)}")
    return await chat.wait_for(lambda _: True, after=before)


async def test_an_alert_carries_buttons_and_the_map_comes_as_a_picture(town: Town) -> None:
    chat = town.private()
    alert = await alerted(town, chat, "Ghana", "Tamale", 41)
    assert verbs(alert) == ["src", "evi", "map", "why", "mute", "use", "bad"]
    photo = await answer(chat, alert, "map")
    media = photo.content.media
    assert media is not None
    assert (media.kind, media.width) == ("photo", 1080)
    assert photo.reply_to == alert.id
    assert "41 families" in photo.text
    assert code_of(alert) in photo.text


async def test_a_group_gets_a_map_once_and_a_channel_a_link(town: Town) -> None:
    owner, member = town.person(), town.person()
    group = await town.group(owner, member)
    channel = town.channel(owner)
    await ask(channel, "/subscribe Mauritius", by=owner)
    alert = await alerted(town, group, "Mauritius", "Port Louis", 53, by=owner)
    before = group.last
    await tap_data(group, alert, f"map:{code_of(alert)}", by=member)
    photo = await group.wait_for(lambda _: True, after=before)
    assert photo.content.media is not None
    again = await tap_data(group, alert, f"map:{code_of(alert)}", by=owner)
    assert "less than an hour ago" in again.answer
    posted = await channel.wait_for(is_alert, within=60)
    address = next(button.url for button in posted.buttons if button.url)
    assert address.startswith("https://www.openstreetmap.org/?mlat=")
    latitude = address.split("mlat=")[1].split("&")[0]
    assert len(latitude.split(".")[1]) == 2


async def test_all_incidents_of_the_watches_come_on_one_map(town: Town) -> None:
    chat = town.private()
    assert "no subscription" in (await ask(chat, "/map")).text
    await alerted(town, chat, "Barbados", "Bridgetown", 54)
    await alerted(town, chat, "Tonga", "Nuku'alofa", 55)
    photo = await ask(chat, "/map")
    assert photo.content.media is not None
    assert "54 families" in photo.text
    assert "55 families" in photo.text
    assert "Situation map" in (await ask(chat, "/map 4w")).text
    wrong = (await ask(chat, "/map forever")).text
    assert "/map 30d" in wrong
    assert "Nothing yet" in (await ask(await subscribed(town, "Iceland"), "/map")).text


async def subscribed(town: Town, country: str) -> PrivateChat:
    chat = town.private()
    await ask(chat, f"/subscribe {country}")
    return chat


async def test_an_alert_brings_its_map_where_the_chat_asked_for_it(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Fiji")
    screen = await ask(chat, "/settings")
    for data in ("dl", "dl:map"):
        await tap_data(chat, screen, data)
    assert "✅ Map with each alert" in [button.text for button in screen.buttons]
    alert = await alerted(town, chat, "Fiji", "Suva", 56)
    assert alert.content.media is not None
    assert "56 families" in alert.text
    assert alert.text.splitlines()[-1].startswith("Why you")
    sources = await answer(chat, alert, "src")
    assert "Northern Wire" in sources.text
    town.world.telegram.spoil(refused(400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN"), "sendPhoto", chat.id)
    words = await alerted(town, chat, "Samoa", "Apia", 57)
    assert words.content.media is None
    assert "57 families" in words.text


async def test_no_sentence_and_only_a_blurred_map_where_a_pin_could_hurt(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Togo")
    title = "Women raped in Lomé"
    await town.publish(title, "Soldiers raped 12 women in Lomé, Togo, on Monday, the United Nations said.")
    alert = await chat.wait_for(is_alert, within=60)
    assert "evi" not in verbs(alert)
    assert not any(button.url for button in alert.buttons)
    photo = await answer(chat, alert, "map")
    assert photo.content.media is not None


async def test_reading_buttons_answer_at_length_in_a_private_chat(town: Town) -> None:
    chat = town.private()
    alert = await alerted(town, chat, "Benin", "Parakou", 42)
    sources = await answer(chat, alert, "src")
    assert "Northern Wire" in sources.text
    assert sources.reply_to == alert.id
    evidence = await answer(chat, alert, "evi")
    assert "Gunmen burned the homes of 42 families" in evidence.marked("blockquote")[0]
    assert "Why you: Benin" in (await answer(chat, alert, "why")).text
    assert verbs(alert) == ["src", "evi", "map", "why", "mute", "use", "bad"]


async def test_in_a_group_anybody_may_read_and_judge_and_nothing_is_posted(town: Town) -> None:
    owner, member = town.person(), town.person()
    group = await town.group(owner, member)
    alert = await alerted(town, group, "Senegal", "Thiès", 43, by=owner)
    await look_around(town, group, alert, member)
    refused = await tap_data(group, alert, f"mute:{code_of(alert)}", by=member)
    assert REFUSED in refused.answer
    muted = await tap_data(group, alert, f"mute:{code_of(alert)}", by=owner)
    assert "no more updates" in muted.answer
    assert "unmute" in verbs(alert)


async def test_in_a_channel_readers_get_pop_ups_and_only_administrators_mute(town: Town) -> None:
    owner, reader = town.person(), town.person()
    channel = town.channel(owner)
    await channel.set_member(reader, "member", by=owner)
    alert = await alerted(town, channel, "Gabon", "Libreville", 44, by=owner)
    await look_around(town, channel, alert, reader)
    assert REFUSED in (await tap_data(channel, alert, f"mute:{code_of(alert)}", by=reader)).answer


async def look_around(town: Town, chat: ChatView, alert: SentMessage, person: User) -> None:
    posted = len(chat.messages)
    code = code_of(alert)
    said = {
        verb: (await tap_data(chat, alert, f"{verb}:{code}", by=person)).answer
        for verb in ("src", "evi", "why")
    }
    assert said["src"] == "Reported by: Northern Wire"
    assert "Gunmen burned the homes" in said["evi"]
    assert said["why"].startswith("Why you:")
    assert all(len(text) <= LONGEST_POP_UP for text in said.values())
    await tap_data(chat, alert, f"bad:{code}", by=person)
    await tap_data(chat, alert, f"flaw:{code}:n", by=person)
    assert len(chat.messages) == posted
    [feedback] = await town.house.store.feedback.of_person(person.id)
    assert (feedback.incident, feedback.verdict) == (code, Verdict.WRONG_NUMBER)


async def said(town: Town, chat: PrivateChat) -> Verdict:
    [feedback] = await town.house.store.feedback.of_person(chat.user.id)
    return feedback.verdict


async def test_a_verdict_is_one_tap_its_reason_another_and_both_can_be_changed(town: Town) -> None:
    chat = town.private()
    alert = await alerted(town, chat, "Malawi", "Zomba", 45)
    code = code_of(alert)
    press = await tap_data(chat, alert, f"use:{code}")
    assert (press.answer, press.alert) == ("Thank you, noted.", False)
    assert await said(town, chat) is Verdict.USEFUL
    await tap_data(chat, alert, f"bad:{code}")
    assert verbs(alert) == ["flaw"] * 6 + ["keys"]
    assert await said(town, chat) is Verdict.NOT_USEFUL
    await tap_data(chat, alert, f"keys:{code}")
    assert "src" in verbs(alert)
    await tap_data(chat, alert, f"bad:{code}")
    await tap(chat, alert, "Wrong place")
    assert await said(town, chat) is Verdict.WRONG_PLACE
    assert "src" in verbs(alert)
    exported = await ask(chat, "/my_data")
    assert exported.content.media is not None
    stored = json.loads(exported.content.media.content)
    assert [one["verdict"] for one in stored["feedback"]] == ["wrong_place"]
    await tap(chat, await ask(chat, "/delete_me"), "Erase everything")
    assert await town.house.store.feedback.of_person(chat.user.id) == []


async def test_two_people_who_press_at_once_are_both_heard(town: Town) -> None:
    owner, member = town.person(), town.person()
    group = await town.group(owner, member)
    alert = await alerted(town, group, "Zambia", "Ndola", 46, by=owner)
    code = code_of(alert)
    await asyncio.gather(
        tap_data(group, alert, f"bad:{code}", by=owner), tap_data(group, alert, f"use:{code}", by=member)
    )
    verdicts = [
        one.verdict
        for person in (owner, member)
        for one in await town.house.store.feedback.of_person(person.id)
    ]
    assert verdicts == [Verdict.NOT_USEFUL, Verdict.USEFUL]


async def test_a_feed_found_useless_four_times_is_offered_to_be_muted(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Nepal, Bangladesh, India, Indonesia, Philippines")
    for number, place in enumerate(
        ("Biratnagar, Nepal", "Khulna, Bangladesh", "Imphal, India", "Ambon, Indonesia")
    ):
        alert = await town.alert(chat, 51 + number, place)
        await tap_data(chat, alert, f"bad:{code_of(alert)}")
        await tap_data(chat, alert, f"flaw:{code_of(alert)}:o")
    offer = await chat.wait_for("4 of 4 alerts from Northern Wire")
    await tap(chat, offer, "Mute this source")
    assert "Northern Wire" in offer.text
    awake = town.private()
    await ask(awake, "/subscribe Philippines")
    words = await town.report(55, "Cotabato, Philippines")
    await awake.wait_for(words, within=60)
    assert not any(words in message.text for message in chat.messages)
    assert "Only sources that you muted report it." in (await ask(chat, "/missed")).text
    listed = await ask(chat, "/mute list")
    await tap(chat, listed, "Northern Wire")
    assert "Nothing is muted here" in listed.text


async def test_a_muted_incident_is_silent_until_it_is_unmuted(town: Town) -> None:
    chat = town.private()
    alert = await alerted(town, chat, "Laos", "Pakse", 47)
    code = code_of(alert)
    await tap_data(chat, alert, f"mute:{code}")
    assert (await town.house.store.mutes.of_chat((await town.chat(chat)).key)).incidents == (code,)
    assert "You muted it." not in (await ask(chat, f"/why {code}")).text
    await tap_data(chat, alert, f"unmute:{code}")
    assert "mute" in verbs(alert)
    assert code in (await ask(chat, f"/mute {code.lower()}")).text
    listed = await ask(chat, "/mute list")
    assert code in listed.text
    await tap_data(chat, listed, f"unmute:{code}:l")
    assert "Nothing is muted here" in listed.text
    assert "is not muted" in (await ask(chat, f"/unmute {code}")).text
    assert "no more updates" in (await ask(chat, "/mute", reply_to=alert)).text
    assert "come here again" in (await ask(chat, f"/unmute {code}")).text


async def test_what_is_too_sensitive_reaches_the_operators(town: Town) -> None:
    chat = town.private()
    alert = await alerted(town, chat, "Bhutan", "Thimphu", 48)
    await tap_data(chat, alert, f"bad:{code_of(alert)}")
    press = await tap_data(chat, alert, f"flaw:{code_of(alert)}:s")
    assert "operator" in press.answer
    [event] = [one for one in await town.house.store.audit.latest(20) if one.action == "feedback.sensitive"]
    assert event.details == {"code": code_of(alert)}
    assert event.actor is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_buttons_and_their_answers_fit_in_every_language(town: Town, language: str) -> None:
    owner = town.person(language)
    group = await town.group(owner)
    alert = await alerted(town, group, *TOWNS[language], 60 + LANGUAGES.index(language), by=owner)
    code = code_of(alert)
    for _ in range(2):
        for verb in ("src", "evi", "why", "use", "bad"):
            assert all(len(button.data.encode()) <= 64 for button in alert.buttons)
            assert all(len(button.text) <= 30 for button in alert.buttons)
            press = await tap_data(group, alert, f"{verb}:{code}", by=owner)
            assert press.answer
        await tap_data(group, alert, f"keys:{code}", by=owner)
