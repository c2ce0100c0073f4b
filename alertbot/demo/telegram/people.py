"""Who is in the offline Telegram: users, chats, members and forum topics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ANONYMOUS_ADMIN_ID = 1087968824
"""GroupAnonymousBot: the sender of an administrator who hides behind the group."""

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
ADMINISTRATORS = frozenset({"creator", "administrator"})


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot."""

    id: int
    language_code: str = "en"
    first_name: str = "Reader"
    username: str = ""
    is_bot: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            shown["username"] = self.username
        if self.language_code and not self.is_bot:
            shown["language_code"] = self.language_code
        return shown


@dataclass(slots=True)
class Topic:
    """One topic of a forum."""

    thread_id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Member:
    """How a user stands in a chat; `status` as in ChatMember."""

    user: User
    status: str
    anonymous: bool = False
    rights: frozenset[str] = frozenset()
    """Rights beyond what every administrator has, such as can_post_messages or can_pin_messages."""

    def as_json(self) -> dict[str, Any]:
        """As the Bot API shows it."""
        shown: dict[str, Any] = {"status": self.status, "user": self.user.as_json()}
        if self.status == "creator":
            shown["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            shown |= {"is_anonymous": self.anonymous, "can_be_edited": False}
            shown |= {right: right == "can_manage_chat" or right in self.rights for right in _RIGHTS}
            shown |= dict.fromkeys(self.rights, True)
        elif self.status == "kicked":
            shown["until_date"] = 0
        return shown


@dataclass(slots=True)
class ChatRecord:
    """One chat as Telegram's servers know it."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    person: User | None = None
    """The other side of a private chat."""
    forum: bool = False
    opened: bool = False
    """Private: the person has written to the bot, so that it may answer."""
    blocked: bool = False
    """Private: the person stopped the bot."""
    migrated_to: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    last_message_id: int = 0

    @property
    def is_group(self) -> bool:
        """A group or a supergroup."""
        return self.type in {"group", "supergroup"}

    def status_of(self, user_id: int) -> str:
        """The member's status; 'left' for a stranger."""
        member = self.members.get(user_id)
        return member.status if member else "left"

    def as_json(self) -> dict[str, Any]:
        """As the Bot API shows it inside a message."""
        shown: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.person:
            shown["first_name"] = self.person.first_name
            if self.person.username:
                shown["username"] = self.person.username
            return shown
        shown["title"] = self.title
        if self.username:
            shown["username"] = self.username
        if self.forum:
            shown["is_forum"] = True
        return shown
