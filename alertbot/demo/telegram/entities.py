"""Marked stretches of a text, counted as Telegram counts: in UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Entity:
    """One marked stretch of a text; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    unix_time: int | None = None
    date_time_format: str = ""
    custom_emoji_id: str = ""

    @property
    def end(self) -> int:
        """The first code unit after it."""
        return self.offset + self.length

    def as_json(self) -> dict[str, object]:
        """As the Bot API shows it."""
        shown: dict[str, object] = {"type": self.type, "offset": self.offset, "length": self.length}
        for name in ("url", "language", "unix_time", "date_time_format", "custom_emoji_id"):
            if value := getattr(self, name):
                shown[name] = value
        return shown


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def settle(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities in reading order, outermost first, each once; what Telegram would not show is left out.

    A language counts only for code that fills a pre; a quotation inside a quotation is dropped.
    """
    pres = {(entity.offset, entity.length) for entity in entities if entity.type == "pre"}
    languages = {(e.offset, e.length): e.language for e in entities if e.type == "code" and e.language}
    kept: list[Entity] = []
    for entity in sorted(dict.fromkeys(entities), key=lambda one: (one.offset, -one.length)):
        span = (entity.offset, entity.length)
        if entity.type == "code":
            if span in pres:
                continue
            entity = replace(entity, language="")
        elif entity.type == "pre":
            entity = replace(entity, language=languages.get(span, ""))
        elif entity.type.endswith("blockquote") and any(
            one.type.endswith("blockquote") and one.end > entity.offset for one in kept
        ):
            continue
        kept.append(entity)
    return tuple(kept)


def web_address(text: str) -> str:
    """The address as Telegram keeps it for a link, '' where it makes no link of it."""
    text = text.strip()
    if re.match(r"(?i)(tg|ton|tonsite|mailto|tel):", text):
        return text
    found = re.fullmatch(
        r"(?i)(?:(https?|ftp)://)?([^\s/?#@]+\.[^\s/?#@.]{2,}|[\d.]+|localhost)(:\d+)?([/?#]\S*)?", text
    )
    if not found:
        return ""
    scheme = (found[1] or "http").lower()
    return f"{scheme}://{found[2]}{found[3] or ''}{found[4] or '/'}"
