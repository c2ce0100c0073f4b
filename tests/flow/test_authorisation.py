"""Who may do what where: every cell of (person, chat, command or button), read from the real tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update

from alertbot.bot.buttons import ACTIONS
from alertbot.bot.commands import BY_NAME
from alertbot.bot.handlers import Conversation
from alertbot.bot.operator_table import OPERATOR_ACTIONS, OPERATOR_BY_NAME
from alertbot.model import Access, AccessMode, AccessState, Chat, ChatKey, ChatKind
from alertbot.texts import TextCatalogue

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
OPERATOR, ADMIN, MEMBER, STRANGER, ANONYMOUS, FOREIGN = 1, 2, 3, 4, 1087968824, -100999
GROUP, CHANNEL, STRANGE_GROUP, STRANGE_CHANNEL = -1001, -1002, -1003, -1004

SHOWING = frozenset(
    [
        "start",
        "settings",
        "latest",
        "map",
        "search",
        "incident",
        "why",
        "missed",
        "simulate",
        "feeds",
        "suggest",
        "status",
        "privacy",
        "help",
    ]
)
CHANGING = frozenset(
    [
        "subscribe",
        "unsubscribe",
        "keywords",
        "watches",
        "language",
        "digest",
        "limit",
        "silent",
        "pause",
        "resume",
        "timezone",
        "quiet",
        "mute",
        "unmute",
        "export",
        "my_data",
        "delete_me",
    ]
)
OPERATORS = frozenset(
    [
        "users",
        "invite",
        "approve",
        "revoke",
        "addfeed",
        "removefeed",
        "feedhealth",
        "caution",
        "broadcast",
        "stats",
        "audit",
    ]
)
"""A new command belongs into one of these sets: think who may use it where."""

WHERE = {
    "private": {"operator": OPERATOR, "member": MEMBER, "stranger": STRANGER},
    "group": dict.fromkeys(
        ("operator", "administrator", "anonymous", "member", "foreign channel", "stranger"), GROUP
    ),
    "topic": dict.fromkeys(
        ("operator", "administrator", "anonymous", "member", "foreign channel", "stranger"), GROUP
    ),
    "channel": {"channel post": CHANNEL, "stranger": CHANNEL},
}
PEOPLE = {
    "operator": OPERATOR,
    "administrator": ADMIN,
    "anonymous": ANONYMOUS,
    "member": MEMBER,
    "foreign channel": 136817688,
    "stranger": STRANGER,
}
RULES = frozenset({"administrator", "anonymous", "channel post"})
"""Those who may configure a room."""


class Town:
    """Records what is done and said; everybody but strangers has access."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.said: list[str] = []

    # the store
    async def of(self, telegram_id: int) -> Access | None:
        known = (MEMBER, GROUP, CHANNEL)
        return Access(telegram_id, AccessState.GRANTED, None, NOW) if telegram_id in known else None

    async def request(self, *_: object) -> bool:
        return False

    async def find(self, *_: object) -> None:
        return None

    async def open(self, telegram_id: int, topic: int, kind: ChatKind, language: str, _: datetime) -> Chat:
        return Chat(ChatKey(9), telegram_id, topic, kind, language)

    async def by_key(self, key: ChatKey) -> Chat | None:
        return Chat(key, GROUP, 0, ChatKind.SUPERGROUP)

    # Telegram
    username = "alertbot"

    async def get_chat_member(self, chat: int, user: int) -> Any:
        return SimpleNamespace(status="administrator" if user == ADMIN else "member")

    async def get_chat(self, chat: int) -> Any:
        return SimpleNamespace(title="Team")

    async def send_message(self, *words: object, **more: object) -> Any:
        self.said.append(str(more.get("text", words)))
        return SimpleNamespace(message_id=1)

    async def answer_callback_query(self, *words: object, text: str | None = None, **_: object) -> bool:
        self.said.append(text or "")
        return True

    def conversation(self) -> Conversation:
        store = SimpleNamespace(access=self, chats=self)
        store.acting = lambda *_: store
        services: Any = SimpleServices(
            store=store,
            texts=TextCatalogue().load_texts,
            clock=lambda: NOW,
            operators=(OPERATOR,),
            access=AccessMode.APPROVAL,
        )
        return Conversation(services)


def SimpleServices(**fields: Any) -> Any:  # noqa: N802 - stands for a class
    """Services with what authorisation needs of them."""
    from alertbot.bot.services import Services

    missing = dict.fromkeys(set(Services.__dataclass_fields__) - fields.keys())
    return Services(**(missing | fields))


def message(where: str, who: str, text: str) -> dict[str, Any]:
    """What Telegram tells of that person's words there."""
    person = PEOPLE.get(who, ADMIN)
    chat: dict[str, Any] = {"id": WHERE[where].get(who, GROUP), "type": "private"}
    if where == "private":
        chat = {"id": person, "type": "private", "first_name": "A"}
    elif where == "channel":
        chat = {"id": STRANGE_CHANNEL if who == "stranger" else CHANNEL, "type": "channel", "title": "C"}
    else:
        chat = {"id": STRANGE_GROUP if who == "stranger" else GROUP, "type": "supergroup", "title": "G"}
    said = {"message_id": 5, "date": 1, "chat": chat, "text": text}
    if where == "channel":
        return said | {"sender_chat": chat}
    said["from"] = {"id": person, "is_bot": who in ("anonymous", "foreign channel"), "first_name": "A"}
    if who == "anonymous":
        said["sender_chat"] = chat
    if who == "foreign channel":
        said["sender_chat"] = {"id": FOREIGN, "type": "channel", "title": "F"}
    if where == "topic":
        said |= {"message_thread_id": 3, "is_topic_message": True}
    return said


