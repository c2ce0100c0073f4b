"""Type on pictures: DejaVu, which has Latin, Cyrillic, Arabic and Persian, shaped by raqm."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "assets"
INK, GREY = "#1b1f24", "#5b6570"


@dataclass(frozen=True, slots=True)
class Style:
    """How large and in which colour."""

    size: int
    bold: bool = False
    colour: str = INK
    halo: int = 0
    """Pixels of white around the letters, on maps."""


@cache
def font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """The face in that size."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(_FONTS / name), size, layout_engine=ImageFont.Layout.RAQM)


def drawable(text: str) -> str:
    """The text without signs that the face does not have: emoji and invisible marks at its edges."""
    kept = [sign for sign in text if sign <= "\u2fff" or "\ufb50" <= sign <= "\ufeff"]
    return "".join(sign for sign in kept if sign != "\ufe0f").strip()


def is_rtl(text: str) -> bool:
    """Whether the first letter is written from right to left."""
    for kind in map(unicodedata.bidirectional, text):
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def length(text: str, style: Style) -> float:
    """Pixels across."""
    return font(style.size, bold=style.bold).getlength(drawable(text))


def write(
    image: Image.Image, at: tuple[float, float], text: str, style: Style, anchor: str = "la", *, rtl: bool
) -> None:
    """Write one line; `anchor` as Pillow has it, `rtl` is the direction of the whole line."""
    ImageDraw.Draw(image).text(
        at,
        drawable(text),
        style.colour,
        font(style.size, bold=style.bold),
        anchor=anchor,
        direction="rtl" if rtl else "ltr",
        stroke_width=style.halo,
        stroke_fill="#ffffff",
    )


def broken(text: str, style: Style, room: float) -> list[str]:
    """The text in lines that fit `room` pixels; a word that is too long by itself is cut off."""
    lines: list[str] = []
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(cut(word, style, room))
    return lines


def cut(text: str, style: Style, room: float) -> str:
    """The text, shortened with '…' where it is longer than `room` pixels."""
    if length(text, style) <= room:
        return text
    kept = text
    while kept and length(f"{kept}…", style) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
