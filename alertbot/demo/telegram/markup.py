"""Telegram's HTML as Telegram reads it: the text a reader sees and its entities, or the refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from alertbot.demo.telegram.entities import Entity, settle, units, web_address
from alertbot.demo.telegram.errors import ApiError, bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
"""Every tag that is allowed, with the kind of entity it makes."""

_ARGUMENTS = {
    "a": "href",
    "code": "class",
    "span": "class",
    "tg-emoji": "emoji-id",
    "tg-time": "unix",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot);?|#(\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?)")
_NAME_TOKEN = re.compile(r"[0-9A-Za-z.-]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_SPACE = " \t\n\v\f\r\0"


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag waiting for its end."""

    tag: str
    argument: str
    extra: str
    offset: int
    begin: int
    """Where its content begins in the text read so far."""


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without markup and its entities, outermost first.

    Raises ApiError `Bad Request: can't parse entities: ...` for everything Telegram refuses: unknown
    tags and attributes without a name or value, unclosed and crossed tags. An ampersand that starts
    no known reference stands for itself.
    """
    return _HtmlReader(source).read()


class _HtmlReader:
    """One pass over the source with a stack of open tags."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._stack: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, tuple[Entity, ...]]:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._emit(self._character())
            elif self._peek(1) == "/":
                self._end_tag()
            else:
                self._start_tag()
        if self._stack:
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{self._stack[-1].tag}"')
        return "".join(self._text), settle(self._entities)

    def _peek(self, ahead: int = 0) -> str:
        position = self._at + ahead
        return self._source[position] if position < len(self._source) else ""

    def _emit(self, characters: str) -> None:
        self._text.append(characters)
        self._offset += units(characters)

    def _character(self) -> str:
        """The next character of text, a reference decoded."""
        found = _REFERENCE.match(self._source, self._at)
        if found and (decoded := _decode(found)):
            self._at = found.end()
            return decoded
        self._at += 1
        return self._source[self._at - 1]

    def _start_tag(self) -> None:
        begin, self._at = self._at, self._at + 1
        tag = self._until(_SPACE + ">").lower()
        if self._at >= len(self._source):
            raise self._refuse_at("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self._refuse_at(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(tag, begin)
        self._at += 1
        argument = attributes.get(_ARGUMENTS.get(tag, ""), "")
        extra = attributes.get("format", "") if tag == "tg-time" else ""
        if tag == "blockquote" and "expandable" in attributes:
            extra = "expandable"
        self._check_arguments(tag, argument, extra, begin)
        self._stack.append(_Open(tag, argument, extra, self._offset, len(self._text)))

    def _check_arguments(self, tag: str, argument: str, extra: str, begin: int) -> None:
        if tag == "span" and argument != "tg-spoiler":
            raise self._refuse_at('Tag "span" must have class "tg-spoiler"', begin)
        if tag == "tg-emoji" and not argument.isdecimal():
            raise self._refuse_at('Tag "tg-emoji" must have attribute "emoji-id"', begin)
        if tag == "tg-time" and not argument.isdecimal():
            raise self._refuse_at('Tag "tg-time" must have attribute "unix"', begin)
        if tag == "tg-time" and not _TIME_FORMAT.fullmatch(extra):
            raise self._refuse_at('Tag "tg-time" has an invalid attribute "format"', begin)

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Attributes up to the closing bracket, which is left for the caller."""
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek() == ">":
                return attributes
            name = self._until(_SPACE + "=>").lower()
            if not name:
                raise self._refuse_at(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_space()
            value = self._value(tag, begin) if self._peek() == "=" else ""
            if self._at >= len(self._source):
                raise self._refuse_at(f'Unclosed start tag "{tag}"', begin)
            attributes[name] = value

    def _value(self, tag: str, begin: int) -> str:
        self._at += 1
        self._skip_space()
        quote = self._peek()
        if not quote:
            raise self._refuse_at(f'Unclosed start tag "{tag}"', begin)
        if quote not in "\"'":
            return self._name_token()
        self._at += 1
        value: list[str] = []
        while self._at < len(self._source) and self._peek() != quote:
            value.append(self._character())
        self._at += 1
        return "".join(value)

    def _name_token(self) -> str:
        start = self._at
        token = _NAME_TOKEN.match(self._source, start)
        self._at = token.end() if token else start
        if self._peek() not in _SPACE + ">":
            raise self._refuse_at("Unexpected end of name token", start)
        return self._source[start : self._at].lower()

    def _end_tag(self) -> None:
        begin, self._at = self._at, self._at + 2
        if not self._stack:
            raise self._refuse_at("Unexpected end tag", begin)
        tag = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise self._refuse_at("Unclosed end tag", begin)
        self._at += 1
        opened = self._stack.pop()
        if tag and tag != opened.tag:
            raise self._refuse_at(f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"', begin)
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity = Entity(TAGS[opened.tag], opened.offset, self._offset - opened.offset)
        match opened.tag:
            case "a":
                url = web_address(opened.argument or "".join(self._text[opened.begin :]))
                if not url:
                    return
                entity = replace(entity, url=url)
            case "tg-time":
                entity = replace(entity, unix_time=int(opened.argument), date_time_format=opened.extra)
            case "tg-emoji":
                entity = replace(entity, custom_emoji_id=opened.argument)
            case "blockquote" if opened.extra:
                entity = replace(entity, type="expandable_blockquote")
            case "code" if opened.argument.startswith("language-"):
                entity = replace(entity, language=opened.argument.removeprefix("language-"))
        self._entities.append(entity)

    def _until(self, stops: str) -> str:
        start = self._at
        while self._at < len(self._source) and self._source[self._at] not in stops:
            self._at += 1
        return self._source[start : self._at]

    def _skip_space(self) -> None:
        while self._at < len(self._source) and self._source[self._at] in _SPACE:
            self._at += 1

    def _refuse_at(self, reason: str, position: int) -> ApiError:
        reason, comma, rest = reason.partition(", ")
        return _refuse(f"{reason} at byte offset {len(self._source[:position].encode())}{comma}{rest}")


def _decode(found: re.Match[str]) -> str:
    """The character a reference stands for, '' for numbers that are none."""
    if found[1]:
        return _NAMED[found[1]]
    number = int(found[2]) if found[2] else int(found[3], 16)
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return ""
    return chr(number)


def _refuse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
