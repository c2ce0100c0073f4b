"""The demo's news outlets behave like those on the web."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO

import feedparser
import httpx
import pytest

from alertbot.demo.feedformats import FeedFormat, Outlet, Story
from alertbot.demo.feedserver import FeedServer, Trouble

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STORY = Story("bridge", "Bridge <closed> & reopened", ("The bridge was shut.", "It opened again."), NOON)


@pytest.fixture
async def outlet() -> AsyncIterator[FeedServer]:
    async with FeedServer(Outlet("Harbour Post", "en", FeedFormat.RSS)) as server:
        server.publish(STORY)
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.mark.parametrize("kind", [FeedFormat.RSS, FeedFormat.ATOM])
@pytest.mark.parametrize("teasers", [True, False])
async def test_xml_feeds_parse_with_title_link_date_and_text(client, kind, teasers):
    async with FeedServer(Outlet("Harbour Post", "fr", kind, teasers)) as server:
        server.publish(STORY)
        parsed = feedparser.parse(BytesIO((await client.get(server.feed_url)).content))
        entry = parsed.entries[0]
        assert not parsed.bozo
        assert (entry.title, entry.link) == ("Bridge <closed> & reopened", server.article_url(STORY))
        assert entry.published_parsed[:4] == (2026, 3, 1, 12)
        assert ("It opened again." in entry.summary) is not teasers


async def test_json_feed_carries_the_same(client):
    async with FeedServer(Outlet("Puerto", "es", FeedFormat.JSON)) as server:
        server.publish(STORY)
        answer = await client.get(server.feed_url)
        item = answer.json()["items"][0]
        assert answer.headers["content-type"].startswith("application/feed+json")
        assert item["url"] == server.article_url(STORY)
        assert item["date_published"] == NOON.isoformat()
        assert "<p>It opened again.</p>" in item["content_html"]


async def test_an_unchanged_feed_answers_304_to_either_validator(outlet, client):
    first = await client.get(outlet.feed_url)
    by_etag = await client.get(outlet.feed_url, headers={"If-None-Match": first.headers["etag"]})
    by_date = await client.get(outlet.feed_url, headers={"If-Modified-Since": first.headers["last-modified"]})
    assert (by_etag.status_code, by_etag.content) == (304, b"")
    assert by_date.status_code == 304
    assert [visit.status for visit in outlet.polls()] == [200, 304, 304]


async def test_a_new_story_changes_the_validators_and_comes_first(outlet, client):
    first = await client.get(outlet.feed_url)
    outlet.publish(Story("ferry", "Ferry runs again", ("The ferry runs.",), NOON))
    second = await client.get(outlet.feed_url, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    assert second.text.index("Ferry") < second.text.index("Bridge")


async def test_a_withdrawn_story_is_gone_from_feed_and_site(outlet, client):
    outlet.withdraw("bridge")
    page = await client.get(outlet.article_url(STORY))
    assert page.status_code == 404
    assert "Bridge" not in (await client.get(outlet.feed_url)).text


async def test_a_page_has_the_article_among_its_furniture(outlet, client):
    page = await client.get(outlet.article_url(STORY))
    assert "<p>It opened again.</p>" in page.text
    assert "<nav>" in page.text
    assert page.headers["content-type"] == "text/html; charset=utf-8"


async def test_scripted_trouble_comes_as_often_as_asked_and_on_its_path_only(outlet, client):
    outlet.trouble(Trouble(503, headers={"Retry-After": "120"}), times=2)
    statuses = [(await client.get(outlet.feed_url)).status_code for _ in range(3)]
    assert statuses == [503, 503, 200]
    outlet.trouble(Trouble(410), times=None)
    assert (await client.get(outlet.feed_url)).status_code == 410
    assert (await client.get(outlet.article_url(STORY))).status_code == 200
    outlet.mend()
    assert (await client.get(outlet.feed_url)).status_code == 200


async def test_a_hung_up_connection_and_an_outage_are_errors_for_the_client(outlet, client):
    outlet.trouble(Trouble(hang_up=True))
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get(outlet.feed_url)
    address = outlet.feed_url
    await outlet.__aexit__(None, None, None)
    with pytest.raises(httpx.ConnectError):
        await client.get(address)
    await outlet.__aenter__()
    assert (await client.get(address)).status_code == 200
    assert [visit.status for visit in outlet.polls()] == [None, 200]
