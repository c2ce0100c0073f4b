"""deliver: ALERT to TELEGRAM. Claim (T3), wait for the limits, call Telegram, record the result (T4)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from alertbot.alerts.turns import take_turns
from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.circuit import Circuit
from alertbot.delivery.limits import SendLimits
from alertbot.delivery.retry import decide, history_of
from alertbot.delivery.telegram import Message, Sender
from alertbot.errors import LostClaim
from alertbot.model import ChatKind, Delivery, DeliveryResult, DeliveryState
from alertbot.ports import DeliveryStore, Meter, SendTimes, SendTimesStore, Unmetered

log = structlog.get_logger(__name__)
BATCH = 30
LEASE = timedelta(minutes=2)
PATIENCE = timedelta(seconds=1)
"""A claimed row whose chat has to wait longer than this goes back to the outbox: others need not wait."""
APART, APART_IN_GROUPS = timedelta(seconds=1), timedelta(seconds=3)
"""Rows of one chat that go back fall due so far apart: a backlog does not crowd out other chats."""

Write = Callable[[Delivery], Message]
"""Puts an alert into the words and language of its chat."""
Timed = tuple[Delivery, datetime]
"""A delivery and when it may leave."""


@dataclass(slots=True)
class Deliver:
    """Empties the outbox as fast as Telegram allows."""

    deliveries: DeliveryStore
    send_times: SendTimesStore
    sender: Sender
    write: Write
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    circuit: Circuit = field(default_factory=Circuit)
    meter: Meter = field(default_factory=Unmetered)
    held: bool = False
    """Somebody's answer stopped the batch under way: nobody is written to for a while."""

    async def __call__(self) -> bool:
        """Send one batch; True if the outbox may hold more that is due."""
        self.held = await self.send_times.held_until(self.clock()) is not None
        if self.held:
            return False
        limit = 1 if self.circuit.probing else BATCH
        until = self.clock() + LEASE
        claimed = await self.deliveries.claim(self.clock(), limit, LEASE, take_turns)
        by_chat: dict[int, list[Timed]] = {}
        for delivery, when in await self._reserve(claimed):
            by_chat.setdefault(delivery.chat.telegram_id, []).append((delivery, when))
        await asyncio.gather(*(self._send_in_turn(rows, until) for rows in by_chat.values()))
        return len(claimed) == limit and not self.circuit.probing

    async def recover(self) -> None:
        """Decide about claims whose worker died or stalled: Telegram may or may not have the message."""
        now = self.clock()
        for delivery in await self.deliveries.expired_claims(now, BATCH):
            lost = Answer(AnswerKind.UNKNOWN, "the process ended before the answer was recorded")
            await self._finish(delivery, decide(lost, history_of(delivery, now), now))

    async def _reserve(self, claimed: Sequence[Delivery]) -> list[Timed]:
        """Book a time for each; what would have to wait long goes back."""
        plan = _Plan(claimed, self.clock())
        if claimed:
            chats = {delivery.chat.telegram_id for delivery in claimed}
            await self.send_times.reserve(chats, plan.decide, plan.now)
        if plan.late:
            await self.deliveries.put_back(plan.late, "rate limit", whole_chat=True)
        return plan.timed

    async def _send_in_turn(self, rows: Sequence[Timed], until: datetime) -> None:
        """One chat's messages, in order; the first failure leaves the rest for later."""
        for position, (delivery, when) in enumerate(rows):
            wait = (when - self.clock()).total_seconds()
            self.meter.observe("limiter_wait", max(wait, 0.0))
            if wait > 0:
                await self.sleep(wait)
            if not await self._send(delivery, until):
                rest = [later for later, _ in rows[position + 1 :]]
                if rest:
                    await self._put_back(rest, "waits for an earlier message")
                return

    async def _put_back(self, rows: Sequence[Delivery], reason: str) -> None:
        now = self.clock()
        await self.deliveries.put_back([(row, now) for row in rows], reason, whole_chat=False)

    async def _send(self, delivery: Delivery, until: datetime) -> bool:
        """True if it went; False if its chat, or everybody, has to wait, or the claim ran out at `until`."""
        if self.held:
            await self._put_back([delivery], "Telegram is left alone")
            return False
        if self.clock() >= until:  # we were asleep: somebody else may be sending it
            await self._put_back([delivery], "the claim ran out before it was sent")
            return False
        answer = await self.sender.send(delivery, self.write(delivery))
        await self._judge(answer, delivery)
        now = self.clock()
        result = decide(answer, history_of(delivery, now), now)
        await self._finish(delivery, result)
        return result.state is DeliveryState.SENT

    async def _judge(self, answer: Answer, delivery: Delivery) -> None:
        """Look at Telegram as a whole: some answers mean that nobody can be reached for a while."""
        before, self.circuit = self.circuit, self.circuit.after(answer, delivery.chat.telegram_id)
        if self.circuit.token_refused and not before.token_refused:
            log.error(
                "telegram.token_refused", hint="set ALERTBOT_TELEGRAM_TOKEN to the token @BotFather shows"
            )
        hold = self.circuit.hold(answer)
        if hold:
            self.held = True
            log.warning("telegram.held", seconds=hold.total_seconds(), reason=answer.kind.value)
            await self.send_times.hold(self.clock() + hold)

    async def _finish(self, delivery: Delivery, result: DeliveryResult) -> None:
        try:
            await self.deliveries.finish(delivery, result, self.clock())
        except LostClaim:
            log.warning("delivery.claim_lost", delivery=delivery.id, attempt=delivery.attempt)
            return
        self.meter.count("deliveries", state=result.state.value)
        if result.state is DeliveryState.SENT and delivery.created_at:
            waited = self.clock() - delivery.created_at
            self.meter.observe("planned_to_sent", waited.total_seconds())
        level = log.info if result.state in (DeliveryState.SENT, DeliveryState.PENDING) else log.warning
        level("delivery.result", delivery=delivery.id, state=result.state.value, reason=result.reason)


class _Plan:
    """Which of the claimed rows leave when, and which go back until when."""

    def __init__(self, claimed: Sequence[Delivery], now: datetime) -> None:
        self.now = now
        self._claimed = claimed
        self.timed: list[Timed] = []
        self.late: list[Timed] = []

    def decide(self, sent: SendTimes) -> SendTimes:
        """Book a time for each row that need not wait long; returns the send times with the new ones."""
        limits = SendLimits(sent)
        self.timed, self.late = [], []
        later: dict[int, datetime] = {}
        for delivery in self._claimed:
            chat, group = delivery.chat.telegram_id, delivery.chat.kind is not ChatKind.PRIVATE
            when = later.get(chat) or limits.earliest(chat, group=group, now=self.now)
            if when - self.now > PATIENCE:
                self.late.append((delivery, when))
                later[chat] = when + (APART_IN_GROUPS if group else APART)
            else:
                self.timed.append((delivery, limits.reserve(chat, group=group, now=self.now)))
        return limits.sent()
