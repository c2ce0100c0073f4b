"""Stories for the dose `sender`: chats that block, move and come back, and a Telegram that is away for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram.ext import MessageHandler, filters

from alertbot.bot.runner import BotRunner, ListeningRequest, build_application
from alertbot.delivery.answer import AnswerKind
from alertbot.delivery.telegram import Message
from alertbot.demo.telegram import DEMO_TOKEN, Fault, Group, PrivateChat
from alertbot.demo.telegram.faults import html_page, refused, server_error
from alertbot.model import Category, ChatKind, DeliveryState, Watch
from faults.outbox import START, fill

if TYPE_CHECKING:
    from faults.sender import Stage

SENT, SUSPENDED = DeliveryState.SENT, DeliveryState.SUSPENDED
AWAY = timedelta(minutes=10)
FEW_CALLS = 30
"""So many attempts are enough to notice within a minute that ten minutes of trouble are over."""
PEOPLE = 12


async def _reader(stage: Stage, number: int = 1) -> PrivateChat:
    person = stage.telegram.private(stage.telegram.user(number))
    await person.send("/start")
    return person


async def _team(stage: Stage, **named: Any) -> Group:
    return stage.telegram.group(owner=stage.telegram.user(7), **named)


async def _states(stage: Stage, wanted: DeliveryState, number: int) -> list[str]:
    found = [state for _, _, state in await stage.rows()]
    return [] if found == [wanted] * number else [f"{found}, wanted {number} × {wanted}"]


def _copies(stage: Stage, chat: int, number: int) -> list[str]:
    found = len(stage.copies(chat))
    return [] if found == number else [f"{found} messages arrived, wanted {number}"]


async def _stopped_and_back(stage: Stage, chat: int, back: Callable[[], Awaitable[None]]) -> list[str]:
    """Nothing arrives and one call is made; once the chat is back, everything arrives once."""
    await stage.empty()
    wrong = await _states(stage, SUSPENDED, 3) + _copies(stage, chat, 0)
    if (calls := sum(map(len, stage.attempts.seen.values()))) != 1:
        wrong.append(f"{calls} calls before the chat was left alone")
    await back()
    await stage.store.chats.resume(chat, stage.clock())
    await stage.empty()
    return wrong + await _states(stage, SENT, 3) + _copies(stage, chat, 3)


async def blocked_and_back(stage: Stage) -> list[str]:
    """A person stops the bot and comes back."""
    person = await _reader(stage)
    await stage.fill([(person.id, ChatKind.PRIVATE)], 3)
    await person.block()
    return await _stopped_and_back(stage, person.id, person.unblock)


async def kicked_and_back(stage: Stage) -> list[str]:
    """A group throws the bot out and takes it in again."""
    group, owner = await _team(stage), stage.telegram.user(7)
    await stage.fill([(group.id, ChatKind.SUPERGROUP)], 3)
    await group.remove_bot(by=owner)
    return await _stopped_and_back(stage, group.id, lambda: group.add_bot(by=owner))


async def topic_closed(stage: Stage) -> list[str]:
    """A topic is closed and opened again."""
    topic = (await _team(stage, forum=True)).topic("Alerts")
    await _fill_topic(stage, topic)
    topic.close_topic()

    async def reopen() -> None:
        topic.reopen_topic()

    return await _stopped_and_back(stage, topic.id, reopen)


async def topic_deleted(stage: Stage) -> list[str]:
    """A topic is gone: nothing falls into the group instead."""
    topic = (await _team(stage, forum=True)).topic("Alerts")
    await _fill_topic(stage, topic)
    topic.delete_topic()
    await stage.empty()
    return await _states(stage, SUSPENDED, 3) + _copies(stage, topic.id, 0)


async def _fill_topic(stage: Stage, topic: Group) -> None:
    chat = await stage.store.chats.open(topic.id, topic.thread_id or 0, ChatKind.SUPERGROUP, "en", START)
    await stage.store.chats.save_watch(Watch(None, chat.key, categories=tuple(Category)))
    await fill(stage.store, [chat], 3)


async def group_moves(stage: Stage) -> list[str]:
    """A group becomes a supergroup while three alerts wait."""
    group = await _team(stage, supergroup=False)
    await stage.fill([(group.id, ChatKind.GROUP)], 3)
    await group.migrate(by=stage.telegram.user(7))
    await stage.empty()
    return await _states(stage, SENT, 3) + _copies(stage, group.id, 3)


async def broken_markup(stage: Stage) -> list[str]:
    """Our own markup is wrong: the alert arrives as plain text."""
    person = await _reader(stage)
    await stage.fill([(person.id, ChatKind.PRIVATE)])
    stage.deliver.write = lambda _: Message("<b>never closed", "plain words")
    await stage.empty()
    arrived = stage.copies(person.id)
    return await _states(stage, SENT, 1) + ([] if arrived == ["plain words"] else [f"arrived: {arrived}"])


async def poison_chat(stage: Stage) -> list[str]:
    """One chat answers 500 for ever: nobody else waits."""
    people = await _crowd(stage)
    stage.telegram.spoil(server_error(), chat=people[PEOPLE // 2].id, times=None)
    await stage.empty()
    late = [
        delivery
        for delivery, chat, _ in await stage.rows()
        if chat != people[PEOPLE // 2].id
        and stage.attempts.seen[delivery][0][0] > START + timedelta(seconds=10)
    ]
    states = [state for _, _, state in await stage.rows()]
    wrong = [f"{len(late)} others waited"] if late else []
    if (states.count(SENT), states.count(DeliveryState.UNCONFIRMED)) != (PEOPLE - 1, 1):
        wrong.append(f"{states}")
    return wrong


async def _crowd(stage: Stage) -> Sequence[PrivateChat]:
    people = [await _reader(stage, 100 + number) for number in range(PEOPLE)]
    await stage.fill([(person.id, ChatKind.PRIVATE) for person in people])
    return people


async def _away(
    stage: Stage, begin: Callable[[], Awaitable[None]], end: Callable[[], Awaitable[None]]
) -> list[str]:
    """Trouble with Telegram as a whole for ten minutes: few calls, nothing given up, all arrive once."""
    people = await _crowd(stage)
    await begin()

    async def over() -> None:
        await stage.clock.sleep(AWAY.total_seconds())
        with stage.clock.at_work():
            await end()

    ending = asyncio.ensure_future(over())
    await asyncio.sleep(0)
    await stage.empty()
    await ending
    calls = sum(map(len, stage.attempts.seen.values())) - PEOPLE
    wrong = [f"{calls} calls in vain"] if calls > FEW_CALLS else []
    if stage.clock() > START + AWAY + timedelta(minutes=2):
        wrong.append(f"over only at {stage.clock()}")
    for person in people:
        wrong += _copies(stage, person.id, 1)
    return wrong + await _states(stage, SENT, PEOPLE)


def _spoilt(fault: Fault) -> Callable[[Stage], Awaitable[list[str]]]:
    """Everything is answered so for ten minutes."""

    async def story(stage: Stage) -> list[str]:
        async def begin() -> None:
            stage.telegram.spoil(fault, "*", times=None)

        async def end() -> None:
            stage.telegram.faults.clear()

        return await _away(stage, begin, end)

    return story


async def out_of_reach(stage: Stage) -> list[str]:
    """Nobody listens at Telegram's address: no attempt counts as one that may have arrived."""
    wrong = await _away(stage, stage.telegram._http.close, stage.telegram._http.start)
    kinds = {answer.kind for calls in stage.attempts.seen.values() for _, answer in calls}
    return wrong + ([f"answers: {kinds}"] if AnswerKind.UNKNOWN in kinds else [])


