"""python-telegram-bot's real Application talks to the offline Telegram over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from alertbot.demo.telegram import OfflineTelegram

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (640).to_bytes(4, "big")
    + (480).to_bytes(4, "big")
    + b"\r\n--x\r\n"
)


@asynccontextmanager
async def running(builder: Any, *handlers: Any) -> AsyncIterator[Any]:
    application = builder.build()
    application.add_handlers(handlers)
    async with application:
        await application.start()
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield application
        await application.updater.stop()
        await application.stop()


async def echo(update: Update, _context: Any) -> None:
    await update.effective_message.reply_text(f"you said {update.effective_message.text}", do_quote=True)


async def buttons(update: Update, _context: Any) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("English", callback_data="en")]])
    await update.effective_message.reply_text("Choose", reply_markup=keyboard)


async def chosen(update: Update, _context: Any) -> None:
    await update.callback_query.answer("noted")
    await update.callback_query.edit_message_text(f"You chose {update.callback_query.data}")


async def test_an_echo_bot_answers_a_person(tg, builder):
    chat = tg.private(tg.user(7, language_code="fr"))
    async with running(builder, MessageHandler(filters.TEXT, echo)):
        mine = await chat.send("bonjour")
        answer = await chat.wait_for("you said bonjour")
    assert answer.reply_to == mine.id
    assert len(chat.messages) == 1


async def test_a_command_with_a_payload_reaches_its_handler(tg, builder):
    async def start(update: Update, context: Any) -> None:
        await update.message.reply_text(f"payload {context.args} for {update.effective_user.language_code}")

    chat = tg.private(tg.user(7, language_code="ar"))
    async with running(builder, CommandHandler("start", start)):
        await chat.send("/start abc")
        assert await chat.wait_for("payload ['abc'] for ar")


async def test_a_pressed_button_is_answered_and_the_message_edited(tg, builder):
    chat = tg.private(tg.user(7))
    async with running(builder, CommandHandler("start", buttons), CallbackQueryHandler(chosen)):
        await chat.send("/start")
        menu = await chat.wait_for("Choose")
        press = await chat.answer_to(await chat.press(menu, "english"))
        await chat.wait_for("You chose en")
    assert press.answer == "noted"
    assert menu.text == "You chose en"
    assert menu.edits[0].before.formatted.text == "Choose"
    assert menu.buttons == ()


async def test_what_a_normal_stop_confirmed_does_not_come_again(tg, builder):
    chat = tg.private(tg.user(7))
    async with running(builder, MessageHandler(filters.TEXT, echo)):
        await chat.send("one")
        await chat.wait_for("you said one")
    assert tg.world.updates.pending == []


async def test_the_bot_hears_that_it_was_added_removed_and_blocked(tg, builder):
    changes: list[tuple[str, str, int]] = []

    async def changed(update: Update, _context: Any) -> None:
        member = update.my_chat_member
        changes.append((member.chat.type, member.new_chat_member.status, member.from_user.id))

    anna = tg.user(7)
    chat = tg.private(anna)
    async with running(
        builder, ChatMemberHandler(changed, ChatMemberHandler.MY_CHAT_MEMBER), CommandHandler("ok", echo)
    ):
        group = tg.group("Field office", owner=anna, bot=None)
        await group.add_bot(by=anna)
        await group.remove_bot(by=anna)
        tg.channel("News", owner=anna)
        await chat.send("/hello")
        await chat.block()
        await chat.unblock()
        await chat.send("/ok")
        await chat.wait_for("you said")
    assert changes == [
        ("supergroup", "member", 7),
        ("supergroup", "kicked", 7),
        ("channel", "administrator", 7),
        ("private", "kicked", 7),
        ("private", "member", 7),
    ]


async def test_channel_posts_and_anonymous_administrators_look_as_at_telegram(tg, builder):
    seen: list[tuple[str, int | None, int]] = []

    async def note(update: Update, _context: Any) -> None:
        message = update.effective_message
        seen.append((message.text, message.from_user and message.from_user.id, message.sender_chat.id))
        await message.reply_text("noted")

    anna = tg.user(7)
    group, channel = tg.group(owner=anna), tg.channel(owner=anna)
    async with running(builder, MessageHandler(filters.TEXT, note)):
        await group.send("/settings", by=anna, anonymous=True)
        await channel.send("/settings", by=anna)
        await group.wait_for("noted")
        await channel.wait_for("noted")
    assert sorted(seen, key=str) == sorted(
        [("/settings", 1087968824, group.id), ("/settings", None, channel.id)], key=str
    )


async def test_a_plain_member_bot_sees_commands_only_and_an_administrator_bot_all(tg, builder):
    anna = tg.user(7)
    group = tg.group(owner=anna)
    async with running(builder, MessageHandler(filters.TEXT, echo)):
        await group.send("good morning", by=anna)
        await group.send("/help@other_bot", by=anna)
        await group.send("/help", by=anna)
        await group.wait_for("you said /help")
        await group.add_bot(by=anna, status="administrator")
        await group.send("good evening", by=anna)
        await group.wait_for("you said good evening")
    assert [message.text for message in group.messages] == ["you said /help", "you said good evening"]


async def test_messages_in_a_topic_stay_in_the_topic(tg, builder):
    anna = tg.user(7)
    group = tg.group(owner=anna, forum=True)
    topic = group.topic("Alerts")
    async with running(builder, MessageHandler(filters.TEXT, echo)):
        await topic.send("/here", by=anna)
        answer = await topic.wait_for("you said /here")
    assert answer.thread_id == topic.thread_id
    assert len(topic.messages) == len(group.messages) == 1


async def test_a_migrated_group_is_announced_under_both_ids(tg, builder):
    moves: list[tuple[int, int | None, int | None]] = []

    async def moved(update: Update, _context: Any) -> None:
        message = update.effective_message
        moves.append((message.chat.id, message.migrate_to_chat_id, message.migrate_from_chat_id))

    anna = tg.user(7)
    group = tg.group(owner=anna, supergroup=False)
    old = group.id
    async with running(
        builder,
        MessageHandler(filters.StatusUpdate.MIGRATE, moved),
        MessageHandler(filters.TEXT, echo),
    ):
        new = await group.migrate(by=anna)
        await group.send("/there", by=anna)
        await group.wait_for("you said /there")
    assert moves == [(old, new, None), (new, None, old)]
    assert group.id == new


async def test_photos_and_documents_arrive_whole_and_can_be_sent_again_by_id(tg, bot):
    chat = tg.private(tg.user(7))
    await chat.send("/start")
    photo = await bot.send_photo(7, PNG, caption="<b>Map</b>", parse_mode=ParseMode.HTML)
    again = await bot.send_photo(7, photo.photo[-1].file_id)
    await bot.send_document(7, InputFile(b"a,b\r\n1,2\r\n", filename="séries.csv"))
    first, second, third = chat.messages
    assert (photo.photo[0].width, photo.photo[0].height, photo.caption) == (640, 480, "Map")
    assert first.content.media.content == second.content.media.content == PNG
    assert again.photo[-1].file_id == photo.photo[-1].file_id
    assert (third.content.media.name, third.content.media.content) == ("séries.csv", b"a,b\r\n1,2\r\n")
    assert first.marked("bold") == ("Map",)


async def test_a_file_a_person_sent_can_be_fetched(tg, builder):
    contents: list[bytes] = []

    async def fetch(update: Update, _context: Any) -> None:
        file = await update.message.document.get_file()
        contents.append(bytes(await file.download_as_bytearray()))
        await update.message.reply_text("read")

    chat = tg.private(tg.user(7))
    async with running(builder, MessageHandler(filters.Document.ALL, fetch)):
        await chat.send_document("feeds.opml", b"<opml/>", "text/x-opml")
        await chat.wait_for("read")
    assert contents == [b"<opml/>"]


async def test_members_are_shown_with_their_rights(tg, bot):
    anna, ben = tg.user(7), tg.user(8)
    group = tg.group(owner=anna, members=[ben], bot="administrator")
    administrators = await bot.get_chat_administrators(group.id)
    owner = await bot.get_chat_member(group.id, 7)
    member = await bot.get_chat_member(group.id, 8)
    tg.user(9)
    stranger = await bot.get_chat_member(group.id, 9)
    chat = await bot.get_chat(group.id)
    assert [type(one) for one in administrators] == [ChatMemberOwner, ChatMemberAdministrator]
    assert (owner.status, member.status, stranger.status) == ("creator", "member", "left")
    assert (chat.title, chat.type, await bot.get_chat_member_count(group.id)) == ("Team", "supergroup", 3)


async def test_a_channel_can_be_named_by_its_username(tg: OfflineTelegram, bot):
    channel = tg.channel(owner=tg.user(7), username="field_alerts")
    sent = await bot.send_message("@field_alerts", "hello")
    assert sent.chat.id == channel.id
    assert sent.sender_chat.username == "field_alerts"
    assert channel.last.text == "hello"


async def test_commands_are_kept_by_scope_and_language(bot):
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Commencer")], language_code="fr")
    await bot.set_my_commands([BotCommand("feeds", "Feeds")], scope=BotCommandScopeChat(7))
    await bot.set_my_commands([BotCommand("x", "y")], scope=BotCommandScopeChatMember(7, 8))
    await bot.delete_my_commands(language_code="fr")
    assert await bot.get_my_commands() == (BotCommand("start", "Begin"),)
    assert await bot.get_my_commands(language_code="fr") == ()
    assert await bot.get_my_commands(scope=BotCommandScopeChat(7)) == (BotCommand("feeds", "Feeds"),)
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Старт", "x")])


async def test_descriptions_are_kept_by_language(bot):
    await bot.set_my_description("Long", language_code="es")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_description("es")).description == "Long"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description()).short_description == "Short"
    with pytest.raises(BadRequest, match=r"(?i)too_long"):
        await bot.set_my_short_description("x" * 121)


async def test_pins_actions_and_deletions_are_noted(tg, bot):
    anna = tg.user(7)
    group = tg.group(owner=anna, bot="administrator")
    await bot.send_chat_action(group.id, "typing")
    sent = await bot.send_message(
        group.id, "first", link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    await bot.pin_chat_message(group.id, sent.message_id)
    message = group.last
    assert message.pinned
    await bot.unpin_chat_message(group.id, sent.message_id)
    await bot.delete_message(group.id, sent.message_id)
    assert tg.world.actions == [(group.id, "typing")]
    assert not message.pinned
    assert message.deleted
    assert message.preview == {"is_disabled": True}
    assert group.messages == []


async def test_leaving_a_chat_is_told_and_ends_access(tg, bot):
    group = tg.group(owner=tg.user(7))
    await bot.get_updates()
    await bot.leave_chat(group.id)
    updates = await bot.get_updates(timeout=0)
    assert updates[-1].my_chat_member.new_chat_member.status == "left"
