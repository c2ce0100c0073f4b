"""Writes an alert as Telegram HTML and as plain text, in the reader's language and within 900 characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from alertbot.alerts import story
from alertbot.alerts.context import context_line
from alertbot.alerts.households import estimate
from alertbot.alerts.safe import clip, isolate, link, units
from alertbot.model import Alert, ChangeKind, Severity
from alertbot.texts import Texts

MOST_UNITS = 900
"""Visible text of a message, in UTF-16 units."""
MOST_LINKS = 5
LONGEST_QUOTE = 320
SHORTEST_QUOTE = 40
"""A quote with less room than this is left out."""
_LIGHTS = {Severity.EXTREME: "🔴", Severity.SEVERE: "🟠", Severity.MODERATE: "🟡"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in both forms that Telegram may get."""

    html: str
    """Telegram HTML."""
    plain: str
    """The same without markup, addresses written out; for a message whose markup was refused."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in three forms."""

    html: str
    visible: str
    """What a reader of the HTML sees."""
    plain: str
    optional: int = 0
    """0: always there; else lines with the highest number are left out first."""


def render(
    alert: Alert,
    texts: Texts,
    timezone: str,
    *,
    reason: str,
    ambiguous_repeat: bool,
    household_sizes: Mapping[str, float] | None = None,
) -> Rendered:
    """Return the message for one chat.

    `timezone` is the IANA name its dates are told in; `reason` why it gets the alert ('' leaves it out);
    `ambiguous_repeat` marks a message that may have arrived before; `household_sizes` (persons per family
    by ISO3 code) adds how many people a number of families may be, as an estimate of its own.
    """
    lines = _lines(alert, texts, timezone, reason, ambiguous_repeat, household_sizes or {})
    return Rendered("\n".join(line.html for line in lines), "\n".join(line.plain for line in lines))


def summary(alert: Alert, texts: Texts, timezone: str = "UTC") -> str:
    """Return the text of an alert as a reader sees it, without markup and addresses."""
    return "\n".join(line.visible for line in _lines(alert, texts, timezone, "", False, {}))


def _lines(
    alert: Alert, texts: Texts, timezone: str, reason: str, repeat: bool, sizes: Mapping[str, float]
) -> list[_Line]:
    lines = [line for line in _fixed(alert, texts, timezone, reason, repeat, sizes) if line.visible]
    while _length(lines) > MOST_UNITS and any(line.optional for line in lines):
        lines.remove(max(lines, key=lambda line: line.optional))
    room = MOST_UNITS - _length(lines) - 3
    quote = _quote(story.evidence(alert.incident), min(room, LONGEST_QUOTE), texts)
    at = next((index for index, line in enumerate(lines) if line.optional == _LINKS), len(lines))
    return [*lines[:at], *quote, *lines[at:]]


_LINKS = 2
_CONTEXT = 5
_REASON = 4
_ESTIMATE = 3
_DETAILS = 1


def _fixed(
    alert: Alert, texts: Texts, timezone: str, reason: str, repeat: bool, sizes: Mapping[str, float]
) -> list[_Line]:
    incident, kind = alert.incident, alert.change.kind
    withdrawn = kind is ChangeKind.RETRACTED
    again = texts.gettext("Possible repeat: you may have this already.") if repeat else ""
    lines = [
        _text(again, "<i>{}</i>"),
        _text(clip(story.update_line(kind, incident, texts), 160), "<b>{}</b>"),
        _headline(alert, texts, withdrawn),
    ]
    if not withdrawn:
        lines.append(_text(clip(story.details(incident, texts), 240), optional=_DETAILS))
        lines.append(_text(estimate(incident, texts, sizes), optional=_ESTIMATE))
    lines += [
        _text(story.when(incident, texts, timezone)),
        _text(clip(story.blame(incident, texts), 300)),
        _text("" if withdrawn else context_line(alert.history, texts, timezone), optional=_CONTEXT),
        _text("" if withdrawn else story.how_sure(incident, texts)),
        _links(story.outlets(incident.reports, texts), texts),
        _code(incident.code, texts),
        _text(story.reason_line(reason, texts), "<i>{}</i>", optional=_REASON),
    ]
    return lines


def _headline(alert: Alert, texts: Texts, withdrawn: bool) -> _Line:
    told = clip(story.headline(alert.incident, texts), 300)
    light = "" if withdrawn else _LIGHTS.get(alert.incident.severity, "")
    return _text(f"{light} {told}".strip(), "<s>{}</s>" if withdrawn else "<b>{}</b>")


def _text(text: str, form: str = "{}", optional: int = 0) -> _Line:
    return _Line(form.format(escape(text, quote=False)), text, text, optional)


def _quote(sentence: str, room: int, texts: Texts) -> list[_Line]:
    if not sentence or room < SHORTEST_QUOTE:
        return []
    quoted = isolate(clip(sentence, room), texts.is_rtl)
    return [_Line(f"<blockquote>{escape(quoted, quote=False)}</blockquote>", quoted, f"“{quoted}”")]


def _links(outlets: Sequence[tuple[str, str]], texts: Texts) -> _Line:
    links = [(name, url, html) for name, url in outlets if (html := link(url, name))][:MOST_LINKS]
    label = texts.gettext("Sources:")
    return _Line(
        f"{label} {' · '.join(html for _, _, html in links)}" if links else "",
        f"{label} {' · '.join(name for name, _, _ in links)}" if links else "",
        f"{label} {' · '.join(f'{name} {url}' for name, url, _ in links)}" if links else "",
        _LINKS,
    )


def _code(code: str, texts: Texts) -> _Line:
    label = texts.gettext("Incident {code}")
    return _Line(
        label.format(code=f"<code>{escape(code)}</code>"), label.format(code=code), label.format(code=code)
    )


def _length(lines: Sequence[_Line]) -> int:
    return sum(units(line.visible) + 1 for line in lines)
