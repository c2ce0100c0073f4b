"""The buttons of a notice about a feed in trouble: take the address that was found, or switch it off."""

from __future__ import annotations

from html import escape

from alertbot.alerts.safe import clean, clip, isolate
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk
from alertbot.errors import AlertbotError
from alertbot.model import Feed, FeedId
from alertbot.pipeline.probe import ProbedFeed


async def stop_feed(talk: Talk, number: FeedId) -> Screen:
    """Switch a feed off; it stays in the list. Raises ValueError where there is none."""
    feed = await _feed(talk, number)
    await talk.services.store.feeds.switch([feed.id], False, talk.services.clock())
    said = talk.texts.gettext("{name} is no longer read.").format(name=_name(feed, talk))
    return Screen(f"🗑 {escape(said, quote=False)}")


async def use_address(talk: Talk, number: int) -> Screen:
    """Read a feed at the address that was found for it, if it answers as a feed still.

    The address is taken from the database, never from the button. Raises ValueError where there is none.
    """
    t, store = talk.texts.gettext, talk.services.store
    trouble = await store.troubles.find(number)
    if trouble is None or not trouble.suggestion:
        raise ValueError(number)
    feed = await _feed(talk, trouble.feed)
    try:
        found = await talk.services.probe.look(trouble.suggestion)
    except AlertbotError as error:
        reason = isolate(clip(clean(str(error)), 160), talk.texts.is_rtl)
        said = t("I cannot read this address: {reason}").format(reason=reason)
        return Screen(f"⚠️ {escape(said, quote=False)}")
    if not isinstance(found, ProbedFeed):
        return Screen(escape(t("This address is no feed any more. Nothing was changed.")))
    if not await store.feeds.move(feed.id, found.source.url, talk.services.clock()):
        return Screen(escape(t("Another feed has this address already. Nothing was changed.")))
    said = t("{name} is read at its new address from now on:").format(name=_name(feed, talk))
    return Screen(f"✅ {escape(said, quote=False)}\n<code>{escape(clip(found.source.url, 300))}</code>")


async def _feed(talk: Talk, number: FeedId) -> Feed:
    feed = next((feed for feed in await talk.services.store.feeds.all() if feed.id == number), None)
    if feed is None:
        raise ValueError(number)
    return feed


def _name(feed: Feed, talk: Talk) -> str:
    return isolate(clip(clean(feed.source.name), 80), talk.texts.is_rtl)
