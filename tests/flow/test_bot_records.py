"""What is stored about a chat: told, exported, erased; its time zone; and why an alert came."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from bot_town import Town, ask, tap
from flow_world import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_why_tells_the_watch_and_the_sentence_of_the_last_alert(town: Town) -> None:
    chat = town.private()
    assert "No alert was sent here yet" in (await ask(chat, "/why")).text
    await ask(chat, "/subscribe Colombia")
    await town.alert(chat, 31, "Tumaco, Colombia")
    answer = await ask(chat, "/why")
    assert "Why you: Colombia" in answer.text
    [sentence] = answer.marked("blockquote")
    assert "Gunmen burned the homes of 31 families" in sentence


async def test_why_in_answer_to_an_alert_is_about_that_alert(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Mali, Niger")
    first = await town.alert(chat, 32, "Gao, Mali")
    await town.alert(chat, 33, "Diffa, Niger")
    assert "Niger" in (await ask(chat, "/why")).text
    assert "32 families" in (await ask(chat, "/why", reply_to=first)).text


async def test_an_export_is_a_json_file_of_settings_and_what_was_sent(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Uganda")
    await ask(chat, "/keywords add homes")
    await town.alert(chat, 34, "Gulu, Uganda")
    answer = await ask(chat, "/my_data")
    assert answer.content.media is not None
    stored = json.loads(answer.content.media.content)
    assert stored["chat"]["telegram_id"] == chat.id
    assert stored["watches"][0]["countries"] == ["UGA"]
    assert stored["watches"][0]["keywords"] == ["homes"]
    assert [row["state"] for row in stored["deliveries"]] == ["sent"]
    assert [row["action"] for row in stored["audit"]] == ["watch.changed", "watch.made"]


async def test_delete_me_leaves_nothing_after_one_question(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Peru")
    stored = await town.chat(chat)
    question = await ask(chat, "/delete_me")
    assert await town.countries(chat) == ("PER",)
    await tap(chat, question, "Erase everything")
    chats = town.house.store.chats
    assert "Erased" in question.text
    assert await chats.find(chat.id) is None
    assert await chats.watches(stored.key) == []
    assert await town.house.store.deliveries.history(stored.key, 10) == []


async def test_privacy_points_to_export_and_erasure(town: Town) -> None:
    answer = await ask(town.private(), "/privacy")
    assert "/my_data" in answer.text
    assert "/delete_me" in answer.text


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Kabul", "Asia/Kabul"),
        ("kabul", "Asia/Kabul"),
        ("Кабул", "Asia/Kabul"),
        ("الخرطوم", "Africa/Khartoum"),
        ("Afghanistan", "Asia/Kabul"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
async def test_a_time_zone_is_found_by_its_name_a_city_or_a_country(
    town: Town, typed: str, zone: str
) -> None:
    chat = town.private()
    answer = await ask(chat, f"/timezone {typed}")
    assert zone in answer.text
    assert (await town.chat(chat)).timezone == zone


async def test_a_country_of_several_zones_and_a_mistyped_city_are_asked_about(town: Town) -> None:
    chat = town.private()
    question = await ask(chat, "/timezone DR Congo")
    assert {button.data for button in question.buttons} == {"tz:Africa/Kinshasa", "tz:Africa/Lubumbashi"}
    await tap(chat, question, "Lubumbashi")
    assert (await town.chat(chat)).timezone == "Africa/Lubumbashi"
    assert "tz:Asia/Kabul" in {button.data for button in (await ask(chat, "/timezone Kabull")).buttons}
    assert "I do not know" in (await ask(chat, "/timezone Qwxzyvu")).text
    assert (await town.chat(chat)).timezone == "Africa/Lubumbashi"


async def test_an_erased_chat_begins_anew(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Peru")
    await tap(chat, await ask(chat, "/delete_me"), "Erase everything")
    await until(lambda: gone(town, chat.id))
    assert "First: which countries?" in (await ask(chat, "/start")).text


async def gone(town: Town, telegram_id: int) -> bool:
    return await town.house.store.chats.find(telegram_id) is None


async def test_quiet_hours_are_set_shown_and_refused(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/timezone Kabul")
    assert "from 22:00 to 06:30 (Asia/Kabul)" in (await ask(chat, "/quiet 22-6:30")).text
    assert "22:00-06:30" in (await ask(chat, "/settings")).text
    assert "start and end apart" in (await ask(chat, "/quiet 22:00-22:00")).text
    assert (await town.chat(chat)).quiet == "22:00-06:30"
    screen = await ask(chat, "/quiet")
    await tap(chat, screen, "No quiet hours")
    assert (await town.chat(chat)).quiet == ""
    await tap(chat, screen, "21:00-06:00")
    assert (await town.chat(chat)).quiet == "21:00-06:00"


async def test_an_alert_waits_in_quiet_hours_and_comes_when_they_are_ended(town: Town) -> None:
    quiet, awake = town.private(), town.private()
    await ask(quiet, "/subscribe Bolivia")
    await ask(awake, "/subscribe Bolivia")
    now = datetime.now(UTC)
    start, end = now - timedelta(hours=2), now + timedelta(hours=2)
    await ask(quiet, f"/quiet {start:%H:%M}-{end:%H:%M}")
    words = await town.report(35, "Cochabamba, Bolivia")
    await awake.wait_for(words, within=60)
    assert not any(words in message.text for message in quiet.messages)
    await ask(quiet, "/quiet off")
    await quiet.wait_for(words, within=60)


async def test_a_subscription_ends_with_how_many_incidents_it_would_have_brought(town: Town) -> None:
    first = town.private()
    assert "nothing would have reached you" in (await ask(first, "/subscribe Ecuador")).text
    await town.alert(first, 36, "Esmeraldas, Ecuador")
    assert "1 incident would have reached you" in (await ask(town.private(), "/subscribe Ecuador")).text
