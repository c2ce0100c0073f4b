"""Delivering: in order, within limits, and every answer recorded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from delivery_samples import delivery

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.telegram import Message
from alertbot.errors import LostClaim
from alertbot.model import ChatKind, Delivery, DeliveryResult, DeliveryState, TakeTurns
from alertbot.pipeline.deliver import LEASE, Deliver
from alertbot.ports import SendTimes


class Clock:
    """Stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.now = datetime(2026, 7, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Outbox:
    """Hands out the given rows once and keeps the results."""

    def __init__(self, *rows: Delivery, lost: bool = False) -> None:
        self.rows = list(rows)
        self.expired: list[Delivery] = []
        self.back: dict[int, tuple[str, datetime]] = {}
        self.results: dict[int, DeliveryResult] = {}
        self.lost = lost

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, take_turns: TakeTurns
    ) -> list[Delivery]:
        claimed, self.rows = self.rows[:limit], self.rows[limit:]
        return claimed

    async def finish(self, delivery: Delivery, result: DeliveryResult, now: datetime) -> None:
        if self.lost:
            raise LostClaim("another worker has it")
        self.results[delivery.id] = result

    async def put_back(
        self, claimed: Sequence[tuple[Delivery, datetime]], reason: str, *, whole_chat: bool
    ) -> None:
        self.back |= {delivery.id: (reason, due) for delivery, due in claimed}

    async def expired_claims(self, now: datetime, limit: int) -> list[Delivery]:
        return self.expired


class Lately:
    """Keeps the send times in memory."""

    def __init__(self) -> None:
        self.times: SendTimes = {}
        self.until: datetime | None = None

    async def reserve(
        self, chats: Collection[int], decide: Callable[[SendTimes], SendTimes], now: datetime
    ) -> None:
        self.times = {**self.times, **decide(self.times)}

    async def hold(self, until: datetime) -> None:
        self.until = until

    async def held_until(self, now: datetime) -> datetime | None:
        return self.until if self.until and self.until > now else None


class Telegram:
    """Answers as told, then with 'sent'; keeps who got what when."""

    def __init__(self, clock: Clock, *answers: Answer) -> None:
        self.clock = clock
        self.answers = list(answers)
        self.sent: list[tuple[int, datetime]] = []

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        self.sent.append((delivery.id, self.clock.now))
        return self.answers.pop(0) if self.answers else Answer(AnswerKind.SENT, message_id=7)


def working(outbox: Outbox, telegram: Telegram) -> Deliver:
    return Deliver(
        outbox, Lately(), telegram, lambda _: Message("<b>x</b>", "x"), telegram.clock, telegram.clock.sleep
    )


async def test_a_sent_message_keeps_its_telegram_id() -> None:
    outbox, clock = Outbox(delivery(1)), Clock()
    assert await working(outbox, Telegram(clock))() is False
    assert outbox.results[1].state is DeliveryState.SENT
    assert outbox.results[1].message_id == 7


async def test_one_chat_gets_one_message_a_second() -> None:
    outbox, clock = Outbox(*(delivery(number) for number in (1, 2, 3))), Clock()
    telegram = Telegram(clock)
    await working(outbox, telegram)()
    times = [when for _, when in telegram.sent]
    assert [number for number, _ in telegram.sent] == [1, 2]
    assert times[1] - times[0] == timedelta(seconds=1)
    assert outbox.back[3] == ("rate limit", times[1] + timedelta(seconds=1))


async def test_after_a_failure_the_rest_of_the_chat_waits_and_other_chats_do_not() -> None:
    other = delivery(3, telegram_id=22)
    outbox, clock = Outbox(delivery(1), delivery(2), other), Clock()
    telegram = Telegram(clock, Answer(AnswerKind.FLOOD, retry_after=timedelta(seconds=30)))
    await working(outbox, telegram)()
    assert sorted(number for number, _ in telegram.sent) == [1, 3]
    assert outbox.back[2][0] == "waits for an earlier message"
    assert outbox.results[3].state is DeliveryState.SENT


