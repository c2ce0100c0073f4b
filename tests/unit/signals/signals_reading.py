"""A reader with the real lexicons and a gazetteer that knows no place, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from alertbot.model import Reading
from alertbot.ports import GazetteerPlace
from alertbot.signals.read import Reader, load_reader

CONFIG = Path(__file__).parents[3] / "config"
PUBLISHED = datetime(2026, 5, 14, 9, tzinfo=UTC)


class NoPlaces:
    """A gazetteer without places."""

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        return ()

    def opens(self, folded: str) -> bool:
        return False


@cache
def reader() -> Reader:
    return load_reader(CONFIG, NoPlaces())


def read(text: str, language: str = "en", title: str = "") -> Reading:
    return reader().read(title, text, language, PUBLISHED, "Test Wire", None)
