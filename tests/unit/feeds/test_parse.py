"""Reading feeds of every format, with the faults that publishers make."""

from __future__ import annotations

import gzip
import sys
from datetime import UTC, datetime, timedelta

import pytest
from feed_documents import (
    ATOM,
    BILLION_LAUGHS,
    EXTERNAL_ENTITY,
    JSON_FEED,
    RDF,
    RSS_091,
    item,
    rss,
)
from hypothesis import given
from hypothesis import strategies as st

from alertbot.feeds.errors import FeedUnreadable, UnreadableReason
from alertbot.feeds.parse import parse_feed
from alertbot.feeds.parsed import ParsedFeed

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
URL = "https://example.org/feeds/main.xml"


def read(document: str | bytes, content_type: str = "") -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse_feed(body, content_type, URL, NOW)


def unreadable(document: str | bytes) -> UnreadableReason:
    with pytest.raises(FeedUnreadable) as caught:
        read(document)
    return caught.value.reason


def test_rss_2_is_read_with_its_hints():
    hints = "<ttl>45</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    more = "<guid isPermaLink='false'>id-1</guid><pubDate>Mon, 12 Oct 2026 10:00:00 +0200</pubDate>"
    feed = read(rss(item("Families leave", "Short.", 1, more), f"<language>en-gb</language>{hints}"))
    assert (feed.title, feed.language, feed.site) == ("River News", "en", "https://example.org/")
    assert (feed.ttl, feed.update_every) == (timedelta(minutes=45), timedelta(minutes=30))
    (entry,) = feed.entries
    assert (entry.guid, entry.url, entry.title) == ("id-1", "https://example.org/1", "Families leave")
    assert entry.published == datetime(2026, 10, 12, 8, tzinfo=UTC)


def test_atom_is_read_with_relative_links_and_the_longer_content():
    feed = read(ATOM)
    assert (feed.title, feed.site) == ("Nouvelles & débats", "https://example.org/accueil")
    (entry,) = feed.entries
    assert (entry.title, entry.content) == ("Des familles chassées", "<p>Un long texte.</p>")
    assert entry.url in ("https://example.org/articles/1", "https://example.org/feeds/articles/1")
    assert entry.published == datetime(2026, 10, 12, 8, tzinfo=UTC)
    assert entry.language == "fr"


def test_rdf_and_rss_091_are_read():
    (seven,) = read(RDF).entries
    assert (seven.url, seven.published) == ("https://example.org/7", datetime(2026, 10, 12, 6, tzinfo=UTC))
    assert read(RSS_091).entries[0].title == "Nine"


def test_json_feed_is_read_and_nonsense_in_it_is_survived():
    feed = read(JSON_FEED, "application/feed+json")
    assert (feed.title, feed.language, len(feed.entries)) == ("JSON News", "es", 3)
    first, second, third = feed.entries
    assert (first.guid, first.url) == ("5", "https://example.org/5")
    assert first.published == datetime(2026, 10, 12, 15, tzinfo=UTC)
    assert (second.content, second.url) == ("a &lt; b<p>c", "https://example.org/6")
    assert (third.guid, third.title, third.published) == ("", "", None)


@pytest.mark.parametrize(
    ("title", "charset", "header", "prolog"),
    [
        ("Сотни семей покинули дома", "cp1251", "text/xml; charset=windows-1251", ""),
        ("Сотни семей покинули дома", "koi8-r", "", "koi8-r"),
        ("Сотни семей покинули дома", "utf-8", "text/xml; charset=iso-8859-1", "iso-8859-1"),
        ("نزوح مئات العائلات من القرى", "cp1256", "", "windows-1256"),
        ("نزوح مئات العائلات", "utf-16", "", "utf-16"),
        ("Des familles chassées à l’aube", "cp1252", "text/xml; charset=ISO-8859-1", ""),
        ("Famílias obrigadas a fugir", "utf-8-sig", "", ""),
        ("Famílias obrigadas a fugir", "latin-1", "text/xml; charset=nonsense", "iso-8859-1"),
    ],
)
def test_the_charset_is_found_by_header_mark_prolog_and_validity(title, charset, header, prolog):
    first = f'<?xml version="1.0" encoding="{prolog}"?>' if prolog else '<?xml version="1.0"?>'
    assert read(rss(item(title), prolog=first).encode(charset), header).entries[0].title == title


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
def test_a_lie_about_utf_8_is_seen_through(charset):
    title = "Сотни семей были вынуждены покинуть свои дома после обстрела"
    text = "Жители трёх сёл сообщили, что вооружённые люди приказали им уйти до рассвета."
    body = rss(item(title, text)).encode(charset)
    assert read(body, "text/xml; charset=utf-8").entries[0].title == title


