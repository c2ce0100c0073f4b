"""What a typed command is: what it does, and how the menu and the help describe it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from alertbot.bot.talk import Talk

Action = Callable[[Talk, str], Awaitable[None]]
"""Takes the text behind the command."""
Press = Callable[[Talk, list[str]], Awaitable[str | None]]
"""Takes the arguments behind a button's verb; returns a short notice to pop up, or None."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command; its texts are message ids of the bot's catalogues."""

    name: str
    action: Action
    description: str
    example: str = ""
    changes: bool = True
    """True: in groups and channels for administrators only."""
