"""The offline Bot API over real HTTP on 127.0.0.1, and the handle with which tests and the demo drive it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from alertbot.demo.http import HttpRequest, HttpResponse, HttpServer
from alertbot.demo.telegram import change, chats, profile, send
from alertbot.demo.telegram.driver import PrivateChat, new_private
from alertbot.demo.telegram.errors import ApiError
from alertbot.demo.telegram.faults import Fault, FaultScript
from alertbot.demo.telegram.floodgate import FloodLimits
from alertbot.demo.telegram.ledger import SentMessage
from alertbot.demo.telegram.params import Params, read_params
from alertbot.demo.telegram.people import User
from alertbot.demo.telegram.rooms import Channel, Group, new_channel, new_group
from alertbot.demo.telegram.world import World

DEMO_TOKEN = "110201543:OfflineTelegramNeedsNoSecret_demo01"  # noqa: S105 - opens nothing but this server
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_CALL = re.compile(r"/bot([^/]*)/(\w+)/?")
_FILE = re.compile(r"/file/bot([^/]*)/(.+)")

METHODS: dict[str, Callable[[World, Params], Any]] = {
    "getme": profile.get_me,
    "setwebhook": profile.set_webhook,
    "deletewebhook": profile.delete_webhook,
    "getwebhookinfo": profile.get_webhook_info,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmydescription": profile.set_my_description,
    "getmydescription": profile.get_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getmyshortdescription": profile.get_my_short_description,
    "sendmessage": send.send_message,
    "sendphoto": send.send_photo,
    "senddocument": send.send_document,
    "sendchataction": send.send_chat_action,
    "editmessagetext": change.edit_message_text,
    "editmessagecaption": change.edit_message_caption,
    "editmessagereplymarkup": change.edit_message_reply_markup,
    "deletemessage": change.delete_message,
    "pinchatmessage": change.pin_chat_message,
    "unpinchatmessage": change.unpin_chat_message,
    "answercallbackquery": change.answer_callback_query,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmembercount": chats.get_chat_member_count,
    "leavechat": chats.leave_chat,
    "getfile": chats.get_file,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API and how it ended."""

    method: str
    """As the bot spelt it."""
    params: Params
    status: int | None
    """HTTP status of the answer, None if the connection was closed without one."""
    at: datetime
    description: str = ""
    """Why it was refused."""


def _system_clock() -> datetime:
    return datetime.now(UTC)


