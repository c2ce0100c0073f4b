"""/export: the incidents of a chat as files, by buttons and in words, for whom it may be, through the real bot."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import feedparser
import openpyxl
import pytest
from bot_town import Town, ask, tap, tap_data

from alertbot.demo.telegram import PrivateChat, SentMessage
from alertbot.model import Caution, Measure

pytestmark = pytest.mark.asyncio(loop_scope="module")


def body(message: SentMessage) -> bytes:
    assert message.content.media is not None, message.text
    return bytes(message.content.media.content)


def rows(message: SentMessage) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(message).decode("utf-8-sig"))))[1:]


async def told(town: Town, country: str, place: str, families: int) -> PrivateChat:
    """A chat that watches a country and was told of families there."""
    chat = town.private()
    await ask(chat, f"/subscribe {country}")
    await town.alert(chat, families, f"{place}, {country}")
    return chat


async def test_buttons_choose_how_far_back_and_the_format(town: Town) -> None:
    chat = await told(town, "Chad", "Abeche", 51)
    screen = await ask(chat, "/export")
    assert "Incidents as a file" in screen.text
    assert "/my_data" in screen.text
    await tap(chat, screen, "90 days")
    await tap(chat, screen, "Excel")
    sent = await chat.wait_for("1 incident since", within=60)
    sheet = openpyxl.load_workbook(io.BytesIO(body(sent)))["Incidents"]
    named = [cell.value for cell in sheet[1]]
    row = dict(zip(named, [cell.value for cell in sheet[3]], strict=True))
    assert (row["location_code"], row["kind"]) == ("TCD", "property_destruction")
    assert "not verified" in sent.text
    assert sheet.max_row == 3


async def test_a_format_and_a_time_in_words_make_a_file_at_once(town: Town) -> None:
    chat = await told(town, "Benin", "Natitingou", 52)
    [row] = rows(await ask(chat, "/export csv since yesterday"))
    assert (row["location_code"], row["source_url"][:8]) == ("BEN", "http://1")
    lines = body(await ask(chat, "/export json 7d")).splitlines()
    assert [json.loads(line)["code"] for line in lines] == [row["code"]]
    read = feedparser.parse(body(await ask(chat, "/export atom")))
    assert [entry.title for entry in read.entries] == [row["headline"]]
    with zipfile.ZipFile(io.BytesIO(body(await ask(chat, "/export CAP 2w")))) as whole:
        assert whole.namelist() == [f"{row['code']}-1.xml"]


async def test_a_chat_gets_what_its_watches_ask_for_and_nothing_else(town: Town) -> None:
    here = await told(town, "Togo", "Dapaong", 53)
    there = await told(town, "Ghana", "Bawku", 54)
    assert {row["location_code"] for row in rows(await ask(here, "/export csv"))} == {"TGO"}
    await ask(there, "/watches add Togo Dapaong")
    both = rows(await ask(there, "/export csv"))
    assert "GHA" in {row["location_code"] for row in both}


async def test_what_is_stored_about_the_chat_itself_is_one_tap_or_one_word_away(town: Town) -> None:
    chat = town.private()
    screen = await ask(chat, "/export")
    await tap_data(chat, screen, "exp:me")
    by_button = await chat.wait_for("Everything stored", after=screen)
    by_word = await ask(chat, "/export me")
    assert "Everything stored about this chat" in by_word.text
    assert by_button.id != by_word.id


async def test_words_that_are_neither_format_nor_time_are_answered_with_examples(town: Town) -> None:
    chat = town.private()
    await ask(chat, "/subscribe Gabon")
    answer = await ask(chat, "/export everything please")
    assert "/export xlsx 7d" in answer.text
    assert "Nothing was reported for this chat since" in (await ask(chat, "/export csv 7d")).text


async def test_what_operators_switched_off_is_in_no_file(town: Town) -> None:
    chat = await told(town, "Liberia", "Gbarnga", 55)
    cautions = town.house.store.cautions
    await cautions.save(Caution("LBR", None, Measure.COUNTRY), town.house.clock())
    [row] = rows(await ask(chat, "/export csv"))
    assert (row["admin1_name"], row["place"], row["lat"]) == ("", "", "")
    await cautions.save(Caution("LBR", None, Measure.OFF), town.house.clock())
    assert "Nothing was reported" in (await ask(chat, "/export csv")).text
    await cautions.delete("LBR", None, town.house.clock())


async def test_the_fifth_file_of_a_minute_has_to_wait_and_each_is_noted(town: Town) -> None:
    chat = await told(town, "Guinea", "Kankan", 56)
    for _ in range(4):
        rows(await ask(chat, "/export csv 7d"))
    assert "many files at once" in (await ask(chat, "/export csv 7d")).text
    noted = await town.house.store.audit.latest(20, chat.id)
    made = [event for event in noted if event.action == "export.incidents"]
    assert [(event.actor, event.details["format"], event.details["incidents"]) for event in made] == [
        (chat.user.id, "csv", 1)
    ] * 4


async def test_in_a_group_the_file_is_for_administrators(town: Town) -> None:
    owner, member = town.person(), town.person()
    group = await town.group(owner, member)
    await ask(group, "/subscribe Senegal", by=owner)
    await town.alert(group, 57, "Ziguinchor, Senegal")
    refused = await ask(group, "/export csv", by=member)
    assert refused.content.media is None
    screen = await ask(group, "/export", by=owner)
    pressed = await tap(group, screen, "CSV (HXL)", by=member)
    assert pressed.alert
    assert {row["location_code"] for row in rows(await ask(group, "/export csv", by=owner))} == {"SEN"}


async def test_arabic_readers_get_arabic_sentences_and_the_same_codes(town: Town) -> None:
    chat = await told(town, "Gambia", "Basse", 58)
    await ask(chat, "/language ar")
    [row] = rows(await ask(chat, "/export csv أمس"))
    assert row["location_code"] == "GMB"
    assert any("\u0600" <= letter <= "\u06ff" for letter in row["headline"])
