"""Draws charts: small multiples below one another, each with its own scale."""

from __future__ import annotations

from PIL import Image

from alertbot.model.pictures import ChartPicture
from alertbot.pictures.frame import Words, framed


def draw_chart(picture: ChartPicture, width: int) -> Image.Image:
    """Return the chart in its frame."""
    body = Image.new("RGB", (width, 10), "#ffffff")
    return framed(body, Words(picture.title, picture.lines, picture.credit, picture.rtl))
