"""Buttons under a message: what Telegram accepts, and how they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alertbot.demo.telegram.entities import web_address
from alertbot.demo.telegram.errors import bad_request

MAX_PER_ROW = 8
MAX_IN_ALL = 100
MAX_DATA = 64
"""Bytes of UTF-8."""


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: it sends `data` back, or opens `url`."""

    text: str
    data: str = ""
    url: str = ""

    def as_json(self) -> dict[str, str]:
        """As the Bot API shows it."""
        return {"text": self.text} | ({"url": self.url} if self.url else {"callback_data": self.data})


Keyboard = tuple[tuple[Button, ...], ...]


def read_keyboard(markup: Any) -> Keyboard:
    """Rows of inline buttons; () for no markup and for reply keyboards, which this Telegram does not draw.

    Raises ApiError for what Telegram refuses, and for more than 8 in a row or 100 in all.
    """
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if {"keyboard", "remove_keyboard", "force_reply"} & markup.keys():
        return ()
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'can\'t parse reply keyboard markup: field "inline_keyboard" must be an Array of Arrays'
        )
    keyboard = tuple(tuple(_button(one) for one in row) for row in rows if row)
    if any(len(row) > MAX_PER_ROW for row in keyboard) or sum(map(len, keyboard)) > MAX_IN_ALL:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keyboard


def keyboard_json(keyboard: Keyboard) -> dict[str, Any]:
    """As the Bot API shows it."""
    return {"inline_keyboard": [[button.as_json() for button in row] for row in keyboard]}


def _button(given: Any) -> Button:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must be a non-empty String')
    data, url = given.get("callback_data"), given.get("url")
    if url is not None:
        if not (address := web_address(str(url))):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return Button(given["text"], url=address)
    if data is None:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not 1 <= len(str(data).encode()) <= MAX_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(given["text"], data=str(data))
