"""MENTION: an article in which no harm was found, but which a watch asks for all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alertbot.model.ids import ChatKey
from alertbot.model.watches import OptIn


@dataclass(frozen=True, slots=True)
class Mention:
    """What is told of such an article, and why."""

    title: str
    """Without the names of private people."""
    source: str
    url: str
    published: datetime
    rule: str = ""
    """The keyword rule, as typed, that it meets."""
    topic: OptIn | None = None
    """What the watch opted in to and the article is about."""


@dataclass(frozen=True, slots=True)
class MentionFor:
    """A mention on its way to a chat."""

    chat: ChatKey
    mention: Mention
