"""A digest's picture on its way: refused, flooded, lost or undrawable, its words arrive all the same, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flow_world import StandingClock, World, all_done, until

from alertbot.demo.feedformats import Story
from alertbot.demo.telegram import PrivateChat, SentMessage
from alertbot.demo.telegram.faults import cut, flooded, lost_answer, refused
from alertbot.errors import JobKilled
from alertbot.house import House
from alertbot.model import DeliveryState
from alertbot.model.pictures import Picture
from alertbot.ops.easel import Easel

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MORNING = NOON + timedelta(hours=19, minutes=31)
TEXT = "Fighters forced 610 families out of their homes in Kunduz, Afghanistan, the United Nations said."
NO_PHOTOS = refused(400, "Bad Request: not enough rights to send photos to the chat")
BROKEN = refused(400, "Bad Request: IMAGE_PROCESS_FAILED")


async def subscribe(chat: PrivateChat) -> PrivateChat:
    for command in ("/subscribe Afghanistan", "/digest daily 07:30"):
        before = chat.messages[-1] if chat.messages else None
        await chat.send(command)
        await chat.wait_for(lambda _: True, after=before)
    return chat


async def appointed(house: House, chats: Sequence[PrivateChat]) -> bool:
    """Every chat's digest has its hour: one that is not yet worked out would be due a day after `MORNING`."""
    found = [await house.store.chats.find(chat.id) for chat in chats]
    return all(chat and chat.digest_at for chat in found)


async def next_morning(
    world: World, house: House, clock: StandingClock, chats: Sequence[PrivateChat]
) -> None:
    """A report at noon, and the digest of the next morning with all that becomes of it."""
    clock.now += timedelta(minutes=10)
    world.outlets[0].publish(Story("story", "News from Kunduz", (TEXT,), clock.now - timedelta(minutes=5)))
    await house.poll_now()
    await all_done(house, 1)
    await until(partial(appointed, house, chats))
    before = sum((await house.store.deliveries.counts()).values())
    clock.now = MORNING

    async def settled() -> bool:
        clock.now += timedelta(seconds=2)
        counts = await house.store.deliveries.counts()
        return sum(counts.values()) > before and set(counts) == {DeliveryState.SENT}

    await until(settled, within=60)


def digest_of(chat: PrivateChat) -> list[SentMessage]:
    """The digest's text and all that came after it."""
    start = next(n for n, message in enumerate(chat.messages) if message.text.startswith("🗞 Daily digest\n"))
    return chat.messages[start:]


async def test_whatever_telegram_does_with_a_picture_its_words_arrive(world: World) -> None:
    clock = StandingClock(NOON)
    world.clock = clock
    telegram = world.telegram
    async with world.house() as house:
        chats = [await subscribe(telegram.private(telegram.user(number))) for number in range(21, 27)]
        well, flood, forbidden, broken, lost, away = chats
        telegram.spoil(flooded(7), "sendPhoto", flood.id)
        telegram.spoil(NO_PHOTOS, "sendPhoto", forbidden.id)
        telegram.spoil(BROKEN, "sendPhoto", broken.id)
        telegram.spoil(lost_answer(), "sendPhoto", lost.id)
        telegram.spoil(cut(), "sendPhoto", away.id)
        await next_morning(world, house, clock, chats)
        suspended = [chat for chat in chats if (await house.store.chats.find(chat.id)).suspended]  # type: ignore[union-attr]

    assert suspended == []
    for chat in (well, flood):
        text, photo = digest_of(chat)
        assert (text.content.media, photo.content.media is not None) == (None, True)
        assert "610 families" in photo.text
    for chat in (forbidden, broken):
        text, words = digest_of(chat)
        assert words.content.media is None
        assert "Daily digest as a chart" in words.text
        assert "610 families" in words.text
    text, first, again = digest_of(lost)
    assert first.content.media is not None
    assert again.content.media is not None
    assert again.text.startswith("Possible repeat")
    text, late = digest_of(away)
    assert late.content.media is not None
    assert late.text.startswith("Possible repeat")


async def test_a_picture_that_cannot_be_drawn_goes_as_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: Easel, __: Picture) -> bytes:
        raise JobKilled("the child is gone")

    monkeypatch.setattr(Easel, "paint", fails)
    clock = StandingClock(NOON)
    world.clock = clock
    async with world.house() as house:
        chat = await subscribe(world.telegram.private(world.telegram.user(31)))
        await next_morning(world, house, clock, [chat])
    _, words = digest_of(chat)
    assert words.content.media is None
    assert "1 new incident" in words.text


async def test_a_chat_that_wants_no_chart_gets_none(world: World) -> None:
    clock = StandingClock(NOON)
    world.clock = clock
    async with world.house() as house:
        chat = await subscribe(world.telegram.private(world.telegram.user(41)))
        screen = chat.messages[-1]
        index = next(n for n, button in enumerate(screen.buttons) if button.data == "dig:pic")
        assert screen.buttons[index].text == "✅ With a chart"
        await chat.answer_to(await chat.press(screen, index))
        await next_morning(world, house, clock, [chat])
    [text] = digest_of(chat)
    assert text.content.media is None
