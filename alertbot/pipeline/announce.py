"""announce: NOTICE to TELEGRAM. As deliver does: claim, wait for the same limits, call, record the result."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from alertbot.alerts.quiet import quiet_until
from alertbot.delivery.limits import SendLimits
from alertbot.delivery.retry import History, decide
from alertbot.delivery.telegram import Message, TelegramSender
from alertbot.errors import LostClaim
from alertbot.model import Alert, AlertId, Chat, ChatKind, DeliveryResult, DeliveryState, Notice, NoticeKind
from alertbot.ports import DeliveryStore, NoticeStore, SendTimes, SendTimesStore

log = structlog.get_logger(__name__)
BATCH = 10
"""Few at once: alerts go out beside them and share the limits."""
LEASE = timedelta(minutes=2)
PATIENCE = timedelta(seconds=10)

WriteNotice = Callable[[Notice, Alert | None], Message]
"""Puts a notice into the words and language of its chat."""


@dataclass(slots=True)
class Announce:
    """Sends broadcasts, and asks operators about alerts that a switch holds; keeps quiet hours."""

    notices: NoticeStore
    deliveries: DeliveryStore
    send_times: SendTimesStore
    sender: TelegramSender
    write: WriteNotice
    operators: Sequence[int]
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def __call__(self) -> bool:
        """Send one batch; True if more may be due."""
        if await self.send_times.held_until(self.clock()):
            return False
        if self.operators:
            await self.notices.ask_about_held(self.operators, self.clock())
            await self.notices.tell_of_unconfirmed(self.operators, self.clock())
        claimed = await self.notices.claim(self.clock(), BATCH, LEASE)
        for notice in claimed:
            await self._finish(notice, await self._send(notice))
        return len(claimed) == BATCH

    async def _send(self, notice: Notice) -> DeliveryResult:
        now, chat = self.clock(), notice.chat
        if notice.kind is not NoticeKind.HELD and (end := quiet_until(chat.quiet, chat.timezone, now)):
            return DeliveryResult(DeliveryState.PENDING, "quiet hours", not_before=end)
        turn = _Turn(chat, now)
        await self.send_times.reserve([chat.telegram_id], turn.book, now)
        if turn.late:
            return DeliveryResult(DeliveryState.PENDING, "rate limit", not_before=turn.when)
        if turn.when > now:
            await self.sleep((turn.when - now).total_seconds())
        held = notice.kind is NoticeKind.HELD
        alert = await self.deliveries.alert(AlertId(notice.subject)) if held else None
        answer = await self.sender.post(chat, self.write(notice, alert), plain=notice.plain)
        now = self.clock()
        history = History(notice.attempt, notice.ambiguous, notice.plain, now - notice.created_at)
        return decide(answer, history, now)

    async def _finish(self, notice: Notice, result: DeliveryResult) -> None:
        try:
            await self.notices.finish(notice, result, self.clock())
        except LostClaim:
            log.warning("notice.claim_lost", notice=notice.id, attempt=notice.attempt)
            return
        log.info("notice.result", notice=notice.id, kind=notice.kind.value, state=result.state.value)


class _Turn:
    """When one message to a chat may leave."""

    def __init__(self, chat: Chat, now: datetime) -> None:
        self._chat = chat
        self._now = now
        self.when = now
        self.late = False

    def book(self, sent: SendTimes) -> SendTimes:
        """Book the time unless it is far off; returns the send times with it."""
        limits = SendLimits(sent)
        chat, group = self._chat.telegram_id, self._chat.kind is not ChatKind.PRIVATE
        self.when = limits.earliest(chat, group=group, now=self._now)
        self.late = self.when - self._now > PATIENCE
        if not self.late:
            limits.reserve(chat, group=group, now=self._now)
        return limits.sent()
