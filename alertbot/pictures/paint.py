"""The one door of this folder: a picture as plain values in, a PNG out; called in a child process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from alertbot.model.pictures import MapPicture, Picture

if TYPE_CHECKING:
    from PIL import Image

WIDTH = 1080
"""Pixels: the width of a phone."""
COLOURS = 96
"""Of the PNG: few and flat ones, so that it stays small on a bad connection."""


def paint(picture: Picture) -> bytes:
    """Return the picture as a PNG of 1080 pixels across.

    Pillow is imported here and not above: whoever names this function need not have it.
    """
    from alertbot.pictures.charts import draw_chart
    from alertbot.pictures.maps import draw_map

    image = draw_map(picture, WIDTH) if isinstance(picture, MapPicture) else draw_chart(picture, WIDTH)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()
