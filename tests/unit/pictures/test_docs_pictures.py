"""The pictures that the documents show: there, small, as wide as a phone."""

from __future__ import annotations

import re
import struct
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_readme_shows_six_pictures_that_are_there_and_small() -> None:
    named = re.findall(r"\((docs/pictures/[\w-]+\.png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(set(named)) == 6
    for name in named:
        png = (ROOT / name).read_bytes()
        assert len(png) < 150_000
        assert struct.unpack(">I", png[16:20]) == (1080,)
