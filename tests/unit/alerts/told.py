"""Builds incidents and alerts for tests: the Kunduz story unless a test says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from alertbot.model import (
    Alert,
    ArticleId,
    Category,
    Certainty,
    Change,
    ChangeKind,
    Chat,
    ChatKey,
    ChatKind,
    Figure,
    Incident,
    IncidentId,
    Place,
    Precision,
    Qualifier,
    Reading,
    Report,
    Severity,
    Signal,
    Status,
    Unit,
    Watch,
    WatchId,
)

NOW = datetime(2021, 7, 8, 6, tzinfo=UTC)
SENTENCE = "Fighters drove some 600 families out of Bagh-e Sherkat, the group said."


def figure(value: int, unit: Unit = Unit.HOUSEHOLD, term: str = "forced to flee", **more: Any) -> Figure:
    return Figure(value, unit, term, str(value), 0, 3, **more)


FAMILIES = figure(600, qualifier=Qualifier.APPROXIMATELY)
VILLAGE = Place("Bagh-e Sherkat", "AFG", Precision.PARENT, canonical="Kunduz", admin1="Kunduz")
TOWN = Place("Kunduz", "AFG", Precision.PLACE, canonical="Kunduz", admin1="Kunduz")


def reading(**more: Any) -> Reading:
    kunduz = Reading(
        language="en",
        alert=True,
        score=0.97,
        categories=(
            Category.FORCED_DISPLACEMENT,
            Category.PROPERTY_DESTRUCTION,
            Category.LOOTING_EXTORTION,
        ),
        status=Status.ALLEGED,
        country="AFG",
        places=(VILLAGE, TOWN),
        figures=(FAMILIES,),
        perpetrators=("Taliban",),
        sources=("Human Rights Watch",),
        signals=(Signal(Category.FORCED_DISPLACEMENT, SENTENCE, 0, len(SENTENCE)),),
    )
    return replace(kunduz, **more)


def report(number: int = 1, **more: Any) -> Report:
    kunduz = Report(
        ArticleId(number),
        f"Outlet {number}",
        f"https://example.org/{number}?a=1&b=2",
        "Families driven from village",
        NOW,
        reading(),
    )
    return replace(kunduz, **more)


def incident(*reports: Report, **more: Any) -> Incident:
    told = reports or (report(),)
    first = told[0].reading
    kunduz = Incident(
        id=IncidentId(1),
        code="K7Q2",
        revision=1,
        reports=told,
        categories=first.categories,
        country=first.country,
        places=first.places,
        figures=first.figures,
        perpetrators=first.perpetrators,
        sources=first.sources,
        denied_by=first.denied_by,
        status=Status.ALLEGED,
        severity=Severity.SEVERE,
        certainty=Certainty.POSSIBLE,
        first_at=NOW,
        last_at=NOW,
        independent_sources=1,
    )
    return replace(kunduz, **more)


def alert(kind: ChangeKind = ChangeKind.FIRST, **more: Any) -> Alert:
    return Alert(None, incident(**more), Change(kind, True, "a reason"), NOW)


def chat(number: int = 1, **more: Any) -> Chat:
    return replace(Chat(ChatKey(number), 100 + number, 0, ChatKind.PRIVATE), **more)


def watch(number: int = 1, owner: int = 1, **more: Any) -> Watch:
    return replace(Watch(WatchId(number), ChatKey(owner)), **more)
