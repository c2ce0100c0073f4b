"""Tells an incident in plain sentences: what, where, when, who is blamed, who says so, how sure."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.alerts.labels import category_label, severity_label, status_label
from alertbot.alerts.names import LONGEST_NAME, is_sensitive, people, shown, sources, where
from alertbot.alerts.phrases import figure_phrase
from alertbot.alerts.safe import clean, clip, host_name
from alertbot.model import (
    TELLS,
    Category,
    ChangeKind,
    Figure,
    FigureRole,
    Incident,
    Report,
    Toll,
    Unit,
    toll_of,
)
from alertbot.texts import Texts

MOST_FIGURES = 3
"""Told after the leading one."""
_CODES = frozenset(category.value for category in Category)
_HOMES = frozenset({Toll.DESTROYED, Toll.DAMAGED})
_UPDATES = {
    ChangeKind.CORROBORATED: "Update: reported by a second independent source",
    ChangeKind.ESCALATED: "Update: worse than first reported",
    ChangeKind.CORRECTED: "Correction: this replaces what we sent before",
    ChangeKind.DENIED: "Update: denied by {names}",
    ChangeKind.RETRACTED: "WITHDRAWN: do not rely on what we sent before",
}


def update_line(kind: ChangeKind, incident: Incident, texts: Texts) -> str:
    """Return what changed, or '' for a first alert."""
    if kind not in _UPDATES:
        return ""
    return texts.gettext(_UPDATES[kind]).format(names=people(incident, incident.denied_by, texts))


def headline(incident: Incident, texts: Texts) -> str:
    """Return the main fact with its place: 'About 600 families forced from their homes in Kunduz, ...'."""
    lead = _lead(incident, texts)
    what = lead[1] if lead else _category_phrase(incident, texts)
    place, country = where(incident, texts)
    if not place:
        form = texts.gettext("{country}: {what}.") if country else "{what}."
        return _sentence(form.format(country=country, what=what))
    full = texts.gettext("{place}, {country}").format(place=place, country=country) if country else place
    return _sentence(texts.gettext("{what} in {place}.").format(what=what, place=full))


def details(incident: Incident, texts: Texts) -> str:
    """Return the other figures and the kinds of harm that no figure tells, as sentences; may be empty."""
    lead = _lead(incident, texts)
    told = [lead[0]] if lead else []
    others = [(figure, phrase) for figure, phrase in _phrased(incident, texts) if figure not in told]
    others = others[:MOST_FIGURES]
    sentences = []
    if others:
        sentences.append(_sentence(f"{texts.items([phrase for _, phrase in others])}."))
    left = _untold(incident, [*told, *(figure for figure, _ in others)], skip_first=lead is None)
    if left:
        labels = texts.gettext("; ").join(_lower(category_label(category, texts)) for category in left)
        sentences.append(texts.gettext("Also: {what}.").format(what=labels))
    return " ".join(sentences)


def when(incident: Incident, texts: Texts, timezone: str) -> str:
    """Return the day of the event where a report tells it, and the day of the first report."""
    occurred = next((r.reading.occurred for r in incident.reports if r.reading.occurred), None)
    reported = texts.gettext("Reported: {date}").format(date=texts.date(incident.first_at, timezone))
    if occurred is None:
        return reported
    # The day of an event is a day of the place told, not of the reader: no change of zone.
    happened = texts.gettext("Happened: {date}").format(date=texts.date(occurred, "UTC"))
    return f"{happened} · {reported}"


def blame(incident: Incident, texts: Texts) -> str:
    """Return who is blamed by whom, and who denies it, each as its own sentence; '' if nothing is said."""
    accused, saying = people(incident, incident.perpetrators, texts), sources(incident, texts)
    denying = people(incident, incident.denied_by, texts)
    sentences = []
    if accused and saying:
        form = texts.gettext("Blamed: {accused}, according to {sources}.")
        sentences.append(form.format(accused=accused, sources=saying))
    elif accused:
        sentences.append(texts.gettext("Blamed: {accused}.").format(accused=accused))
    elif saying:
        sentences.append(texts.gettext("According to {sources}.").format(sources=saying))
    if denying:
        sentences.append(texts.gettext("Denied by {names}.").format(names=denying))
    return " ".join(sentences)


def how_sure(incident: Incident, texts: Texts) -> str:
    """Return status, number of independent sources and severity on one line."""
    number = max(1, incident.independent_sources or incident.independent_reports)
    counted = texts.ngettext("{n} independent source", "{n} independent sources", number)
    severity = texts.gettext("Severity: {level}").format(level=severity_label(incident.severity, texts))
    parts = [status_label(incident.status, texts), counted.format(n=texts.number(number)), severity]
    return " · ".join(parts)


def evidence(incident: Incident) -> str:
    """Return the sentence the latest report rests on, in its language; '' where none may be shown."""
    if is_sensitive(incident):
        return ""
    reports = [report for report in reversed(incident.reports) if report.copy_of is None]
    sentences = (clean(r.reading.signals[0].sentence) for r in reports if r.reading.signals)
    return next((sentence for sentence in sentences if sentence), "")


def outlets(reports: Sequence[Report], texts: Texts) -> list[tuple[str, str]]:
    """Return (name, address) of the outlets, the latest first, each once, copies last."""
    newest = list(reversed(reports))
    originals = [report for report in newest if report.copy_of is None]
    named: dict[str, str] = {}
    for report in (*originals, *newest):
        named.setdefault(report.source_name, report.url)
    return [(shown(name, texts) or clip(host_name(url), LONGEST_NAME), url) for name, url in named.items()]


def reason_line(reason: str, texts: Texts) -> str:
    """Return why a chat gets an alert, in the reader's language; the parts are codes and typed keywords."""
    parts = [_reason_part(part, texts) for part in reason.split(" · ") if part]
    return texts.gettext("Why you: {reason}").format(reason=clip(" · ".join(parts), 120)) if parts else ""


