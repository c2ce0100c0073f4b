"""The sending limits' memory: shared by workers, kept over restarts, forgotten when it decides nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import sqlalchemy as sa
from store_steps import LEASE, NOW, a_report, an_entry, an_incident

from alertbot.delivery.limits import SendLimits
from alertbot.model import DeliveryState
from alertbot.ports import SendTimes
from alertbot.store import SqlStore
from alertbot.store.send_times import send_times

SECOND = timedelta(seconds=1)


async def book(store: SqlStore, chat: int, now=NOW):
    """One message to that chat; when it may leave."""
    when = []

    def decide(sent: SendTimes) -> SendTimes:
        limits = SendLimits(sent)
        when.append(limits.reserve(chat, group=True, now=now))
        return limits.sent()

    await store.send_times.reserve([chat], decide, now)
    return when[-1]


async def test_a_second_worker_sees_what_the_first_has_booked(store: SqlStore, second: SqlStore) -> None:
    assert await book(store, 11) == NOW
    assert await book(second, 11) == NOW + SECOND
    assert await book(second, 12) == NOW


async def test_two_workers_at_once_never_book_the_same_time(store: SqlStore, second: SqlStore) -> None:
    booked = await asyncio.gather(*(book(one, 11) for one in (store, second) * 10))
    assert sorted(booked) == [NOW + SECOND * step for step in range(20)]


async def test_the_limit_of_all_chats_together_is_kept_too(store: SqlStore) -> None:
    booked = [await book(store, chat) for chat in range(1, 32)]
    assert booked[29] == NOW
    assert booked[30] == NOW + SECOND


async def test_chats_nothing_was_sent_to_for_long_are_forgotten(store: SqlStore) -> None:
    for chat in range(1, 6):
        await book(store, chat)
    await book(store, 99, NOW + timedelta(minutes=5))
    async with store.audit._database.read() as transaction:
        rows = (await transaction.run(sa.select(send_times.c.telegram_id))).scalars()
        assert set(rows) == {0, 99}


async def test_a_hold_counts_for_every_worker_and_the_later_word_stands(
    store: SqlStore, second: SqlStore
) -> None:
    await book(store, 11)
    assert await second.send_times.held_until(NOW) is None
    await store.send_times.hold(NOW + 10 * SECOND)
    await second.send_times.hold(NOW + 5 * SECOND)
    assert await second.send_times.held_until(NOW) == NOW + 10 * SECOND
    assert await book(store, 11) == NOW + SECOND
    assert await store.send_times.held_until(NOW) == NOW + 10 * SECOND
    assert await store.send_times.held_until(NOW + 10 * SECOND) is None


async def test_a_hold_needs_nothing_sent_before(store: SqlStore) -> None:
    await store.send_times.hold(NOW + SECOND)
    assert await store.send_times.held_until(NOW) == NOW + SECOND


async def test_rows_put_back_are_due_again_and_their_chat_rests(store: SqlStore, steps) -> None:
    chat = await steps.chat()
    await steps.watch(chat)
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, an_incident(a_report(article)), [chat])
    claimed = await store.deliveries.claim(NOW, 5, LEASE)
    await store.deliveries.put_back([(claimed[0], NOW + 3 * SECOND)], "rate limit", whole_chat=True)
    assert await store.deliveries.counts() == {DeliveryState.PENDING: 1}
    assert await store.deliveries.claim(NOW + 2 * SECOND, 5, LEASE) == []
    [again] = await store.deliveries.claim(NOW + 3 * SECOND, 5, LEASE)
    assert again.attempt == 2
    assert again.ambiguous == 0


async def test_a_row_claimed_by_another_meanwhile_is_not_put_back(store: SqlStore, steps) -> None:
    chat = await steps.chat()
    await steps.watch(chat)
    [article] = await steps.read(an_entry("one"))
    await steps.file(article, an_incident(a_report(article)), [chat])
    [old] = await store.deliveries.claim(NOW, 5, LEASE)
    await store.deliveries.put_back([(old, NOW)], "", whole_chat=False)
    await store.deliveries.claim(NOW, 5, LEASE)
    await store.deliveries.put_back([(old, NOW)], "late", whole_chat=False)
    assert await store.deliveries.counts() == {DeliveryState.SENDING: 1}
