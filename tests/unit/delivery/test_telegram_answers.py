"""Which exception of python-telegram-bot means which answer."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from alertbot.delivery.answer import AnswerKind
from alertbot.delivery.telegram import explain, explain_photo


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


CASES = [
    (caused(NetworkError("x"), httpx.ConnectError("refused")), AnswerKind.NOT_SENT),
    (caused(TimedOut(), httpx.ConnectTimeout("slow")), AnswerKind.NOT_SENT),
    (caused(TimedOut(), httpx.PoolTimeout("full")), AnswerKind.NOT_SENT),
    (caused(TimedOut(), httpx.ReadTimeout("slow")), AnswerKind.UNKNOWN),
    (caused(NetworkError("x"), httpx.RemoteProtocolError("closed")), AnswerKind.UNKNOWN),
    (NetworkError("Internal Server Error"), AnswerKind.UNKNOWN),
    (NetworkError("Too Many Requests (429). Parsing the server response b'' failed"), AnswerKind.FLOOD),
    (TelegramError("Invalid server response"), AnswerKind.UNKNOWN),
    (RetryAfter(30), AnswerKind.FLOOD),
    (ChatMigrated(-1001), AnswerKind.MIGRATED),
    (Forbidden("Forbidden: bot was blocked by the user"), AnswerKind.REFUSED),
    (caused(Forbidden("Forbidden (403)"), TelegramError("Invalid server response")), AnswerKind.NOT_SENT),
    (caused(BadRequest("Bad Request (400)"), TelegramError("Invalid server response")), AnswerKind.NOT_SENT),
    (BadRequest("Chat not found"), AnswerKind.REFUSED),
    (BadRequest("Topic_closed"), AnswerKind.REFUSED),
    (BadRequest("Not enough rights to send text messages to the chat"), AnswerKind.REFUSED),
    (BadRequest("Can't parse entities: unclosed start tag at byte offset 4"), AnswerKind.BAD_MARKUP),
    (BadRequest("Message is too long"), AnswerKind.BAD_MARKUP),
    (BadRequest("Something new"), AnswerKind.BAD_REQUEST),
    (InvalidToken("Not Found"), AnswerKind.BAD_TOKEN),
    (Conflict("terminated by other getUpdates request"), AnswerKind.NOT_SENT),
]


@pytest.mark.parametrize(("error", "kind"), CASES, ids=lambda value: str(value)[:40])
def test_each_exception_has_its_answer(error: TelegramError, kind: AnswerKind) -> None:
    assert explain(error).kind is kind


def test_waiting_time_and_new_id_are_kept() -> None:
    wait = explain(RetryAfter(30)).retry_after
    assert wait is not None
    assert wait.total_seconds() == 30
    assert explain(ChatMigrated(-1001)).migrate_to == -1001


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BadRequest("Not enough rights to send photos to the chat"), AnswerKind.BAD_MARKUP),
        (BadRequest("CHAT_SEND_PHOTOS_FORBIDDEN"), AnswerKind.BAD_MARKUP),
        (BadRequest("IMAGE_PROCESS_FAILED"), AnswerKind.BAD_MARKUP),
        (BadRequest("PHOTO_INVALID_DIMENSIONS"), AnswerKind.BAD_MARKUP),
        (BadRequest("Message caption is too long"), AnswerKind.BAD_MARKUP),
        (BadRequest("Something new"), AnswerKind.BAD_MARKUP),
        (BadRequest("Chat not found"), AnswerKind.REFUSED),
        (Forbidden("Forbidden: bot was blocked by the user"), AnswerKind.REFUSED),
        (RetryAfter(30), AnswerKind.FLOOD),
        (caused(TimedOut(), httpx.WriteTimeout("slow")), AnswerKind.UNKNOWN),
    ],
    ids=str,
)
def test_what_is_refused_for_its_picture_goes_as_words_next(error: TelegramError, kind: AnswerKind) -> None:
    assert explain_photo(error).kind is kind
