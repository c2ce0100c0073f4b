"""The offline Telegram reads HTML as strictly as Telegram does."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.demo.telegram.entities import Entity, units, web_address
from alertbot.demo.telegram.errors import ApiError
from alertbot.demo.telegram.markup import parse_html
from alertbot.demo.telegram.text import FormattedText, read_text

REFUSED = [
    ("<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
    ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
    ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<!-- note -->", 'Unsupported start tag "!--" at byte offset 0'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b class", 'Unclosed start tag "b" at byte offset 0'),
    ('<a href="http://a.org', 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=http://a.org>x</a>", "Unexpected end of name token at byte offset 8"),
    ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>x</tg-emoji>", 'Tag "tg-emoji" must have attribute "emoji-id" at byte offset 0'),
    ("<tg-time>x</tg-time>", 'Tag "tg-time" must have attribute "unix" at byte offset 0'),
    ('<tg-time unix="1" format="q">x</tg-time>', 'Tag "tg-time" has an invalid attribute "format" at byte'),
]

ACCEPTED = [
    ("<b>x</b>", "x", [("bold", 0, 1)]),
    ("<STRONG>x</strong>", "x", [("bold", 0, 1)]),
    (
        "<em>a</em><ins>b</ins><del>c</del>",
        "abc",
        [("italic", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1)],
    ),
    ("<b>x</>", "x", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<u><b>a</b></u>", "a", [("bold", 0, 1), ("underline", 0, 1)]),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<code>x</code>", "x", [("code", 0, 1)]),
    ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
    ("<b>😀</b>", "😀", [("bold", 0, 2)]),
    ("&lt;b&gt; &amp;lt; &quot;", '<b> &lt; "', []),
    ("&#65;&#x1F600;&nbsp;&", "A😀&nbsp;&", []),
    ("&#0; &#xD800;", "&#0; &#xD800;", []),
    ('<tg-time unix="1700000000" format="wDT">then</tg-time>', "then", [("date_time", 0, 4)]),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_what_telegram_refuses_is_refused_in_its_words(source, reason):
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.code == 400
    assert caught.value.description.startswith(f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(("source", "text", "entities"), ACCEPTED)
def test_what_telegram_accepts_gives_text_and_entities(source, text, entities):
    found = parse_html(source)
    assert found[0] == text
    assert sorted((one.type, one.offset, one.length) for one in found[1]) == sorted(entities)


def test_a_pre_takes_the_language_of_the_code_that_fills_it():
    _, (entity,) = parse_html('<pre><code class="language-sql">select 1</code></pre>')
    assert entity.language == "sql"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
        ("example.org", "http://example.org/"),
        ("http://127.0.0.1:8080/feed", "http://127.0.0.1:8080/feed"),
        ("tg://user?id=1", "tg://user?id=1"),
    ],
)
def test_a_link_keeps_its_address(href, url):
    text, (entity,) = parse_html(f'<a href="{href}">here</a>')
    assert (text, entity.type, entity.url) == ("here", "text_link", url)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "no spaces.org", ""])
def test_an_address_that_is_none_leaves_the_words_unlinked(href):
    assert parse_html(f'<a href="{href}">here</a>') == ("here", ())


def test_a_link_without_address_uses_its_words():
    _, (entity,) = parse_html("<a>example.org/x</a>")
    assert entity.url == web_address("example.org/x") == "http://example.org/x"


def test_commands_addresses_and_hashtags_are_found_but_not_inside_code_or_links():
    found = read_text(
        "/start now https://a.org/x. #news @somebody_else <code>/stop</code> <a href='b.org'>https://c.org</a>",
        "HTML",
        None,
    )
    shown = [(one.type, found.slice(one)) for one in found.entities]
    assert shown == [
        ("bot_command", "/start"),
        ("url", "https://a.org/x"),
        ("hashtag", "#news"),
        ("mention", "@somebody_else"),
        ("code", "/stop"),
        ("text_link", "https://c.org"),
    ]


def test_space_at_the_ends_and_what_telegram_drops_go_and_entities_follow():
    found = read_text("  \u202a\r<b> Bold</b>\u202c now \n", "HTML", None)
    assert found.text == "Bold now"
    assert [found.slice(one) for one in found.entities] == ["Bold"]


def test_direction_isolates_stay():
    assert read_text("\u2068قندوز\u2069 x", "HTML", None).text == "\u2068قندوز\u2069 x"


def test_entities_given_by_the_caller_are_kept():
    given = [{"type": "bold", "offset": 0, "length": 1}]
    assert read_text("<b", "", given) == FormattedText("<b", (Entity("bold", 0, 1),))


@given(st.text())
def test_escaped_text_comes_back_whole(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>")[0] == text


@given(st.text(alphabet="<>/&;#abi =\"'😀"))
def test_any_soup_is_read_or_refused_and_entities_stay_inside(soup):
    with suppress(ApiError):
        text, entities = parse_html(soup)
        assert all(0 <= one.offset < one.end <= units(text) for one in entities)
