"""An update that cannot be read costs itself; the others of the same answer are heard."""

from __future__ import annotations

import json
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import NetworkError, TelegramError

from alertbot.bot.intake import UpdatesRequest, sift

USER = {"id": 7, "is_bot": False, "first_name": "Reader", "language_code": "en"}
CHAT = {"id": 7, "type": "private", "first_name": "Reader"}


def message(number: int = 1, **changes: Any) -> dict[str, Any]:
    told = {"message_id": 5, "date": 1_700_000_000, "chat": CHAT, "from": USER, "text": "/help"}
    return {"update_id": number, "message": {**told, **changes}}


def test_readable_updates_pass_unchanged() -> None:
    assert sift([message(1), message(2)]) == [message(1), message(2)]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": 5},
        {"text": None},
        {"chat": None},
        {"chat": {"id": "seven", "type": "private"}},
        {"chat": {"id": 2**60, "type": "private"}},
        {"chat": {"type": "private"}},
        {"from": []},
        {"date": "today"},
        {"date": 10**20},
        {"message_id": True},
        {"entities": [{"type": 5}]},
        {"entities": 7},
    ],
)
def test_an_unreadable_update_keeps_its_number_only(changes: dict[str, Any]) -> None:
    with capture_logs() as logs:
        assert sift([message(1), message(2, **changes), message(3)]) == [
            message(1),
            {"update_id": 2},
            message(3),
        ]
    assert [entry["event"] for entry in logs] == ["update.unreadable"]
    assert "/help" not in str(logs)


def test_half_characters_become_whole() -> None:
    [update] = sift([message(text="a\ud800b")])
    assert update["message"]["text"] == "a\ufffdb"


@pytest.mark.parametrize("result", [None, {}, "x", [{"message": {}}], [5], [{"update_id": "1"}]])
def test_what_is_no_list_of_numbered_updates_makes_the_poller_wait(result: object) -> None:
    with pytest.raises(NetworkError):
        sift(result)


def test_refusals_pass_and_rubbish_is_an_error_of_telegram() -> None:
    refusal = {"ok": False, "error_code": 409, "description": "Conflict"}
    assert UpdatesRequest.parse_json_payload(json.dumps(refusal).encode()) == refusal
    with pytest.raises(TelegramError):
        UpdatesRequest.parse_json_payload(b"<html>")
