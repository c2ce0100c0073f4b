"""How the Bot API refuses: a status, a description and sometimes parameters."""

from __future__ import annotations

from collections.abc import Mapping

from alertbot.errors import AlertbotError


class ApiError(AlertbotError):
    """An answer `{"ok": false, ...}` with that HTTP status; `parameters` as in ResponseParameters."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


class DriverError(AlertbotError):
    """The script asked a person to do what Telegram would not let them do: mend the test or the tour."""


def bad_request(reason: str) -> ApiError:
    """400, worded as Telegram does."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403, worded as Telegram does."""
    return ApiError(403, f"Forbidden: {reason}")


def migrated(new_id: int) -> ApiError:
    """400 for a group that became a supergroup, with its new id."""
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_id},
    )


def too_many_requests(retry_after: int) -> ApiError:
    """429: wait that many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
