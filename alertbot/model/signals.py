"""SIGNALS: what one article says, each part traceable to a span of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Category(StrEnum):
    """Kinds of harm that may be pushed (docs/taxonomy.md; mapping to GPC, ACLED and PLOVER there)."""

    FORCED_DISPLACEMENT = "forced_displacement"
    FORCED_EVICTION = "forced_eviction"
    DEPORTATION_EXPULSION = "deportation_expulsion"
    DISPLACEMENT_RISK = "displacement_risk"
    PROPERTY_DESTRUCTION = "property_destruction"
    LOOTING_EXTORTION = "looting_extortion"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ABDUCTION = "abduction"
    ARBITRARY_DETENTION = "arbitrary_detention"
    TORTURE = "torture"
    GBV = "gbv"
    FORCED_RECRUITMENT = "forced_recruitment"
    ATTACK_ON_SERVICES = "attack_on_services"
    AID_WORKER_ATTACK = "aid_worker_attack"
    ACCESS_DENIAL_SIEGE = "access_denial_siege"
    EXPLOSIVE_ORDNANCE = "explosive_ordnance"
    TRAFFICKING_FORCED_LABOUR = "trafficking_forced_labour"
    PERSECUTION = "persecution"
    FAMILY_SEPARATION = "family_separation"
    FORCED_MARRIAGE = "forced_marriage"


SENSITIVE = frozenset(
    {
        Category.GBV,
        Category.FORCED_RECRUITMENT,
        Category.ARBITRARY_DETENTION,
        Category.TRAFFICKING_FORCED_LABOUR,
        Category.FORCED_MARRIAGE,
        Category.TORTURE,
    }
)
"""Kinds for which no output names a place finer than the district, an age or a kinship."""


class Unit(StrEnum):
    """What a figure counts."""

    PERSON = "person"
    HOUSEHOLD = "household"
    HOUSING = "housing"
    FACILITY = "facility"
    LIVESTOCK = "livestock"


class Qualifier(StrEnum):
    """How a figure is hedged in the source."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    UP_TO = "up to"


class FigureRole(StrEnum):
    """What a figure is to the event told."""

    EVENT = "event"
    CUMULATIVE = "cumulative"
    SUPERSEDED = "superseded"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its unit, in the source's words (IDMC figure model)."""

    value: int
    unit: Unit
    term: str
    """IDMC term where one fits ('displaced', 'forced to flee', 'killed', 'destroyed housing' ...)."""
    text: str
    start: int
    end: int
    value_max: int | None = None
    """Upper end of a range."""
    qualifier: Qualifier | None = Qualifier.EXACT
    """None for ranges and vague words."""
    role: FigureRole = FigureRole.EVENT
    vague: bool = False
    """True: `value` is a lower bound for filtering only ('dozens' 12); show `text`."""


class Precision(StrEnum):
    """How exactly a place is known."""

    PLACE = "place"
    PARENT = "parent"
    """Not in the gazetteer: coordinates of the unit that contains it."""
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"


class PlaceRole(StrEnum):
    """What a place is to the event told."""

    EVENT = "event"
    ORIGIN = "origin"
    DESTINATION = "destination"
    TRANSIT = "transit"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as named in a text and, where found, in the gazetteer."""

    name: str
    country: str | None
    """ISO 3166-1 alpha-3."""
    precision: Precision
    canonical: str | None = None
    """The gazetteer's name: of the place, or of its parent where `precision` is PARENT."""
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    geo_id: int | None = None
    """GeoNames id of `canonical`."""
    pcode: str | None = None
    role: PlaceRole = PlaceRole.EVENT

    @property
    def province(self) -> str | None:
        """The name of its province, which may be itself; None if not known."""
        if self.admin1 is None and self.precision is Precision.ADMIN1:
            return self.canonical or self.name
        return self.admin1


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence for one kind of harm: a sentence and what was found in it."""

    category: Category
    sentence: str
    start: int
    end: int
    """Where it stands in `full_text`; `sentence` is that span with the names of private people taken out."""


class Status(StrEnum):
    """What is known of a claim (docs/taxonomy.md)."""

    ALLEGED = "alleged"
    DENIED = "denied"
    CONFIRMED = "confirmed"


class Severity(StrEnum):
    """CAP 1.2 severity."""

    EXTREME = "extreme"
    SEVERE = "severe"
    MODERATE = "moderate"
    MINOR = "minor"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """CAP 1.2 certainty."""

    OBSERVED = "observed"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: everything later stages need, each part traceable to a span of it."""

    language: str | None
    alert: bool
    score: float
    """Calibrated probability that this deserves an alert, 0-1."""
    categories: tuple[Category, ...] = ()
    """Alert-worthy kinds, the leading one first."""
    context: tuple[str, ...] = ()
    """Context tags and flags: 'returns', 'commemoration', 'children', 'camp', 'retraction' ..."""
    status: Status | None = None
    country: str | None = None
    places: tuple[Place, ...] = ()
    """Most specific place of the event first."""
    figures: tuple[Figure, ...] = ()
    """Most important first."""
    perpetrators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Who says it, as the text names them."""
    denied_by: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    """(name as in the text, English name) of the named actors above: 'талибами', 'Taliban'."""
    unnamed: tuple[str, ...] = ()
    """Those of the actors above that are common words naming nobody: 'residents', 'unknown'."""
    signals: tuple[Signal, ...] = ()
    """The leading evidence first."""
    occurred: datetime | None = None
    """Day of the event where the text tells it."""
    reasons: tuple[str, ...] = ()
    """Why this is, or is not, an alert, for a person to follow."""
