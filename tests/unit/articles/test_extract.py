"""Plain text out of pages and feed entries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.articles.extract import extract_article, text_of_fragment

PARAGRAPHS = [
    "Residents of three villages said on Monday that armed men ordered all families to leave in an hour.",
    "About six hundred households walked to the district centre, an elder told reporters, while smoke rose.",
    "A spokesman for the governor denied that anybody had been expelled and promised an investigation soon.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Villages emptied | River News</title>
<meta property="og:title" content="Villages emptied"><meta property="og:site_name" content="River News">
<meta property="article:published_time" content="2026-10-12T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Villages emptied</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></article>
<div class="comments" id="comments"><p>First! What a long comment that nobody needs to read, ever.</p></div>
<footer>All rights reserved.</footer><script>var tracking = "x";</script></body></html>"""


def test_an_article_is_taken_out_of_its_page():
    found = extract_article(PAGE.encode(), "https://example.org/1")
    assert (found.title, found.site) == ("Villages emptied", "River News")
    assert found.published == datetime(2026, 10, 12, tzinfo=UTC)
    assert all(paragraph in found.text.split("\n\n") for paragraph in PARAGRAPHS)
    for noise in ("Sport", "First!", "rights reserved", "tracking"):
        assert noise not in found.text


@pytest.mark.parametrize(
    "page", [b"", b"   ", b"<html></html>", b"\x00\xff\xfe", b"plain words", b"<" * 5000]
)
def test_a_page_without_an_article_gives_no_invented_one(page):
    found = extract_article(page, "https://example.org/1")
    assert found.title == ""
    assert found.published is None


def test_an_attribute_flood_is_defused():
    flood = b"<p " + b" ".join(b"a%d=1" % number for number in range(40_000)) + b">"
    found = extract_article(
        PAGE.encode().replace(b"<article>", b"<article>" + flood), "https://example.org/1"
    )
    assert PARAGRAPHS[1] in found.text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Just words &amp; more", "Just words & more"),
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\n\nlines"),
        ("<p>One <b>bold</b>, <a href='x'>linked</a>.</p>", "One bold, linked."),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        (
            "<p>Text</p><script>x()</script><style>p{}</style><figure><figcaption>Photo</figcaption></figure>",
            "Text",
        ),
        ("before<script>x</script>after", "before\n\nafter"),
        ("<p>Real.</p><p>The post <a>A</a> appeared first on <a>River News</a>.</p>", "Real."),
        ("<p>Real.</p><p>Read more »</p>", "Real."),
        ("<p>Réel.</p><p>Lire la suite…</p>", "Réel."),
        ("<p>خبر.</p><p>اقرأ المزيد</p>", "خبر."),
        ("<p>المزيد من القتلى في القصف</p>", "المزيد من القتلى في القصف"),
        ("<p>Read more people fled, she was told</p>", "Read more people fled, she was told"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("<!-- hidden --><p>shown</p><?php x ?>", "shown"),
        ("<p>a&#1;b&#30;c</p>", "abc"),
        ("<p>\ud800lone</p>", "lone"),
        ("", ""),
    ],
)
def test_a_fragment_keeps_its_paragraphs_and_loses_the_rest(html, text):
    assert text_of_fragment(html) == text


def test_deep_nesting_is_survived():
    assert "deep" in text_of_fragment("<div>" * 200 + "deep")
    assert isinstance(text_of_fragment("<div>" * 20_000 + "deep"), str)


@given(st.text(alphabet="<>/=\"'&;!-ab \n", max_size=80))
def test_any_fragment_becomes_text_without_our_own_marks(html):
    assert "\x1e" not in text_of_fragment(html)