async def test_what_would_wait_long_is_put_back_and_does_not_hold_up_the_others() -> None:
    rows = [delivery(number, kind=ChatKind.SUPERGROUP) for number in range(1, 22)]
    outbox, clock = Outbox(*rows), Clock()
    begun = clock.now
    await working(outbox, Telegram(clock))()
    assert set(outbox.results) == {1, 2}
    assert outbox.back[3] == ("rate limit", begun + timedelta(seconds=2))
    assert outbox.back[21] == ("rate limit", begun + timedelta(seconds=2 + 18 * 3))
    assert clock.now - begun == timedelta(seconds=1)


async def test_a_restart_does_not_forget_what_was_sent() -> None:
    outbox, clock = Outbox(delivery(1)), Clock()
    telegram = Telegram(clock)
    first = working(outbox, telegram)
    await first()
    outbox.rows = [delivery(2)]
    again = working(outbox, telegram)
    again.send_times = first.send_times
    await again()
    assert [when for _, when in telegram.sent] == [clock.now - timedelta(seconds=1), clock.now]


async def test_a_process_that_slept_past_its_claim_does_not_send_what_others_may_have_sent() -> None:
    outbox, clock = Outbox(delivery(1), delivery(2, telegram_id=22)), Clock()
    telegram = Telegram(clock)
    sender = working(outbox, telegram)
    booked = sender.send_times.reserve

    async def sleep_long(*rest: object) -> None:
        await booked(*rest)
        clock.now += LEASE

    sender.send_times.reserve = sleep_long
    await sender()
    assert telegram.sent == []
    assert {reason for reason, _ in outbox.back.values()} == {"the claim ran out before it was sent"}


async def test_a_refused_token_stops_everything_and_kills_nothing() -> None:
    rows = [delivery(number, telegram_id=number) for number in range(1, 31)]
    outbox, clock = Outbox(*rows, delivery(99)), Clock()
    telegram = Telegram(clock, Answer(AnswerKind.BAD_TOKEN))
    sender = working(outbox, telegram)
    assert await sender() is False
    assert len(telegram.sent) == 1
    assert await sender() is False
    assert len(telegram.sent) == 1
    assert {result.state for result in outbox.results.values()} == {DeliveryState.PENDING}
    assert len(outbox.back) == 29


async def test_after_a_stop_one_message_is_tried_before_all_the_others() -> None:
    rows = [delivery(number, telegram_id=number) for number in range(1, 40)]
    outbox, clock = Outbox(*rows), Clock()
    telegram = Telegram(clock, Answer(AnswerKind.BAD_TOKEN))
    sender = working(outbox, telegram)
    await sender()
    clock.now += timedelta(minutes=2)
    assert await sender() is True
    assert len(telegram.sent) == 2
    await sender()
    assert len(telegram.sent) == 10


async def test_telegram_out_of_reach_is_left_alone_for_a_while() -> None:
    rows = [delivery(number, telegram_id=number) for number in range(1, 31)]
    outbox, clock = Outbox(*rows), Clock()
    telegram = Telegram(clock, *[Answer(AnswerKind.NOT_SENT)] * 30)
    sender = working(outbox, telegram)
    await sender()
    assert len(telegram.sent) == 5
    assert await sender.send_times.held_until(clock.now) == clock.now + timedelta(seconds=5)


async def test_floods_of_many_chats_and_success_for_none_mean_everybody() -> None:
    rows = [delivery(number, telegram_id=number) for number in range(1, 31)]
    outbox, clock = Outbox(*rows), Clock()
    flood = Answer(AnswerKind.FLOOD, retry_after=timedelta(seconds=17))
    telegram = Telegram(clock, *[flood] * 30)
    sender = working(outbox, telegram)
    await sender()
    assert len(telegram.sent) == 5
    assert await sender.send_times.held_until(clock.now) == clock.now + timedelta(seconds=17)


async def test_a_claim_that_another_worker_took_over_is_dropped_without_noise() -> None:
    outbox, clock = Outbox(delivery(1), lost=True), Clock()
    telegram = Telegram(clock)
    await working(outbox, telegram)()
    assert len(telegram.sent) == 1
    assert outbox.results == {}


async def test_a_claim_whose_worker_died_counts_as_perhaps_sent() -> None:
    outbox, clock = Outbox(), Clock()
    outbox.expired = [delivery(1), replace(delivery(2), ambiguous=4)]
    await working(outbox, Telegram(clock)).recover()
    assert outbox.results[1].state is DeliveryState.PENDING
    assert outbox.results[1].ambiguous
    assert outbox.results[2].state is DeliveryState.UNCONFIRMED
