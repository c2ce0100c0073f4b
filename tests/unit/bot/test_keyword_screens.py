"""The keywords screen: splitting what was typed, counting what would have matched, fitting a message."""

from __future__ import annotations

import pytest

from alertbot.alerts.safe import units
from alertbot.bot.keywords import MOST_KEYWORDS, show_keywords, split_rules
from alertbot.model import LANGUAGES
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_long_rules_as_a_chat_may_have_fit_one_screen(language: str) -> None:
    rules = [f"<{number}>" + "w" * 250 for number in range(MOST_KEYWORDS)]
    screen = show_keywords(rules, {}, TextCatalogue().load_texts(language))
    assert units(screen.html) <= 4096
    assert [row[0].data for row in screen.rows[:-1]] == [f"kwdel:{n}" for n in range(MOST_KEYWORDS)]
    assert all(units(row[0].label) <= 44 for row in screen.rows)


def test_each_rule_stands_with_its_count() -> None:
    screen = show_keywords(["Goma", "<b>"], {"Goma": 1200}, TextCatalogue().load_texts("en"))
    assert "<code>Goma</code> – 1,200" in screen.html
    assert "<code>&lt;b&gt;</code> – 0" in screen.html