def test_a_few_broken_bytes_do_not_change_the_charset():
    body = rss(item("Des familles chassées " * 20)).encode()
    broken = body.replace("é".encode(), b"\xc3", 1)
    assert "chassées" in read(broken).entries[0].title


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 12 Oct 2026 10:00:00 GMT", datetime(2026, 10, 12, 10, tzinfo=UTC)),
        ("2026-10-12T10:00:00.123+03:00", datetime(2026, 10, 12, 7, tzinfo=UTC)),
        ("lundi 12 octobre 2026 10:00:00", datetime(2026, 10, 12, 10, tzinfo=UTC)),
        ("Пн, 12 октября 2026 10:00:00 +0300", datetime(2026, 10, 12, 7, tzinfo=UTC)),
        ("12 أكتوبر 2026 10:00", datetime(2026, 10, 12, 10, tzinfo=UTC)),
        ("1405/07/21", None),
        ("1405-07-21T10:00:00Z", None),
        ("2569-10-12T10:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("2035-01-01T00:00:00Z", None),
        ("Mon, 99 Foo 2026 99:99:99", None),
        ("yesterday", None),
        ("", None),
        ("1" * 5000, None),
    ],
)
def test_dates_are_read_in_words_and_refused_beyond_reason(text, moment):
    assert read(rss(item(more=f"<pubDate>{text}</pubDate>"))).entries[0].published == moment


