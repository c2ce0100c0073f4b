"""Writes a digest from stored facts: numbers, then what is new by country, changes, and what is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.alerts.folding import change_of
from alertbot.alerts.lines import Line, incident_line, pack, text_line
from alertbot.alerts.names import shown
from alertbot.alerts.phrases import figure_phrase
from alertbot.alerts.safe import isolate
from alertbot.alerts.silence import Quiet
from alertbot.alerts.totals import totals
from alertbot.model import Alert, ChangeKind, Incident, Letter, Severity
from alertbot.texts import Texts

MOST_LINES = 100
"""Incidents that get a line of their own, the gravest; of others the codes are told."""
MOST_SILENT = 8
"""Feeds named."""
_LEVELS = (Severity.EXTREME, Severity.SEVERE, Severity.MODERATE, Severity.MINOR, Severity.UNKNOWN)


class DigestKind(StrEnum):
    """Why a digest is sent: message ids of its title."""

    DAILY = "Daily digest"
    WEEKLY = "Weekly digest"
    MISSED = "What you missed"
    LAST = "Last digest"


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident in a digest."""

    incident: Incident
    """As it was last told in the period."""
    kind: ChangeKind
    """FIRST: it is new; else what to say of the changes."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one chat is told of one period."""

    kind: DigestKind
    since: datetime
    until: datetime
    entries: tuple[Entry, ...]
    silent: tuple[str, ...] = ()
    """Names of feeds that concern the chat and do not answer."""
    quiet: tuple[Quiet, ...] = ()
    """Places watched and told of before, not in this period."""

    @property
    def new(self) -> tuple[Entry, ...]:
        """What the period brought, the gravest first, then the latest."""
        return tuple(e for e in self.entries if e.kind is ChangeKind.FIRST)

    @property
    def changed(self) -> tuple[Entry, ...]:
        """Changes of what was told earlier, and what was withdrawn."""
        return tuple(e for e in self.entries if e.kind is not ChangeKind.FIRST)


def entries(alerts: Iterable[Alert]) -> tuple[Entry, ...]:
    """Return one entry for each incident that `alerts` tell of, the gravest first, then the latest."""
    told: dict[object, list[Alert]] = {}
    for alert in sorted(alerts, key=lambda alert: alert.incident.revision):
        told.setdefault(alert.incident.id, []).append(alert)
    found = [Entry(rows[-1].incident, change_of([a.change.kind for a in rows])) for rows in told.values()]
    return by_gravity(found)


def by_gravity(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order they are told: the gravest first, then the latest."""
    return tuple(
        sorted(found, key=lambda e: (_LEVELS.index(e.incident.severity), -e.incident.last_at.timestamp()))
    )


def write_digest(digest: Digest, texts: Texts, timezone: str) -> tuple[Letter, ...]:
    """Return the digest as messages, in order; one line if there is nothing to report.

    `timezone` is the IANA name its times are told in. Every number comes from the figures of its incidents,
    or counts them.
    """
    if not digest.entries:
        return pack(_nothing(digest, texts, timezone))
    lines = [*_head(digest, texts, timezone), *_numbers(digest, texts)]
    lines += _by_country(digest.new, texts)
    if digest.changed:
        lines += [text_line(""), text_line(texts.gettext("Updates and corrections"), bold=True, heads=True)]
        lines += [incident_line(e.incident, e.kind, texts) for e in digest.changed[:MOST_LINES]]
        lines += _codes(digest.changed[MOST_LINES:], texts)
    lines += _quiet(digest.quiet, texts, timezone)
    lines += _silent(digest.silent, texts)
    return pack(lines, texts)


def _head(digest: Digest, texts: Texts, timezone: str) -> Iterator[Line]:
    yield text_line(f"🗞 {texts.gettext(digest.kind.value)}", bold=True)
    span = texts.gettext("{start} to {end} ({zone})").format(
        start=texts.date_time(digest.since, timezone),
        end=texts.date_time(digest.until, timezone),
        zone=isolate(timezone, texts.is_rtl),
    )
    yield text_line(span)
    yield text_line("")


def _nothing(digest: Digest, texts: Texts, timezone: str) -> Iterator[Line]:
    form = texts.gettext("{title}, {date}: nothing to report.")
    date = texts.date(digest.until, timezone)
    yield text_line(f"🗞 {form.format(title=texts.gettext(digest.kind.value), date=date)}")
    yield from _silent(digest.silent, texts)


def _numbers(digest: Digest, texts: Texts) -> Iterator[Line]:
    new = len(digest.new)
    counted = [texts.ngettext("{n} new incident", "{n} new incidents", new).format(n=texts.number(new))]
    if changed := len(digest.changed):
        form = texts.ngettext("{n} update or correction", "{n} updates and corrections", changed)
        counted.append(form.format(n=texts.number(changed)))
    yield text_line(" · ".join(counted), bold=True)
    for total in totals([entry.incident for entry in digest.new]):
        number = len(total.codes)
        source = texts.ngettext("in {n} incident", "in {n} incidents", number).format(n=texts.number(number))
        yield text_line(f"• {figure_phrase(total.as_figure(), texts)} ({source})")


def _by_country(new: Sequence[Entry], texts: Texts) -> Iterator[Line]:
    """Countries in the order of their gravest incident."""
    countries: dict[str | None, list[Entry]] = {}
    for entry in new[:MOST_LINES]:
        countries.setdefault(entry.incident.country, []).append(entry)
    for code, told in countries.items():
        name = shown(texts.country(code), texts) if code else texts.gettext("Country not known")
        yield text_line("")
        yield text_line(f"{name} – {texts.number(len(told))}", bold=True, heads=True)
        for entry in told:
            yield incident_line(entry.incident, entry.kind, texts)
    yield from _codes(new[MOST_LINES:], texts)


def _codes(left: Sequence[Entry], texts: Texts) -> Iterator[Line]:
    """What has no line of its own is named at least: /latest and the code find it."""
    if left:
        form = texts.ngettext("And {n} more incident:", "And {n} more incidents:", len(left))
        yield text_line(form.format(n=texts.number(len(left))), heads=True)
        for start in range(0, len(left), 40):
            yield text_line(" ".join(entry.incident.code for entry in left[start : start + 40]))


def _quiet(quiet: Sequence[Quiet], texts: Texts, timezone: str) -> Iterator[Line]:
    if not quiet:
        return
    yield text_line("")
    yield text_line(f"🔇 {texts.gettext('No report, which does not mean safety:')}", bold=True, heads=True)
    for one in quiet[:MOST_SILENT]:
        country = texts.country(one.country)
        form = texts.gettext("{place}, {country}")
        place = form.format(place=shown(one.province, texts), country=country) if one.province else country
        said = texts.gettext("{place}: none since {date}")
        yield text_line(f"• {said.format(place=place, date=texts.date(one.last, timezone))}")


def _silent(names: Sequence[str], texts: Texts) -> Iterator[Line]:
    if names:
        told = texts.items([shown(name, texts) for name in names[:MOST_SILENT]])
        number = len(names)
        form = texts.ngettext(
            "⚠️ {n} feed for your countries does not answer: {names}",
            "⚠️ {n} feeds for your countries do not answer: {names}",
            number,
        )
        yield text_line("")
        yield text_line(form.format(n=texts.number(number), names=told))
