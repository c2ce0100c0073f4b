"""The full card of an incident: what is known, which source says what, and how it was told over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from alertbot.alerts import story
from alertbot.alerts.names import is_sensitive, people, shown
from alertbot.alerts.phrases import figure_phrase
from alertbot.alerts.safe import clean, clip, host_name, isolate, link, units
from alertbot.model import Alert, ChangeKind, Figure, FigureRole, Incident, Report, toll_of
from alertbot.texts import Texts

MOST_UNITS = 3_800
"""Visible text of a card, in UTF-16 units; Telegram takes 4,096."""
MOST_FIGURES, MOST_REPORTS, MOST_REVISIONS = 8, 12, 12
MOST_SENTENCES = 3
_KINDS = {
    ChangeKind.FIRST: "First alert",
    ChangeKind.CORROBORATED: "Second independent source",
    ChangeKind.ESCALATED: "Worse than first reported",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.DENIED: "Denied",
    ChangeKind.RETRACTED: "Withdrawn",
}


def card(incident: Incident, revisions: Sequence[Alert], texts: Texts, timezone: str) -> str:
    """Return the card as Telegram HTML; `revisions` are the alerts sent of it, `timezone` the reader's."""
    told = escape(story.headline(incident, texts), quote=False)
    withdrawn = escape(story.update_line(ChangeKind.RETRACTED, incident, texts), quote=False)
    opening = [f"<b>{withdrawn}</b>", f"<s>{told}</s>"] if incident.retracted else [f"<b>{told}</b>"]
    opening += [
        escape(line, quote=False)
        for line in (
            story.details(incident, texts),
            story.when(incident, texts, timezone),
            story.blame(incident, texts),
            story.how_sure(incident, texts),
        )
        if line
    ]
    parts = [
        (texts.gettext("Figures"), list(_figures(incident, texts))),
        (texts.gettext("Reports"), list(_reports(incident, texts, timezone))),
        (texts.gettext("History"), list(_history(revisions, texts, timezone))),
    ]
    lines = opening
    for title, items in parts:
        lines += ["", f"<b>{escape(title)}</b>", *items] if items else []
    code = texts.gettext("Incident {code}").format(code=f"<code>{escape(incident.code)}</code>")
    return "\n".join([*_within(lines, MOST_UNITS - 40), "", code])


def source_lines(incident: Incident, texts: Texts, timezone: str) -> list[str]:
    """Return a line of HTML for every report, the latest first, with its link, and whether it is a copy."""
    return list(_reports(incident, texts, timezone))


def evidence_lines(incident: Incident, texts: Texts) -> list[str]:
    """Return what up to three sources say in their own words, with links; [] where none may be shown."""
    if is_sensitive(incident):
        return []
    lines: list[str] = []
    for report in reversed([report for report in incident.reports if report.copy_of is None]):
        sentence = next((clean(signal.sentence) for signal in report.reading.signals), "")
        if sentence and len(lines) < MOST_SENTENCES:
            quoted = escape(isolate(clip(sentence, 900), texts.is_rtl), quote=False)
            lines.append(f"<blockquote>{quoted}</blockquote>\n{_named(report, texts)}")
    return lines


def _figures(incident: Incident, texts: Texts) -> Iterator[str]:
    """Each figure with its range, and what each source says of it."""
    for figure in [f for f in incident.figures if f.role is FigureRole.EVENT][:MOST_FIGURES]:
        if phrase := figure_phrase(figure, texts):
            said = texts.gettext("; ").join(_said(incident, figure, texts))
            yield escape(f"• {phrase}" + (f" ({said})" if said else ""), quote=False)


def _said(incident: Incident, figure: Figure, texts: Texts) -> list[str]:
    alike = (figure.unit, toll_of(figure.term))
    said: dict[str, str] = {}
    for report in incident.reports:
        for other in report.reading.figures:
            if (other.unit, toll_of(other.term)) == alike and other.role is FigureRole.EVENT:
                value = texts.number(other.value)
                upper = f"–{texts.number(other.value_max)}" if other.value_max else ""
                told = isolate(clean(other.text), texts.is_rtl) if other.vague else f"{value}{upper}"
                said.setdefault(report.source_name, f"{shown(report.source_name, texts)}: {told}")
    return list(said.values())[:4]


def _reports(incident: Incident, texts: Texts, timezone: str) -> Iterator[str]:
    for report in list(reversed(incident.reports))[:MOST_REPORTS]:
        marks = []
        if report.copy_of is not None:
            marks.append(texts.gettext("a copy"))
        known_as = dict(report.reading.aliases)
        denied_by = (known_as.get(name, name) for name in report.reading.denied_by)
        if deniers := people(incident, denied_by, texts):
            marks.append(texts.gettext("denied by {names}").format(names=deniers))
        if "retraction" in report.reading.context:
            marks.append(texts.gettext("takes it back"))
        day = texts.date_time(report.published, timezone)
        yield f"• {_named(report, texts)} · {escape(' · '.join([day, *marks]), quote=False)}"
    if (left := len(incident.reports) - MOST_REPORTS) > 0:
        more = texts.ngettext("and {n} more report", "and {n} more reports", left)
        yield escape(more.format(n=texts.number(left)))


def _named(report: Report, texts: Texts) -> str:
    name = shown(report.source_name, texts) or clip(host_name(report.url), 60)
    return link(report.url, name) or escape(name, quote=False)


def _history(revisions: Sequence[Alert], texts: Texts, timezone: str) -> Iterator[str]:
    for alert in list(revisions)[-MOST_REVISIONS:]:
        what = texts.gettext(_KINDS.get(alert.change.kind, _KINDS[ChangeKind.FIRST]))
        told = clip(story.headline(alert.incident, texts), 160)
        yield escape(f"• {texts.date_time(alert.created_at, timezone)} – {what}: {told}", quote=False)


def _within(lines: list[str], most: int) -> list[str]:
    """The lines that fit, whole; markup counts as if it were seen, so there is always room."""
    kept, used = [], 0
    for line in lines:
        used += units(line) + 1
        if used > most:
            break
        kept.append(line)
    return kept
