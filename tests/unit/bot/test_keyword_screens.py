"""The keywords screen: splitting what was typed, counting what would have matched, fitting a message."""

from __future__ import annotations

import pytest

from alertbot.alerts.safe import units
from alertbot.bot.keywords import MOST_KEYWORDS, mark_of, show_keywords, split_rules
from alertbot.model import LANGUAGES, ChatKey, Watch, WatchId
from alertbot.texts import TextCatalogue


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ("Goma, deport*", ["Goma", "deport*"]),
        ('"burned homes, looted", x', ['"burned homes, looted"', "x"]),
        ("«maisons brûlées, pillées»، حرق", ["«maisons brûlées, pillées»", "حرق"]),
        ("“one, two”\nthree", ["“one, two”", "three"]),
        ("(a OR b, c) -d", ["(a OR b, c) -d"]),
        ('"open, quote', ['"open', "quote"]),
        (" , ,", []),
    ],
)
def test_commas_and_lines_part_rules_unless_quoted(typed: str, rules: list[str]) -> None:
    assert split_rules(typed) == rules


def watch(*rules: str) -> Watch:
    return Watch(WatchId(7), ChatKey(1), keywords=rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_long_rules_as_a_watch_may_have_fit_the_screens(language: str) -> None:
    rules = [f"<{number}>" + "w" * 250 for number in range(MOST_KEYWORDS)]
    texts = TextCatalogue().load_texts(language)
    pages = [show_keywords(watch(*rules), {}, texts, page) for page in range(4)]
    assert all(units(screen.html) <= 4096 for screen in pages)
    deletes = [row[0].data for screen in pages for row in screen.rows if row[0].data.startswith("kwdel")]
    assert deletes == [f"kwdel:7:{mark_of(rule)}" for rule in rules]
    assert all(units(row[0].label) <= 44 for screen in pages for row in screen.rows)


def test_pages_lead_to_one_another_and_a_page_too_far_is_the_last() -> None:
    texts = TextCatalogue().load_texts("en")
    rules = [f"word{number}" for number in range(25)]
    arrows = [
        [
            b.data
            for row in show_keywords(watch(*rules), {}, texts, page).rows
            for b in row
            if b.data.startswith("w:7:q")
        ]
        for page in (0, 1, 9)
    ]
    assert arrows == [["w:7:q:1"], ["w:7:q:0", "w:7:q:2"], ["w:7:q:1"]]


def test_each_rule_stands_with_its_count() -> None:
    screen = show_keywords(watch("Goma", "<b>"), {"Goma": 1200}, TextCatalogue().load_texts("en"))
    assert "<code>Goma</code> – 1,200" in screen.html
    assert "<code>&lt;b&gt;</code> – 0" in screen.html


def test_the_mark_of_a_rule_stays_when_others_come_and_go() -> None:
    assert mark_of("Goma") == mark_of("Goma") != mark_of("goma")
    assert len(mark_of("\ud800")) == len(mark_of("مین")) == 8
