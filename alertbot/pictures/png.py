"""Writes a drawn picture as a small PNG: few colours, which is all that flat areas and type need."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import cast

from PIL import Image

COLOURS = 160
"""The most frequent."""
Shade = tuple[int, int, int]


def as_png(image: Image.Image) -> bytes:
    """Return the picture as a PNG of few colours, flat areas exactly as drawn."""
    palette = _palette(image)
    flat = image.quantize(palette=_image(palette), dither=Image.Dither.NONE)
    flat.putpalette([part for shade in palette.values() for part in shade])
    file = io.BytesIO()
    flat.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _palette(image: Image.Image) -> dict[Shade, Shade]:
    """The most frequent colours of every third pixel, by the corner of their cube.

    Pillow looks a colour up by the corner of a cube of four shades each way, and would else give white
    another white that is nearer to the corner.
    """
    third = image.resize((image.width // 3, image.height // 3), Image.Resampling.NEAREST)
    palette: dict[Shade, Shade] = {}
    for _, colour in sorted(third.getcolors(third.width * third.height) or (), reverse=True):
        red, green, blue = cast("Shade", colour)
        palette.setdefault((red // 4 * 4, green // 4 * 4, blue // 4 * 4), (red, green, blue))
    return dict(list(palette.items())[:COLOURS])


def _image(palette: Iterable[Shade]) -> Image.Image:
    made = Image.new("P", (1, 1))
    made.putpalette([part for shade in palette for part in shade])
    return made
