"""Telegram's sending limits as a pure clockwork: when may the next message to a chat leave?"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

OVERALL = (30, timedelta(seconds=1))
PER_CHAT = (1, timedelta(seconds=1))
PER_GROUP = (20, timedelta(seconds=60))
"""(messages, window). Source: Bot FAQ, "My bot is hitting limits"; measured in docs/reliability.md."""
EVERYBODY = 0
"""Stands for all chats together among the send times; no chat has this id."""
LONGEST_WINDOW = PER_GROUP[1]


class Window:
    """At most `count` events in any `span` of time."""

    def __init__(self, count: int, span: timedelta, times: Sequence[datetime] = ()) -> None:
        self._span = span
        self._times: deque[datetime] = deque(times, maxlen=count)

    @property
    def times(self) -> tuple[datetime, ...]:
        """The latest events, at most as many as the window allows."""
        return tuple(self._times)

    def earliest(self, now: datetime) -> datetime:
        """When one more event is allowed, `now` at the earliest."""
        if len(self._times) < (self._times.maxlen or 0):
            return now
        return max(now, self._times[0] + self._span)

    def add(self, when: datetime) -> None:
        """Count an event; `when` must not be earlier than the last one's `earliest`."""
        self._times.append(when)


class SendLimits:
    """Reserves send times so that no limit is ever exceeded; keeps no more than the last minute.

    `sent` are earlier send times by chat, in order, and those of EVERYBODY: what `sent` gave before.
    """

    def __init__(self, sent: Mapping[int, Sequence[datetime]] | None = None) -> None:
        self._earlier = sent or {}
        self._overall = Window(*OVERALL, self._earlier.get(EVERYBODY, ()))
        self._chats: dict[int, tuple[Window, ...]] = {}

    def sent(self) -> dict[int, tuple[datetime, ...]]:
        """Send times of every chat asked for, and of EVERYBODY: all that decides about later ones."""
        return {chat: windows[-1].times for chat, windows in self._chats.items()} | {
            EVERYBODY: self._overall.times
        }

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

    def _windows(self, telegram_id: int, group: bool) -> tuple[Window, ...]:
        if telegram_id not in self._chats:
            limits = (PER_CHAT, PER_GROUP) if group else (PER_CHAT,)
            earlier = self._earlier.get(telegram_id, ())
            self._chats[telegram_id] = tuple(Window(*limit, earlier) for limit in limits)
        return self._chats[telegram_id]