class OfflineTelegram:
    """A Telegram for one bot, all in this process.

    `async with OfflineTelegram() as tg:` serves the Bot API at `tg.base_url` for `tg.token`. Everything
    lives as long as the object: leaving the block and entering again is an outage. `clock` dates messages
    and drives the flood limits; long polling waits in real time.
    """

    def __init__(
        self,
        token: str = DEMO_TOKEN,
        *,
        clock: Callable[[], datetime] = _system_clock,
        limits: FloodLimits = FloodLimits(),  # noqa: B008 - frozen
        username: str = "alertbot_demo_bot",
        port: int = 0,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "", "Alertbot", username, is_bot=True)
        self.token = token
        self.world = World(bot, clock, limits)
        self.faults = FaultScript()
        self.calls: list[Call] = []
        self._http = HttpServer(self._answer, port)

    async def __aenter__(self) -> OfflineTelegram:
        await self._http.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    # --- for the bot ---

    @property
    def api_url(self) -> str:
        """The address of the Bot API, as ALERTBOT_TELEGRAM_API takes it."""
        return self._http.url

    @property
    def clients(self) -> int:
        """Connections of the bot that are open."""
        return self._http.clients

    @property
    def base_url(self) -> str:
        """For `ApplicationBuilder.base_url`, which appends token and method."""
        return f"{self._http.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For `ApplicationBuilder.base_file_url`."""
        return f"{self._http.url}/file/bot"

    @property
    def port(self) -> int:
        """The loopback port, known once the block is entered."""
        return self._http.port

    # --- for the people around it ---

    @property
    def messages(self) -> list[SentMessage]:
        """Every message the bot sent, in order of acceptance, deleted ones included."""
        return [message for message in self.world.messages if message.from_bot]

    def user(
        self, user_id: int, language_code: str = "en", first_name: str = "Reader", username: str = ""
    ) -> User:
        """A person, known to Telegram from now on."""
        user = User(user_id, language_code, first_name, username)
        self.world.users[user_id] = user
        return user

    def private(self, user: User) -> PrivateChat:
        """The private chat of that person with the bot; the bot may write once the person did."""
        return new_private(self.world, user)

    def group(
        self,
        title: str = "Team",
        *,
        owner: User,
        members: Sequence[User] = (),
        forum: bool = False,
        supergroup: bool = True,
        bot: str | None = "member",
    ) -> Group:
        """A group; `bot` is 'member', 'administrator' or None (add it later). A forum is a supergroup."""
        return new_group(self.world, title, owner, members, forum, supergroup or forum, bot)

    def channel(
        self, title: str = "Alerts", *, owner: User, username: str = "", bot: str | None = "administrator"
    ) -> Channel:
        """A channel; with a username it can be named @username."""
        return new_channel(self.world, title, owner, username, bot)

    def spoil(
        self,
        fault: Fault,
        method: str = "sendMessage",
        chat: int | None = None,
        *,
        times: int | None = 1,
        after: int = 0,
    ) -> None:
        """Let the next `times` such calls (None: all) go wrong after letting `after` pass; see `faults`."""
        self.faults.add(fault, method, chat, times, after)

    async def wait_for(self, check: Callable[[SentMessage], bool] | str, within: float = 30.0) -> SentMessage:
        """The first message of the bot to any chat that satisfies `check` or contains that text."""
        matches = (lambda one: check in one.text) if isinstance(check, str) else check
        return await self.world.until(lambda: next(filter(matches, self.messages), None), within)

    async def wait_for_call(self, method: str, count: int = 1, within: float = 30.0) -> list[Call]:
        """All calls of that method once there are `count`, refused ones included."""

        def enough() -> list[Call] | None:
            found = [call for call in self.calls if call.method.lower() == method.lower()]
            return found if len(found) >= count else None

        return await self.world.until(enough, within)

    # --- HTTP ---

    async def _answer(self, request: HttpRequest) -> HttpResponse | None:
        if found := _FILE.fullmatch(request.path):
            return self._file(found[1], found[2])
        found = _CALL.fullmatch(request.path)
        if not found or not _TOKEN.fullmatch(found[1]):
            return _refusal(ApiError(404, "Not Found"))
        if found[1] != self.token:
            return _refusal(ApiError(401, "Unauthorized"))
        return await self._call(found[2], request)

    async def _call(self, method: str, request: HttpRequest) -> HttpResponse | None:
        try:
            params = read_params(request)
        except ApiError as error:
            return self._note(method, Params(), error)
        fault = self.faults.take(method, self._chat_of(params))
        if fault is None:
            return self._note(method, params, await self._outcome(method, params))
        outcome = await self._outcome(method, params) if fault.carried_out else None
        await asyncio.sleep(fault.delay)
        return self._spoilt(method, params, fault, outcome)

    def _spoilt(self, method: str, params: Params, fault: Fault, outcome: Any) -> HttpResponse | None:
        if fault.hang_up:
            self.calls.append(Call(method, params, None, self.world.clock(), "connection closed"))
            self.world.ring()
            return None
        if fault.page is not None:
            self.calls.append(Call(method, params, fault.status, self.world.clock(), "not JSON"))
            self.world.ring()
            return HttpResponse(fault.status, fault.page, {"Content-Type": fault.content_type})
        return self._note(method, params, fault.error or outcome)

    async def _outcome(self, method: str, params: Params) -> Any:
        """What the method returns, or the ApiError it raises."""
        try:
            if method.lower() == "getupdates":
                return await self._get_updates(params)
            if method.lower() not in METHODS:
                return ApiError(404, "Not Found: method not found")
            return METHODS[method.lower()](self.world, params)
        except ApiError as error:
            return error

    async def _get_updates(self, params: Params) -> list[dict[str, Any]]:
        if self.world.profile.webhook:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if (allowed := params.json("allowed_updates")) is not None:
            self.world.updates.allow(allowed)
        return await self.world.updates.get(
            params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
        )

    def _note(self, method: str, params: Params, outcome: Any) -> HttpResponse:
        error = outcome if isinstance(outcome, ApiError) else None
        response = _refusal(error) if error else _json(200, {"ok": True, "result": outcome})
        description = error.description if error else ""
        self.calls.append(Call(method, params, response.status, self.world.clock(), description))
        self.world.ring()
        return response

    def _chat_of(self, params: Params) -> int | None:
        given = params.text("chat_id")
        if given.startswith("@"):
            return next((c.id for c in self.world.chats.values() if c.username == given[1:]), None)
        return params.integer("chat_id") or None

    def _file(self, token: str, path: str) -> HttpResponse:
        media = self.world.files.get(path)
        if token != self.token or media is None:
            return _refusal(ApiError(404, "Not Found"))
        return HttpResponse(200, media.content, {"Content-Type": media.content_type})


def _refusal(error: ApiError) -> HttpResponse:
    shown: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        shown["parameters"] = error.parameters
    return _json(error.code, shown)


def _json(status: int, shown: dict[str, Any]) -> HttpResponse:
    return HttpResponse(status, json.dumps(shown).encode(), {"Content-Type": "application/json"})
