"""The Bot API methods about the bot itself: who it is, its commands and descriptions, its webhook."""

from __future__ import annotations

import json
import re
from typing import Any

from alertbot.demo.telegram.errors import bad_request
from alertbot.demo.telegram.params import Params
from alertbot.demo.telegram.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, _params: Params) -> dict[str, Any]:
    """getMe."""
    return world.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def set_webhook(world: World, params: Params) -> bool:
    """setWebhook: remembered, never called; it ends the long poll that waits."""
    world.profile.webhook = params.text("url")
    if world.profile.webhook:
        world.updates.conflict("terminated by setWebhook request")
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """deleteWebhook."""
    world.profile.webhook = ""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    """getWebhookInfo."""
    return {
        "url": world.profile.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands for a scope and a language."""
    given = params.json("commands")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_key(params)] = [_command(one) for one in given]
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """getMyCommands for exactly that scope and language."""
    return world.profile.commands.get(_key(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands for exactly that scope and language."""
    world.profile.commands.pop(_key(params), None)
    return True


def set_my_description(world: World, params: Params) -> bool:
    """setMyDescription for a language."""
    return _describe(world.profile.descriptions, params, "description", MAX_DESCRIPTION)


def get_my_description(world: World, params: Params) -> dict[str, str]:
    """getMyDescription for a language."""
    return {"description": world.profile.descriptions.get(_language(params), "")}


def set_my_short_description(world: World, params: Params) -> bool:
    """setMyShortDescription for a language."""
    return _describe(world.profile.short_descriptions, params, "short_description", MAX_SHORT_DESCRIPTION)


def get_my_short_description(world: World, params: Params) -> dict[str, str]:
    """getMyShortDescription for a language."""
    return {"short_description": world.profile.short_descriptions.get(_language(params), "")}


def _describe(where: dict[str, str], params: Params, name: str, limit: int) -> bool:
    text = params.text(name)
    if len(text) > limit:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
    where[_language(params)] = text
    return True


def _command(given: dict[str, Any]) -> dict[str, str]:
    name, description = str(given.get("command", "")).removeprefix("/"), str(given.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _key(params: Params) -> tuple[str, str]:
    scope = params.json("scope") or {"type": "default"}
    fields = _SCOPES.get(scope.get("type", "")) if isinstance(scope, dict) else None
    if fields is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not all(name in scope for name in fields):
        raise bad_request(f"can't parse BotCommandScope: Can't find field \"{fields[-1]}\"")
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not re.fullmatch(r"|[a-z]{2}", code):
        raise bad_request("invalid language_code specified")
    return code
