"""Telegram's flood limits, driven by the same clock as the rest of the offline Telegram."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """How much a bot may send before it gets 429. None for a number switches that limit off.

    Windows are a little shorter than the documented second and minute, for a bot that keeps them exactly
    may arrive early by what the network varies.
    """

    overall: int | None = 30
    """Messages in a second to all chats."""
    overall_window: float = 0.9
    chat_burst: int | None = 5
    """Messages to one chat at once; then one a second."""
    group: int | None = 20
    """Messages in a minute to one group."""
    group_window: float = 59.5


UNLIMITED = FloodLimits(overall=None, chat_burst=None, group=None)

_SLACK = 0.1
"""Part of a message a chat may be early."""


class FloodGate:
    """Counts accepted messages; a refused one does not count."""

    def __init__(self, limits: FloodLimits) -> None:
        self.limits = limits
        self._overall: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._chats: dict[int, tuple[float, float]] = {}

    def admit(self, chat_id: int, group: bool, now: datetime) -> int:
        """0 if the message may pass and is counted, else how many whole seconds to wait."""
        at = now.timestamp()
        wait = max(
            self._window_wait(self._overall, self.limits.overall, self.limits.overall_window, at),
            self._chat_wait(chat_id, at),
            self._group_wait(chat_id, at) if group else 0.0,
        )
        if wait > 0:
            return max(1, math.ceil(wait))
        self._count(chat_id, group, at)
        return 0

    def _count(self, chat_id: int, group: bool, at: float) -> None:
        self._overall.append(at)
        if group:
            self._groups.setdefault(chat_id, deque()).append(at)
        if self.limits.chat_burst:
            self._chats[chat_id] = (self._tokens(chat_id, at) - 1, at)

    def _tokens(self, chat_id: int, at: float) -> float:
        burst = float(self.limits.chat_burst or 0)
        left, since = self._chats.get(chat_id, (burst, at))
        return min(burst, left + max(0.0, at - since))

    def _chat_wait(self, chat_id: int, at: float) -> float:
        if not self.limits.chat_burst:
            return 0.0
        tokens = self._tokens(chat_id, at)
        return 0.0 if tokens >= 1 - _SLACK else 1 - tokens

    def _group_wait(self, chat_id: int, at: float) -> float:
        times = self._groups.setdefault(chat_id, deque())
        return self._window_wait(times, self.limits.group, self.limits.group_window, at)

    @staticmethod
    def _window_wait(times: deque[float], limit: int | None, window: float, at: float) -> float:
        while times and times[0] <= at - window:
            times.popleft()
        if limit is None or len(times) < limit:
            return 0.0
        return times[0] + window - at
