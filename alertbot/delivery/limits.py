"""Telegram's sending limits as a pure clockwork: when may the next message to a chat leave?"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

OVERALL = (30, timedelta(seconds=1))
PER_CHAT = (1, timedelta(seconds=1))
PER_GROUP = (20, timedelta(seconds=60))
"""(messages, window). Source: Bot FAQ, "My bot is hitting limits"; measured in docs/reliability.md."""


class Window:
    """At most `count` events in any `span` of time."""

    def __init__(self, count: int, span: timedelta) -> None:
        self._span = span
        self._times: deque[datetime] = deque(maxlen=count)

    def earliest(self, now: datetime) -> datetime:
        """When one more event is allowed, `now` at the earliest."""
        if len(self._times) < (self._times.maxlen or 0):
            return now
        return max(now, self._times[0] + self._span)

    def add(self, when: datetime) -> None:
        """Count an event; `when` must not be earlier than the last one's `earliest`."""
        self._times.append(when)

    def idle(self, now: datetime) -> bool:
        """True if no event counts any more: the window can be forgotten."""
        return not self._times or self._times[-1] + self._span < now


class SendLimits:
    """Reserves send times so that no limit is ever exceeded; keeps no more than the last minute."""

    def __init__(self) -> None:
        self._overall = Window(*OVERALL)
        self._chats: dict[int, tuple[Window, ...]] = {}

    def reserve(self, telegram_id: int, *, group: bool, now: datetime) -> datetime:
        """The time at which the next message to this chat may leave; it counts as sent then."""
        windows = self._windows(telegram_id, group)
        when = max(window.earliest(now) for window in (self._overall, *windows))
        for window in (self._overall, *windows):
            window.add(when)
        return when

    def earliest(self, telegram_id: int, *, group: bool, now: datetime) -> datetime:
        """As `reserve`, without reserving."""
        return max(window.earliest(now) for window in (self._overall, *self._windows(telegram_id, group)))

    def forget_idle(self, now: datetime) -> None:
        """Drop chats nothing was sent to lately, to keep memory flat."""
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if not all(window.idle(now) for window in windows)
        }

    def _windows(self, telegram_id: int, group: bool) -> tuple[Window, ...]:
        if telegram_id not in self._chats:
            limits = (PER_CHAT, PER_GROUP) if group else (PER_CHAT,)
            self._chats[telegram_id] = tuple(Window(*limit) for limit in limits)
        return self._chats[telegram_id]
