"""Draws messages of the offline Telegram as a phone shows them: bubbles, bold, links, quotations, buttons."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont

from alertbot.demo.telegram.entities import Entity
from alertbot.demo.telegram.ledger import SentMessage

SCALE = 2
WIDTH = 400 * SCALE
MARGIN, PADDING, GAP = 10 * SCALE, 10 * SCALE, 8 * SCALE
SIZE, LINE = 15 * SCALE, 20 * SCALE
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
BACKGROUND, BUBBLE, TEXT, LINK, QUOTE, BUTTON = (
    "#c8d8e4",
    "#ffffff",
    "#101418",
    "#2a6fb0",
    "#3a86c8",
    "#8fa8ba",
)
DISCS = {"🔴": "#d23b3b", "🟠": "#ee8a1d", "🟡": "#e8c21c", "🟢": "#3da64b", "⚪": "#b8bec4", "🔵": "#3a6fd0"}
SIGNS = {"✅": "✔", "❌": "✖", "⬅": "←", "☑": "☑", "❓": "?", "➕": "+", "⏸": "‖"}
"""Emoji that DejaVu has no picture of, drawn as a disc, as another sign, or (all others) left out."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    kinds: frozenset[str]


@cache
def font(*, bold: bool) -> ImageFont.FreeTypeFont:
    """DejaVu, which has Latin, Cyrillic and Arabic."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(FONTS / name), SIZE, layout_engine=ImageFont.Layout.RAQM)


def runs(text: str, entities: Sequence[Entity]) -> Iterator[Run]:
    """The text cut where its style changes."""
    kinds: list[frozenset[str]] = []
    unit = 0
    for character in text:
        kinds.append(frozenset(e.type for e in entities if e.offset <= unit < e.end))
        unit += 2 if character > "\uffff" else 1
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or kinds[at] != kinds[start]:
            yield Run(text[start:at], kinds[start])
            start = at


def drawable(text: str) -> str:
    """The text without signs that the font does not have; discs stay."""
    kept = [SIGNS.get(sign, sign) for sign in text if sign != "\ufe0f"]
    return "".join(
        c for c in kept if c in DISCS or c in SIGNS.values() or c <= "\u2fff" or "\ufb50" <= c <= "\ufeff"
    )


def is_rtl(text: str) -> bool:
    """True if the first letter is written from right to left."""
    first = next((unicodedata.bidirectional(c) for c in text if unicodedata.bidirectional(c) in "LRAL"), "L")
    return first in ("R", "AL")


def lines_of(message: SentMessage, width: int) -> Iterator[tuple[list[Run], bool]]:
    """Lines that fit, and whether they stand in a quotation."""
    line: list[Run] = []
    used = 0.0
    for run in runs(message.text, message.content.formatted.entities):
        for number, part in enumerate(drawable(run.text).split("\n")):
            if number:
                yield line, bool(line and "blockquote" in line[-1].kinds)
                line, used = [], 0.0
            for word in _words(part):
                length = font(bold="bold" in run.kinds).getlength(word)
                room = width - PADDING if "blockquote" in run.kinds else width
                if used + length > room and line:
                    yield line, "blockquote" in run.kinds
                    line, used, word = [], 0.0, word.lstrip()
                line.append(Run(word, run.kinds))
                used += font(bold="bold" in run.kinds).getlength(word)
    yield line, bool(line and "blockquote" in line[-1].kinds)


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + words[-1:] if text else []


def draw(messages: Sequence[SentMessage]) -> Image.Image:
    """The messages below one another, as one picture."""
    inner = WIDTH - 2 * MARGIN - 2 * PADDING
    laid = [(message, list(lines_of(message, inner))) for message in messages]
    height = MARGIN + sum(_height(message, lines) + GAP for message, lines in laid) + MARGIN
    image = Image.new("RGB", (WIDTH, height), BACKGROUND)
    pen = ImageDraw.Draw(image)
    top = MARGIN
    for message, lines in laid:
        _bubble(pen, top, lines)
        _buttons(pen, top + len(lines) * LINE + 2 * PADDING + GAP // 2, message)
        top += _height(message, lines) + GAP
    return image


def _height(message: SentMessage, lines: Sequence[object]) -> int:
    rows = len(message.content.keyboard)
    return len(lines) * LINE + 2 * PADDING + rows * (LINE + 2 * PADDING)


def _bubble(pen: ImageDraw.ImageDraw, top: int, lines: Sequence[tuple[list[Run], bool]]) -> None:
    bottom = top + len(lines) * LINE + 2 * PADDING
    pen.rounded_rectangle((MARGIN, top, WIDTH - MARGIN, bottom), 12 * SCALE, BUBBLE)
    rtl = is_rtl("".join(run.text for line, _ in lines for run in line))
    for number, (line, quoted) in enumerate(lines):
        y = top + PADDING + number * LINE
        if quoted:
            pen.rectangle((MARGIN + PADDING, y, MARGIN + PADDING + 3 * SCALE, y + LINE), QUOTE)
        _line(pen, line, y, rtl, indent=PADDING if quoted else 0)


def _line(pen: ImageDraw.ImageDraw, line: Sequence[Run], y: int, rtl: bool, *, indent: int) -> None:
    if rtl or is_rtl("".join(run.text for run in line)):
        text = "".join(sign for run in line for sign in run.text if sign not in DISCS)
        bold = bool(line) and "bold" in line[0].kinds
        pen.text(
            (WIDTH - MARGIN - PADDING, y), text.strip(), TEXT, font(bold=bold), anchor="ra", direction="rtl"
        )
        return
    x = float(MARGIN + PADDING + indent)
    for run in line:
        face = font(bold="bold" in run.kinds)
        colour = LINK if run.kinds & {"text_link", "url", "bot_command"} else TEXT
        for piece in _pieces(run.text):
            if piece in DISCS:
                pen.ellipse((x, y + 2 * SCALE, x + 14 * SCALE, y + 16 * SCALE), DISCS[piece])
                x += 16 * SCALE
            else:
                pen.text((x, y), piece, colour, face)
                x += face.getlength(piece)


def _pieces(text: str) -> Iterator[str]:
    plain = ""
    for character in text:
        if character in DISCS:
            if plain:
                yield plain
            yield character
            plain = ""
        else:
            plain += character
    if plain:
        yield plain


def _buttons(pen: ImageDraw.ImageDraw, top: int, message: SentMessage) -> None:
    height = LINE + PADDING + PADDING // 2
    for row in message.content.keyboard:
        width = (WIDTH - 2 * MARGIN - (len(row) - 1) * GAP // 2) // len(row)
        for number, button in enumerate(row):
            left = MARGIN + number * (width + GAP // 2)
            pen.rounded_rectangle((left, top, left + width, top + height), 8 * SCALE, BUTTON)
            label = drawable(button.text).strip()
            pen.text((left + width // 2, top + height // 2), label, BUBBLE, font(bold=False), anchor="mm")
        top += height + PADDING // 2
