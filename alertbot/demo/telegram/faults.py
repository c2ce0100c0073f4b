"""Scripted misfortune: what goes wrong with which call, how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alertbot.demo.telegram.errors import ApiError, forbidden, migrated, too_many_requests


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of, or after, its being carried out."""

    error: ApiError | None = None
    """Answer this refusal."""
    page: bytes | None = None
    """Answer this body with `status`, as a proxy or a broken server would."""
    status: int = 200
    content_type: str = "text/html"
    carried_out: bool = False
    """True: the call takes effect first; only its answer is spoilt."""
    hang_up: bool = False
    """Close the connection without an answer."""
    delay: float = 0.0
    """Wait that many real seconds first."""


def blocked() -> Fault:
    """403: the person stopped the bot."""
    return Fault(forbidden("bot was blocked by the user"))


def kicked(kind: str = "supergroup") -> Fault:
    """403: the bot was thrown out of the 'group', 'supergroup' or 'channel'."""
    return Fault(forbidden(f"bot was kicked from the {kind} chat"))


def refused(code: int, description: str, parameters: Mapping[str, int] | None = None) -> Fault:
    """Any refusal in Telegram's JSON."""
    return Fault(ApiError(code, description, parameters))


def moved(new_id: int) -> Fault:
    """400 with migrate_to_chat_id."""
    return Fault(migrated(new_id))


def flooded(retry_after: int) -> Fault:
    """429 with retry_after in seconds."""
    return Fault(too_many_requests(retry_after))


def server_error(code: int = 500, *, carried_out: bool = False) -> Fault:
    """5xx in Telegram's JSON, before or after the call took effect."""
    return Fault(ApiError(code, "Internal Server Error"), carried_out=carried_out)


def html_page(status: int = 502, *, carried_out: bool = False) -> Fault:
    """A page that is no JSON, as from a proxy in between."""
    page = b"<html><head><title>Oops</title></head><body>The server is away.</body></html>"
    return Fault(page=page, status=status, carried_out=carried_out)


def lost_answer() -> Fault:
    """The call takes effect, and the connection closes without an answer."""
    return Fault(carried_out=True, hang_up=True)


def cut() -> Fault:
    """The connection closes before the call took effect."""
    return Fault(hang_up=True)


def slow(seconds: float) -> Fault:
    """The call is carried out and answered, that many real seconds later."""
    return Fault(delay=seconds, carried_out=True)


@dataclass(slots=True)
class _Rule:
    fault: Fault
    method: str
    chat_id: int | None
    times: int | None
    after: int


@dataclass(slots=True)
class FaultScript:
    """Which calls go wrong; the rule added first is used up first."""

    _rules: list[_Rule] = field(default_factory=list)

    def add(
        self,
        fault: Fault,
        method: str = "sendMessage",
        chat_id: int | None = None,
        times: int | None = 1,
        after: int = 0,
    ) -> None:
        """Spoil the next `times` matching calls (None: all), letting `after` of them pass first.

        `method` is a Bot API method in its usual spelling, '*' any; `chat_id` None any chat.
        """
        self._rules.append(_Rule(fault, method.lower(), chat_id, times, after))

    def clear(self) -> None:
        """Everything goes well again."""
        self._rules.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, counted."""
        for rule in self._rules:
            if rule.method not in {"*", method.lower()} or rule.chat_id not in {None, chat_id}:
                continue
            if rule.after:
                rule.after -= 1
                continue
            if rule.times is not None:
                rule.times -= 1
                if rule.times == 0:
                    self._rules.remove(rule)
            return rule.fault
        return None
