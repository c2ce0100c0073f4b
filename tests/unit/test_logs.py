"""Logs: structured, and no secret gets through by any door."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from alertbot.logs import MASK, Redactor, configure_logs

TOKEN = "123456789:AAHcanaryCanaryCanaryCanaryCanary123"
OTHER_TOKEN = "987654321:BBHotherOtherOtherOtherOtherOther456"
PASSWORD = "s3cret-pass"


@pytest.fixture(autouse=True)
def _restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_secrets_are_masked_in_events_tracebacks_and_foreign_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("DEBUG", "json", [TOKEN, PASSWORD])
    log = structlog.get_logger("test")
    log.info("sent", url=f"https://api.example.org/bot{TOKEN}/getMe", nested={"a": [PASSWORD]})
    logging.getLogger("telegram").error("failed for %s", OTHER_TOKEN)
    try:
        int(f"bad token {TOKEN} at https://me:{PASSWORD}@example.org/feed")
    except ValueError:
        log.exception("fault")
    written = capsys.readouterr().err
    assert written.count("\n") == 3
    assert not [secret for secret in (TOKEN, OTHER_TOKEN, PASSWORD) if secret in written]
    assert MASK in written


def test_json_lines_carry_event_level_and_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO", "json")
    structlog.get_logger("test").info("feed.polled", feed=7, new=2)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["feed"], line["new"]) == ("feed.polled", "info", 7, 2)


def test_http_clients_do_not_log_addresses_below_warning(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG", "console")
    logging.getLogger("httpx").info("HTTP Request: GET https://example.org")
    assert capsys.readouterr().err == ""


def test_credentials_in_addresses_are_masked_without_being_known() -> None:
    masked = Redactor([]).text("GET http://user:hidden@feeds.example.org/rss")
    assert masked == f"GET http://{MASK}@feeds.example.org/rss"
