"""What the log is told when an answer to a person fails."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, Forbidden, TelegramError, TimedOut

from alertbot.bot.failures import log_failure


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Chat not found"),
        BadRequest("Query is too old and response timeout expired or query id is invalid"),
        Forbidden("Forbidden: bot was kicked from the group chat"),
        TimedOut(),
    ],
)
def test_what_telegram_refuses_is_one_line_at_warning_without_a_traceback(error: TelegramError) -> None:
    with capture_logs() as lines:
        log_failure(error)
    (line,) = lines
    assert (line["event"], line["log_level"], line["kind"]) == (
        "bot.refused",
        "warning",
        type(error).__name__,
    )
    assert line["reason"] == str(error)
    assert "exc_info" not in line


def test_a_long_refusal_is_cut_and_stays_on_one_line() -> None:
    with capture_logs() as lines:
        log_failure(BadRequest("first\nsecond " + "x" * 1_000))
    assert lines[0]["reason"].startswith("first second xxx")
    assert len(lines[0]["reason"]) == 200


def test_a_bug_of_ours_is_an_error_with_its_traceback() -> None:
    bug = KeyError("surprise")
    with capture_logs() as lines:
        log_failure(bug)
    assert [(line["event"], line["log_level"], line["exc_info"]) for line in lines] == [
        ("bot.fault", "error", bug)
    ]
