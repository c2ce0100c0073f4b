"""INCIDENT: one event, as all reports of it tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.feeds import FeedKind
from alertbot.model.ids import ArticleId, IncidentId
from alertbot.model.signals import Category, Certainty, Figure, Place, Reading, Severity, Status


class ChangeKind(StrEnum):
    """What a report changed about an incident."""

    FIRST = "first"
    CORROBORATED = "corroborated"
    ESCALATED = "escalated"
    CORRECTED = "corrected"
    DENIED = "denied"
    RETRACTED = "retracted"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of an incident."""

    article_id: ArticleId
    source_name: str
    url: str
    title: str
    published: datetime
    reading: Reading
    source_kind: FeedKind = FeedKind.LOCAL
    reliability: str = "F"
    copy_of: ArticleId | None = None
    sketch: tuple[int, ...] = ()
    """Hashes of the text's telling words (incidents/sketch.py): likeness without keeping the text."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One event, as all reports of it tell it."""

    id: IncidentId | None
    """None until stored."""
    code: str
    """Short, stable, for people: 'K7Q2'. Stands in every message so that a repeat is recognised."""
    revision: int
    """Grows with each material change; 1 is the first alert."""
    reports: tuple[Report, ...]
    """In order of filing."""
    categories: tuple[Category, ...]
    country: str | None
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    """Recommended figures, one for each (unit, term); ranges where sources disagree."""
    perpetrators: tuple[str, ...]
    sources: tuple[str, ...]
    denied_by: tuple[str, ...]
    status: Status
    severity: Severity
    certainty: Certainty
    first_at: datetime
    last_at: datetime
    context: tuple[str, ...] = ()
    retracted: bool = False
    independent_sources: int = 0
    """Sources that do not rest on one another: copies, and outlets relaying one body, count once."""

    @property
    def independent_reports(self) -> int:
        """Reports that are no copy of another."""
        return sum(report.copy_of is None for report in self.reports)


@dataclass(frozen=True, slots=True)
class Change:
    """What is new, and why it does or does not reach people."""

    kind: ChangeKind
    material: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing one report did: the incident as it now stands, what changed, how to find it again."""

    incident: Incident
    change: Change
    keys: tuple[str, ...]
    """Block keys under which the incident is found as a candidate for later reports."""
