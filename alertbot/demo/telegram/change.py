"""The Bot API methods that change what was sent: edit, delete, pin, answer a press."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from alertbot.demo.telegram.errors import bad_request
from alertbot.demo.telegram.keyboard import read_keyboard
from alertbot.demo.telegram.ledger import Content, SentMessage
from alertbot.demo.telegram.params import Params
from alertbot.demo.telegram.send import caption_text, message_text, own_message
from alertbot.demo.telegram.world import World

DELETABLE_FOR = timedelta(hours=48)
MAX_ANSWER = 200


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """editMessageText; without reply_markup the buttons go."""
    message = _editable(world, params)
    if message.content.media:
        raise bad_request("there is no text in the message to edit")
    text, keyboard = message_text(params), read_keyboard(params.json("reply_markup"))
    return _edit(world, message, Content(text, keyboard, source=params.text("text")))


def edit_message_caption(world: World, params: Params) -> dict[str, Any]:
    """editMessageCaption."""
    message = _editable(world, params)
    if not message.content.media:
        raise bad_request("there is no caption in the message to edit")
    keyboard = read_keyboard(params.json("reply_markup"))
    content = Content(caption_text(params), keyboard, message.content.media, params.text("caption"))
    return _edit(world, message, content)


def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    """editMessageReplyMarkup."""
    message = _editable(world, params)
    keyboard = read_keyboard(params.json("reply_markup"))
    return _edit(world, message, replace(message.content, keyboard=keyboard))


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage: its own for 48 hours, others' in a group with the right to."""
    message = own_message(world, params, "delete")
    if not message.from_bot:
        if message.chat.person is None:
            world.check_right(message.chat, "can_delete_messages")
    elif world.clock() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    world.ring()
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    """pinChatMessage."""
    message = own_message(world, params, "pin")
    world.check_right(message.chat, "can_pin_messages")
    message.pinned = True
    world.ring()
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """unpinChatMessage; without message_id the latest pinned one."""
    chat = world.chat(params)
    world.check_member(chat)
    world.check_right(chat, "can_pin_messages")
    wanted = params.integer("message_id")
    pinned = [one for one in world.messages if one.chat is chat and one.pinned and wanted in {0, one.id}]
    if not pinned:
        raise bad_request("message to unpin not found")
    pinned[-1].pinned = False
    world.ring()
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery, once for each press."""
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or press.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered = True
    press.answer = params.text("text")
    press.alert = params.flag("show_alert")
    world.ring()
    return True


def _editable(world: World, params: Params) -> SentMessage:
    message = own_message(world, params, "edit")
    world.check_writable(message.chat)
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: SentMessage, content: Content) -> dict[str, Any]:
    before = message.content
    if content.formatted == before.formatted and content.keyboard == before.keyboard:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    message.edit(content, world.clock())
    world.ring()
    return world.shown(message)
