"""Takes updates from Telegram one by one: what cannot be read is left out instead of stopping all others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog
from telegram import Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

log = structlog.get_logger(__name__)
_LARGEST_ID = 2**52
"""Telegram's numbers have at most 52 significant bits."""
_LARGEST_DATE = 2**32
_LONE_HALF = re.compile("[\ud800-\udfff]")
_DEEPEST = 40

Shape = Mapping[str, Any]
"""Field to its type, or to the shape of the object in it; a field named with '?' may be missing."""
_USER: Shape = {"id": int, "is_bot?": bool, "first_name?": str, "username?": str, "language_code?": str}
_CHAT: Shape = {"id": int, "type": str, "title?": str, "username?": str}
_MESSAGE: Shape = {
    "message_id": int,
    "date": int,
    "chat": _CHAT,
    "from?": _USER,
    "sender_chat?": _CHAT,
    "text?": str,
    "message_thread_id?": int,
    "is_topic_message?": bool,
    "migrate_to_chat_id?": int,
    "migrate_from_chat_id?": int,
}
_MEMBER: Shape = {"status": str, "user": _USER}
_SHAPES: Mapping[str, Shape] = {
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "channel_post": _MESSAGE,
    "callback_query": {"id": str, "from": _USER, "data?": str, "message?": _MESSAGE},
    "my_chat_member": {
        "chat": _CHAT,
        "from": _USER,
        "date": int,
        "old_chat_member": _MEMBER,
        "new_chat_member": _MEMBER,
    },
}


class UpdatesRequest(HTTPXRequest):
    """The connection for getUpdates.

    python-telegram-bot gives up on all updates of an answer if one cannot be read, and asks for the same
    ones again without a pause: it would never hear anything else.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer with each unreadable update emptied, so that it is confirmed and passed over."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer, dict) and answer.get("ok"):
            return {**answer, "result": sift(answer.get("result"))}
        return answer


def sift(updates: object) -> list[dict[str, Any]]:
    """What of getUpdates' result can be worked on; an unreadable update keeps nothing but its number.

    Raises NetworkError, after which the poller waits, for what is no list of numbered updates.
    """
    if not isinstance(updates, list):
        raise NetworkError("getUpdates gave no list")
    numbered = [update for update in updates if isinstance(update, dict) and _is_id(update.get("update_id"))]
    if updates and not numbered:
        raise NetworkError("getUpdates gave no update with a number")
    return [_readable(update) for update in numbered]


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    kinds = sorted(str(name)[:40] for name in update if name != "update_id")
    try:
        clean: dict[str, Any] = _whole(update)
        for kind, shape in _SHAPES.items():
            if clean.get(kind) is not None:
                _check(clean[kind], shape)
        Update.de_json(_whole(clean), None)
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        log.warning("update.unreadable", kinds=kinds, error=type(error).__name__)  # never the words in it
        return {"update_id": update["update_id"]}
    return clean


def _check(value: object, shape: Shape) -> None:
    """Raise TypeError or KeyError unless the fields we work with are what Telegram says they are."""
    if not isinstance(value, dict):
        raise TypeError("no object")
    for field, wanted in shape.items():
        name = field.rstrip("?")
        if name not in value and field.endswith("?"):
            continue
        if isinstance(wanted, Mapping):
            _check(value[name], wanted)
        elif type(value[name]) is not wanted:
            raise TypeError(name)
        elif wanted is int and not _is_id(value[name], _LARGEST_DATE if name == "date" else _LARGEST_ID):
            raise ValueError(name)


def _is_id(value: object, largest: int = _LARGEST_ID) -> bool:
    return type(value) is int and abs(value) < largest


def _whole(value: Any, depth: int = 0) -> Any:
    """A copy without halves of UTF-16 pairs, which can neither be stored nor sent back."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return _LONE_HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(part, depth + 1) for part in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(part, depth + 1) for name, part in value.items()}
    return value
