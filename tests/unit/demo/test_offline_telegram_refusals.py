"""What the offline Telegram refuses, and how python-telegram-bot sees it."""

import asyncio

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from alertbot.demo.telegram import DriverError
from alertbot.demo.telegram.driver import find_button

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (64).to_bytes(4, "big") + (48).to_bytes(4, "big")


@pytest.fixture
async def chat(tg):
    chat = tg.private(tg.user(7))
    await chat.send("/start")
    return chat


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


def button(data: str = "x", **more: str) -> InlineKeyboardButton:
    return InlineKeyboardButton("press", **(more or {"callback_data": data}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        (" \n ", "Message text is empty"),
        ("<b> </b>", "Message text is empty"),
        ("<b>open", "Can't parse entities: can't find end tag"),
    ],
)
async def test_bad_texts_are_refused_and_leave_no_trace(bot, chat, text, reason):
    with pytest.raises(BadRequest, match=reason.replace("(", r"\(")):
        await bot.send_message(7, text, parse_mode=ParseMode.HTML)
    assert chat.messages == []


async def test_length_counts_after_parsing(bot, chat):
    await bot.send_message(7, f"<b>{'&amp;' * 4096}</b>", parse_mode=ParseMode.HTML)
    assert len(chat.last.text) == 4096


async def test_a_caption_of_1024_passes_and_of_1025_does_not(bot, chat):
    await bot.send_photo(7, PNG, caption="x" * 1024)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(7, PNG, caption="x" * 1025)
    assert len(chat.messages) == 1


async def test_what_is_no_picture_is_refused(bot, chat):
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(7, b"not a picture")
    with pytest.raises(BadRequest, match="non-empty"):
        await bot.send_document(7, b"")
    assert chat.messages == []


@pytest.mark.parametrize(
    "rows",
    [
        [[button("я" * 33)]],
        [[button("x" * 65)]],
        [[button() for _ in range(9)]],
        [[button()] for _ in range(101)],
        [[InlineKeyboardButton("", callback_data="x")]],
        [[button(url="javascript:alert(1)")]],
    ],
)
async def test_bad_keyboards_are_refused(bot, chat, rows):
    with pytest.raises(BadRequest):
        await bot.send_message(7, "menu", reply_markup=keyboard(*rows))
    assert chat.messages == []


async def test_64_bytes_of_data_and_100_buttons_pass(bot, chat):
    rows = [[button("я" * 32) for _ in range(5)] for _ in range(20)]
    await bot.send_message(7, "menu", reply_markup=keyboard(*rows))
    assert len(chat.last.buttons) == 100


async def test_editing_to_the_same_is_refused(bot, chat):
    sent = await bot.send_message(
        7, "<b>one</b>", parse_mode=ParseMode.HTML, reply_markup=keyboard([button()])
    )
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text(
            "<strong>one</strong>",
            7,
            sent.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard([button()]),
        )
    await bot.edit_message_reply_markup(7, sent.message_id)
    assert (chat.last.buttons, len(chat.last.edits)) == ((), 1)


async def test_only_own_and_present_messages_are_edited(bot, chat):
    theirs = await chat.send("mine")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("yours", 7, theirs.id)
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("x", 7, 999)
    photo = await bot.send_photo(7, PNG)
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("x", 7, photo.message_id)
    await bot.edit_message_caption(7, photo.message_id, caption="now with words")
    assert chat.last.text == "now with words"


async def test_a_reply_needs_its_message_unless_allowed_without(bot, chat):
    with pytest.raises(BadRequest, match="replied not found"):
        await bot.send_message(7, "x", reply_to_message_id=999)
    await bot.send_message(7, "y", reply_to_message_id=999, allow_sending_without_reply=True)
    assert [(one.text, one.reply_to) for one in chat.messages] == [("y", None)]


async def test_unknown_chats_and_people_who_never_wrote_are_not_found(tg, bot):
    tg.private(tg.user(8))
    for chat_id in (8, 999, -1001, "@nobody_here"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat_id, "hello")
    tg.group(owner=tg.user(9))
    tg.private(tg.world.users[9])
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(9, "hello")


