"""The operator's desk for feeds: a real SQLite file, a made-up web."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from alertbot.cli import main
from alertbot.feed_desk import FeedDesk, UnknownFeed
from alertbot.feeds.errors import FeedUnreadable, FetchError, FetchReason
from alertbot.model import FeedKind, FeedSource, Validators
from alertbot.pipeline.probe import Probe
from alertbot.ports import Fetched, Store
from alertbot.store import open_store

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Radio Dawn</title><language>fr</language>
<item><title>One</title><link>https://dawn.example/1</link><pubDate>Mon, 06 Jul 2026 09:30:00 GMT</pubDate></item>
<item><title>Two</title><link>https://dawn.example/2</link></item></channel></rss>"""
PAGE = b"""<!doctype html><html><head><title>Dawn</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/feed"></head><body>Hello</body></html>"""


class Web:
    """Answers for addresses, with a body or an error."""

    def __init__(self, **bodies: bytes) -> None:
        self.bodies = {f"https://{name}.example/": body for name, body in bodies.items()}

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        if url not in self.bodies:
            raise FetchError(FetchReason.NOT_FOUND, url, "HTTP 404: nothing there")
        return Fetched(200, url, {}, self.bodies[url])


class Here:
    """Runs the sandbox's work in this process."""

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'feeds.sqlite'}")
    listed = [
        FeedSource("https://dawn.example/", "Dawn", pack="sahel"),
        FeedSource("https://dusk.example/", "Dusk", pack="sahel", enabled=False),
        FeedSource("https://noon.example/", "Noon", pack="horn"),
    ]
    await opened.feeds.sync_catalogue(listed, NOW)
    yield opened
    await opened.close()


@pytest.fixture
def desk(store: Store) -> FeedDesk:
    web = Web(dawn=RSS, page=PAGE, bare=b"<html><body>Hi</body></html>", empty=b"")
    return FeedDesk(store, Probe(web, Here(), lambda: NOW), Here(), lambda: NOW)


async def on(store: Store) -> list[str]:
    return [feed.source.name for feed in await store.feeds.all() if feed.source.enabled]


async def test_a_pack_is_switched_as_one_and_noted(desk: FeedDesk, store: Store) -> None:
    assert await desk.switch(["sahel"], on=True) == "2 feeds are on."
    assert await on(store) == ["Dawn", "Dusk", "Noon"]
    await desk.switch(["sahel", "noon"], on=False)
    assert await on(store) == []
    actions = [(event.action, event.details) for event in await store.audit.latest(9)]
    assert actions == [
        ("feed.switched_off", {"feeds": ["Dawn", "Dusk", "Noon"]}),
        ("feed.switched_on", {"feeds": ["Dawn", "Dusk"]}),
    ]


async def test_an_unknown_name_changes_nothing(desk: FeedDesk, store: Store) -> None:
    with pytest.raises(UnknownFeed, match=r"'moon'.*feeds list"):
        await desk.switch(["dawn", "moon"], on=False)
    assert await on(store) == ["Dawn", "Noon"]


async def test_adding_tells_what_was_found_and_keeps_what_was_given(desk: FeedDesk, store: Store) -> None:
    given = FeedSource("", "", country="MLI", kind=FeedKind.MONITOR)
    desk = replace(desk, probe=Probe(Web(new=RSS), Here(), lambda: NOW))
    text = await desk.add("https://new.example/", given)
    assert "Radio Dawn: 2 entries, the latest of 2026-07-06 09:30 UTC, language fr" in text
    [added] = [feed.source for feed in await store.feeds.all() if feed.source.name == "Radio Dawn"]
    assert (added.country, added.kind, added.language) == ("MLI", FeedKind.MONITOR, "fr")
    assert "removed" in await desk.remove("radio dawn")
    assert "switched off" in await desk.remove("dawn")
    assert await on(store) == ["Noon"]


async def test_a_page_lists_its_feeds_and_is_not_added(desk: FeedDesk, store: Store) -> None:
    text = await desk.add("https://page.example/", FeedSource("", ""))
    assert "https://page.example/feed News" in text
    assert "names no feed" in await desk.test("https://bare.example/")
    assert len(await store.feeds.all()) == 3


async def test_an_empty_answer_is_an_error_with_its_reason(desk: FeedDesk) -> None:
    with pytest.raises(FeedUnreadable, match="empty"):
        await desk.test("https://empty.example/")


async def test_checking_asks_each_feed_that_is_on_and_tells_which_fail(desk: FeedDesk) -> None:
    lines = [line async for line in desk.check([])]
    assert len(lines) == 3
    assert sorted(line.partition(" ")[2] for line in lines[:2]) == [
        "✓ Dawn: Radio Dawn: 2 entries, the latest of 2026-07-06 09:30 UTC, language fr",
        "✗ Noon: https://noon.example/: HTTP 404: nothing there",
    ]
    assert lines[2] == "1 answer, 1 do not."
    assert [line[:3] async for line in desk.check(["dusk"])][:1] == ["1/1"]


async def test_lists_show_states_and_packs(desk: FeedDesk) -> None:
    assert "off     ?? --- never            Dusk <https://dusk.example/>" in await desk.list("sahel")
    assert (await desk.list()).endswith("3 feeds: 2 new, 1 off")
    assert await desk.packs() == f"{'horn':<28} 1 of 1 on\n{'sahel':<28} 1 of 2 on"
    with pytest.raises(UnknownFeed, match="no pack 'asia'"):
        await desk.list("asia")


async def test_a_test_tells_in_plain_lines_what_was_found_and_what_to_do(desk: FeedDesk) -> None:
    assert (await desk.test("https://dawn.example/")).splitlines() == [
        "This is a feed: Radio Dawn",
        "  address   https://dawn.example/",
        "  entries   2, the latest of 2026-07-06 09:30 UTC",
        "  language  fr",
        "  texts     teasers: the page of each article is read",
        "  brings    how often: unknown",
        "  title     One",
        "  title     Two",
        "To read it from now on: alertbot feeds add 'https://dawn.example/'",
    ]


async def test_a_word_of_a_packs_name_is_enough_and_a_slip_gets_a_hint(desk: FeedDesk, store: Store) -> None:
    far = [FeedSource(f"https://{n}.example/", n, pack=f"{n}-africa") for n in ("west", "east")]
    await store.feeds.add(far, NOW)
    assert await desk.switch(["west"], on=False) == "1 feeds are off."
    with pytest.raises(UnknownFeed, match="Did you mean: east-africa, west-africa"):
        await desk.switch(["africa"], on=False)
    with pytest.raises(UnknownFeed, match="Did you mean: Noon"):
        await desk.switch(["Nooon"], on=False)


async def test_opml_goes_out_and_comes_back(desk: FeedDesk, store: Store) -> None:
    document = await desk.export_opml()
    await desk.switch(["dawn", "noon"], on=False)
    assert "2 feeds added or switched on" in await desk.import_opml(document)
    assert await on(store) == ["Dawn", "Noon"]


def test_the_command_works_on_the_installations_own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALERTBOT_DATA_DIR", str(tmp_path / "data"))
    answers = [
        CliRunner().invoke(main, ["feeds", *words])
        for words in (["disable", "global"], ["packs"], ["enable", "nowhere"])
    ]
    assert [answer.exit_code for answer in answers] == [0, 0, 2]
    assert "global" in answers[1].output
    assert " 0 of " in answers[1].output
    assert "No feed or pack is called 'nowhere'" in answers[2].output
