"""One incident on one line, and lines packed into messages of Telegram's size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from alertbot.alerts import story
from alertbot.alerts.safe import clip, link, units
from alertbot.model import ChangeKind, Incident, Letter, Severity
from alertbot.texts import Texts

MOST_UNITS = 3900
"""Visible text of a message, in UTF-16 units; Telegram takes 4096."""
MOST_ENTITIES = 90
"""Bold words and links of a message; Telegram takes 100."""
LIGHTS = {Severity.EXTREME: "🔴", Severity.SEVERE: "🟠", Severity.MODERATE: "🟡"}
_LONGEST_FACT = 110
_LONGEST_CHANGE = 40
_LONGEST_SOURCE = 24
_LONGEST_LINK = 400
"""An address longer than this is left out: the code finds the incident."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line in both forms that Telegram may get."""

    html: str
    plain: str
    """As a reader sees it."""
    entities: int = 0
    heads: bool = False
    """It heads what follows: never the last line of a message."""


def text_line(text: str, *, bold: bool = False, heads: bool = False) -> Line:
    """A line of our own words."""
    html = escape(text, quote=False)
    return Line(f"<b>{html}</b>" if bold else html, text, int(bold), heads)


def incident_line(incident: Incident, kind: ChangeKind, texts: Texts) -> Line:
    """An incident with its main fact, what changed about it, one source as a link, and its code."""
    changed = clip(story.update_line(kind, incident, texts), _LONGEST_CHANGE)
    fact = clip(story.headline(incident, texts), _LONGEST_FACT - (units(changed) if changed else 0))
    light = "" if kind is ChangeKind.RETRACTED else LIGHTS.get(incident.severity, "▫️")
    told = " ".join(part for part in (light, f"{changed} –" if changed else "", fact) if part)
    name, url = next(iter(story.outlets(incident.reports, texts)), ("", ""))
    name = clip(name, _LONGEST_SOURCE)
    linked = link(url, name) if name and len(url) <= _LONGEST_LINK else None
    source = linked or escape(name, quote=False)
    html = " · ".join(part for part in (escape(told, quote=False), source) if part)
    plain = " · ".join(part for part in (told, name) if part)
    return Line(
        f"{html} · <code>{escape(incident.code)}</code>", f"{plain} · {incident.code}", 1 + bool(linked)
    )


def pack(lines: Iterable[Line], number: Texts | None = None) -> tuple[Letter, ...]:
    """Return the lines as messages, each within Telegram's limits, cut between lines only."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if parts[-1] and not _fits([*parts[-1], line]):
            parts.append(_heads(parts[-1]))
        parts[-1].append(line)
    return tuple(_letter(part, place, len(parts), number) for place, part in enumerate(parts, 1) if part)


def _heads(full: list[Line]) -> list[Line]:
    """Take heads off the end of a full message: they go over to the next."""
    over: list[Line] = []
    while full and full[-1].heads:
        over.insert(0, full.pop())
    return over


def _fits(lines: Sequence[Line]) -> bool:
    size = sum(units(line.plain) + 1 for line in lines)
    return size <= MOST_UNITS and sum(line.entities for line in lines) <= MOST_ENTITIES


def _letter(lines: Sequence[Line], place: int, parts: int, texts: Texts | None) -> Letter:
    html, plain = "\n".join(line.html for line in lines), "\n".join(line.plain for line in lines)
    if texts is None or parts == 1:
        return Letter(html.strip(), plain.strip())
    counted = f"{texts.number(place)}/{texts.number(parts)}"
    return Letter(f"{html.strip()}\n<i>{counted}</i>", f"{plain.strip()}\n{counted}")
