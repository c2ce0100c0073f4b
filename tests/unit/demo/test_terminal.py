"""Messages in a terminal look as they do to a subscriber."""

import io
from datetime import UTC, datetime

import pytest

from alertbot.demo.telegram.keyboard import Button
from alertbot.demo.telegram.ledger import Content, Media, SentMessage
from alertbot.demo.telegram.people import ChatRecord, User
from alertbot.demo.telegram.text import FormattedText, read_text
from alertbot.demo.terminal import Terminal, marked, wants_colour, wrap

CHAT = ChatRecord(7, "private", person=User(7))


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def sent(html: str, *rows: tuple[Button, ...], media: Media | None = None) -> SentMessage:
    content = Content(read_text(html, "HTML", None), rows, media)
    return SentMessage(1, CHAT, 0, datetime(2026, 3, 1, 12, tzinfo=UTC), content, None, from_bot=True)


def lines(message: SentMessage, *, colour: bool = False, width: int = 80, **more: object) -> list[str]:
    return list(Terminal(io.StringIO(), colour=colour, width=width).lines(message, **more))


def body(message: SentMessage, **more: object) -> list[str]:
    return [line.removeprefix("│ ") for line in lines(message, **more)[1:-1]]


def test_plain_output_keeps_words_links_and_paragraphs():
    message = sent('<b>Kunduz</b>\n\nSee <a href="https://a.org/x">the report</a> &amp; more')
    assert body(message) == ["Kunduz", "", "See the report ⟨https://a.org/x⟩ & more"]


def test_colour_marks_bold_italic_and_links():
    painted = body(sent("<b>a</b> <i>b</i> <b><i>c</i></b>"), colour=True)[0]
    assert painted.endswith("\x1b[1ma\x1b[0m \x1b[3mb\x1b[0m \x1b[1;3mc\x1b[0m")


def test_offsets_after_an_emoji_mark_the_right_word():
    assert "\x1b[1mbold\x1b[0m" in body(sent("😀😀 <b>bold</b> x"), colour=True)[0]


def test_a_quotation_stands_on_its_own_lines():
    assert body(sent("before <blockquote>said</blockquote>after")) == ["before ", "▌ said", "after"]


def test_buttons_are_numbered_row_by_row():
    message = sent("menu", (Button("Yes", "y"), Button("No", "n")), (Button("Site", url="https://a.org/"),))
    assert body(message)[1:] == ["[1] Yes   [2] No", "[3] Site ⟨https://a.org/⟩"]


def test_right_to_left_text_is_isolated_and_other_text_is_not():
    message = sent("قندوز <b>600</b>\nplain", (Button("نعم", "y"),))
    assert body(message) == ["\u2068قندوز 600\u2069", "plain", "[1] \u2068نعم\u2069"]


def test_long_lines_break_at_spaces_and_long_words_stay_whole():
    broken = wrap(marked("one two three " + "x" * 30, ()), 10)
    assert ["".join(mark.character for mark in line) for line in broken] == ["one two", "three", "x" * 30]


def test_a_strangers_text_cannot_drive_the_terminal():
    text = FormattedText("a\x9b31mb\x1b[2Jc\u202ed")
    message = SentMessage(1, CHAT, 0, datetime(2026, 3, 1, tzinfo=UTC), Content(text), None, from_bot=True)
    shown = "\n".join(lines(message))
    assert "a31mb[2Jcd" in shown
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)


def test_edits_answers_and_files_are_told():
    media = Media("photo", "file1", "map.png", "image/png", b"12345")
    shown = lines(sent("Map", media=media), again=True, answers="First alert")
    assert shown[0].endswith("· changed")
    assert shown[1:4] == ["│ ↪ First alert", "│ [photo: map.png, 5 bytes]", "│ Map"]


@pytest.mark.parametrize(
    ("environment", "out", "wanted"),
    [
        ({}, Tty(), True),
        ({"NO_COLOR": "1"}, Tty(), False),
        ({"TERM": "dumb"}, Tty(), False),
        ({}, io.StringIO(), False),
    ],
)
def test_colour_only_where_it_is_welcome(monkeypatch, environment, out, wanted):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(out) is wanted


def test_narration_is_written_at_once():
    out = io.StringIO()
    terminal = Terminal(out, colour=False)
    terminal.step("Start")
    terminal.person("/start")
    terminal.note("a note")
    terminal.notice("noted")
    terminal.message(sent("hello"))
    assert [line for line in out.getvalue().splitlines() if line][:4] == [
        "── Start",
        "You ▸ /start",
        "a note",
        "  ⓘ noted",
    ]
