"""Lists of feeds from other readers, and feeds named by a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.feeds.discover import FoundFeed, discover_feeds
from alertbot.feeds.opml import OpmlUnreadable, read_opml, write_opml
from alertbot.model import FeedKind, FeedSource

URL = "https://example.org/news/"


def test_a_list_written_can_be_read_again():
    sources = [
        FeedSource("https://example.org/feed?a=1&b=2", 'A "quoted" <name>', language="fr"),
        FeedSource("https://example.net/rss", "أخبار"),
    ]
    assert [(found.url, found.name) for found in read_opml(write_opml(sources))] == [
        (source.url, source.name) for source in sources
    ]


def test_nested_folders_and_repeats_are_flattened():
    document = b"""<opml version="1.1"><body><outline text="Sahel"><outline text="Mali">
    <outline type="rss" text="One" xmlUrl="https://example.org/1"/></outline>
    <outline type="rss" text="One again" xmlUrl="https://example.org/1"/>
    <outline type="rss" text="Local file" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    assert [source.url for source in read_opml(document)] == ["https://example.org/1"]


@pytest.mark.parametrize("document", [b"", b"not xml", b"<rss/>", b"<opml><body/></opml>", b"x" * 6_000_000])
def test_what_holds_no_feeds_is_refused(document):
    with pytest.raises(OpmlUnreadable):
        read_opml(document)


def test_declared_feeds_come_before_links_that_look_like_feeds():
    page = b"""<html><head><base href="/site/"><title>x</title>
    <link rel="alternate" type="application/rss+xml" title="All  news" href="feed.xml">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr/">
    <link rel="ALTERNATE" type="Application/Atom+XML; charset=utf-8" href="//example.org/atom">
    </head><body><a href="/rss">RSS</a> <a href="feed.xml">again</a> <a href="/sports">Sports</a>
    <a href="javascript:rss()">no</a></body></html>"""
    assert discover_feeds(page, "text/html", URL) == (
        FoundFeed("https://example.org/site/feed.xml", "All news", True),
        FoundFeed("https://example.org/atom", "", True),
        FoundFeed("https://example.org/rss", "RSS", False),
    )


@given(st.binary(max_size=300))
def test_any_page_is_searched_without_failing(page):
    assert isinstance(discover_feeds(page, "", URL), tuple)


def test_what_an_operator_knows_of_a_feed_survives_the_round_trip():
    source = FeedSource(
        "https://example.org/feed",
        "Radio",
        language="ar",
        country="SDN",
        kind=FeedKind.MONITOR,
        reliability="B",
        pack="horn-east-africa",
    )
    assert read_opml(write_opml([source])) == [source]


def test_what_others_write_into_an_opml_file_is_not_believed():
    document = b"""<opml version="2.0"><body><outline type="rss" text="A" xmlUrl="https://example.org/1"
    category="/kind/un2,/country/Sudan,/pack/../x,/reliability/AA,/enabled/no,/language/fra"/></body></opml>"""
    assert read_opml(document) == [FeedSource("https://example.org/1", "A")]
