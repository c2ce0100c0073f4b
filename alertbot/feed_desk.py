"""The operator's desk for feeds: what `alertbot feeds ...` does and says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from alertbot.errors import AlertbotError
from alertbot.feeds.fetch import HttpFetcher
from alertbot.feeds.opml import read_opml, write_opml
from alertbot.model import Feed, FeedSource
from alertbot.ops.sandbox import ProcessSandbox
from alertbot.pipeline.probe import Probe, ProbedFeed, ProbedPage
from alertbot.ports import Fetcher, Sandbox, Store
from alertbot.store import open_store

PRELOAD = ("alertbot.pipeline.feed_document", "alertbot.feeds.discover")
AT_ONCE = 8
"""Feeds that `check` asks at the same time."""


class UnknownFeed(AlertbotError):
    """No feed or pack has that name or address."""

    permanent = True


@dataclass(frozen=True, slots=True)
class FeedDesk:
    """Shows, tries, adds, removes and switches feeds; every answer is text for a terminal."""

    store: Store
    probe: Probe
    sandbox: Sandbox
    clock: Callable[[], datetime]

    async def list(self, pack: str = "", *, failing: bool = False) -> str:
        """One line a feed, of one pack or of all; or only those whose last poll failed, with the reason."""
        feeds = [feed for feed in await self.store.feeds.all() if not pack or feed.source.pack == pack]
        if pack and not feeds:
            raise UnknownFeed(f"There is no pack '{pack}': `alertbot feeds packs` lists them.")
        chosen = [feed for feed in feeds if feed.schedule.failures] if failing else feeds
        states = Counter(_state(feed) for feed in feeds)
        total = f"{len(feeds)} feeds: " + ", ".join(f"{number} {state}" for state, number in states.items())
        return "\n".join([*(_line(feed, failing) for feed in chosen), total])

    async def packs(self) -> str:
        """Each pack with how many of its feeds are polled."""
        feeds = await self.store.feeds.all()
        every = Counter(feed.source.pack for feed in feeds if feed.source.pack)
        on = Counter(feed.source.pack for feed in feeds if feed.source.enabled)
        return "\n".join(f"{pack:<28} {on[pack]} of {number} on" for pack, number in sorted(every.items()))

    async def switch(self, names: Sequence[str], on: bool) -> str:
        """Switch feeds (by name or address) or whole packs. Raises UnknownFeed before it changes any."""
        feeds = await self.store.feeds.all()
        chosen = {feed.id: feed for name in names for feed in _named(name, feeds)}
        await self.store.feeds.switch(list(chosen), on, self.clock())
        await self._note("feed.switched_on" if on else "feed.switched_off", [*chosen.values()])
        return f"{len(chosen)} feeds are {'on' if on else 'off'}."

    async def add(self, url: str, changes: FeedSource) -> str:
        """Look at `url` and add it; what `changes` names (name, language, country, kind) wins.

        A page is not added: the feeds it names are listed. Raises FetchError, FeedUnreadable.
        """
        found = await self.probe.look(url)
        if isinstance(found, ProbedPage):
            return _page(url, found)
        given = {
            "name": changes.name or found.source.name,
            "language": changes.language or found.source.language,
            "country": changes.country,
            "kind": changes.kind,
        }
        [feed] = await self.store.feeds.add([replace(found.source, **given)], self.clock())  # type: ignore[arg-type]
        await self._note("feed.added", [feed])
        return f"{_found(found)}\nAdded: {feed.source.name}. What is older than two days is not sent."

    async def remove(self, name: str) -> str:
        """Take an added feed off the list, or switch one of the catalogue off. Raises UnknownFeed."""
        feeds = _named(name, [feed for feed in await self.store.feeds.all() if feed.source.pack != name])
        left = [await self.store.feeds.remove(feed.id) for feed in feeds]
        await self._note("feed.removed", feeds)
        return "\n".join(
            f"{feed.source.name}: {'removed' if gone else 'switched off, as config/feeds.yaml lists it'}."
            for feed, gone in zip(feeds, left, strict=True)
        )

    async def test(self, url: str) -> str:
        """What an address is, without adding it. Raises FetchError, FeedUnreadable."""
        found = await self.probe.look(url)
        if isinstance(found, ProbedPage):
            return _page(url, found)
        return f"{_described(found)}\nTo read it from now on: alertbot feeds add '{found.source.url}'"

    async def check(self, names: Sequence[str]) -> AsyncIterator[str]:
        """Ask every feed that is on (or those named) once; a line each as the answers come in."""
        feeds = await self.store.feeds.all()
        chosen = {feed.id: feed for name in names for feed in _named(name, feeds)} if names else {}
        asked = list(chosen.values()) or [feed for feed in feeds if feed.source.enabled]
        slots = asyncio.Semaphore(AT_ONCE)
        bad = 0
        for number, answer in enumerate(
            asyncio.as_completed([self._checked(feed, slots) for feed in asked]), 1
        ):
            well, line = await answer
            bad += not well
            yield f"{number}/{len(asked)} {line}"
        yield f"{len(asked) - bad} answer, {bad} do not."

    async def import_opml(self, document: bytes) -> str:
        """Add every feed of an OPML document. Raises OpmlUnreadable."""
        sources = await self.sandbox.run(read_opml, document)
        feeds = await self.store.feeds.add(sources, self.clock())
        await self._note("feed.imported", feeds)
        return f"{len(feeds)} feeds added or switched on; `alertbot feeds check` asks each once."

    async def export_opml(self) -> bytes:
        """Every feed that is on, as OPML 2.0."""
        return write_opml([feed.source for feed in await self.store.feeds.all() if feed.source.enabled])

    async def _checked(self, feed: Feed, slots: asyncio.Semaphore) -> tuple[bool, str]:
        async with slots:
            try:
                found = await self.probe.look(feed.source.url)
            except AlertbotError as error:
                return False, f"✗ {feed.source.name}: {error}"
        if isinstance(found, ProbedPage):
            return False, f"✗ {feed.source.name}: {_page(feed.source.url, found)}"
        return True, f"✓ {feed.source.name}: {_found(found)}"

    async def _note(self, action: str, feeds: Collection[Feed]) -> None:
        names = [feed.source.name for feed in feeds]
        await self.store.audit.record(action, self.clock(), details={"feeds": names})


@asynccontextmanager
async def open_feed_desk(
    database: str,
    sources: Sequence[FeedSource],
    fetcher: HttpFetcher,
    asks: Fetcher,
    clock: Callable[[], datetime],
) -> AsyncIterator[FeedDesk]:
    """A desk over the database there, brought up to the catalogue `sources` first; it asks through `asks`."""
    store = await open_store(database)
    sandbox = ProcessSandbox(1, preload=PRELOAD)
    try:
        await store.feeds.sync_catalogue(sources, clock())
        yield FeedDesk(store, Probe(asks, sandbox, clock), sandbox, clock)
    finally:
        await sandbox.close()
        await fetcher.close()
        await store.close()


def read_file(path: Path) -> bytes:
    """The bytes of a file that a person named. Raises UnknownFeed."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnknownFeed(f"{path} cannot be read ({error.strerror}).") from None


