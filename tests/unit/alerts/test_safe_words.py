"""Words of strangers that once stayed live or piled up: glued addresses, signs around blanks, nameless outlets."""

from __future__ import annotations

import unicodedata

import pytest

from alertbot.alerts.safe import clean, host_name


@pytest.mark.parametrize("glued", ["ǶƶWWW.e", "starwww.eviö", "𦎪www.e.", "x_www.évil", "www.e"])
def test_an_address_that_begins_with_www_is_withheld_also_inside_a_word(glued: str) -> None:
    assert "www." not in clean(f"Burned {glued} down").casefold()


@pytest.mark.parametrize("blank", ["\u3164", "\uffa0", "\u2800", "\u115f", "\u034f", "\ufffc"])
def test_a_letter_that_shows_nothing_does_not_begin_a_new_pile(blank: str) -> None:
    shown = clean("a" + f"\u0301\u0301\u0301{blank}" * 4 + "b")
    assert sum(unicodedata.category(letter)[0] == "M" for letter in shown) == 3


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.news.example/a?b=1", "news․example"),
        ("https://x/start.example/", "x"),
        ("https://8.8.8.8/x", "8․8․8․8"),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_an_outlet_without_a_name_is_called_by_its_host_which_makes_no_link(url: str, name: str) -> None:
    assert host_name(url) == name
    assert clean(host_name(url)) == name