async def test_blocked_kicked_and_unprivileged_are_forbidden(tg, bot, chat):
    anna = tg.world.users[7]
    group, channel = tg.group(owner=anna), tg.channel(owner=anna)
    await chat.block()
    await group.remove_bot(by=anna)
    await channel.add_bot(by=anna, status="member")
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(7, "x")
    with pytest.raises(Forbidden, match="kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")
    with pytest.raises(BadRequest, match="administrator rights in the channel"):
        await bot.send_message(channel.id, "x")
    with pytest.raises(BadRequest, match="inaccessible"):
        await bot.get_chat_administrators(channel.id)
    await chat.unblock()
    await bot.send_message(7, "back")
    assert chat.last.text == "back"


async def test_unknown_and_closed_topics_are_refused(tg, bot):
    group = tg.group(owner=tg.user(7), forum=True)
    topic = group.topic("Alerts")
    topic.close_topic()
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(group.id, "x", message_thread_id=topic.thread_id)
    topic.reopen_topic()
    await bot.send_message(group.id, "x", message_thread_id=topic.thread_id)
    assert topic.last.text == "x"
    topic.delete_topic()
    for thread_id in (topic.thread_id, 1):
        with pytest.raises(BadRequest, match="thread not found"):
            await bot.send_message(group.id, "x", message_thread_id=thread_id)


async def test_the_old_id_of_a_migrated_group_names_the_new(tg, bot):
    anna = tg.user(7)
    group = tg.group(owner=anna, supergroup=False)
    old = group.id
    await group.migrate(by=anna)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old, "x")
    assert caught.value.new_chat_id == group.id


async def test_a_press_is_answered_once_and_unknown_ones_never(tg, bot, chat):
    await bot.send_message(7, "menu", reply_markup=keyboard([button()]))
    press = await chat.press(chat.last, 0)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(press.id, "x" * 201)
    await bot.answer_callback_query(press.id, "x" * 200, show_alert=True)
    assert press.alert
    for query in (press.id, "unknown"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query)


async def test_a_wrong_token_is_unauthorized_and_a_malformed_one_not_found(tg):
    for token in ("999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "nonsense"):
        stranger = Bot(token, base_url=tg.base_url)
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()
    async with httpx.AsyncClient(trust_env=False) as client:
        wrong = await client.get(f"{tg.base_url}999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/getMe")
        malformed = await client.get(f"{tg.base_url}nonsense/getMe")
        unknown = await client.get(f"{tg.base_url}{tg.token}/flyToTheMoon")
    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    assert (malformed.status_code, malformed.json()["description"]) == (404, "Not Found")
    assert (unknown.status_code, unknown.json()["error_code"]) == (404, 404)


@pytest.mark.parametrize("how", ["query", "form", "json"])
async def test_every_kind_of_body_is_read(tg, chat, how):
    given = {"chat_id": "7", "text": "ünï & <b>codé</b>", "parse_mode": "HTML"}
    body = {"query": {"params": given}, "form": {"data": given}, "json": {"json": given | {"chat_id": 7}}}[
        how
    ]
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{tg.base_url}{tg.token}/sendmessage", **body)
    assert answer.json()["ok"]
    assert (chat.last.text, chat.last.marked("bold")) == ("ünï & codé", ("codé",))


async def test_bodies_that_do_not_parse_are_refused(tg):
    async with httpx.AsyncClient(trust_env=False) as client:
        broken = await client.post(
            f"{tg.base_url}{tg.token}/sendMessage", content=b"{", headers={"Content-Type": "application/json"}
        )
        keyboard = await client.post(
            f"{tg.base_url}{tg.token}/sendMessage", data={"chat_id": "7", "text": "x", "reply_markup": "{"}
        )
    assert broken.status_code == keyboard.status_code == 400


async def test_a_request_that_is_no_http_is_answered_400_and_the_server_lives(tg):
    reader, writer = await asyncio.open_connection("127.0.0.1", tg.port)
    writer.write(b"hello\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 400")
    writer.close()
    await writer.wait_closed()
    assert tg.world.messages == []


async def test_a_script_that_asks_the_impossible_is_told_so(tg, bot, chat):
    group = tg.group(owner=tg.user(8))
    with pytest.raises(DriverError, match="not in"):
        await group.send("hi", by=tg.world.users[7])
    with pytest.raises(DriverError, match="no forum"):
        group.topic("x")
    await bot.send_message(7, "menu", reply_markup=keyboard([button(url="https://a.org/")]))
    for wanted in ("absent", 3, 0):
        with pytest.raises(DriverError):
            await chat.press(chat.last, wanted)
    assert find_button(chat.last, "PRESS").url == "https://a.org/"
