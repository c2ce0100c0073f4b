"""Structured logs on standard error, with secrets masked wherever they turn up."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

_TOKEN = re.compile(r"\b\d{5,12}:[A-Za-z0-9_-]{30,50}\b")
"""The shape of a bot token."""
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s:]+:[^/@\s]+(?=@)")
MASK = "***"
NOISY = ("httpx", "httpcore", "telegram", "apscheduler", "alembic", "trafilatura", "aiosqlite", "asyncio")


class Redactor:
    """Masks given secrets, bot tokens and URL credentials in any text."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = [secret for secret in secrets if len(secret) >= 6]

    def text(self, text: str) -> str:
        """`text` with every secret replaced."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _CREDENTIALS.sub(MASK, _TOKEN.sub(MASK, text))

    def __call__(self, _logger: Any, _method: str, event: EventDict) -> EventDict:
        """As a structlog processor: every string of the event."""
        return {key: self._value(value) for key, value in event.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, bool | int | float | None):
            return value
        if isinstance(value, list | tuple):
            return [self._value(part) for part in value]
        if isinstance(value, dict):
            return {key: self._value(part) for key, part in value.items()}
        return self.text(str(value))


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Masks the finished line too: whatever a library or a traceback put into it."""

    def __init__(
        self, redactor: Redactor, processors: Sequence[Processor], foreign: Sequence[Processor]
    ) -> None:
        super().__init__(processors=processors, foreign_pre_chain=foreign)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.text(super().format(record))


def configure_logs(level: str, style: str, secrets: Sequence[str] = ()) -> None:
    """Send all logs, ours and the libraries', to standard error as `style` ('console' or 'json')."""
    redactor = Redactor(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    final: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
    ]
    final += [structlog.processors.JSONRenderer(ensure_ascii=False) if style == "json" else _console()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_RedactingFormatter(redactor, final, shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*shared, redactor, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _console() -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
