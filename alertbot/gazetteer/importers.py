"""Adds an operator's file to the gazetteer: GeoNames dumps, OCHA P-codes, Who's On First extracts."""

from __future__ import annotations

import gzip
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from alertbot.errors import ConfigurationError
from alertbot.gazetteer import formats, schema
from alertbot.gazetteer.formats import Added

Reader = Callable[[sqlite3.Connection, TextIO], Added]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one file added."""

    format: str
    """Who publishes such files."""
    rows: int
    """Lines read."""
    places: int
    names: int
    pcodes: int
    unmatched: tuple[str, ...]
    """Examples of rows that fit nothing in the gazetteer and were left out."""
    unmatched_count: int


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    attribution: str
    fits: Callable[[list[str]], bool]
    """Looks at the cells of the first line."""
    separator: str
    read: Reader


_FORMATS = (
    _Format(
        "OCHA global P-code list", "OCHA, Humanitarian Data Exchange, CC BY",
        lambda cells: {"iso3", "level", "pcode", "name", "parent"} <= set(cells), ",", formats.read_pcodes,
    ),
    _Format(
        formats.WHOSONFIRST, "Who's On First, https://whosonfirst.org/docs/licenses; GeoNames, CC BY 4.0",
        lambda cells: {"wof_id", "name", "iso3", "placetype"} <= set(cells), "\t", formats.read_whosonfirst,
    ),
    _Format(
        "GeoNames country dump", "GeoNames, CC BY 4.0, https://www.geonames.org",
        lambda cells: len(cells) == 19 and cells[0].isdigit(), "\t", formats.read_geonames,
    ),
    _Format(
        "GeoNames alternate names", "GeoNames, CC BY 4.0, https://www.geonames.org",
        lambda cells: 8 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit(), "\t",
        formats.read_alternate_names,
    ),
)  # fmt: skip


def add_file(gazetteer: Path, file: Path) -> ImportReport:
    """Add `file` (plain, .gz or .zip), replacing the gazetteer in one step; adding it again adds no place.

    The format is told by the first line. Raises ConfigurationError if a file is missing or none of the
    formats; the gazetteer then stays as it was.
    """
    if not gazetteer.is_file():
        raise ConfigurationError(
            f"There is no gazetteer at {gazetteer}: run `alertbot gazetteer build` first."
        )
    found = _recognise(file)
    unfinished = gazetteer.with_name(gazetteer.name + ".new")
    shutil.copyfile(gazetteer, unfinished)
    try:
        added = _write(unfinished, file, found)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.replace(gazetteer)
    examples = tuple(added.unmatched[: formats.EXAMPLES])
    return ImportReport(
        found.name, added.rows, added.places, added.names, added.pcodes, examples, added.unmatched_count
    )


def _write(unfinished: Path, file: Path, found: _Format) -> Added:
    with closing(sqlite3.connect(unfinished)) as database, _opened(file) as lines:
        if database.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
            raise ConfigurationError(
                "The gazetteer is of another version: run `alertbot gazetteer build` again."
            )
        try:
            added = found.read(database, lines)
        except (ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"{file} begins like a {found.name} but cannot be read: {error}"
            ) from error
        database.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (found.name, found.attribution))
        database.commit()
    return added


def _recognise(file: Path) -> _Format:
    try:
        with _opened(file) as lines:
            first = lines.readline().rstrip("\r\n").lstrip("\ufeff")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, EOFError) as error:
        raise ConfigurationError(f"{file} cannot be read: {error}") from error
    for candidate in _FORMATS:
        if candidate.fits(first.split(candidate.separator)):
            return candidate
    names = ", ".join(candidate.name for candidate in _FORMATS)
    raise ConfigurationError(f"{file} is no file that can be added. Known are: {names}.")


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    """The file as text, unpacked where it is packed."""
    if not file.is_file():
        raise FileNotFoundError(f"there is no file {file}")
    if file.suffix == ".gz":
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            yield lines
    elif file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive, archive.open(_member(archive)) as packed:
            yield io.TextIOWrapper(packed, encoding="utf-8", newline="")
    else:
        with file.open(encoding="utf-8", newline="") as lines:
            yield lines


def _member(archive: zipfile.ZipFile) -> str:
    """The data file of a GeoNames archive, which also holds a readme."""
    names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
    if not names:
        raise zipfile.BadZipFile("no .txt file in it")
    return max(names, key=lambda name: archive.getinfo(name).file_size)