def _named(name: str, feeds: Sequence[Feed]) -> list[Feed]:
    """The feeds of a pack, or the one with that name or address."""
    wanted = name.casefold()
    found = [
        feed
        for feed in feeds
        if wanted in (feed.source.pack, feed.source.name.casefold(), feed.source.url.casefold())
    ]
    return found or _begun(name, wanted, feeds)


def _begun(name: str, wanted: str, feeds: Sequence[Feed]) -> list[Feed]:
    """The feeds of the one pack that has a word of that name ('sahel'). Raises UnknownFeed."""
    packs = sorted({feed.source.pack for feed in feeds if feed.source.pack})
    meant = [pack for pack in packs if wanted and f"-{pack}-".find(f"-{wanted}-") >= 0]
    if len(meant) == 1:
        return [feed for feed in feeds if feed.source.pack == meant[0]]
    names = [*packs, *(feed.source.name for feed in feeds)]
    close = meant or get_close_matches(name, names, n=3)
    hint = f" Did you mean: {', '.join(close)}?" if close else ""
    raise UnknownFeed(
        f"No feed or pack is called '{name}'.{hint} "
        "`alertbot feeds list` and `alertbot feeds packs` list them."
    )


def _state(feed: Feed) -> str:
    if not feed.source.enabled:
        return "off"
    if feed.schedule.next_poll_at is None:
        return "gone"
    if feed.schedule.failures:
        return "failing"
    return "ok" if feed.schedule.last_ok_at else "new"


def _line(feed: Feed, with_error: bool) -> str:
    source = feed.source
    seen = f"{feed.schedule.last_ok_at:%Y-%m-%d %H:%M}" if feed.schedule.last_ok_at else "never"
    told = f" {feed.schedule.error}" if with_error and feed.schedule.error else ""
    where = f"{source.language or '??'} {source.country or '---'}"
    return f"{_state(feed):<7} {where} {seen:<16} {source.name} <{source.url}>{told}"


def _found(feed: ProbedFeed) -> str:
    newest = f", the latest of {feed.newest:%Y-%m-%d %H:%M} UTC" if feed.newest else ", without dates"
    language = f", language {feed.source.language}" if feed.source.language else ""
    return f"{feed.source.name}: {feed.entries} entries{newest}{language}"


def _described(feed: ProbedFeed) -> str:
    """Several lines for a person who has never seen a feed."""
    source = feed.source
    newest = f"the latest of {feed.newest:%Y-%m-%d %H:%M} UTC" if feed.newest else "without dates"
    lines = [
        ("address", source.url),
        ("entries", f"{feed.entries}, {newest}"),
        ("language", source.language or "not named; that of each article is recognised"),
        ("texts", "whole articles" if feed.whole else "teasers: the page of each article is read"),
        (
            "brings",
            f"about {feed.a_day:.1f} entries a day" if feed.a_day is not None else "how often: unknown",
        ),
        *(("title", title) for title in feed.titles),
    ]
    return "\n".join([f"This is a feed: {source.name}", *(f"  {label:<9} {text}" for label, text in lines)])


def _page(url: str, page: ProbedPage) -> str:
    if not page.feeds:
        return f"{url} is a web page that names no feed; look for 'RSS' on the site."
    lines = [f"  {feed.url} {feed.title}".rstrip() for feed in page.feeds]
    return "\n".join([f"{url} is a web page; it names these feeds:", *lines])
