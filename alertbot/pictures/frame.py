"""What stands around every map and chart: title, a few lines, what colours mean, and whom to credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from alertbot.model.pictures import Key, Tone
from alertbot.pictures.lettering import GREY, INK, Style, broken, cut, length, write

PAPER = "#ffffff"
MARGIN = 40
TONES = {
    Tone.ORANGE: "#e69f00",
    Tone.SKY: "#56b4e9",
    Tone.GREEN: "#009e73",
    Tone.YELLOW: "#f0e442",
    Tone.BLUE: "#0072b2",
    Tone.RED: "#d55e00",
    Tone.PINK: "#cc79a7",
    Tone.GREY: "#8a939c",
}
"""Okabe and Ito (2008): told apart by everybody, also on a bad screen."""
TITLE, LINE, KEY, CREDIT = (
    Style(46, bold=True, colour=INK),
    Style(33, colour=INK),
    Style(29, colour=INK),
    Style(22, colour=GREY),
)
_MOST_TITLE_LINES = 3
_DISC = 24


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a frame."""

    title: str
    lines: Sequence[str]
    credit: Sequence[str]
    rtl: bool
    keys: Sequence[Key] = ()


def framed(body: Image.Image, words: Words) -> Image.Image:
    """The body between its words, as wide as the body."""
    room = body.width - 2 * MARGIN
    head = [(line, TITLE) for line in broken(words.title, TITLE, room)[:_MOST_TITLE_LINES]]
    head += [(line, LINE) for told in words.lines for line in broken(told, LINE, room)]
    rows = _rows(words.keys, room)
    foot = [line for told in words.credit for line in broken(told, CREDIT, room)]
    top = MARGIN + sum(_high(style) for _, style in head) + 14
    keyed = top + body.height + 18
    below = keyed + len(rows) * _high(KEY) + (10 if rows else 0)
    sheet = Image.new("RGB", (body.width, below + len(foot) * _high(CREDIT) + 20), PAPER)
    sheet.paste(body, (0, top))
    _write_all(sheet, MARGIN - 6, head, rtl=words.rtl)
    _keys(sheet, keyed, rows, rtl=words.rtl)
    _write_all(sheet, below, [(line, CREDIT) for line in foot], rtl=words.rtl)
    return sheet


def _high(style: Style) -> int:
    return round(style.size * 1.34)


def _write_all(sheet: Image.Image, top: int, lines: Sequence[tuple[str, Style]], *, rtl: bool) -> None:
    x, anchor = (sheet.width - MARGIN, "ra") if rtl else (MARGIN, "la")
    for line, style in lines:
        write(sheet, (x, top), line, style, anchor, rtl=rtl)
        top += _high(style)


def _rows(keys: Sequence[Key], room: float) -> list[list[Key]]:
    """Keys beside one another as far as they fit."""
    rows: list[list[Key]] = []
    used = 0.0
    for key in keys:
        wide = min(_wide(key), room)
        if not rows or used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(key)
        used += wide
    return rows


def _wide(key: Key) -> float:
    return _DISC + 12 + length(key.label, KEY) + 36


def _keys(sheet: Image.Image, top: int, rows: Sequence[Sequence[Key]], *, rtl: bool) -> None:
    pen = ImageDraw.Draw(sheet)
    room = sheet.width - 2 * MARGIN
    for row in rows:
        x: float = sheet.width - MARGIN if rtl else MARGIN
        forward = -1 if rtl else 1
        for key in row:
            left, middle = (x - _DISC if rtl else x), top + _high(KEY) // 2 - 2
            pen.rounded_rectangle((left, middle - 12, left + _DISC, middle + 12), 6, TONES[key.tone])
            label = cut(key.label, KEY, room - _DISC - 12)
            at = (x + forward * (_DISC + 12), middle)
            write(sheet, at, label, KEY, "rm" if rtl else "lm", rtl=rtl)
            x += forward * _wide(key)
        top += _high(KEY)
