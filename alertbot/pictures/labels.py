"""Names on a map that do not lie over one another: the first to come keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFilter

from alertbot.pictures.lettering import Style, is_rtl, length, write
from alertbot.pictures.view import View

Rectangle = tuple[float, float, float, float]
_COARSE = 16
"""The middle of a country is looked for on a sheet so many times smaller."""
_LEAST_DEEP = 2
"""A country that is narrower than twice so many of its points gets no name."""


@dataclass(slots=True)
class Labels:
    """A map that names are written on."""

    image: Image.Image
    taken: list[Rectangle] = field(default_factory=list)

    def keep(self, rectangle: Rectangle) -> None:
        """Nothing is written there."""
        self.taken.append(rectangle)

    def is_free(self, where: Rectangle) -> bool:
        """Whether nothing is written there yet, well within the map."""
        edge = 10
        right, bottom = self.image.width - edge, self.image.height - edge
        if where[0] < edge or where[1] < edge or where[2] > right or where[3] > bottom:
            return False
        return not any(_overlap(where, other) for other in self.taken)

    def beside(self, x: float, y: float, gap: float, text: str, style: Style) -> bool:
        """Write a name at one of the sides of a point where there is room; False: it is left out."""
        wide, high = length(text, style), style.size * 1.1
        sides = (
            (x + gap, y - high / 2),
            (x - gap - wide, y - high / 2),
            (x - wide / 2, y - gap - high),
            (x - wide / 2, y + gap),
        )
        return any(self._put((left, top, left + wide, top + high), text, style) for left, top in sides)

    def around(self, x: float, y: float, text: str, style: Style) -> bool:
        """Write a name with its middle at a point, or a little above or below; False: it is left out."""
        wide, high = length(text, style), style.size * 1.1
        for up in (0, -1, 1, -2, 2, -3, 3):
            top = y - high / 2 + up * high * 0.9
            if self._put((x - wide / 2, top, x + wide / 2, top + high), text, style):
                return True
        return False

    def _put(self, where: Rectangle, text: str, style: Style) -> bool:
        if not self.is_free(where):
            return False
        middle = ((where[0] + where[2]) / 2, (where[1] + where[3]) / 2)
        write(self.image, middle, text, style, "mm", rtl=is_rtl(text))
        self.taken.append(where)
        return True


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def deepest(lines: Sequence[Sequence[tuple[float, float]]], view: View) -> tuple[float, float, int] | None:
    """The point farthest from the edges of a country as far as it is seen, and how far; None: too narrow.

    `lines` are its rings in pixels of the view.
    """
    if not any(_is_wide(line) for line in lines):
        return None
    size = (view.width // _COARSE, view.height // _COARSE)
    seen = Image.new("L", (size[0] + 2, size[1] + 2), 0)
    pen = ImageDraw.Draw(seen)
    for line in lines:
        pen.polygon([(x / _COARSE + 1, y / _COARSE + 1) for x, y in line], fill=255)
    pen.rectangle((0, 0, size[0] + 1, size[1] + 1), outline=0)
    depth, last = 0, None
    while (box := seen.getbbox()) is not None:
        last, depth = (seen, box), depth + 1
        seen = seen.filter(ImageFilter.MinFilter(3))
    if last is None or depth < _LEAST_DEEP:
        return None
    x, y = _first_point(*last)
    return (x - 0.5) * _COARSE, (y - 0.5) * _COARSE, depth * _COARSE


def _is_wide(line: Sequence[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    narrow: float = min(max(xs) - min(xs), max(ys) - min(ys))
    return narrow >= 2 * _LEAST_DEEP * _COARSE


def _first_point(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """The middle of what is left, if it is part of it, else its first point."""
    middle = ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)
    if image.getpixel(middle):
        return middle
    row = image.crop((box[0], box[1], box[2], box[1] + 1)).getbbox()
    return (box[0] + (row[0] if row else 0), box[1])
