"""Documents made to exhaust a parser: each costs its own job, others are answered meanwhile."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

import pytest

from alertbot.articles.extract import extract_article, text_of_fragment
from alertbot.errors import AlertbotError
from alertbot.feeds.discover import discover_feeds
from alertbot.feeds.parse import parse_feed
from alertbot.ops.sandbox import ProcessSandbox, SandboxLimits

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
URL = "https://example.org/feed"
PRELOAD = ("alertbot.feeds.parse", "alertbot.articles.extract")
HEAD = "<?xml version='1.0'?>"
GOOD = f"{HEAD}<rss version='2.0'><channel><title>T</title><item><title>A</title></item></channel></rss>"


def rss(body: str) -> bytes:
    return f"{HEAD}<rss version='2.0'><channel><title>T</title>{body}</channel></rss>".encode()


def entities(pairs: int) -> str:
    steps = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(pairs))
    return f'{HEAD}<!DOCTYPE r [<!ENTITY e0 "ha">{steps}]>'


FEEDS = {
    "billion laughs": f"{entities(9)}<rss><channel><title>&e9;</title></channel></rss>".encode(),
    "billion laughs in utf-16": f"{entities(9)}<rss><channel><title>&e9;</title></channel></rss>".encode(
        "utf-16"
    ),
    "billion laughs in utf-32": f"{entities(9)}<rss><channel><title>&e9;</title></channel></rss>".encode(
        "utf-32"
    ),
    "quadratic entity": (
        f'{HEAD}<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]><rss><channel><title>{"&a;" * 50_000}'
        "</title></channel></rss>"
    ).encode(),
    "recursive entity": (
        f'{HEAD}<!DOCTYPE r [<!ENTITY a "&a;">]><rss><channel><title>&a;</title></channel></rss>'
    ).encode(),
    "external entity": (
        f"{HEAD}<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        "<rss version='2.0'><channel><title>&a;</title></channel></rss>"
    ).encode(),
    "deep tags": rss("<a>" * 100_000),
    "attribute flood": rss("<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "></item>"),
    "many items": rss("<item><title>A</title></item>" * 50_000),
    "markup in a description": rss(f"<item><description>{'&lt;b&gt;' * 100_000}</description></item>"),
    "open brackets": rss(f"<item><description><![CDATA[{'<' * 400_000}]]></description></item>"),
    "long date": rss(f"<item><pubDate>{'1 Jan 2026 ' * 20_000}</pubDate></item>"),
    "deep json": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000,
    "huge json number": b'{"version":"https://jsonfeed.org/version/1","items":[{"id":'
    + b"9" * 1_000_000
    + b"}]}",
    "byte salad": bytes(range(256)) * 2_000,
}
PAGES = {
    "attribute flood": b"<html><body><p "
    + b" ".join(b"a%d=1" % n for n in range(100_000))
    + b">x</p></body></html>",
    "quoted bracket flood": b"<p title='>' " + b" ".join(b"a%d='>'" % n for n in range(60_000)) + b">x",
    "deep divs": b"<div>" * 50_000 + b"x",
    "open comments": b"<!--" * 100_000,
    "nested tables": b"<table><tr><td>" * 5_000 + b"x",
    "endless links": b"<a href='/x'>y</a>" * 50_000,
    "unclosed script": b"<script>" * 50_000,
    "entities": b"&amp;" * 200_000 + b"&#99999999999;" * 1000,
    "nulls": b"\x00" * 500_000,
}


async def outcome(sandbox: ProcessSandbox, function: object, *args: object) -> str:
    try:
        return f"read {type(await sandbox.run(function, *args)).__name__}"
    except AlertbotError as error:
        return f"refused {type(error).__name__}"


@pytest.fixture
async def sandbox():
    box = ProcessSandbox(2, PRELOAD, SandboxLimits(wall=4.0, cpu=1, memory=400_000_000))
    await asyncio.gather(box.run(len, b""), box.run(len, b""))
    yield box
    await box.close()


async def good_feeds_are_read_beside(sandbox: ProcessSandbox, job: asyncio.Task[str]) -> int:
    read = partial(parse_feed, now=NOW)
    count = 0
    while not job.done():
        assert (await sandbox.run(read, GOOD.encode(), "", URL)).entries[0].title == "A"
        count += 1
        await asyncio.sleep(0.01)
    return count


@pytest.mark.parametrize("name", FEEDS)
async def test_a_hostile_feed_is_read_or_refused_and_others_go_on(sandbox, name):
    read = partial(parse_feed, now=NOW)
    job = asyncio.create_task(outcome(sandbox, read, FEEDS[name], "", URL))
    await good_feeds_are_read_beside(sandbox, job)
    assert job.result() in ("read ParsedFeed", "refused FeedUnreadable", "refused SandboxKilled")
    assert (await sandbox.run(read, GOOD.encode(), "", URL)).title == "T"


@pytest.mark.parametrize("name", PAGES)
async def test_a_hostile_page_is_read_or_refused_and_others_go_on(sandbox, name):
    page = PAGES[name]
    job = asyncio.create_task(outcome(sandbox, extract_article, page, URL))
    await good_feeds_are_read_beside(sandbox, job)
    assert job.result() in ("read Extracted", "refused SandboxKilled")
    fragment = await outcome(sandbox, text_of_fragment, page.decode("latin-1"))
    assert fragment in ("read str", "refused SandboxKilled")
    assert await outcome(sandbox, discover_feeds, page, "", URL) in ("read tuple", "refused SandboxKilled")
