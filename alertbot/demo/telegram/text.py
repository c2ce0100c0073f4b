"""What becomes of a text on its way through Telegram: parsed, cleaned, trimmed, measured, linked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from alertbot.demo.telegram.entities import Entity, settle, units
from alertbot.demo.telegram.errors import bad_request
from alertbot.demo.telegram.markup import parse_html

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100

_DROPPED = re.compile("[\r\u2028-\u202e\ufeff]")
"""Removed on arrival: carriage returns, line separators and the old direction marks; isolates stay."""
_BLANKED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\t]")
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)
_HIDES_AUTOMATIC = frozenset({"code", "pre", "text_link"})


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text as a reader gets it."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def slice(self, entity: Entity) -> str:
        """The characters an entity covers."""
        return self.text.encode("utf-16-le")[2 * entity.offset : 2 * entity.end].decode("utf-16-le")


EMPTY = FormattedText()


def read_text(source: str, parse_mode: str, given: Any) -> FormattedText:
    """The text as stored, from HTML, from plain text, or with entities given by the caller.

    Raises ApiError where Telegram refuses the markup. Lengths are not judged here.
    """
    if parse_mode.lower() == "html":
        text, entities = parse_html(source)
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = source, settle([_given(one) for one in given or ()])
    clean = _clean(FormattedText(text, entities))
    return with_automatic_entities(clean)


def check_message(text: FormattedText) -> None:
    """Refuse an empty text and one of more than 4,096 UTF-16 units."""
    if not text.text:
        raise bad_request("message text is empty")
    if units(text.text) > MAX_TEXT:
        raise bad_request("message is too long")


def check_caption(text: FormattedText) -> None:
    """Refuse a caption of more than 1,024 UTF-16 units."""
    if units(text.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")


def with_automatic_entities(text: FormattedText) -> FormattedText:
    """Add what Telegram finds itself: addresses, commands, mentions and hashtags; 100 entities at most."""
    taken = [(entity.offset, entity.end) for entity in text.entities if entity.type in _HIDES_AUTOMATIC]
    found = [
        Entity(str(match.lastgroup), units(text.text[: match.start()]), units(match.group()))
        for match in _AUTOMATIC.finditer(text.text)
    ]
    free = [one for one in found if not any(one.offset < end and start < one.end for start, end in taken)]
    return replace(text, entities=settle([*text.entities, *free])[:MAX_ENTITIES])


def _given(entity: Any) -> Entity:
    if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
        raise bad_request("can't parse MessageEntity: expected an object with type, offset and length")
    known = {name: entity[name] for name in Entity.__dataclass_fields__ if name in entity}
    return Entity(**known)


def _clean(text: FormattedText) -> FormattedText:
    """Drop and blank what Telegram does not keep, then the space at both ends; entities follow."""
    dropped = [match.start() for match in _DROPPED.finditer(text.text)]
    cleaned = _BLANKED.sub(" ", _DROPPED.sub("", text.text))
    stripped = cleaned.strip()
    lead = units(cleaned[: len(cleaned) - len(cleaned.lstrip())])
    cuts = [units(text.text[:position]) for position in dropped]
    moved = (_move(entity, cuts, lead, units(stripped)) for entity in text.entities)
    return FormattedText(stripped, tuple(entity for entity in moved if entity.length > 0))


def _move(entity: Entity, cuts: Iterable[int], lead: int, length: int) -> Entity:
    start = entity.offset - sum(cut < entity.offset for cut in cuts) - lead
    end = entity.end - sum(cut < entity.end for cut in cuts) - lead
    start, end = max(start, 0), min(end, length)
    return replace(entity, offset=start, length=end - start)
