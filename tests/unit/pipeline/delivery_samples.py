"""A delivery to test with."""

from __future__ import annotations

from datetime import UTC, datetime

from alertbot.model import (
    Alert,
    AlertId,
    Category,
    Certainty,
    Change,
    ChangeKind,
    Chat,
    ChatKey,
    ChatKind,
    Delivery,
    DeliveryId,
    Incident,
    IncidentId,
    Severity,
    Status,
)

THEN = datetime(2026, 7, 6, 11, 55, tzinfo=UTC)
INCIDENT = Incident(
    id=IncidentId(1),
    code="K7Q2",
    revision=1,
    reports=(),
    categories=(Category.FORCED_DISPLACEMENT,),
    country="AFG",
    places=(),
    figures=(),
    perpetrators=(),
    sources=(),
    denied_by=(),
    status=Status.ALLEGED,
    severity=Severity.SEVERE,
    certainty=Certainty.POSSIBLE,
    first_at=THEN,
    last_at=THEN,
)


def delivery(number: int, *, telegram_id: int = 11, kind: ChatKind = ChatKind.PRIVATE) -> Delivery:
    """First attempt at telling one chat of the incident."""
    chat = Chat(ChatKey(telegram_id), telegram_id, 0, kind)
    alert = Alert(AlertId(number), INCIDENT, Change(ChangeKind.FIRST, True, "first report"), THEN)
    return Delivery(DeliveryId(number), alert, chat, attempt=1, ambiguous=0, reply_to=None, created_at=THEN)
