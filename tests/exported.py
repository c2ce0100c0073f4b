"""Incidents for the tests of exports: Kunduz with a range, a shooting with a vague count, a withdrawn one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alertbot.exports.formats import Contents
from alertbot.exports.record import Record, record_of
from alertbot.exports.told import Told, told_of
from alertbot.model import (
    Alert,
    ArticleId,
    Category,
    Certainty,
    Change,
    ChangeKind,
    Figure,
    Incident,
    IncidentId,
    Place,
    PlaceRole,
    Precision,
    Qualifier,
    Reading,
    Report,
    Severity,
    Signal,
    Status,
    Unit,
)
from alertbot.texts import TextCatalogue

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
ENGLISH = TextCatalogue().load_texts("en")
SECRET_WORDS = "Gul Agha, 34, fled from Bagh-e Sherkat with his daughter"
"""In titles and sentences of sources only: no export may hold it."""
VILLAGE = Place(
    "Bagh-e Sherkat",
    "AFG",
    Precision.PARENT,
    "Kunduz District",
    "Kunduz",
    "Kunduz District",
    36.7289,
    68.8681,
)
REFUGE = Place("Jalozai camp", "PAK", Precision.PLACE, lat=33.9, lon=71.8, role=PlaceRole.DESTINATION)
FAMILIES = Figure(400, Unit.HOUSEHOLD, "forced to flee", "400 to 600", 0, 9, value_max=600, qualifier=None)
HOMES = Figure(350, Unit.HOUSING, "destroyed housing", "350", 0, 3, qualifier=Qualifier.AT_LEAST)
DEAD = Figure(12, Unit.PERSON, "killed", "dozens", 0, 6, qualifier=None, vague=True)


def a_report(number: int = 1, **more: object) -> Report:
    reading = Reading(
        "en",
        True,
        0.97,
        (Category.FORCED_DISPLACEMENT,),
        signals=(Signal(Category.FORCED_DISPLACEMENT, SECRET_WORDS, 0, len(SECRET_WORDS)),),
        occurred=datetime(2026, 2, 27, tzinfo=UTC),
    )
    report = Report(
        ArticleId(number),
        f"Outlet {number}",
        f"https://example.org/{number}?a=1&b=2",
        SECRET_WORDS,
        NOW,
        reading,
    )
    return replace(report, **more)  # type: ignore[arg-type]


def kunduz(**more: object) -> Incident:
    incident = Incident(
        id=IncidentId(1),
        code="K7Q2",
        revision=2,
        reports=(a_report(1), a_report(2, source_name="صوت كندز")),
        categories=(Category.FORCED_DISPLACEMENT, Category.PROPERTY_DESTRUCTION),
        country="AFG",
        places=(VILLAGE, REFUGE),
        figures=(FAMILIES, HOMES, DEAD),
        perpetrators=("Taliban",),
        sources=("Human Rights Watch", "Taliban"),
        denied_by=("Taliban",),
        status=Status.DENIED,
        severity=Severity.SEVERE,
        certainty=Certainty.LIKELY,
        first_at=NOW - timedelta(days=1),
        last_at=NOW,
        context=("children", "camp-like words", "cross_border"),
        independent_sources=2,
    )
    return replace(incident, **more)  # type: ignore[arg-type]


def records(*incidents: Incident) -> list[Record]:
    return [record_of(incident, ENGLISH) for incident in incidents or (kunduz(),)]


def history(*incidents: Incident, kind: ChangeKind = ChangeKind.ESCALATED) -> tuple[Told, ...]:
    """The revisions given, the first as a first alert."""
    alerts = [
        Alert(
            None,
            incident,
            Change(kind if place else ChangeKind.FIRST, True, "a test"),
            NOW + timedelta(hours=place),
        )
        for place, incident in enumerate(incidents)
    ]
    return told_of(alerts, ENGLISH)


def contents(*incidents: Incident) -> Contents:
    chosen = incidents or (kunduz(),)
    return Contents(records(*chosen), [history(incident) for incident in chosen], "desk@example.org")
