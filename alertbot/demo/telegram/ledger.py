"""The ledger: every message the offline Telegram accepted, with its edits, for people and tests to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from alertbot.demo.telegram.entities import Entity
from alertbot.demo.telegram.keyboard import Button, Keyboard, keyboard_json
from alertbot.demo.telegram.people import ChatRecord, User
from alertbot.demo.telegram.text import EMPTY, FormattedText


@dataclass(frozen=True, slots=True)
class Media:
    """A photo or document of a message."""

    kind: str
    """'photo' or 'document'."""
    file_id: str
    name: str
    content_type: str
    content: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    def as_json(self) -> dict[str, Any]:
        """The field of Message that holds it."""
        shown: dict[str, Any] = {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_size": len(self.content),
        }
        if self.kind == "photo":
            return {"photo": [shown | {"width": self.width, "height": self.height}]}
        return {"document": shown | {"file_name": self.name, "mime_type": self.content_type}}


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows at one moment."""

    formatted: FormattedText = EMPTY
    keyboard: Keyboard = ()
    media: Media | None = None
    source: str = ""
    """The text as the bot sent it, markup included."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a message showed before it was edited at `time`."""

    time: datetime
    before: Content


@dataclass(slots=True)
class SentMessage:
    """One message; changes as it is edited, deleted or pinned."""

    id: int
    chat: ChatRecord
    """Where it was sent; also keeps that chat's id after a migration."""
    thread_id: int
    """0: no topic."""
    date: datetime
    content: Content
    sender: User | None
    """None for posts of a channel."""
    from_bot: bool
    sender_chat: ChatRecord | None = None
    reply_to: int | None = None
    silent: bool = False
    preview: dict[str, Any] | None = None
    """link_preview_options as sent."""
    edits: list[Edit] = field(default_factory=list)
    edited_at: datetime | None = None
    deleted: bool = False
    pinned: bool = False
    service: dict[str, Any] = field(default_factory=dict)
    """Fields of a service message, such as migrate_to_chat_id."""

    @property
    def chat_id(self) -> int:
        """Where it was sent."""
        return self.chat.id

    @property
    def text(self) -> str:
        """What the reader sees, without markup: the text, or a photo's or document's caption."""
        return self.content.formatted.text

    @property
    def source(self) -> str:
        """The text as sent, markup included."""
        return self.content.source

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What is marked in the text."""
        return self.content.formatted.entities

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every inline button, row by row."""
        return tuple(button for row in self.content.keyboard for button in row)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(shown words, address) of every link in the text."""
        formatted = self.content.formatted
        return tuple(
            (formatted.slice(entity), entity.url or formatted.slice(entity))
            for entity in formatted.entities
            if entity.type in {"text_link", "url"}
        )

    def marked(self, kind: str) -> tuple[str, ...]:
        """The stretches of text marked as `kind` ('bold', 'blockquote' ...)."""
        return tuple(self.content.formatted.slice(one) for one in self.entities if one.type == kind)

    def edit(self, content: Content, now: datetime) -> None:
        """Show something else from now on."""
        self.edits.append(Edit(now, self.content))
        self.content = content
        self.edited_at = now

    def as_json(self, reply: SentMessage | None = None) -> dict[str, Any]:
        """As the Bot API shows it; `reply` is the message it answers."""
        shown: dict[str, Any] = {
            "message_id": self.id,
            "date": int(self.date.timestamp()),
            "chat": self.chat.as_json(),
        }
        if self.sender:
            shown["from"] = self.sender.as_json()
        if self.sender_chat:
            shown["sender_chat"] = self.sender_chat.as_json()
        if self.thread_id:
            shown |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.edited_at:
            shown["edit_date"] = int(self.edited_at.timestamp())
        if reply:
            shown["reply_to_message"] = reply.as_json()
        return shown | self._content_json() | self.service

    def _content_json(self) -> dict[str, Any]:
        media, formatted = self.content.media, self.content.formatted
        text, entities = ("caption", "caption_entities") if media else ("text", "entities")
        shown: dict[str, Any] = media.as_json() if media else {}
        if formatted.text:
            shown[text] = formatted.text
        if formatted.entities:
            shown[entities] = [entity.as_json() for entity in formatted.entities]
        if self.content.keyboard:
            shown["reply_markup"] = keyboard_json(self.content.keyboard)
        if self.preview:
            shown["link_preview_options"] = self.preview
        return shown
