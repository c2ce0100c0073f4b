"""The one door of this folder: a picture as plain values in, a PNG out; called in a child process."""

from __future__ import annotations

from alertbot.model.pictures import MapPicture, Picture

WIDTH = 1080
"""Pixels: the width of a phone."""


def paint(picture: Picture) -> bytes:
    """Return the picture as a PNG of 1080 pixels across.

    Pillow is imported here and not above: whoever names this function need not have it.
    """
    from alertbot.pictures.charts import draw_chart
    from alertbot.pictures.maps import draw_map
    from alertbot.pictures.png import as_png

    return as_png(draw_map(picture, WIDTH) if isinstance(picture, MapPicture) else draw_chart(picture, WIDTH))
