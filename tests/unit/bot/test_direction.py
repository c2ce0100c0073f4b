"""Commands and code stand isolated in right-to-left text, links and left-to-right text stay as they are."""

from __future__ import annotations

import pytest

from alertbot.bot.direction import direct, without_marks


@pytest.mark.parametrize(
    ("html", "directed"),
    [
        ("أرسل /settings الآن", "أرسل \u2066/settings\u2069 الآن"),
        ("/latest · /help", "\u2066/latest · /help\u2069"),
        ("<code>/keywords add Goma</code>", "\u2066<code>/keywords add Goma</code>\u2069"),
        ("<code>كابل</code>", "<code>كابل</code>"),
        ('<a href="https://a.example/b?c=/d">اسم</a>', '<a href="https://a.example/b?c=/d">اسم</a>'),
        ("<b>نص</b>", "<b>نص</b>"),
        ("1/2 أو a/b", "1/2 أو a/b"),
    ],
)
def test_left_to_right_runs_are_isolated_outside_of_markup(html: str, directed: str) -> None:
    assert direct(html, rtl=True) == directed
    assert direct(html, rtl=False) == html


def test_marks_of_direction_in_typed_text_are_dropped() -> None:
    assert without_marks("\u2066/subscribe\u2069 \u200fالسودان\u200e") == "/subscribe السودان"
