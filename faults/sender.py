"""Dose: the real sender and outbox over HTTP against the offline Bot API, which answers all that can go wrong."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import telegram
from sqlalchemy import select
from telegram.request import HTTPXRequest

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.retry import AMBIGUOUS_WAITS
from alertbot.delivery.telegram import Message, TelegramSender
from alertbot.demo.telegram import DEMO_TOKEN, OfflineTelegram
from alertbot.model import Chat, ChatKind, Delivery, DeliveryState
from alertbot.pipeline.deliver import Deliver
from alertbot.store import SqlStore, open_store
from alertbot.store.tables import chats, deliveries
from alertbot.texts import TextCatalogue
from alertbot.words import write_delivery
from faults.databases import SqliteFiles, postgres
from faults.dose import Size
from faults.outbox import Timed, VirtualClock, fill, open_chats
from faults.sender_killed import killed
from faults.sender_script import Outcome, expect, scripts
from faults.sender_stories import STORIES
from faults.table import Row

FIRST_CHAT = 1_000
MARK = "Possible repeat"
TICK, LONGEST_TICK = 1.0, 60.0
_WAITING = (DeliveryState.PENDING, DeliveryState.SENDING)
_ANSWER_WITHIN = 1.0
"""Real seconds after which the sender takes a call for unanswered."""


@dataclass(slots=True)
class Attempts:
    """Implements `Sender`: the real one, and a note of each call's time and answer."""

    sender: TelegramSender
    clock: Callable[[], datetime]
    seen: dict[int, list[tuple[datetime, Answer]]] = field(default_factory=lambda: defaultdict(list))

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """As the real one."""
        at = self.clock()
        answer = await self.sender.send(delivery, message)
        self.seen[delivery.id].append((at, answer))
        return answer


@dataclass(frozen=True, slots=True)
class Stage:
    """The offline Telegram, the outbox and the sender between them, on a clock that only sleepers move."""

    clock: VirtualClock
    telegram: OfflineTelegram
    store: SqlStore
    attempts: Attempts
    deliver: Deliver

    async def fill(self, wanted: Sequence[tuple[int, ChatKind]], alerts: int = 1) -> list[Chat]:
        """So many alerts for each of the chats."""
        opened = await open_chats(self.store, wanted)
        await fill(self.store, opened, alerts)
        return opened

    async def empty(self) -> None:
        """Send all that can be sent, however long that takes by the clock."""
        await self.clock.drive(self._empty())

    async def _empty(self) -> None:
        while True:
            while await self.deliver():
                pass
            with self.clock.at_work():
                counts = await self.store.deliveries.counts()
                times = (
                    await self.store.deliveries.next_due(),
                    await self.store.send_times.held_until(self.clock()),
                )
            if not any(counts.get(state) for state in _WAITING):
                return
            ahead = max((when - self.clock()).total_seconds() for when in (*times, self.clock()) if when)
            await self.clock.sleep(min(max(ahead, TICK), LONGEST_TICK))

    async def rows(self) -> list[tuple[int, int, DeliveryState]]:
        """(delivery, Telegram's chat id, state) of everything."""
        query = select(deliveries.c.id, chats.c.telegram_id, deliveries.c.state)
        query = query.join(chats, chats.c.id == deliveries.c.chat_key).order_by(deliveries.c.id)
        async with self.store.audit._database.read() as transaction:
            return [tuple(row) for row in await transaction.run(query)]

    def copies(self, chat: int) -> list[str]:
        """Texts that arrived in a chat."""
        return [message.text for message in self.telegram.messages if message.chat_id == chat]


