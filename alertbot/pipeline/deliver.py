"""deliver: ALERT to TELEGRAM. Claim (T3), wait for the limits, call Telegram, record the result (T4)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.limits import SendLimits
from alertbot.delivery.retry import decide, history_of
from alertbot.delivery.telegram import Message, Sender
from alertbot.errors import LostClaim
from alertbot.model import ChatKind, Delivery, DeliveryResult, DeliveryState
from alertbot.ports import DeliveryStore

log = structlog.get_logger(__name__)
BATCH = 30
LEASE = timedelta(minutes=2)
PATIENCE = timedelta(seconds=10)
"""A claimed row whose chat has to wait longer than this goes back to the outbox."""

Write = Callable[[Delivery], Message]
"""Puts an alert into the words and language of its chat."""


@dataclass(slots=True)
class Deliver:
    """Empties the outbox as fast as Telegram allows."""

    deliveries: DeliveryStore
    sender: Sender
    write: Write
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    limits: SendLimits = field(default_factory=SendLimits)
    token_refused: bool = False
    """Telegram does not accept the token: nobody gets anything until it does."""

    async def __call__(self) -> bool:
        """Send one batch; True if the outbox may hold more that is due."""
        claimed = await self.deliveries.claim(self.clock(), BATCH, LEASE)
        by_chat: dict[int, list[Delivery]] = {}
        for delivery in claimed:
            by_chat.setdefault(delivery.chat.telegram_id, []).append(delivery)
        await asyncio.gather(*(self._send_in_turn(rows) for rows in by_chat.values()))
        self.limits.forget_idle(self.clock())
        return len(claimed) == BATCH and not self.token_refused

    async def recover(self) -> None:
        """Decide about claims whose worker died or stalled: Telegram may or may not have the message."""
        now = self.clock()
        for delivery in await self.deliveries.expired_claims(now, BATCH):
            lost = Answer(AnswerKind.UNKNOWN, "the process ended before the answer was recorded")
            await self._finish(delivery, decide(lost, history_of(delivery, now), now))

    async def _send_in_turn(self, rows: list[Delivery]) -> None:
        """One chat's messages, in order; the first failure leaves the rest for later."""
        for position, delivery in enumerate(rows):
            if not await self._send(delivery):
                now = self.clock()
                wait = DeliveryResult(DeliveryState.PENDING, "waits for an earlier message", not_before=now)
                for rest in rows[position + 1 :]:
                    await self._finish(rest, wait)
                return

    async def _send(self, delivery: Delivery) -> bool:
        now = self.clock()
        group = delivery.chat.kind is not ChatKind.PRIVATE
        earliest = self.limits.earliest(delivery.chat.telegram_id, group=group, now=now)
        if earliest - now > PATIENCE:
            await self._finish(
                delivery, DeliveryResult(DeliveryState.PENDING, "rate limit", not_before=earliest)
            )
            return False
        when = self.limits.reserve(delivery.chat.telegram_id, group=group, now=now)
        if when > now:
            await self.sleep((when - now).total_seconds())
        answer = await self.sender.send(delivery, self.write(delivery))
        self._note_token(answer)
        now = self.clock()
        result = decide(answer, history_of(delivery, now), now)
        await self._finish(delivery, result)
        return result.state is DeliveryState.SENT

    def _note_token(self, answer: Answer) -> None:
        refused = answer.kind is AnswerKind.BAD_TOKEN
        if refused and not self.token_refused:
            log.error(
                "telegram.token_refused", hint="set ALERTBOT_TELEGRAM_TOKEN to the token @BotFather shows"
            )
        self.token_refused = refused

    async def _finish(self, delivery: Delivery, result: DeliveryResult) -> None:
        try:
            await self.deliveries.finish(delivery, result, self.clock())
        except LostClaim:
            log.warning("delivery.claim_lost", delivery=delivery.id, attempt=delivery.attempt)
            return
        level = log.info if result.state in (DeliveryState.SENT, DeliveryState.PENDING) else log.warning
        level("delivery.result", delivery=delivery.id, state=result.state.value, reason=result.reason)
