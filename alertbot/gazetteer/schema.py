"""The gazetteer file: one SQLite database that is written once and then only read.

Plain `sqlite3` is right here: this is a data file like a font, not the store. No process writes to it
while another reads (a build goes to a temporary file and replaces it in one rename).
"""

from __future__ import annotations

VERSION = 2
KINDS = ("country", "admin1", "admin2", "place")
"""A place's `kind` column is an index of this."""

TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    country TEXT NOT NULL,
    admin1 TEXT,
    admin2 TEXT,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    population INTEGER NOT NULL,
    pcode TEXT
) STRICT;
CREATE TABLE name (
    folded TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (folded, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, attribution TEXT NOT NULL) STRICT;
"""
