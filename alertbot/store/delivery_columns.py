"""Columns of chats and deliveries: what a chat wants of its messages, and what a message tells."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Text, false, true

from alertbot.model import Hold, Letter, Severity, Way
from alertbot.store.columns import BIG_ID, Choice, Json, UtcTime


def delivery_settings() -> tuple[Column[Any], ...]:
    """When messages come to a chat; a part of the table `chats`."""
    return (
        Column("quiet", Text, nullable=False, server_default=""),  # '22:00-06:30' there; '': none
        Column("paused", Boolean, nullable=False),
        Column("paused_until", UtcTime),
        Column("immediate", Boolean, nullable=False, server_default=true()),
        Column("digest", Text, nullable=False, server_default=""),  # 'daily 07:30' there; '': none
        Column("digest_empty", Boolean, nullable=False, server_default=true()),
        Column("digest_picture", Boolean, nullable=False, server_default=true()),
        Column("alert_map", Boolean, nullable=False, server_default=false()),
        Column("digest_at", UtcTime, index=True),  # when the next is due; None: to be worked out
        Column("digest_since", UtcTime),  # until when the last one told
        Column("hourly", Integer, nullable=False, server_default="0"),
        Column("silent_below", Choice(Severity)),
        Column("source_notices", Boolean, nullable=False, server_default=true()),
    )


def delivery_contents() -> tuple[Column[Any], ...]:
    """What one row of the outbox tells; a part of the table `deliveries`.

    An alert, with its own incident and revision: the order within a chat. Or a letter, a part of the digest
    of a period; `revision` is then which part.
    """
    return (
        Column("alert_id", BIG_ID, ForeignKey("alerts.id", ondelete="CASCADE")),
        Column("incident_id", BIG_ID, ForeignKey("incidents.id", ondelete="CASCADE")),
        Column("revision", Integer, nullable=False),
        Column("severity", Choice(Severity), nullable=False, server_default=Severity.UNKNOWN.value),
        Column("period", Text),
        Column("letter", Json(Letter)),
        # The row whose message tells of this alert too; it is claimed and finished with that one.
        Column("carried_by", BIG_ID, ForeignKey("deliveries.id", ondelete="SET NULL"), index=True),
        Column("held", Choice(Hold)),
        Column("way", Choice(Way)),  # as the watch that matched has it; None: as the chat has it
    )
