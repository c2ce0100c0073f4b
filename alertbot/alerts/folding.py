"""Several alerts in one message: a line each, with code and link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alertbot.alerts.lines import Line, incident_line, pack, text_line
from alertbot.model import Alert, ChangeKind, IncidentId, Letter
from alertbot.texts import Texts

_GRAVEST = (ChangeKind.RETRACTED, ChangeKind.CORRECTED, ChangeKind.DENIED)
"""Kinds of change that are told even where a later one followed."""


def fold(alerts: Sequence[Alert], texts: Texts, *, ambiguous_repeat: bool = False) -> Letter:
    """Return one message that tells of all `alerts` (at most `turns.MOST_TOGETHER` incidents).

    An incident of which several revisions wait is told as the last one has it.
    """
    latest: dict[IncidentId | None, list[Alert]] = {}
    for alert in sorted(alerts, key=lambda alert: alert.incident.revision):
        latest.setdefault(alert.incident.id, []).append(alert)
    number = len(latest)
    title = texts.ngettext("{n} alert in one message:", "{n} alerts in one message:", number)
    lines: list[Line] = []
    if ambiguous_repeat:
        lines.append(text_line(texts.gettext("Possible repeat: you may have this already.")))
    lines.append(text_line(title.format(n=texts.number(number)), bold=True))
    lines += [
        incident_line(told[-1].incident, change_of([one.change.kind for one in told]), texts)
        for told in latest.values()
    ]
    return pack(lines)[0]


def again(letter: Letter, texts: Texts) -> Letter:
    """Return a letter marked as one that may have arrived before."""
    mark = text_line(texts.gettext("Possible repeat: you may have this already."))
    html, plain = f"<i>{mark.html}</i>\n{letter.html}", f"{mark.plain}\n{letter.plain}"
    return replace(letter, html=html, plain=plain)


def change_of(kinds: Sequence[ChangeKind]) -> ChangeKind:
    """Return what to say of several changes of one incident, in order: the gravest, else that it is new."""
    if kinds[-1] is ChangeKind.RETRACTED or ChangeKind.FIRST not in kinds:
        return next((kind for kind in _GRAVEST if kind in kinds), kinds[-1])
    return ChangeKind.FIRST