def may(where: str, who: str, name: str) -> bool:
    """The rule."""
    if who == "stranger":
        return False
    if name in OPERATORS:
        return where == "private" and who == "operator"
    return where == "private" or name in SHOWING or who in RULES


def test_every_command_stands_in_exactly_one_set() -> None:
    assert set(OPERATOR_BY_NAME) == OPERATORS
    assert set(BY_NAME) - SHOWING - CHANGING == set(), "a new command: say who may use it"
    assert frozenset() == SHOWING & CHANGING
    assert {name for name, command in BY_NAME.items() if command.changes} <= CHANGING


CELLS = [(where, who) for where, people in WHERE.items() for who in people]


@pytest.mark.parametrize(("where", "who"), CELLS, ids=lambda part: part)
async def test_commands_obey_whom_they_must_and_nobody_else(
    where: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    for name in (*BY_NAME, *OPERATOR_BY_NAME):
        town = Town()

        async def act(_: object, __: str, town: Town = town, name: str = name) -> None:
            town.done.append(name)

        table = OPERATOR_BY_NAME if name in OPERATOR_BY_NAME else BY_NAME
        with monkeypatch.context() as patch:
            patch.setitem(table, name, replace(table[name], action=act))
            kind = "channel_post" if where == "channel" else "message"
            update = Update.de_json({"update_id": 1, kind: message(where, who, f"/{name}")}, town)  # type: ignore[arg-type]
            await town.conversation().text(update, SimpleNamespace(bot=town))  # type: ignore[arg-type]
        if bool(town.done) is not may(where, who, name):
            wrong.append((name, town.done, town.said))
    assert wrong == []


BUTTON_CELLS = [cell for cell in CELLS if cell[1] not in ("anonymous", "foreign channel", "channel post")]
BUTTON_CELLS += [("channel", "administrator"), ("channel", "member"), ("channel", "operator")]
READERS = frozenset({"src", "evi", "map", "why", "use", "bad", "flaw", "keys"})
"""Under an alert, for every member of a room."""
ALWAYS = frozenset({"forget"})
"""Erasing one's own data is never refused to the person in a private chat."""


def may_press(where: str, who: str, verb: str) -> bool:
    """The rule; Telegram names the person who presses, even where posts are anonymous."""
    if who == "stranger":
        return verb in ALWAYS and where == "private"
    if verb in OPERATOR_ACTIONS:
        return where == "private" and who == "operator"
    return where == "private" or who == "administrator" or verb in READERS


@pytest.mark.parametrize(("where", "who"), BUTTON_CELLS, ids=lambda part: part)
async def test_buttons_obey_whom_they_must_and_nobody_else(
    where: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    for verb in (*ACTIONS, *OPERATOR_ACTIONS):
        town = Town()
        await _press(town, where, who, verb, "", monkeypatch)
        if bool(town.done) is not may_press(where, who, verb):
            wrong.append((verb, town.done, town.said))
    assert wrong == []


@pytest.mark.parametrize(
    ("who", "obeyed"), [("administrator", True), ("member", False), ("operator", False), ("stranger", False)]
)
async def test_a_room_is_set_up_in_private_by_its_administrators_only(
    who: str, obeyed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town()
    people = PEOPLE | {"administrator": ADMIN}
    monkeypatch.setitem(WHERE["private"], who, people[who])

    async def everybody(_: int) -> Access:
        return Access(0, AccessState.GRANTED, None, NOW)

    if who != "stranger":
        town.of = everybody  # type: ignore[method-assign, assignment]
    await _press(town, "private", who, "pause", "@12:", monkeypatch)
    assert bool(town.done) is obeyed


@pytest.mark.parametrize("verb", OPERATOR_ACTIONS)
async def test_operators_buttons_do_not_work_on_behalf_of_a_room(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town()
    town.get_chat_member = lambda *_: _administrator()  # type: ignore[method-assign, assignment]
    await _press(town, "private", "operator", verb, "@12:", monkeypatch)
    assert town.done == []


async def _administrator() -> Any:
    return SimpleNamespace(status="administrator")


async def _press(
    town: Town, where: str, who: str, verb: str, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def act(_: object, __: list[str]) -> None:
        town.done.append(verb)

    shown = message(where, who if who != "operator" or where != "channel" else "channel post", "x")
    shown["from"] = {"id": 99, "is_bot": True, "first_name": "Bot"}
    shown.pop("sender_chat", None)
    pressed = {
        "id": "1",
        "from": {"id": PEOPLE[who], "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "message": shown,
        "data": f"{mark}{verb}",
    }
    table = OPERATOR_ACTIONS if verb in OPERATOR_ACTIONS else ACTIONS
    with monkeypatch.context() as patch:
        patch.setitem(table, verb, act)
        update = Update.de_json({"update_id": 1, "callback_query": pressed}, town)  # type: ignore[arg-type]
        await town.conversation().button(update, SimpleNamespace(bot=town))  # type: ignore[arg-type]
