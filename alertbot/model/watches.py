"""WATCH: what a chat wants to hear of, as conditions that must all hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alertbot.model.feeds import FeedKind
from alertbot.model.ids import ChatKey, WatchId
from alertbot.model.signals import Category, Certainty, Severity, Unit


class Flag(StrEnum):
    """Who is among those harmed, and how and where they are: tags of `Incident.context`."""

    CHILDREN = "children"
    WOMEN = "women"
    AID_WORKER = "aid_worker"
    CAMP = "camp"
    CROSS_BORDER = "cross_border"
    MASS = "mass"


class OptIn(StrEnum):
    """What nobody is told of who did not ask for it by name."""

    DISPLACEMENT_RISK = "displacement_risk"
    """A mere order or threat to leave: a kind of harm."""
    NATURAL_HAZARDS = "disaster_displacement"
    """The others are context tags of articles that tell of no harm done by people."""
    RETURNS = "returns"
    ACCOUNTABILITY = "accountability"


class Way(StrEnum):
    """How what a watch matches comes to its chat."""

    AT_ONCE = "at_once"
    SILENT = "silent"
    """At once, without a sound."""
    DIGEST = "digest"
    """With the chat's next digest; at once while the chat has none."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province, or one district of it, named as the gazetteer names it."""

    country: str
    """ISO3."""
    admin1: str
    admin2: str = ""
    """'': the whole province."""


@dataclass(frozen=True, slots=True)
class Area:
    """A circle around a place."""

    label: str
    """How people call its middle."""
    lat: float
    lon: float
    km: int
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    """Where its middle lies: what happened at a place whose coordinates are withheld is held against it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A named set of conditions of one chat; an incident must meet all of them.

    Where a condition lists several, one of them is enough; an empty list is no condition. What each means is
    decided in `alerts.judge`.
    """

    id: WatchId | None
    chat: ChatKey
    name: str = ""
    countries: tuple[str, ...] = ()
    """ISO3; empty: everywhere."""
    categories: tuple[Category, ...] = ()
    """Empty: every kind of harm that is on by default."""
    keywords: tuple[str, ...] = ()
    """Rules of the query language (alerts/keywords.py)."""
    minimum_severity: Severity | None = None
    provinces: tuple[Province, ...] = ()
    """A country with provinces here is watched there only; the other countries stay whole."""
    areas: tuple[Area, ...] = ()
    minimum_figures: tuple[tuple[Unit, int], ...] = ()
    """One figure of the incident must reach the number for its unit; one without figures does not."""
    minimum_certainty: Certainty | None = None
    source_kinds: tuple[FeedKind, ...] = ()
    """Some report must be of such a source."""
    flags: tuple[Flag, ...] = ()
    opt_ins: tuple[OptIn, ...] = ()
    keyword_articles: bool = False
    """True: also articles in which no harm was found, if they meet `keywords`."""
    way: Way | None = None
    """None: as the chat has it. The most pressing of several watches that match counts."""


@dataclass(frozen=True, slots=True)
class WatchChanges:
    """Watches made or changed since some count of changes, as they stand."""

    upto: int
    """The count up to which they are complete; what was deleted is not told."""
    watches: tuple[Watch, ...] = ()
