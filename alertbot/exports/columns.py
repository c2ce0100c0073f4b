"""The columns of an exported incident: one list for every format, each with its HXL hashtag."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from alertbot.exports.counts import Count
from alertbot.exports.record import HEADED, Record

Cell = str | int | float | date | datetime | None
"""None: not known, or not told."""
SEPARATOR = "; "
"""Between several values of a cell; addresses are parted by a space."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    """The heading, and the key in JSON."""
    tag: str
    """HXL 1.1: '#affected+displaced+hh'."""
    about: str
    """What stands in it, for the person who opens the file."""
    of: Callable[[Record], Cell]


def _joined(values: tuple[str, ...]) -> str | None:
    return SEPARATOR.join(values) or None


def _distinct(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


_OPENING = (
    Column("code", "#event+id", "Stable short name; the same in every alert and export.", lambda r: r.code),
    Column(
        "revision", "#meta+revision", "Grows with each change that mattered; 1: first.", lambda r: r.revision
    ),
    Column("kind", "#event+code+type", "Leading kind of harm.", lambda r: next(iter(r.kinds), None)),
    Column(
        "kinds", "#event+code+type+list", "Every kind, the leading one first.", lambda r: _joined(r.kinds)
    ),
    Column("headline", "#event+name", "The main fact in a sentence.", lambda r: r.headline),
    Column(
        "status",
        "#status+verification",
        "alleged, denied (by the accused), confirmed, or withdrawn: do not rely on it.",
        lambda r: r.status,
    ),
    Column(
        "severity", "#severity+code", "extreme, severe, moderate, minor, unknown (CAP).", lambda r: r.severity
    ),
    Column(
        "certainty",
        "#status+certainty",
        "observed, likely, possible, unlikely, unknown (CAP).",
        lambda r: r.certainty,
    ),
    Column("occurred", "#date+occurred", "Day of the event where a report tells it.", lambda r: r.occurred),
    Column("first_reported", "#date+reported", "First report, UTC.", lambda r: r.first_reported),
    Column("last_reported", "#date+updated", "Latest report, UTC.", lambda r: r.last_reported),
)
_PLACES = (
    Column("location_code", "#country+code+v_iso3", "ISO 3166-1 alpha-3.", lambda r: r.where.country or None),
    Column(
        "location_name", "#country+name", "Country, in your language.", lambda r: r.where.country_name or None
    ),
    Column("admin1_name", "#adm1+name", "Province (GeoNames).", lambda r: r.where.admin1 or None),
    Column(
        "admin1_code",
        "#adm1+code+v_pcode",
        "P-code, where the place itself is that province.",
        lambda r: r.where.admin1_code or None,
    ),
    Column("admin2_name", "#adm2+name", "District.", lambda r: r.where.admin2 or None),
    Column(
        "admin2_code",
        "#adm2+code+v_pcode",
        "P-code, where the place itself is that district.",
        lambda r: r.where.admin2_code or None,
    ),
    Column(
        "place",
        "#loc+name+origin",
        "Town or village of the event; empty for sensitive kinds of harm.",
        lambda r: r.where.name or None,
    ),
    Column(
        "destination_codes",
        "#country+code+v_iso3+dest",
        "Other countries people were driven to; never a finer destination.",
        lambda r: _joined(r.where.destinations),
    ),
    Column("lat", "#geo+lat", "To about a kilometre; empty where a pin could hurt.", lambda r: r.where.lat),
    Column("lon", "#geo+lon", "As lat.", lambda r: r.where.lon),
    Column(
        "geo_precision",
        "#geo+precision",
        "Of the coordinates: place; parent (of a place nobody has mapped); admin2, admin1, country.",
        lambda r: r.where.precision or None,
    ),
)
_TAGS = {
    "displaced_households": "+displaced+hh",
    "displaced_people": "+displaced+ind",
    "killed": "+killed+ind",
    "injured": "+injured+ind",
    "abducted": "+abducted+ind",
}


def _part(place: int, part: Callable[[Count], Cell]) -> Callable[[Record], Cell]:
    """Return what reads a part of the figure at that place of `Record.headed`."""

    def read(record: Record) -> Cell:
        count = record.headed[place]
        return None if count is None else part(count)

    return read


def _headed() -> Iterator[Column]:
    """Three columns for each figure: its number, the upper end of a range, and its hedge."""
    hedges = "exact, approximately, at least, more than, less than, up to, range, vague: read it first."
    for place, name in enumerate(HEADED):
        tag = _TAGS[name]
        number, upper = _part(place, lambda count: count.value), _part(place, lambda count: count.value_max)
        hedge = _part(place, lambda count: count.qualifier or None)
        yield Column(name, f"#affected{tag}", "Number; of a range the lower end.", number)
        yield Column(f"{name}_max", f"#affected{tag}+max", "Upper end of a range.", upper)
        yield Column(f"{name}_qualifier", f"#meta{tag}+qualifier", hedges, hedge)


_CLOSING = (
    Column(
        "figures",
        "#meta+figures",
        "Every figure in words; families are not people.",
        lambda r: _joined(tuple(c.words for c in r.counts)),
    ),
    Column("accused", "#group+perp+name", "Who is accused; a claim.", lambda r: _joined(r.accused)),
    Column("claimed_by", "#org+claim+name", "Who says so.", lambda r: _joined(r.claimed_by)),
    Column("denied_by", "#group+denial+name", "Who denies it.", lambda r: _joined(r.denied_by)),
    Column("flags", "#event+flags", "Who is harmed, and how.", lambda r: _joined(r.flags)),
    Column(
        "independent_sources",
        "#meta+sources+num",
        "Sources that do not rest on one another.",
        lambda r: r.independent_sources,
    ),
    Column(
        "source_names",
        "#org+source",
        "Outlets.",
        lambda r: _joined(_distinct(outlet.name for outlet in r.outlets)),
    ),
    Column("source_url", "#meta+url", "Latest report.", lambda r: r.link or None),
    Column(
        "source_urls",
        "#meta+links",
        "Every report, parted by spaces.",
        lambda r: " ".join(_distinct(outlet.url for outlet in r.outlets)) or None,
    ),
    Column(
        "source_languages",
        "#meta+lang",
        "Languages of the reports.",
        lambda r: _joined(_distinct(outlet.language for outlet in r.outlets)),
    ),
    Column(
        "description",
        "#description",
        "The rest, in your language: a summary.",
        lambda r: r.description or None,
    ),
    Column("credit", "#meta+license", "Whom to name for the places.", lambda r: r.credit or None),
)
COLUMNS = (*_OPENING, *_PLACES, *_headed(), *_CLOSING)


def cells(record: Record) -> tuple[Cell, ...]:
    """Return the values of a record in the order of `COLUMNS`."""
    return tuple(column.of(record) for column in COLUMNS)


def stamp(moment: datetime) -> str:
    """Return a time as ISO 8601 in UTC, to the second: '2026-03-01T12:00:00Z'."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def written(cell: Cell) -> str | int | float | None:
    """Return a cell with days and times as ISO 8601."""
    if isinstance(cell, datetime):
        return stamp(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
