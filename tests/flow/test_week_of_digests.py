"""A week of news by a clock the test sets: the right digests in a private chat, a group and a channel."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flow_world import StandingClock, World, all_done, until

from alertbot.demo.feedformats import Story
from alertbot.demo.telegram import ChatView, SentMessage
from alertbot.house import House
from alertbot.model import DeliveryState
from alertbot.texts import TextCatalogue

MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
"""Eight in the morning in Paris."""
DAY = timedelta(days=1)
CODE = re.compile(r" · ([A-Z0-9]{4,8})\b")


@dataclass(frozen=True)
class News:
    """What the test publishes and counts by itself."""

    day: int
    place: str
    country: str
    families: int = 0
    killed: int = 0

    def text(self) -> str:
        where = f"{self.place}, {self.country}"
        if self.families:
            return f"Fighters forced {self.families} families out of their homes in {where}, the United Nations said."
        return f"Gunmen killed {self.killed} villagers in an attack on {where}, police said."


WEEK = (
    News(0, "Bagh-e Sherkat", "Afghanistan", families=610),
    News(0, "Goma", "Democratic Republic of the Congo", killed=14),
    News(1, "El Fasher", "Sudan", families=1200),
    News(2, "Kaya", "Burkina Faso", killed=23),
    News(2, "Herat", "Afghanistan", families=75),
    News(4, "Maiduguri", "Nigeria", killed=31),
    News(5, "Nyala", "Sudan", families=340),
)


async def test_a_week_of_news_becomes_the_right_digests_in_three_chats(world: World) -> None:
    clock = StandingClock(MONDAY)
    world.clock = clock
    owner = world.telegram.user(12)
    private = world.telegram.private(world.telegram.user(11, "fr"))
    group = world.telegram.group("Team", owner=owner)
    channel = world.telegram.channel("Alerts", owner=owner)
    async with world.house() as house:
        await _set_up(private, "daily 07:30", at_once=False)
        await _set_up(group, "weekly mon 07:30", at_once=True, by=owner, language="ar")
        await _set_up(channel, "weekly mon 07:30", at_once=False, by=owner, language="en")
        daily = [await _day(world, house, clock, day, private) for day in range(7)]
        await _settle(house, clock)
        weekly_arabic = (await group.wait_for(_titled("🗞 الملخص الأسبوعي"), within=60)).text
        weekly_english = (await channel.wait_for(_titled("🗞 Weekly digest"), within=60)).text
        assert set(await house.store.deliveries.counts()) == {DeliveryState.SENT}

    for day, text in enumerate(daily):
        _check_day(text, [news for news in WEEK if news.day == day])
    codes = {code for text in daily for code in CODE.findall(text)}
    assert len(codes) == len(WEEK)
    assert set(CODE.findall(weekly_english)) == codes
    assert set(CODE.findall(weekly_arabic)) == codes
    _check_totals(weekly_english, "en")
    _check_totals(weekly_arabic, "ar")
    assert f"{len(WEEK)} new incidents" in weekly_english
    at_once = [
        message for message in group.messages if message.text.count("\n") and "الملخص" not in message.text
    ]
    assert len(at_once) >= len(WEEK)
    only_digests = [message for message in channel.messages if CODE.search(message.text)]
    assert [message.content.media is not None for message in only_digests] == [False, True]
    for chat in (private, group, channel):
        _check_pictures(chat)
    for chat, language in ((channel, "en"), (group, "ar")):
        chart, situation = _photos(chat)
        _check_chart_words(chart.text, language)
        assert set(CODE.findall(situation.text)) <= codes
    days_with_news = {news.day for news in WEEK}
    assert len(_photos(private)) == len(days_with_news)


def _titled(title: str) -> Callable[[SentMessage], bool]:
    return lambda message: message.text.splitlines()[0] == title


async def _set_up(chat: ChatView, digest: str, *, at_once: bool, language: str = "", **who: object) -> None:
    commands = ["/subscribe Afghanistan, DR Congo, Sudan, Burkina Faso, Nigeria"]
    commands += [f"/language {language}"] if language else []
    commands += ["/timezone Europe/Paris", f"/digest {digest}"]
    for command in commands:
        before = chat.messages[-1] if chat.messages else None
        await chat.send(command, **who)  # type: ignore[attr-defined]
        screen = await chat.wait_for(lambda _: True, after=before)
    if not at_once:
        index = next(n for n, button in enumerate(screen.buttons) if button.data == "dig:now")
        await chat.answer_to(await chat.press(screen, index, **who))  # type: ignore[attr-defined]


async def _day(world: World, house: House, clock: StandingClock, day: int, reader: ChatView) -> str:
    """Publish a day's news at noon; the next morning's digest is given back."""
    clock.now = MONDAY + day * DAY + timedelta(hours=6)
    for number, news in enumerate(WEEK):
        if news.day == day:
            title = f"News from {news.place}"
            published = clock.now - timedelta(minutes=5)
            world.outlets[0].publish(Story(f"story-{number}", title, (news.text(),), published))
    await house.poll_now()
    await all_done(house, len([news for news in WEEK if news.day <= day]), held_back=True)
    before = len([message for message in reader.messages if "🗞 Résumé" in message.text])
    clock.now = MONDAY + (day + 1) * DAY - timedelta(minutes=29)  # 07:31 in Paris

    async def came() -> bool:
        return len([message for message in reader.messages if "🗞 Résumé" in message.text]) > before

    await until(came)
    await _settle(house, clock)
    return [message.text for message in reader.messages if "🗞 Résumé" in message.text][-1]


async def _settle(house: House, clock: StandingClock) -> None:
    """Let seconds pass until nothing is on its way: a chat gets one message a second."""

    async def settled() -> bool:
        clock.now += timedelta(seconds=0.2)
        return set(await house.store.deliveries.counts()) <= {DeliveryState.SENT, DeliveryState.WAITING}

    await until(settled)


def _photos(chat: ChatView) -> list[SentMessage]:
    return [message for message in chat.messages if message.content.media is not None]


def _check_pictures(chat: ChatView) -> None:
    """Each is a PNG as wide as a phone, small, with its words below, and comes after the text of its digest."""
    for photo in _photos(chat):
        media = photo.content.media
        assert media is not None
        assert (media.kind, media.width) == ("photo", 1080)
        assert len(media.content) < 150_000
        assert 0 < len(photo.text) <= 1024
        before = [message for message in chat.messages if message.id < photo.id]
        assert any("🗞" in message.text for message in before)


def _check_chart_words(text: str, language: str) -> None:
    """The words of a chart tell the test's own sums, families and people apart."""
    texts = TextCatalogue().load_texts(language)
    families, killed = sum(n.families for n in WEEK), sum(n.killed for n in WEEK)
    assert texts.number(families) in text
    assert texts.number(len(WEEK)) in text
    assert texts.number(families + killed) not in text
    for code in ("AFG", "SDN"):
        assert f"{texts.country(code)} {texts.number(2)}" in text


def _check_day(text: str, news: list[News]) -> None:
    if not news:
        assert "rien à signaler" in text
        assert "\n" not in text
        return
    assert len(CODE.findall(text)) == len(news)
    noun = "nouvel incident" if len(news) == 1 else "nouveaux incidents"
    assert f"{len(news)} {noun}" in text
    for one in news:
        assert one.place.split("-", maxsplit=1)[0] in text


def _check_totals(text: str, language: str) -> None:
    """The headline numbers are the test's own sums, families and people apart."""
    texts = TextCatalogue().load_texts(language)
    families, killed = sum(n.families for n in WEEK), sum(n.killed for n in WEEK)
    headlines = [line for line in text.splitlines() if line.startswith("•")]
    assert any(texts.number(families) in line for line in headlines)
    assert any(texts.number(killed) in line for line in headlines)
    assert texts.number(families + killed) not in text
