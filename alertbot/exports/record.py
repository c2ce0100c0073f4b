"""RECORD: an incident as data: codes, counts, places and links, and not one word of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alertbot.alerts.labels import category_label
from alertbot.alerts.names import actors, is_sensitive
from alertbot.alerts.safe import host_name
from alertbot.alerts.story import blame, details, headline, how_sure, update_line
from alertbot.exports.counts import Count, counts, the_count
from alertbot.exports.plain import may_link, plain, unmarked
from alertbot.exports.whereabouts import Whereabouts, whereabouts
from alertbot.model import ChangeKind, Flag, Incident, Report, Toll, Unit
from alertbot.texts import Texts

WITHDRAWN = "withdrawn"
CREDIT = "Places: GeoNames (geonames.org), CC BY 4.0"
HANDLING = (
    "Restricted: for humanitarian and protection staff. What the news claims, not verified by alertbot; "
    "do not publish, and do not share with parties to a conflict."
)
HEADED = {
    "displaced_households": (Unit.HOUSEHOLD, Toll.DISPLACED),
    "displaced_people": (Unit.PERSON, Toll.DISPLACED),
    "killed": (Unit.PERSON, Toll.KILLED),
    "injured": (Unit.PERSON, Toll.INJURED),
    "abducted": (Unit.PERSON, Toll.ABDUCTED),
}
"""Figures with columns of their own."""
_FLAGS = (Flag.CHILDREN, Flag.WOMEN, Flag.AID_WORKER, Flag.CROSS_BORDER, Flag.MASS)
"""Who is harmed and how; not that it is a camp, which would point at one."""
_OF_PEOPLE = (Flag.CHILDREN, Flag.WOMEN)
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Outlet:
    """One report of the incident."""

    name: str
    url: str
    """'' where the address may not be passed on."""
    published: datetime
    language: str
    copy: bool
    """It repeats another report nearly word for word: no second source."""


@dataclass(frozen=True, slots=True)
class Record:
    """An incident as every format tells it, each in its own shape."""

    code: str
    revision: int
    kinds: tuple[str, ...]
    """Kinds of harm, the leading one first."""
    labels: tuple[str, ...]
    """The same in words of the reader's language."""
    headline: str
    description: str
    """In the reader's language, of our own words and extracted facts."""
    status: str
    """alleged, denied, confirmed; withdrawn: do not rely on what was told before."""
    severity: str
    certainty: str
    occurred: date | None
    first_reported: datetime
    last_reported: datetime
    where: Whereabouts
    counts: tuple[Count, ...]
    headed: tuple[Count | None, ...]
    """The figures of the columns, in the order of `HEADED`."""
    accused: tuple[str, ...]
    claimed_by: tuple[str, ...]
    """Who says so."""
    denied_by: tuple[str, ...]
    independent_sources: int
    flags: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    """The latest first, originals before copies."""
    language: str
    """Of `headline` and `description`."""

    @property
    def withdrawn(self) -> bool:
        """Whether the incident was taken back."""
        return self.status == WITHDRAWN

    @property
    def link(self) -> str:
        """The latest report that may be linked; '' if there is none."""
        return next((outlet.url for outlet in self.outlets if outlet.url), "")

    @property
    def credit(self) -> str:
        """Whom the licence of the places wants named; '' where none is told."""
        return CREDIT if self.where.admin1 or self.where.name or self.where.lat is not None else ""


def record_of(incident: Incident, texts: Texts) -> Record:
    """Return an incident, treated by the operators' switches already, as data.

    A withdrawn one keeps its code, kind and place, so that what was exported before can be found and
    struck out, and loses its figures and accusations.
    """
    gone = incident.retracted
    deniers = {name.casefold() for name in incident.denied_by}
    sayers = [name for name in incident.sources if name.casefold() not in deniers]
    title = update_line(ChangeKind.RETRACTED, incident, texts) if gone else headline(incident, texts)
    return Record(
        code=incident.code,
        revision=incident.revision,
        kinds=tuple(category.value for category in incident.categories),
        labels=tuple(unmarked(category_label(category, texts)) for category in incident.categories),
        headline=unmarked(title),
        description="" if gone else unmarked(_description(incident, texts)),
        status=WITHDRAWN if gone else incident.status.value,
        severity=incident.severity.value,
        certainty=incident.certainty.value,
        occurred=next((r.reading.occurred.date() for r in incident.reports if r.reading.occurred), None),
        first_reported=incident.first_at,
        last_reported=incident.last_at,
        where=whereabouts(incident, texts),
        counts=counts(incident, texts),
        headed=tuple(the_count(incident, unit, toll, texts) for unit, toll in HEADED.values()),
        accused=() if gone else _named(incident, incident.perpetrators, texts),
        claimed_by=() if gone else _named(incident, sayers, texts),
        denied_by=() if gone else _named(incident, incident.denied_by, texts),
        independent_sources=max(1, incident.independent_sources or incident.independent_reports),
        flags=_flags(incident),
        outlets=_outlets(incident.reports),
        language=texts.language,
    )


def _description(incident: Incident, texts: Texts) -> str:
    told = (details(incident, texts), blame(incident, texts), how_sure(incident, texts))
    return " ".join(part for part in told if part)


def _named(incident: Incident, names: Sequence[str], texts: Texts) -> tuple[str, ...]:
    chosen = (plain(name) for name in actors(incident, names, texts))
    return tuple(dict.fromkeys(name for name in chosen if name))[:MOST_NAMES]


def _flags(incident: Incident) -> tuple[str, ...]:
    """Of sensitive kinds of harm no detail of the victims."""
    hidden = _OF_PEOPLE if is_sensitive(incident) else ()
    return tuple(flag.value for flag in _FLAGS if flag in incident.context and flag not in hidden)


def _outlets(reports: Sequence[Report]) -> tuple[Outlet, ...]:
    newest = list(reversed(reports))
    newest.sort(key=lambda report: report.copy_of is not None)
    return tuple(
        Outlet(
            name=plain(report.source_name) or host_name(report.url),
            url=report.url if may_link(report.url) else "",
            published=report.published,
            language=report.reading.language or "",
            copy=report.copy_of is not None,
        )
        for report in newest
    )
