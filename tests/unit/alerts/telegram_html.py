"""A strict little reader of Telegram HTML: what it refuses, Telegram may refuse."""

import re
from html import unescape

_TAG = re.compile(r'<(/?)(b|i|s|code|blockquote|a)((?: href="[^"<>]*")?)>')
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);")


class BadHtml(ValueError):
    """The text would not be accepted."""


def visible(html: str) -> str:
    """Return what a reader sees; raises BadHtml for unknown or crossed tags and stray < > &."""
    open_tags: list[str] = []
    shown: list[str] = []
    at = 0
    for tag in _TAG.finditer(html):
        shown.append(_plain(html[at : tag.start()]))
        at = tag.end()
        closing, name, attributes = tag.groups()
        if closing:
            if not open_tags or open_tags.pop() != name or attributes:
                raise BadHtml(f"</{name}> closes nothing")
        else:
            if (name == "a") is not bool(attributes) or name in open_tags:
                raise BadHtml(f"<{name}> is wrong here")
            if name == "a" and not re.match(r' href="https?://', attributes):
                raise BadHtml(f"{attributes} is no web address")
            open_tags.append(name)
    shown.append(_plain(html[at:]))
    if open_tags:
        raise BadHtml(f"{open_tags} left open")
    return "".join(shown)


def _plain(text: str) -> str:
    if re.search(r"[<>]|&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)", text):
        raise BadHtml(f"unescaped sign in {text!r}")
    return unescape(text) if _ENTITY.search(text) else text