async def two_pollers(stage: Stage) -> list[str]:
    """Somebody else asks with our token: both get 409 in turns and live; alone again, everything is heard."""
    heard: list[str] = []

    async def hear(update: Any, _: Any) -> None:
        heard.append(update.message.text)

    runners = []
    for _ in range(2):
        runner = BotRunner(build_application(DEMO_TOKEN, stage.telegram.api_url, ListeningRequest()))
        runner.application.add_handler(MessageHandler(filters.TEXT, hear))
        await runner.start(asyncio.Event())
        runners.append(runner)
    person = await _reader(stage)
    await asyncio.sleep(1.0)
    await runners[1].stop()
    await person.send("still there?")
    for _ in range(300):
        if "still there?" in heard:
            break
        await asyncio.sleep(0.1)
    await runners[0].stop()
    conflicts = [call for call in stage.telegram.calls if call.status == 409]
    wrong = [] if conflicts else ["there was no 409"]
    return wrong + ([] if "still there?" in heard else [f"heard only {heard}"])


STORIES: Mapping[str, Callable[[Stage], Awaitable[list[str]]]] = {
    "blocked and back": blocked_and_back,
    "kicked and back": kicked_and_back,
    "topic closed": topic_closed,
    "topic deleted": topic_deleted,
    "group moves": group_moves,
    "broken markup": broken_markup,
    "poison chat": poison_chat,
    "token refused": _spoilt(refused(401, "Unauthorized")),
    "proxy page 403": _spoilt(html_page(403)),
    "proxy page 404": _spoilt(html_page(404)),
    "out of reach": out_of_reach,
    "two pollers": two_pollers,
}
"""Each returns what went wrong, one sentence for each."""
