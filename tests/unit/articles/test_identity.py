"""An entry is stored once whatever the feed does with its ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.articles.addresses import canonical_url, clean_url, is_specific
from alertbot.articles.identity import content_hash, identify

MORNING = datetime(2026, 10, 12, 7, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    guid: str = "id-1"
    url: str = "https://example.org/news/river-villages"
    title: str = "Families leave three river villages"
    content: str = "<p>Six hundred families left.</p>"
    published: datetime | None = MORNING


STORY = Item()
OTHER = Item(
    "id-2", "https://example.org/news/bridge", "Bridge closed", "<p>Closed.</p>", MORNING.replace(minute=40)
)


def keys(*items: Item) -> list[set[str]]:
    return [set(identity.keys) for identity in identify(items)]


def same(first: Item, second: Item) -> bool:
    """Whether the item of a later poll is taken for the one of an earlier poll."""
    return bool(keys(first)[0] & keys(second)[0])


@pytest.mark.parametrize(
    "change",
    [
        {"guid": "id-9"},
        {"guid": ""},
        {"url": "http://example.org/news/river-villages"},
        {
            "url": "https://www.example.org/news/river-villages/?utm_source=rss&utm_medium=feed#top",
            "guid": "x",
        },
        {"url": "https://m.example.org/news/river-villages/amp", "guid": ""},
        {"url": "", "title": "FAMILIES leave three river villages!"},
        {"title": "Updated: six hundred families leave", "url": "https://example.org/news/updated-slug"},
        {"title": "Updated", "content": "new", "published": None, "guid": ""},
        {"published": None},
    ],
)
def test_a_story_stays_itself(change):
    assert same(STORY, replace(STORY, **change))


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        replace(OTHER, guid="id-1"),
        replace(OTHER, guid="", published=None),
        replace(OTHER, guid="", url="", title=STORY.title, published=datetime(2026, 10, 19, 7, tzinfo=UTC)),
    ],
)
def test_another_story_stays_another(other):
    assert not same(STORY, other)


def test_items_that_all_link_to_one_page_are_told_apart():
    live = "https://example.org/live/frontline"
    first, second = keys(replace(STORY, url=live), replace(OTHER, url=live))
    assert not first & second


def test_a_homepage_identifies_nothing():
    first, second = (replace(item, url="https://example.org/", guid="") for item in (STORY, OTHER))
    assert not same(first, second)


def test_a_reused_id_with_the_same_time_does_not_swallow_the_second_story():
    first, second = keys(STORY, replace(OTHER, guid="id-1", published=MORNING))
    assert not first & second


def test_the_same_item_twice_in_a_document_is_one():
    first, second = keys(STORY, STORY)
    assert first == second


def test_without_id_and_address_the_title_and_day_must_do_and_without_title_the_content():
    bare = Item("", "", "Families leave", "", MORNING)
    assert same(bare, replace(bare, published=MORNING.replace(hour=20)))
    assert not same(bare, replace(bare, published=MORNING.replace(day=13)))
    wordless = Item("", "", "", "<p>Six hundred families</p>", None)
    assert same(wordless, replace(wordless, content="Six hundred families"))
    assert not same(wordless, replace(wordless, content="Nine families"))


def test_an_item_with_nothing_at_all_still_has_a_key():
    assert keys(Item("", "", "", "", None))[0]


def test_the_content_hash_tells_material_changes_only():
    before = content_hash("Families leave", "<p>Six hundred families left.</p>")
    assert before == content_hash("FAMILIES  leave", '<div class="x">Six hundred families left</div>')
    assert before != content_hash("Families leave", "<p>Nine hundred families left.</p>")


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Example.ORG:80/a/b/", "https://example.org/a/b"),
        ("https://example.org:443/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?utm_source=x&at_medium=y&fbclid=z&id=3", "https://example.org/a?id=3"),
        ("https://example.org/a?cat_id=7&nutm_x=1", "https://example.org/a?cat_id=7&nutm_x=1"),
        ("https://example.org/a?outputType=amp", "https://example.org/a"),
        ("https://amp.example.org/a/", "https://example.org/a"),
        ("https://example.org/amp/a", "https://example.org/a"),
        ("https://example.org/a/index.html", "https://example.org/a"),
        ("https://example.org/%7Ea/%d0%9f", "https://example.org/~a/%D0%9F"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://example.org", "https://example.org/"),
        ("https://www.org/", "https://www.org/"),
        ("ftp://example.org/a", ""),
        ("https://[::1/", ""),
        ("https://example.org:abc/", ""),
        ("", ""),
    ],
)
def test_forms_of_one_address_are_one(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("http://www.example.org/a/?utm_source=x&id=3#top", "http://www.example.org/a/?id=3"),
        ("https://example.org/a?ref=9&b&c=%20", "https://example.org/a?ref=9&b&c=%20"),
        ("https://example.org/a?x=1&fbclid=2", "https://example.org/a?x=1"),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_address_to_fetch_loses_only_what_no_server_needs(url, clean):
    assert clean_url(url) == clean


def test_site_and_language_roots_are_not_specific():
    for url in ("https://example.org/", "https://example.org/fr", "https://example.org/pt-BR/"):
        assert not is_specific(canonical_url(url))
    for url in ("https://example.org/?p=3", "https://example.org/a-story"):
        assert is_specific(canonical_url(url))


@given(st.text(max_size=60), st.sampled_from(["", "https://example.org/", "http://"]))
def test_any_text_is_an_address_or_none_and_stays_what_it_became(text, start):
    once = canonical_url(start + text)
    assert once == "" or canonical_url(once) == once
    assert clean_url(clean_url(start + text)) == clean_url(start + text)
