"""Draws charts: small multiples, each with its own scale; from right to left where the language runs so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image, ImageColor, ImageDraw

from alertbot.model.pictures import Bar, ChartPicture, Panel, Tone
from alertbot.pictures.frame import MARGIN, PAPER, TONES, Words, framed
from alertbot.pictures.lettering import GREY, INK, Style, cut, length, write

PANEL, VALUE, STRONG, LABEL = (
    Style(33, bold=True),
    Style(25, colour=GREY),
    Style(30, bold=True),
    Style(25, colour="#3a424a"),
)
_GAP = 34
_HEAD = 52
_COLUMNS_HIGH, _VALUE_HIGH, _LABEL_HIGH = 120, 38, 40
_ROW_LABEL, _ROW_BAR, _ROW_GAP = 36, 22, 12
_THICK = 0.72
"""Of the room of a column."""
_PALE = 0.55
"""How much white is in the colour of what is not the point."""


def draw_chart(picture: ChartPicture, width: int) -> Image.Image:
    """Return the chart in its frame: columns over the whole width, lying bars two beside one another."""
    rows = list(_laid(picture.panels))
    heights = [max(_height(panel) for panel in row) for row in rows]
    body = Image.new("RGB", (width, max(sum(heights) + _GAP * max(len(rows) - 1, 0), 1)), PAPER)
    top = 0
    for row, height in zip(rows, heights, strict=True):
        wide = (width - 2 * MARGIN - _GAP * (len(row) - 1)) / len(row)
        placed = reversed(row) if picture.rtl else row
        for number, panel in enumerate(placed):
            sheet = _Sheet(body, MARGIN + number * (wide + _GAP), top, wide, picture.rtl)
            sheet.head(panel)
            (sheet.lie if panel.lying else sheet.stand)(panel)
        top += height + _GAP
    return framed(body, Words(picture.title, picture.lines, picture.credit, picture.rtl))


def _laid(panels: Sequence[Panel]) -> Iterator[list[Panel]]:
    """Rows of panels: lying ones in pairs."""
    pair: list[Panel] = []
    for panel in panels:
        if not panel.lying:
            yield [panel]
            continue
        pair.append(panel)
        if len(pair) == 2:
            yield pair
            pair = []
    if pair:
        yield pair


def _height(panel: Panel) -> int:
    if panel.lying:
        return _HEAD + len(panel.bars) * (_ROW_LABEL + _ROW_BAR + _ROW_GAP)
    return _HEAD + _VALUE_HIGH + _COLUMNS_HIGH + _LABEL_HIGH


class _Sheet:
    """The place of one panel; it counts from the side where reading begins."""

    def __init__(self, image: Image.Image, left: float, top: int, width: float, rtl: bool) -> None:
        self._image = image
        self._pen = ImageDraw.Draw(image)
        self._left, self._top, self._width, self._rtl = left, top, width, rtl

    def head(self, panel: Panel) -> None:
        """The title of the panel, and at its other end a number that is too wide for its column."""
        aside = next((bar.shown for bar in panel.bars if self._is_wide(bar, panel)), "")
        taken = length(aside, STRONG) + 20 if aside else 0
        self._write(0, self._top, cut(panel.title, PANEL, self._width - taken), PANEL)
        if aside:
            self._middle(self._width - length(aside, STRONG) / 2, self._top + 2, aside, STRONG, "ma")

    def _is_wide(self, bar: Bar, panel: Panel) -> bool:
        """Whether the number of the column that the panel is about has no room above it."""
        return not panel.lying and bar.strong and length(bar.shown, STRONG) > self._width / len(panel.bars)

    def stand(self, panel: Panel) -> None:
        """Columns, in the order of reading."""
        floor = self._top + _HEAD + _VALUE_HIGH + _COLUMNS_HIGH
        room = self._width / max(len(panel.bars), 1)
        most = max((bar.high for bar in panel.bars), default=0) or 1
        for number, bar in enumerate(panel.bars):
            begin = number * room + room * (1 - _THICK) / 2
            middle = (number + 0.5) * room
            low, high = (_COLUMNS_HIGH * value / most for value in (bar.low or 0, bar.high))
            self._box(begin, floor - high, room * _THICK, high, panel.tone, bar, pale=True)
            self._box(begin, floor - low, room * _THICK, low, panel.tone, bar, pale=not bar.strong)
            self._value(middle, floor - high - 8, bar, room)
            self._middle(middle, floor + 8, cut(bar.label, LABEL, room - 4), LABEL, "ma")
        ends = self._span(0, self._width)
        self._pen.line((ends[0], floor, ends[1], floor), GREY, 2)

    def lie(self, panel: Panel) -> None:
        """Bars from the side where reading begins, each below its name."""
        most = max([max(bar.high, bar.usual or 0) for bar in panel.bars], default=0) or 1
        room = self._width - max((length(bar.shown, STRONG) for bar in panel.bars), default=0) - 16
        for number, bar in enumerate(panel.bars):
            top = self._top + _HEAD + number * (_ROW_LABEL + _ROW_BAR + _ROW_GAP)
            self._write(0, top, cut(bar.label, LABEL, self._width), LABEL)
            level, long = top + _ROW_LABEL, room * bar.high / most
            self._box(0, level, long, _ROW_BAR, panel.tone, bar, pale=False)
            if bar.usual is not None:
                at = self._at(room * bar.usual / most)
                self._pen.line((at, level - 5, at, level + _ROW_BAR + 5), INK, 5)
            past = max(long, room * (bar.usual or 0) / most) + 16
            self._write(past, level + _ROW_BAR / 2, bar.shown, STRONG, "m")

    def _value(self, middle: float, y: float, bar: Bar, room: float) -> None:
        style = STRONG if bar.strong else VALUE
        wide = length(bar.shown, style)
        if wide <= room:
            self._middle(middle, y, bar.shown, style, "ms")

    def _box(
        self, begin: float, top: float, wide: float, high: float, tone: Tone, bar: Bar, *, pale: bool
    ) -> None:
        if bar.low is None or high < 0.5 or wide < 0.5:
            return
        left, right = self._span(begin, begin + wide)
        colour = _mixed(TONES[tone]) if pale else TONES[tone]
        ranged = pale and bar.high > (bar.low or 0)
        outline = TONES[tone] if ranged else None
        self._pen.rectangle((left, top, right, max(top + high - 1, top)), colour, outline, 2 if ranged else 1)

    def _span(self, begin: float, end: float) -> tuple[float, float]:
        """Pixels from the left of what is counted from the side where reading begins."""
        if self._rtl:
            right = self._left + self._width
            return right - max(begin, end), right - min(begin, end)
        return self._left + min(begin, end), self._left + max(begin, end)

    def _at(self, begin: float) -> float:
        return self._left + self._width - begin if self._rtl else self._left + begin

    def _write(self, begin: float, y: float, text: str, style: Style, level: str = "a") -> None:
        side = "r" if self._rtl else "l"
        write(self._image, (self._at(begin), y), text, style, side + level, rtl=self._rtl)

    def _middle(self, middle: float, y: float, text: str, style: Style, anchor: str) -> None:
        write(self._image, (self._at(middle), y), text, style, anchor, rtl=self._rtl)


def _mixed(colour: str) -> tuple[int, ...]:
    """The colour with white in it."""
    return tuple(round(part + (255 - part) * _PALE) for part in ImageColor.getrgb(colour)[:3])
