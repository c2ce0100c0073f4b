"""Whether a message arrives without a sound."""

from __future__ import annotations

from collections.abc import Iterable

from alertbot.model import Alert, Chat, Severity

_LEVELS = (Severity.UNKNOWN, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)


def is_silent(chat: Chat, alerts: Iterable[Alert]) -> bool:
    """Return whether everything that a message tells of is less severe than the chat wants to hear.

    A message of no alert, a digest, comes when it was asked for and rings.
    """
    if chat.silent_below is None:
        return False
    told = [_LEVELS.index(alert.incident.severity) for alert in alerts]
    return bool(told) and max(told) < _LEVELS.index(chat.silent_below)
