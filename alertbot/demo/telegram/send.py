"""The Bot API methods that send: messages, photos, documents."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Any

from alertbot.demo.telegram.errors import ApiError, bad_request
from alertbot.demo.telegram.keyboard import read_keyboard
from alertbot.demo.telegram.ledger import Content, Media, SentMessage
from alertbot.demo.telegram.params import Params, Upload
from alertbot.demo.telegram.people import ChatRecord
from alertbot.demo.telegram.text import FormattedText, check_caption, check_message, read_text
from alertbot.demo.telegram.world import World

MAX_PHOTO = 10 * 1024 * 1024
MAX_DOCUMENT = 50 * 1024 * 1024


def send_message(world: World, params: Params) -> dict[str, Any]:
    """sendMessage."""
    text = message_text(params)
    content = Content(text, read_keyboard(params.json("reply_markup")), source=params.text("text"))
    return _deliver(world, params, content)


def send_photo(world: World, params: Params) -> dict[str, Any]:
    """sendPhoto."""
    return _send_media(world, params, "photo")


def send_document(world: World, params: Params) -> dict[str, Any]:
    """sendDocument."""
    return _send_media(world, params, "document")


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction."""
    chat = world.chat(params)
    world.check_writable(chat)
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    world.actions.append((chat.id, params.text("action")))
    return True


def message_text(params: Params) -> FormattedText:
    """The text of a call, parsed and measured."""
    text = read_text(params.text("text"), params.text("parse_mode"), params.json("entities"))
    check_message(text)
    return text


def caption_text(params: Params) -> FormattedText:
    """The caption of a call, parsed and measured."""
    text = read_text(params.text("caption"), params.text("parse_mode"), params.json("caption_entities"))
    check_caption(text)
    return text


def _send_media(world: World, params: Params, kind: str) -> dict[str, Any]:
    media = _media(world, params, kind)
    keyboard = read_keyboard(params.json("reply_markup"))
    return _deliver(world, params, Content(caption_text(params), keyboard, media, params.text("caption")))


def _deliver(world: World, params: Params, content: Content) -> dict[str, Any]:
    chat = world.chat(params)
    world.check_writable(chat)
    thread_id = params.integer("message_thread_id")
    world.check_topic(chat, thread_id)
    reply_to = _reply_to(world, chat, params)
    world.admit(chat)
    message = world.record(chat, thread_id, content, world.bot)
    if chat.type == "channel":
        message.sender, message.sender_chat = None, chat
    message.reply_to = reply_to
    message.silent = params.flag("disable_notification")
    message.preview = params.json("link_preview_options")
    world.ring()
    return world.shown(message)


def _reply_to(world: World, chat: ChatRecord, params: Params) -> int | None:
    given = params.json("reply_parameters") or {"message_id": params.integer("reply_to_message_id")}
    wanted = int(given.get("message_id") or 0)
    if not wanted or world.find(chat, wanted):
        return wanted or None
    if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _media(world: World, params: Params, kind: str) -> Media:
    upload = params.files.get(params.text(kind).removeprefix("attach://") or kind)
    if upload is None:
        known = world.files.get(params.text(kind))
        if known is None or known.kind != kind:
            raise bad_request(
                f"there is no {kind} in the request"
                if not params.text(kind)
                else "wrong file identifier/HTTP URL specified"
            )
        return known
    return keep_file(world, kind, upload)


def keep_file(world: World, kind: str, upload: Upload) -> Media:
    """Check an uploaded file as Telegram does and store it under a new file_id."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MAX_DOCUMENT:
        raise ApiError(413, "Request Entity Too Large")
    file_id = f"file{len(world.files) + 1}"
    media = Media(kind, file_id, upload.name, upload.content_type, upload.content)
    if kind == "photo":
        media = _measured(media)
    world.files[file_id] = media
    return media


def _measured(photo: Media) -> Media:
    size = image_size(photo.content)
    if size is None or len(photo.content) > MAX_PHOTO:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return replace(photo, width=width, height=height)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (SOF0-SOF15 without DHT, JPG and DAC)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + length
    return None


def own_message(world: World, params: Params, deed: str) -> SentMessage:
    """The bot's message that a call wants to change; `deed` words the refusal ('edit', 'delete' ...)."""
    chat = world.chat(params)
    world.check_member(chat)
    message = world.find(chat, params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {deed} not found")
    return message
