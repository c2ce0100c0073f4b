"""TOLD: one revision of an incident as it was told, as data: what a CAP message says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alertbot.exports.record import Record, record_of
from alertbot.model import Alert, ChangeKind
from alertbot.texts import Texts


@dataclass(frozen=True, slots=True)
class Told:
    """One revision."""

    record: Record
    change: ChangeKind
    at: datetime


def told_of(revisions: Sequence[Alert], texts: Texts) -> tuple[Told, ...]:
    """Return the alerts of one incident, treated already, in the order they were told.

    Those of an incident merged into it are among them, under the code and revision that they had.
    """
    ordered = sorted(revisions, key=lambda alert: (alert.created_at, alert.incident.revision))
    return tuple(Told(record_of(one.incident, texts), one.change.kind, one.created_at) for one in ordered)
