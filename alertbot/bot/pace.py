"""How often one person is answered in one chat: ten times a minute, then one polite word, then silence."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

MOST_MESSAGES = 10
MOST_PRESSES = 60
"""Choosing a dozen countries by buttons takes a dozen presses."""
WINDOW = timedelta(minutes=1)
_MOST_KEPT = 10_000


class Turn(Enum):
    """What to do with a message."""

    ANSWER = "answer"
    ASK_TO_WAIT = "ask to wait"
    KEEP_SILENT = "keep silent"


@dataclass(slots=True)
class _Record:
    answered: deque[datetime] = field(default_factory=deque)
    warned: bool = False


class Pace:
    """Counts what each (person, chat) was answered over a sliding minute; silence does not count."""

    def __init__(self, most: int, window: timedelta = WINDOW) -> None:
        self._most = most
        self._window = window
        self._records: dict[tuple[int, int], _Record] = {}

    def take(self, person: int, chat: int, now: datetime) -> Turn:
        """Count one message of a person in a chat; both are Telegram's numbers."""
        if len(self._records) >= _MOST_KEPT:
            self._forget(now)
        record = self._records.setdefault((person, chat), _Record())
        self._drop_old(record, now)
        if len(record.answered) < self._most:
            record.answered.append(now)
            record.warned = False
            return Turn.ANSWER
        if record.warned:
            return Turn.KEEP_SILENT
        record.warned = True
        return Turn.ASK_TO_WAIT

    def _drop_old(self, record: _Record, now: datetime) -> None:
        while record.answered and now - record.answered[0] >= self._window:
            record.answered.popleft()

    def _forget(self, now: datetime) -> None:
        """Drop who has been quiet for a while."""
        for key, record in list(self._records.items()):
            self._drop_old(record, now)
            if not record.answered:
                del self._records[key]


class HeavyPace(Pace):
    """The same for what takes long: whoever has a turn waits until one of so many, of all chats, is done."""

    def __init__(self, most: int, at_once: int) -> None:
        super().__init__(most)
        self.turns = asyncio.Semaphore(at_once)
