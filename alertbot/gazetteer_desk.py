"""The gazetteer of an installation: opened with the operator's own places, built anew, added to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alertbot.gazetteer.build import build_gazetteer
from alertbot.gazetteer.importers import add_file
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.gazetteer.spellings import load_spellings


def open_gazetteer(path: Path, config: Path) -> SqliteGazetteer:
    """Return the gazetteer with the places and spellings of `places.yaml` in the folder `config`."""
    plain = SqliteGazetteer(path)
    own = load_spellings(config / "places.yaml", plain)
    plain.close()
    return SqliteGazetteer(path, own)


def build_gazetteer_file(path: Path, say: Callable[[str], None]) -> None:
    """Build the file anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    build_gazetteer(path, say)


def add_to_gazetteer(path: Path, file: Path) -> str:
    """Add a file of places; returns what was added, in words."""
    return str(add_file(path, file))