def _reason_part(part: str, texts: Texts) -> str:
    if part in _CODES:
        return category_label(Category(part), texts)
    if part == "told of this incident earlier":
        return texts.gettext("you were told of this incident earlier")
    is_country = len(part) == 3 and part.isascii() and part.isupper()
    return texts.country(part) if is_country else clean(part)


def _lead(incident: Incident, texts: Texts) -> tuple[Figure, str] | None:
    """Return the leading figure: the first that counts the leading kind of harm, else the first."""
    phrased = _phrased(incident, texts)
    first = incident.categories[:1]
    fitting = (pair for pair in phrased if set(first) & TELLS.get(toll_of(pair[0].term), frozenset()))
    return next(fitting, phrased[0] if phrased else None)


def _phrased(incident: Incident, texts: Texts) -> list[tuple[Figure, str]]:
    pairs = [(f, figure_phrase(f, texts)) for f in incident.figures if f.role is FigureRole.EVENT]
    return [(figure, phrase) for figure, phrase in pairs if phrase]


def _untold(incident: Incident, figures: Sequence[Figure], skip_first: bool) -> list[Category]:
    told = {category for figure in figures for category in TELLS.get(toll_of(figure.term), frozenset())}
    if any(figure.unit is Unit.HOUSING and toll_of(figure.term) in _HOMES for figure in figures):
        told.add(Category.PROPERTY_DESTRUCTION)
    rest = incident.categories[1:] if skip_first else incident.categories
    return [category for category in rest if category not in told]


def _category_phrase(incident: Incident, texts: Texts) -> str:
    if incident.categories:
        return category_label(incident.categories[0], texts)
    return texts.gettext("Incident reported")


def _sentence(text: str) -> str:
    """Start with a capital, also behind a mark of direction."""
    at = next((index for index, letter in enumerate(text) if letter.isalnum()), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
