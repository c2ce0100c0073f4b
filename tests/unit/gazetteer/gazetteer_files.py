"""A gazetteer file of a few places, so that no test needs the real one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alertbot.gazetteer import schema
from alertbot.gazetteer.fold import fold

ROWS = [
    (1149361, "Afghanistan", 0, "AFG", None, None, 34.0, 66.0, 9_000_000, ()),
    (1135690, "Kunduz", 1, "AFG", "Kunduz", None, 36.8, 68.8, 284_000, ("Kunduz Province", "ولایت کندوز")),
    (7729833, "Kunduz", 2, "AFG", "Kunduz", "Kunduz", 36.7, 68.9, 161_000, ()),
    (1135689, "Kunduz", 3, "AFG", "Kunduz", "Kunduz", 36.73, 68.86, 161_902, ("Кундуз", "قندوز")),
    (1147707, "Bādghīs", 1, "AFG", "Bādghīs", None, 35.0, 63.8, 50_000, ("Badghis",)),
    (1128265, "Qala i Naw", 3, "AFG", "Bādghīs", None, 34.98, 63.13, 9_000, ("Qala-i-Naw", "قلعه نو")),
    (2657896, "Kunduz", 3, "TJK", None, None, 38.0, 68.0, 900, ()),
]


def write_gazetteer(path: Path, rows: list[tuple[object, ...]] | None = None) -> Path:
    """Write the rows (place columns and a tuple of further names) as a gazetteer file."""
    with sqlite3.connect(path) as database:
        database.executescript(schema.TABLES)
        database.execute(f"PRAGMA user_version = {schema.VERSION}")
        for *columns, names in rows or ROWS:
            database.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,NULL)", columns)
            for name in {fold(str(n)) for n in [columns[1], *names]}:
                database.execute("INSERT INTO name VALUES (?,?)", (name, columns[0]))
    database.close()
    return path