@asynccontextmanager
async def open_stage(files: SqliteFiles, label: str) -> AsyncIterator[Stage]:
    """Everything real but time."""
    clock = VirtualClock()
    store = await open_store(files.copy(label), migrate=False)
    request = HTTPXRequest(connection_pool_size=64, read_timeout=_ANSWER_WITHIN, connect_timeout=5.0)
    async with OfflineTelegram(clock=clock) as offline:
        bot = telegram.Bot(DEMO_TOKEN, base_url=offline.base_url, request=request)
        attempts = Attempts(TelegramSender(bot), clock)
        write = partial(write_delivery, texts=TextCatalogue(), sizes={})
        kept, times = Timed(store.deliveries, clock), Timed(store.send_times, clock)
        deliver = Deliver(kept, times, Timed(attempts, clock), write, clock, sleep=clock.sleep)
        yield Stage(clock, offline, store, attempts, deliver)
        await request.shutdown()
    await store.close()


def run(size: Size) -> Iterable[Row]:
    """Scripted answers for many chats at once; stories of chats and of Telegram as a whole; kills."""
    files = SqliteFiles(size.folder)
    yield asyncio.run(_scripted(files, size.of(200, 1_000)))
    wrong = {name: asyncio.run(_told(files, name, story)) for name, story in STORIES.items()}
    complaints = tuple(f"{name}: {one}" for name, found in wrong.items() for one in found)
    yield Row("stories of chats and outages, over HTTP", len(STORIES), None, violations=complaints)
    yield asyncio.run(killed(files, size.of(6, 24)))
    if size.long:
        with postgres(size.folder) as server:
            yield asyncio.run(killed(server, 24))


async def _told(files: SqliteFiles, name: str, story: Callable[[Stage], Awaitable[list[str]]]) -> list[str]:
    async with open_stage(files, f"story-{name.replace(' ', '-')}") as stage:
        return await story(stage)


async def _scripted(files: SqliteFiles, number: int) -> Row:
    cast = dict(enumerate(scripts(number), FIRST_CHAT))
    async with open_stage(files, "scripted") as stage:
        for chat, script in cast.items():
            await stage.telegram.private(stage.telegram.user(chat)).send("/start")
            for outcome in script:
                stage.telegram.spoil(outcome.fault, chat=chat)
        await stage.fill([(chat, ChatKind.PRIVATE) for chat in cast])
        await stage.empty()
        return await _judge(stage, cast)


async def _judge(stage: Stage, cast: dict[int, tuple[Outcome, ...]]) -> Row:
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for delivery, chat, state in await stage.rows():
        script, calls, texts = cast[chat], stage.attempts.seen[delivery], stage.copies(chat)
        doubts = sum(answer.kind is AnswerKind.UNKNOWN for _, answer in calls)
        total["lost"] += state is DeliveryState.SENT and not texts
        total["inside"] += min(max(len(texts) - 1, 0), doubts)
        total["outside"] += max(len(texts) - 1 - doubts, 0)
        named = ", ".join(outcome.name for outcome in script)
        wrong += [f"{named}: {one}" for one in _wrong(script, calls, texts, state)]
    return Row(
        "answers of Telegram over HTTP, the real sender",
        len(cast),
        total["lost"],
        total["inside"],
        total["outside"],
        tuple(wrong),
        f"{sum(map(len, stage.attempts.seen.values())):,} calls",
    )


def _wrong(
    script: Sequence[Outcome],
    calls: Sequence[tuple[datetime, Answer]],
    texts: Sequence[str],
    state: DeliveryState,
) -> Iterable[str]:
    expected = expect(script)
    if len(calls) == expected.calls and (state, len(texts)) != (expected.state, expected.copies):
        yield f"{state} with {len(texts)} copies, wanted {expected.state} with {expected.copies}"
    if state is DeliveryState.SENDING or state is DeliveryState.PENDING:
        yield "never came to an end"
    unmarked = [text for text in texts[1:] if MARK not in text]
    if unmarked:
        yield "a second copy does not say so"
    doubts = 0
    for (before, answer), (after, _) in itertools.pairwise(calls):
        least = answer.retry_after or timedelta(0)
        if answer.kind is AnswerKind.UNKNOWN:
            least, doubts = AMBIGUOUS_WAITS[doubts], doubts + 1
        if after - before < least:
            yield f"tried again after {after - before}, wanted {least}"
