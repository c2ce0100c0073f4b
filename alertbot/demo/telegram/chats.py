"""The Bot API methods about chats and their members, and about files."""

from __future__ import annotations

from typing import Any

from alertbot.demo.telegram.errors import bad_request
from alertbot.demo.telegram.params import Params
from alertbot.demo.telegram.people import ADMINISTRATORS, Member
from alertbot.demo.telegram.world import World

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(world: World, params: Params) -> dict[str, Any]:
    """getChat."""
    chat = world.chat(params)
    world.check_member(chat)
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    """getChatMember; a stranger Telegram knows is 'left', one it does not know is refused."""
    chat = world.chat(params)
    world.check_member(chat)
    user = world.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    if chat.type == "channel" and chat.status_of(world.bot.id) not in ADMINISTRATORS:
        raise bad_request("member list is inaccessible")
    if chat.person:
        return Member(user, "member").as_json()
    return (chat.members.get(user.id) or Member(user, "left")).as_json()


def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    """getChatAdministrators, without other bots."""
    chat = world.chat(params)
    if chat.person:
        raise bad_request("there are no administrators in the private chat")
    world.check_member(chat)
    if chat.type == "channel" and chat.status_of(world.bot.id) not in ADMINISTRATORS:
        raise bad_request("member list is inaccessible")
    return [
        member.as_json()
        for member in chat.members.values()
        if member.status in ADMINISTRATORS and (member.user is world.bot or not member.user.is_bot)
    ]


def get_chat_member_count(world: World, params: Params) -> int:
    """getChatMemberCount."""
    chat = world.chat(params)
    world.check_member(chat)
    return 2 if chat.person else sum(one.status not in {"left", "kicked"} for one in chat.members.values())


def leave_chat(world: World, params: Params) -> bool:
    """leaveChat; Telegram tells the bot so with my_chat_member."""
    chat = world.chat(params)
    if chat.person:
        raise bad_request("chat member status can't be changed in private chats")
    world.check_member(chat)
    old = world.bot_member(chat)
    chat.members[world.bot.id] = new = Member(world.bot, "left")
    tell_membership(world, chat.id, world.bot.as_json(), old, new)
    return True


def tell_membership(world: World, chat_id: int, by: dict[str, Any], old: Member, new: Member) -> None:
    """Queue my_chat_member of the bot's own change, chat_member of others' where it is administrator."""
    chat = world.chats[chat_id]
    mine = new.user is world.bot
    if not mine and chat.status_of(world.bot.id) not in ADMINISTRATORS:
        return
    world.updates.add(
        "my_chat_member" if mine else "chat_member",
        {
            "chat": chat.as_json(),
            "from": by,
            "date": int(world.clock().timestamp()),
            "old_chat_member": old.as_json(),
            "new_chat_member": new.as_json(),
        },
    )
    world.ring()


def get_file(world: World, params: Params) -> dict[str, Any]:
    """getFile: where the content can be fetched."""
    media = world.files.get(params.text("file_id"))
    if media is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": media.file_id,
        "file_unique_id": f"u{media.file_id}",
        "file_size": len(media.content),
        "file_path": media.file_id,
    }
