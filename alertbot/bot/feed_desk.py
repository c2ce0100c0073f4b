"""Operators' commands about feeds: look at an address and add it, take a feed away, see how they do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from telegram import MessageEntity

from alertbot.alerts.safe import clean, clip, isolate
from alertbot.bot.feed_troubles import stop_feed, use_address
from alertbot.bot.members import pages
from alertbot.bot.screens import Button, Screen
from alertbot.bot.sources import silent_feeds
from alertbot.bot.talk import Talk
from alertbot.errors import AlertbotError
from alertbot.model import Feed, FeedId
from alertbot.pipeline.probe import ProbedFeed, ProbedPage

ADD, REMOVE, HEALTH = "/addfeed https://news.example/feed.xml", "/removefeed Radio Dabanga", "/feedhealth"
PAGE = 8
_MOST_OFFERED = 6
_LONGEST_ADDRESS = 500


async def add_feed(talk: Talk, text: str) -> None:
    """Look at an address in the sandbox and show what it is, to be confirmed by a button."""
    t = talk.texts.gettext
    address = text.strip()
    if not address.startswith(("http://", "https://")) or len(address.split()) != 1:
        said = t("Write the address of a feed, or of a page that names feeds:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{ADD}</code>"))
        return
    await talk.reply(await _look(talk, address[:_LONGEST_ADDRESS]))


async def _look(talk: Talk, address: str) -> Screen:
    t = talk.texts.gettext
    try:
        found = await talk.services.probe.look(address)
    except AlertbotError as error:
        said = t("I cannot read this address: {reason}").format(reason=_safe(str(error), talk))
        return Screen(f"⚠️ {escape(said)}")
    if isinstance(found, ProbedPage):
        return _offered(talk, found)
    if await _polled(talk, found.source.url):
        return Screen(escape(t("This feed is read already.")))
    row = (Button(f"➕ {t('Add this feed')}", "feed:add:0"), Button(f"✖️ {t('Leave it')}", "feed:drop"))
    return Screen(f"{_described(talk, found)}\n<code>{escape(found.source.url)}</code>", (row,))


def _described(talk: Talk, found: ProbedFeed) -> str:
    t, texts = talk.texts.gettext, talk.texts
    lines = [f"📡 <b>{escape(_safe(found.source.name, talk))}</b>"]
    if found.source.language:
        lines.append(escape(t("Language: {code}").format(code=found.source.language)))
    if found.newest:
        said = t("{number} entries, the newest of {time}")
        when = texts.date_time(found.newest, talk.chat.timezone)
        lines.append(escape(said.format(number=texts.number(found.entries), time=when)))
    else:
        lines.append(escape(t("{number} entries without a date").format(number=texts.number(found.entries))))
    lines.append(escape(t("What is older than 48 hours is not sent.")))
    return "\n".join(lines)


def _offered(talk: Talk, page: ProbedPage) -> Screen:
    t = talk.texts.gettext
    feeds = [feed for feed in page.feeds if len(feed.url) <= _LONGEST_ADDRESS][:_MOST_OFFERED]
    if not feeds:
        return Screen(escape(t("This is a page, and it names no feed. Look for the feed's own address.")))
    lines = [escape(t("This is a page. It names these feeds:"))]
    lines += [
        f"{number}. {escape(_safe(feed.title, talk))} <code>{escape(feed.url)}</code>"
        for number, feed in enumerate(feeds, 1)
    ]
    rows = tuple((Button(f"🔍 {number}", f"feed:look:{number - 1}"),) for number in range(1, len(feeds) + 1))
    return Screen("\n".join(lines), rows)


async def press_feed(talk: Talk, arguments: list[str]) -> str | None:
    """'look:N', 'add:N' (Nth address of the message), 'off', 'stop', 'use:ID', 'drop'. Raises ValueError."""
    verb = arguments[0]
    if verb == "drop":
        await talk.show(Screen(escape(talk.texts.gettext("Left as it was."))))
    elif verb == "look":
        await talk.show(await _look(talk, _address(talk, int(arguments[1]))))
    elif verb == "add":
        await talk.show(await _add(talk, _address(talk, int(arguments[1]))))
    elif verb == "off":
        await talk.show(await _remove(talk, FeedId(int(arguments[1]))))
    elif verb == "stop":
        await talk.show(await stop_feed(talk, FeedId(int(arguments[1]))))
    elif verb == "use":
        await talk.show(await use_address(talk, int(arguments[1])))
    elif verb == "health":
        await talk.show(await _health(talk, max(0, int(arguments[1]))))
    else:
        raise ValueError(verb)
    return None


def _address(talk: Talk, number: int) -> str:
    """The addresses stand in our own message: buttons hold 64 bytes only. Raises ValueError, IndexError."""
    message = talk.update.effective_message
    if message is None or number < 0:
        raise ValueError(number)
    return list(message.parse_entities([MessageEntity.CODE]).values())[number]


async def _add(talk: Talk, address: str) -> Screen:
    """Looked at once more: what was confirmed is what is added."""
    t = talk.texts.gettext
    try:
        found = await talk.services.probe.look(address)
    except AlertbotError as error:
        said = t("I cannot read this address: {reason}").format(reason=_safe(str(error), talk))
        return Screen(f"⚠️ {escape(said)}")
    if isinstance(found, ProbedPage):
        return _offered(talk, found)
    await talk.services.store.feeds.add([found.source], talk.services.clock())
    return Screen(f"✅ {escape(t('Added. Its first reading begins now.'))}\n{_described(talk, found)}")


async def remove_feed(talk: Talk, text: str) -> None:
    """Find a feed by a part of its name or address; a button takes it away."""
    t = talk.texts.gettext
    wanted = text.strip().casefold()
    feeds = [feed for feed in await talk.services.store.feeds.all() if feed.source.enabled]
    found = [feed for feed in feeds if wanted in f"{feed.source.name} {feed.source.url}".casefold()]
    if not wanted or not found:
        said = (
            t("No feed that is read has this in its name or address. Write for example:")
            if wanted
            else t("Write a part of the feed's name or address:")
        )
        await talk.reply(Screen(f"{escape(said)}\n<code>{REMOVE}</code>"))
        return
    rows = tuple(
        (Button(f"🗑 {clip(clean(feed.source.name), 40)}", f"feed:off:{feed.id}"),)
        for feed in found[:_MOST_OFFERED]
    )
    said = t("Which one shall no longer be read? What it reported stays.")
    await talk.reply(Screen(escape(said), (*rows, (Button(f"✖️ {t('Leave it')}", "feed:drop"),))))


async def _remove(talk: Talk, number: FeedId) -> Screen:
    t, store = talk.texts.gettext, talk.services.store
    feed = next((feed for feed in await store.feeds.all() if feed.id == number), None)
    if feed is None:
        return Screen(escape(t("This feed is gone already.")))
    await store.feeds.remove(number)
    said = t("{name} is no longer read.").format(name=_safe(feed.source.name, talk))
    return Screen(f"🗑 {escape(said)}")


async def feed_health(talk: Talk, _: str) -> None:
    """How the feeds do: how many are well, and which fail and why, the longest first."""
    await talk.reply(await _health(talk, 0))


async def _health(talk: Talk, page: int) -> Screen:
    t, texts = talk.texts.gettext, talk.texts
    counts = await talk.services.store.feeds.counts()
    failing = await _failing(talk)
    said = t("Feeds: {ok} well, {failing} failing, {stopped} switched off").format(
        **{name: texts.number(number) for name, number in counts.items()}
    )
    shown = failing[page * PAGE : (page + 1) * PAGE]
    lines = [f"<b>📡 {escape(said)}</b>", "", *(_sick(talk, feed) for feed in shown)]
    return Screen("\n".join(lines), pages("feed:health:{}", page, len(failing) > (page + 1) * PAGE))


async def _failing(talk: Talk) -> Sequence[Feed]:
    """Those that fail, the longest first, then those that answer and bring nothing new."""
    quiet, feeds = await silent_feeds(talk), await talk.services.store.feeds.all()
    sick = [feed for feed in feeds if feed.source.enabled and (feed.schedule.failures or feed.id in quiet)]
    return sorted(sick, key=lambda feed: -feed.schedule.failures)


def _sick(talk: Talk, feed: Feed) -> str:
    t, texts = talk.texts.gettext, talk.texts
    name, error = _safe(feed.source.name, talk), _safe(feed.schedule.error or "", talk)
    if not feed.schedule.failures:
        since = feed.schedule.last_new_at
        when = texts.date_time(since, talk.chat.timezone) if since else "?"
        return f"• <b>{escape(name)}</b>: {escape(t('nothing new since {time}').format(time=when))}"
    times = texts.ngettext("failed {number} time", "failed {number} times", feed.schedule.failures)
    parts = [times.format(number=texts.number(feed.schedule.failures))]
    if feed.schedule.last_ok_at:
        when = texts.date_time(feed.schedule.last_ok_at, talk.chat.timezone)
        parts.append(t("well until {time}").format(time=when))
    return f"• <b>{escape(name)}</b>: {escape(', '.join(parts))}\n  {escape(error)}"


async def _polled(talk: Talk, address: str) -> bool:
    feeds = await talk.services.store.feeds.all()
    return any(feed.source.url == address and feed.source.enabled for feed in feeds)


def _safe(text: str, talk: Talk) -> str:
    """Words of the web, harmless and of bearable length."""
    return isolate(clip(clean(text), 160), talk.texts.is_rtl)
