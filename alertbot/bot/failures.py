"""Tells the log what failed while a person was answered: a bug with its traceback, a refusal in one line."""

from __future__ import annotations

import structlog
from telegram.error import TelegramError

log = structlog.get_logger(__name__)
_MOST_REASON = 200
"""Characters of Telegram's words."""


def log_failure(error: BaseException | None) -> None:
    """Log one failure without the person's words.

    What Telegram refused or could not take (chat not found, query too old, no connection) is no bug of ours:
    one line at warning, without traceback. Everything else is an error with its traceback.
    """
    if isinstance(error, TelegramError):
        log.warning(
            "bot.refused", kind=type(error).__name__, reason=" ".join(str(error).split())[:_MOST_REASON]
        )
    else:
        log.error("bot.fault", exc_info=error)
