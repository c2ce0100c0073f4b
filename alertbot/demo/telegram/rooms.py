"""Groups, topics and channels of the offline Telegram, and what their members do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alertbot.demo.telegram.chats import tell_membership
from alertbot.demo.telegram.driver import ChatView
from alertbot.demo.telegram.errors import DriverError
from alertbot.demo.telegram.ledger import Content, SentMessage
from alertbot.demo.telegram.people import ADMINISTRATORS, ANONYMOUS_ADMIN_ID, ChatRecord, Member, Topic, User
from alertbot.demo.telegram.world import Press, World

ADMIN_RIGHTS = frozenset(
    {"can_post_messages", "can_edit_messages", "can_delete_messages", "can_pin_messages", "can_change_info"}
)
_ANONYMOUS = User(ANONYMOUS_ADMIN_ID, "", "Group", "GroupAnonymousBot", is_bot=True)


class Room(ChatView):
    """A group or channel: a chat with members."""

    async def press(self, message: SentMessage, button: str | int, *, by: User) -> Press:
        """A member presses a button; Telegram names the person even where posts are anonymous."""
        self._require(by)
        return self._press(message, button, by)

    async def add_bot(self, *, by: User, status: str = "member") -> None:
        """An administrator adds or promotes the bot ('member' or 'administrator')."""
        self.change_member(Member(self.world.bot, status, rights=rights_of(status)), by)

    async def remove_bot(self, *, by: User) -> None:
        """An administrator throws the bot out."""
        self.change_member(Member(self.world.bot, "kicked"), by)

    async def set_member(self, user: User, status: str, *, by: User, anonymous: bool = False) -> None:
        """A member joins, leaves, is promoted or demoted; `status` as in ChatMember."""
        self.change_member(Member(user, status, anonymous, rights_of(status)), by)

    def change_member(self, new: Member, by: User) -> None:
        """Put a member in a new state and tell the bot what Telegram would."""
        old = self.record.members.get(new.user.id) or Member(new.user, "left")
        self.record.members[new.user.id] = new
        if (
            self.record.is_group
            and old.status in {"left", "kicked"}
            and new.status in {"member", "administrator"}
        ):
            self._service(self.record, by, {"new_chat_members": [new.user.as_json()]})
        tell_membership(self.world, self.id, by.as_json(), old, new)

    def _service(self, record: ChatRecord, by: User, fields: dict[str, Any]) -> None:
        message = self.world.record(record, 0, Content(), by)
        message.service = fields
        if record.status_of(self.world.bot.id) not in {"left", "kicked"}:
            self.world.updates.add("message", self.world.shown(message))

    def _require(self, user: User) -> Member:
        member = self.record.members.get(user.id)
        if member is None or member.status in {"left", "kicked"}:
            raise DriverError(f"user {user.id} is not in {self.record.title!r}; use set_member first")
        return member


class Group(Room):
    """A group or supergroup, or one topic of a forum."""

    async def send(
        self, text: str, *, by: User, anonymous: bool = False, reply_to: SentMessage | None = None
    ) -> SentMessage:
        """A member writes; `anonymous` as an administrator who hides behind the group."""
        member = self._require(by)
        if not anonymous:
            return self._post(text, by, reply_to=reply_to)
        if member.status not in ADMINISTRATORS:
            raise DriverError("only administrators can be anonymous")
        return self._post(text, _ANONYMOUS, sender_chat=self.record, reply_to=reply_to)

    def topic(self, name: str) -> Group:
        """A new topic of this forum, with the same people."""
        if not self.record.forum:
            raise DriverError(f"{self.record.title!r} is no forum")
        message = self.world.record(self.record, 0, Content(), None)
        message.thread_id = message.id
        message.service = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        self.record.topics[message.id] = Topic(message.id, name)
        return Group(self.world, self.record, message.id)

    def close_topic(self) -> None:
        """Nobody may write into this topic any more."""
        self._topic().closed = True

    def reopen_topic(self) -> None:
        """The topic is open again."""
        self._topic().closed = False

    def delete_topic(self) -> None:
        """The topic is gone with its messages."""
        self.record.topics.pop(self._topic().thread_id)
        for message in self.history:
            message.deleted = True

    def _topic(self) -> Topic:
        if not self.thread_id:
            raise DriverError("this is the whole group; take the handle that topic() returned")
        return self.record.topics[self.thread_id]

    async def migrate(self, *, by: User) -> int:
        """The group becomes a supergroup with a new id, which is returned; this handle follows it."""
        old = self.record
        new_id = -1_000_000_000_000 + old.id
        new = ChatRecord(new_id, "supergroup", old.title, members=old.members)
        self.world.chats[new_id] = new
        self._service(old, by, {"migrate_to_chat_id": new_id})
        old.migrated_to, self.record = new_id, new
        self.former_ids.add(old.id)
        self._service(new, by, {"migrate_from_chat_id": old.id})
        self.world.ring()
        return new_id


class Channel(Room):
    """A channel: only administrators post, in the channel's name."""

    async def send(self, text: str, *, by: User) -> SentMessage:
        """An administrator posts."""
        if self._require(by).status not in ADMINISTRATORS:
            raise DriverError("only administrators post in a channel")
        return self._post(text, None, sender_chat=self.record, kind="channel_post")


def rights_of(status: str) -> frozenset[str]:
    """What an administrator of ours may do; others have no extra rights."""
    return ADMIN_RIGHTS if status in ADMINISTRATORS else frozenset()


def new_group(
    world: World,
    title: str,
    owner: User,
    members: Sequence[User],
    forum: bool,
    supergroup: bool,
    bot: str | None,
) -> Group:
    """A group with its people; the bot is told that it was added."""
    number = len(world.chats) + 1
    chat_id = -1_001_000_000_000 - number if supergroup else -4_000_000 - number
    record = ChatRecord(chat_id, "supergroup" if supergroup else "group", title, forum=forum)
    group = Group(world, record)
    _settle(group, owner, members, bot)
    return group


def new_channel(world: World, title: str, owner: User, username: str, bot: str | None) -> Channel:
    """A channel of that owner; the bot is told that it was added."""
    record = ChatRecord(-1_002_000_000_000 - len(world.chats) - 1, "channel", title, username)
    channel = Channel(world, record)
    _settle(channel, owner, (), bot)
    return channel


def _settle(room: Room, owner: User, members: Sequence[User], bot: str | None) -> None:
    world, record = room.world, room.record
    world.chats[record.id] = record
    record.members[owner.id] = Member(owner, "creator")
    record.members.update({user.id: Member(user, "member") for user in members})
    if bot:
        room.change_member(Member(world.bot, bot, rights=rights_of(bot)), owner)
