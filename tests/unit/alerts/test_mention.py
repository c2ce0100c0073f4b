"""Articles without harm: told only to those who asked, of what they asked for, and never as an alert."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from told import NOW, TOWN, chat, watch

from alertbot.alerts.matching import SearchText
from alertbot.alerts.mention import is_mentionable, mentions, wants_articles
from alertbot.alerts.watched import WatchIndex
from alertbot.bot.mentions import write_mention
from alertbot.model import (
    LANGUAGES,
    Area,
    Article,
    ArticleId,
    FeedId,
    FeedKind,
    Flag,
    Mention,
    OptIn,
    Province,
    Reading,
    Watch,
    WatchChanges,
)
from alertbot.texts import TextCatalogue

ARTICLE = Article(
    ArticleId(1),
    FeedId(1),
    "https://outlet.example/1",
    "Market opens in Kunduz",
    "Traders came.",
    "en",
    NOW,
    "Outlet",
)
CALM = Reading("en", alert=False, score=0.1)
MARKET = watch(keywords=("market",), keyword_articles=True)


def told(wants: Watch, article: Article = ARTICLE, reading: Reading = CALM) -> Mention | None:
    index = WatchIndex()
    index.follow(WatchChanges(1, (wants,)))
    likely = index.likely_article(SearchText.of_article(article, reading))
    pairs = index.known([(chat(), number) for number in likely.watches])
    found = mentions(article, reading, article.title, pairs, likely.keyword_hits)
    return found[0].mention if found else None


def test_keywords_alone_are_enough_only_where_that_was_asked_for() -> None:
    found = told(MARKET)
    assert found is not None
    assert (found.title, found.rule, found.topic) == ("Market opens in Kunduz", "market", None)
    assert told(replace(MARKET, keyword_articles=False)) is None
    assert told(replace(MARKET, keywords=("goma",))) is None
    assert told(replace(MARKET, keywords=())) is None


def test_a_topic_is_told_to_those_who_opted_in() -> None:
    storm = replace(CALM, context=("disaster_displacement",))
    wants = watch(opt_ins=(OptIn.NATURAL_HAZARDS,))
    found = told(wants, reading=storm)
    assert found is not None
    assert found.topic is OptIn.NATURAL_HAZARDS
    assert told(wants) is None
    assert told(watch(opt_ins=(OptIn.RETURNS,)), reading=storm) is None
    assert told(replace(wants, keywords=("goma",)), reading=storm) is None
    assert told(replace(wants, keywords=("kunduz",)), reading=storm) is not None


@pytest.mark.parametrize(
    ("changes", "heard"),
    [
        ({"countries": ("AFG",)}, True),
        ({"countries": ("SDN",)}, False),
        ({"provinces": (Province("AFG", "Kunduz"),)}, True),
        ({"provinces": (Province("AFG", "Takhar"),)}, False),
        ({"areas": (Area("Goma", -1.7, 29.2, 40),)}, False),
        ({"source_kinds": (FeedKind.LOCAL,)}, True),
        ({"source_kinds": (FeedKind.UN,)}, False),
        ({"flags": (Flag.CHILDREN,)}, False),
    ],
)
def test_what_is_known_of_the_article_must_fit(changes: dict[str, object], heard: bool) -> None:
    there = replace(CALM, country="AFG", places=(TOWN,))
    assert (told(replace(MARKET, **changes), reading=there) is not None) is heard  # type: ignore[arg-type]


def test_where_nothing_is_known_of_the_place_it_is_no_reason_to_withhold() -> None:
    assert told(replace(MARKET, countries=("AFG",), provinces=(Province("AFG", "Kunduz"),))) is not None
    prior = replace(ARTICLE, country_prior="SDN")
    assert told(replace(MARKET, countries=("AFG",)), prior) is None


@pytest.mark.parametrize(
    ("article", "reading"),
    [
        (ARTICLE, replace(CALM, alert=True)),
        (ARTICLE, replace(CALM, context=("retraction",))),
        (replace(ARTICLE, copy_of=ArticleId(7)), CALM),
        (replace(ARTICLE, published=NOW - timedelta(days=8)), CALM),
    ],
)
def test_harm_denials_copies_and_old_articles_are_no_mentions(article: Article, reading: Reading) -> None:
    assert is_mentionable(ARTICLE, CALM, NOW)
    assert not is_mentionable(article, reading, NOW)


def test_an_index_knows_whether_anybody_asks_for_articles() -> None:
    index = WatchIndex()
    index.follow(
        WatchChanges(1, (watch(1, keywords=("goma",)), watch(2, opt_ins=(OptIn.DISPLACEMENT_RISK,))))
    )
    assert not index.wants_articles
    index.follow(WatchChanges(2, (replace(MARKET, id=watch(2).id),)))
    assert index.wants_articles
    index.forget([MARKET.id, watch(2).id])  # type: ignore[list-item]
    assert not index.wants_articles
    assert not wants_articles(watch(keyword_articles=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("repeat", [False, True])
def test_a_mention_is_short_escaped_and_says_why(language: str, repeat: bool) -> None:
    texts = TextCatalogue().load_texts(language)
    mention = Mention(
        "<b>Market</b> " + "x" * 900, "Outlet & Co", "https://outlet.example/1?a=1&b=2", NOW, rule='"a<b"'
    )
    message = write_mention(mention, texts, "UTC", repeat=repeat)
    assert "&lt;b&quot;" in message.html
    assert "https://outlet.example/1?a=1&amp;b=2" in message.html
    assert "Outlet &amp; Co" in message.html
    assert len(message.html) < 1500
    assert "{" not in message.plain


def test_a_topic_is_said_instead_of_a_rule() -> None:
    mention = Mention("Flood", "Outlet", "https://outlet.example/1", NOW, topic=OptIn.NATURAL_HAZARDS)
    message = write_mention(mention, TextCatalogue().load_texts("en"), "UTC", repeat=False)
    assert message.plain.splitlines()[0] == "🔎 Not an alert"
    assert "Natural hazards" in message.plain
