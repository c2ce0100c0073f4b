"""/feeds: the sources that concern a chat and how they are doing; /suggest: a source for the operators."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from alertbot.alerts.safe import clean, clip, isolate, link
from alertbot.bot.near import near, near_rows
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import Feed, FeedId, TroubleKind

SUGGEST = "/suggest https://www.example.org/news"
MOST_LISTED = 20
MOST_SUGGESTED = 20
"""Addresses that one chat may have suggested, so that nobody fills the list."""
LONGEST_ADDRESS = 500


async def feeds(talk: Talk, _: str) -> None:
    """The sources of the chat's countries by name, and how many write about the whole world."""
    t, number = talk.texts.gettext, talk.texts.number
    known = await talk.services.store.feeds.all()
    running = [feed for feed in known if feed.source.enabled]
    quiet = await silent_feeds(talk)
    own = await near(talk, running)
    world = [feed for feed in running if feed.source.country is None]
    lines = [f"<b>{escape(t('Sources for this chat'))}</b>"]
    lines += [_line(talk, feed, feed.id in quiet) for feed in _worst_first(own, quiet)[:MOST_LISTED]]
    if len(own) > MOST_LISTED:
        more = talk.texts.ngettext("and {n} more source", "and {n} more sources", len(own) - MOST_LISTED)
        lines.append(escape(more.format(n=number(len(own) - MOST_LISTED))))
    said = t("Sources about the whole world: {all}, of which failing: {bad}")
    failing = sum(feed.schedule.failures > 0 for feed in world)
    lines.append(f"🌍 {escape(said.format(all=number(len(world)), bad=number(failing)))}")
    lines.append(escape(t("Silence is not safety: what no source reports, I cannot tell.")))
    lines.append(f"{escape(t('Something missing? Suggest it:'))}\n<code>{SUGGEST}</code>")
    muted = Button(f"🔕 {t('Muted here')}", "muted")
    await talk.reply(Screen("\n".join(lines), ((muted,), *near_rows(talk))))


async def silent_feeds(talk: Talk) -> frozenset[FeedId]:
    """Feeds that answer and bring nothing new for much longer than they used to."""
    known = await talk.services.store.troubles.open()
    return frozenset(trouble.feed for trouble in known if trouble.kind is TroubleKind.SILENT)


def _worst_first(listed: Sequence[Feed], quiet: frozenset[FeedId]) -> list[Feed]:
    def order(feed: Feed) -> tuple[bool, bool, str]:
        return feed.schedule.failures == 0, feed.id not in quiet, feed.source.name.casefold()

    return sorted(listed, key=order)


def _line(talk: Talk, feed: Feed, quiet: bool) -> str:
    name = isolate(clip(clean(feed.source.name), 60), talk.texts.is_rtl)
    shown = link(feed.source.homepage, name) or escape(name, quote=False)
    where = f" ({escape(talk.texts.country(feed.source.country))})" if feed.source.country else ""
    read, new = feed.schedule.last_ok_at, feed.schedule.last_new_at
    if quiet and new:
        when = talk.texts.date_time(new, talk.chat.timezone)
        said = talk.texts.gettext("nothing new since {time}").format(time=when)
    elif read is None:
        said = talk.texts.gettext("not read yet")
    else:
        when = talk.texts.date_time(read, talk.chat.timezone)
        t, failing = talk.texts.gettext, feed.schedule.failures > 0
        said = (t("failing, last read {time}") if failing else t("read {time}")).format(time=when)
    light = "🔴" if feed.schedule.failures else "🟡" if quiet else "🟢"
    return f"{light} {shown}{where} – {escape(said)}"


async def suggest(talk: Talk, text: str) -> None:
    """`/suggest ADDRESS`; operators see the list of what was suggested when they send none."""
    url, person = text.strip(), talk.update.effective_user
    if not url and person is not None and person.id in talk.services.operators:
        await talk.reply(await _list(talk))
    elif not _is_address(url):
        said = talk.texts.gettext("Send the address of a news site or feed behind the command, for example:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{SUGGEST}</code>"))
    else:
        await talk.reply(Screen(escape(await _keep(talk, url))))


async def _keep(talk: Talk, url: str) -> str:
    """Store a suggestion unless it is known or there are too many; returns what to say."""
    t, store, now = talk.texts.gettext, talk.services.store, talk.services.clock()
    host = urlsplit(url).hostname
    read = [feed.source for feed in await store.feeds.all()]
    if any(host in (urlsplit(one.url).hostname, urlsplit(one.homepage).hostname) for one in read):
        return t("I read that site already: /feeds")
    if len(await store.suggestions.latest(MOST_SUGGESTED, talk.chat.telegram_id)) >= MOST_SUGGESTED:
        return t("This chat has suggested many sources already. Thank you; the operators will look at them.")
    if not await store.suggestions.add(url, talk.chat.telegram_id, now):
        return t("Somebody suggested that one before. Thank you; the operators will look at it.")
    await store.audit.record("source.suggest", now, details={"url": url})
    return t("Thank you. The operators will look at it.")


async def _list(talk: Talk) -> Screen:
    t, found = talk.texts.gettext, await talk.services.store.suggestions.latest(MOST_LISTED)
    if not found:
        return Screen(escape(t("Nothing was suggested yet.")))
    lines = [f"<b>{escape(t('Suggested sources'))}</b>"]
    for one in found:
        when = talk.texts.date_time(one.at, talk.chat.timezone)
        lines.append(
            f"• {escape(isolate(clip(one.url, 120), talk.texts.is_rtl), quote=False)} · {escape(when)}"
        )
    return Screen("\n".join(lines))


def _is_address(url: str) -> bool:
    if len(url) > LONGEST_ADDRESS or any(letter.isspace() or not letter.isprintable() for letter in url):
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = "." in host and not host.replace(".", "").isdigit()
    return parts.scheme in ("http", "https") and named and port in (None, 80, 443) and "@" not in parts.netloc
