"""Builds reports for tests of incidents."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alertbot.incidents.severity import load_severity
from alertbot.incidents.sketch import sketch
from alertbot.model import (
    ArticleId,
    Category,
    Figure,
    Place,
    Precision,
    Qualifier,
    Reading,
    Report,
    Status,
    Unit,
)

RULES = load_severity(Path(__file__).parents[3] / "config" / "severity.yaml")
DAY = datetime(2026, 7, 8, 6, tzinfo=UTC)
VILLAGE = Place(
    "Bagh-e Sherkat",
    "AFG",
    Precision.PARENT,
    canonical="Kunduz",
    admin1="Kunduz",
    lat=36.73,
    lon=68.87,
    geo_id=1,
)
TOWN = Place(
    "Kunduz", "AFG", Precision.PLACE, canonical="Kunduz", admin1="Kunduz", lat=36.73, lon=68.87, geo_id=1
)


def families(value: int, **more: Any) -> Figure:
    return Figure(value, Unit.HOUSEHOLD, "forced to flee", str(value), 0, 3, **more)


def killed(value: int, **more: Any) -> Figure:
    return Figure(value, Unit.PERSON, "killed", str(value), 0, 3, **more)


ABOUT_600 = families(600, qualifier=Qualifier.APPROXIMATELY)


def reading(**more: Any) -> Reading:
    base = Reading(
        language="en",
        alert=True,
        score=0.9,
        categories=(Category.FORCED_DISPLACEMENT,),
        status=Status.ALLEGED,
        country="AFG",
        places=(VILLAGE, TOWN),
        figures=(ABOUT_600,),
        perpetrators=("Taliban",),
        sources=("residents",),
    )
    return replace(base, **more)


def report(number: int = 1, days: float = 0, text: str = "", **more: Any) -> Report:
    """A report by its own outlet, `days` after the first; keywords of Reading go to the reading."""
    of_report = {"source_name", "source_kind", "reliability", "copy_of", "title", "url"}
    own = {key: value for key, value in more.items() if key in of_report}
    told = {key: value for key, value in more.items() if key not in of_report}
    base = Report(
        ArticleId(number),
        f"Outlet {number}",
        f"https://example.org/{number}",
        "Families driven from village in Kunduz",
        DAY + timedelta(days=days),
        reading(**told),
        sketch=sketch(text) if text else (),
    )
    return replace(base, **own)