def test_a_date_that_cannot_be_does_not_hide_a_good_one():
    more = "<pubDate>1405/07/21</pubDate><dc:date>2026-10-12T10:00:00Z</dc:date>"
    assert read(rss(item(more=more))).entries[0].published == datetime(2026, 10, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", UnreadableReason.EMPTY),
        (b" \n\t\x00 ", UnreadableReason.EMPTY),
        ("<!DOCTYPE html><html><head><title>Home</title></head></html>", UnreadableReason.HTML_PAGE),
        ("<html><head><title>Just a moment...</title></head></html>", UnreadableReason.ANTI_BOT),
        ("<!doctype html><html><body>Please solve the CAPTCHA</body></html>", UnreadableReason.ANTI_BOT),
        ("plain words", UnreadableReason.NOT_A_FEED),
        ("/etc/passwd", UnreadableReason.NOT_A_FEED),
        ("https://example.org/feed", UnreadableReason.NOT_A_FEED),
        ('{"error": "no"}', UnreadableReason.NOT_A_FEED),
        ('{"items": []}', UnreadableReason.NOT_A_FEED),
        ("[1, 2]", UnreadableReason.NOT_A_FEED),
        ("{" * 10_000, UnreadableReason.NOT_A_FEED),
        ("[" * 100_000, UnreadableReason.NOT_A_FEED),
        (gzip.compress(b"x" * 1000), UnreadableReason.NOT_A_FEED),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", UnreadableReason.NOT_A_FEED),
        ("<sitemap><url>x</url></sitemap>", UnreadableReason.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_has_its_own_reason(document, reason):
    assert unreadable(document) is reason


def test_a_feed_without_items_is_a_feed():
    assert read(rss("")).entries == ()


def test_words_that_look_like_a_path_open_nothing():
    opened: list[str] = []
    watching = True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect"):
            opened.append(str(args[0]))

    sys.addaudithook(watch)
    for text in ("/etc/passwd", "http://127.0.0.1:9/feed", "file:///etc/passwd"):
        unreadable(text)
    watching = False
    assert not [name for name in opened if "passwd" in name or "127.0.0.1" in name]


@pytest.mark.parametrize(
    "document",
    [
        rss(item() + item(n=2)).removesuffix("</item></channel></rss>"),
        rss(item("Fish & chips & more") + item(n=2)),
        rss(item("<b>unclosed") + item(n=2)),
        rss("<item><foo:bar>x</foo:bar><title>A</title></item>" + item(n=2)),
        "\n\n  " + rss(item() + item(n=2)),
        rss(item("a\x08b\x00c") + item(n=2)),
        rss(item("&nbsp;&eacute;&undefined;") + item(n=2)),
    ],
)
def test_broken_xml_still_gives_its_items(document):
    assert len(read(document).entries) == 2


def test_titles_are_one_plain_line():
    titles = {
        "<![CDATA[Des <b>familles</b>\n &amp; voisins]]>": "Des familles & voisins",
        "Fewer than &lt;50 people, &gt;20 houses": "Fewer than <50 people, >20 houses",
        "  A \t B ": "A B",
    }
    for raw, plain in titles.items():
        assert read(rss(item(raw))).entries[0].title == plain


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/news/1", "https://example.org/news/1"),
        ("//example.org/news/1", "https://example.org/news/1"),
        (" https://example.org/a\n b ", "https://example.org/ab"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("mailto:x@example.org", ""),
        ("https://example.org/" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_links_are_absolute_and_web_addresses_only(link, url):
    assert read(rss(f"<item><title>A</title><link>{link}</link></item>")).entries[0].url == url


def test_the_original_behind_a_feed_service_is_preferred():
    more = "<feedburner:origLink>https://example.org/real</feedburner:origLink>"
    assert read(rss(item(more=more))).entries[0].url == "https://example.org/real"


def test_a_permalink_id_serves_as_the_address():
    entry = read(rss("<item><title>A</title><guid>https://example.org/p/3</guid></item>")).entries[0]
    assert entry.url == "https://example.org/p/3"


def test_entries_and_fields_are_capped():
    many = read(rss("".join(item(n=number) for number in range(700))))
    assert len(many.entries) == 500
    long = read(rss(item("t" * 5000, "x" * 200_000))).entries[0]
    assert (len(long.title), len(long.content)) == (1000, 65_536)


def test_what_a_database_refuses_is_taken_out():
    document = (
        r'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "a\u0000b", "title": "x\ud800y",'
        r' "content_text": "\u0007bell", "url": "/p\udfff"}]}'
    )
    entry = read(document).entries[0]
    assert (entry.guid, entry.title, entry.content) == ("ab", "xy", "bell")
    assert entry.url == "https://example.org/p"
    references = "a&#1;b&#xD800;c&#0;d&#99999999999;e&#x41;"
    assert read(rss(item(references))).entries[0].title == "abcdeA"


def test_entity_bombs_and_files_are_not_expanded():
    assert len(str(read_or_reason(BILLION_LAUGHS))) < 1_000_000
    assert "root:" not in str(read_or_reason(EXTERNAL_ENTITY))


def read_or_reason(document: str | bytes) -> ParsedFeed | UnreadableReason:
    try:
        return read(document)
    except FeedUnreadable as error:
        return error.reason


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_are_read_or_refused(body, content_type):
    assert read_or_reason_of(body, content_type) is not None


def read_or_reason_of(body: bytes, content_type: str) -> object:
    try:
        return parse_feed(body, content_type, URL, NOW)
    except FeedUnreadable as error:
        return error.reason


@given(st.data())
def test_any_cut_or_changed_feed_is_read_or_refused(data):
    body = bytearray(data.draw(st.sampled_from([ATOM, RDF, JSON_FEED, rss(item() * 3)])).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
        if not body:
            break
    assert read_or_reason(bytes(body)) is not None


def test_hours_and_days_to_be_left_out_are_read():
    document = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>'
        b"<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>99</hour></skipHours>"
        b"<skipDays><day>Sunday</day><day>Saturday</day><day>Someday</day></skipDays></channel></rss>"
    )
    parsed = parse_feed(document, "", "https://example.org/", datetime(2026, 7, 1, tzinfo=UTC))
    assert (parsed.skip_hours, parsed.skip_days) == ((0, 23), (5, 6))
