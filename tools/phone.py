"""Draws messages of the offline Telegram as a phone shows them: bubbles, bold, links, quotations, buttons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
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
UNDRAWN = "❓"
"""Among the older signs, those that DejaVu has no picture of."""
DISCS = {"🔴": "#d23b3b", "🟠": "#ee8a1d", "🟡": "#e8c21c", "🟢": "#3da64b", "⚪": "#b8bec4", "🔵": "#3a6fd0"}
SIGNS = {"✅": "✔", "❌": "✖", "⬅": "←", "☑": "☑", "➕": "+", "⏸": "‖"}
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
    """The text without signs that the font does not have, nor the space after them; discs stay."""
    kept: list[str] = []
    left_out = False
    for sign in (SIGNS.get(sign, sign) for sign in text if sign != "\ufe0f"):
        known = sign in DISCS or sign in SIGNS.values() or sign <= "\u2fff" or "\ufb50" <= sign <= "\ufeff"
        known = known and sign not in UNDRAWN
        if known and not (left_out and sign == " "):
            kept.append(sign)
        left_out = not known
    return "".join(kept)


def is_rtl(text: str) -> bool:
    """True if the first letter outside isolates is written from right to left."""
    depth = 0
    for kind in map(unicodedata.bidirectional, text):
        depth += (kind in ("FSI", "LRI", "RLI")) - (kind == "PDI" and depth > 0)
        if not depth and kind in ("L", "R", "AL"):
            return kind != "L"
    return False


@dataclass(frozen=True, slots=True)
class Line:
    """What fits one line; a paragraph's lines have its direction."""

    runs: tuple[Run, ...]
    rtl: bool

    @property
    def quoted(self) -> bool:
        """Whether it stands in a quotation."""
        return bool(self.runs) and "blockquote" in self.runs[-1].kinds


def lines_of(message: SentMessage, width: int) -> Iterator[Line]:
    """The lines of a message, none wider than `width` pixels."""
    line: list[Run] = []
    directions = iter([is_rtl(paragraph) for paragraph in message.text.split("\n")])
    rtl, used = next(directions), 0.0
    for run in runs(message.text, message.content.formatted.entities):
        if line and "blockquote" in line[-1].kinds - run.kinds and not run.text.startswith("\n"):
            yield Line(tuple(line), rtl)
            line, used = [], 0.0
        for number, part in enumerate(drawable(run.text).split("\n")):
            if number:
                yield Line(tuple(line), rtl)
                rtl, line, used = next(directions), [], 0.0
            room = width - PADDING if "blockquote" in run.kinds else width
            face = font(bold="bold" in run.kinds)
            for word in _words(part, room, face):
                if used + face.getlength(word.rstrip()) > room and line:
                    yield Line(tuple(line), rtl)
                    line, used = [], 0.0
                line.append(Run(word if line else word.lstrip(), run.kinds))
                used += face.getlength(word)
    yield Line(tuple(line), rtl)


def _words(text: str, room: int, face: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The words with the space after them; what is wider than `room`, such as a link, in pieces."""
    for word in re.findall(r"[^ ]* |[^ ]+", text):
        rest = word
        while face.getlength(rest) > room:
            fitting = next(n for n in range(len(rest) - 1, 0, -1) if face.getlength(rest[:n]) <= room)
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest


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


def _bubble(pen: ImageDraw.ImageDraw, top: int, lines: Sequence[Line]) -> None:
    bottom = top + len(lines) * LINE + 2 * PADDING
    pen.rounded_rectangle((MARGIN, top, WIDTH - MARGIN, bottom), 12 * SCALE, BUBBLE)
    for number, line in enumerate(lines):
        y = top + PADDING + number * LINE
        if line.quoted:
            pen.rectangle((MARGIN + PADDING, y, MARGIN + PADDING + 3 * SCALE, y + LINE), QUOTE)
        _line(pen, line.runs, y, line.rtl, indent=PADDING if line.quoted else 0)


def _line(pen: ImageDraw.ImageDraw, line: Sequence[Run], y: int, rtl: bool, *, indent: int) -> None:
    x = float(WIDTH - MARGIN - PADDING if rtl else MARGIN + PADDING + indent)
    forward = -1 if rtl else 1
    for run in _joined(line):
        face = font(bold="bold" in run.kinds)
        colour = LINK if run.kinds & {"text_link", "url", "bot_command"} else TEXT
        for piece in _pieces(run.text):
            if piece in DISCS:
                left = x - 14 * SCALE if rtl else x
                pen.ellipse((left, y + 2 * SCALE, left + 14 * SCALE, y + 16 * SCALE), DISCS[piece])
                x += forward * 16 * SCALE
            else:
                direction = "rtl" if rtl and not _is_latin(piece) else "ltr"
                pen.text((x, y), piece, colour, face, anchor="ra" if rtl else "la", direction=direction)
                x += forward * face.getlength(piece, direction=direction)


def _is_latin(text: str) -> bool:
    """True for commands and names that stand in an isolate of their own, whose marks belong to other runs."""
    kinds = set(map(unicodedata.bidirectional, text))
    return "L" in kinds and not kinds & {"R", "AL"}


def _joined(line: Sequence[Run]) -> Iterator[Run]:
    """The words of one style as one run, so that words of the other direction keep their order."""
    for kinds, words in groupby(line, key=lambda run: run.kinds):
        yield Run("".join(word.text for word in words), kinds)


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
