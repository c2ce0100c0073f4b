"""The tables of what operators decide: access, invitations, do-no-harm switches, notices."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from alertbot.model import AccessState, DeliveryState, Measure, Mention, NoticeKind, SourceNews
from alertbot.store.columns import BIG_ID, Choice, Json, PlainText, UtcTime
from alertbot.store.tables import metadata

access = Table(
    "access",
    metadata,
    Column("telegram_id", BIG_ID, primary_key=True, autoincrement=False),
    Column("state", Choice(AccessState), nullable=False, index=True),
    Column("let_in_by", BIG_ID, index=True),  # Telegram id; None: by invitation, or erased
    Column("since", UtcTime, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=True),
    Column("digest", Text, nullable=False, unique=True),  # SHA-256 of the code, which is not kept
    Column("expires_at", UtcTime, nullable=False),
    Column("uses_left", Integer, nullable=False),
    sqlite_autoincrement=True,
)

cautions = Table(
    "cautions",
    metadata,
    Column("country", Text, primary_key=True),  # '': everywhere
    Column("category", Text, primary_key=True),  # '': every kind of harm
    Column("measure", Choice(Measure), nullable=False),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=True),
    Column("text", PlainText, nullable=False),
    Column("audience", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("sent", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

notices = Table(
    "notices",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=True),
    Column("kind", Choice(NoticeKind), nullable=False),
    Column("subject", BIG_ID, nullable=False),  # of a broadcast, or of an alert
    Column("chat_key", BIG_ID, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", Choice(DeliveryState), nullable=False),
    Column("due_at", UtcTime, nullable=False),  # sending: when the lease ends
    Column("expires_at", UtcTime, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("ambiguous", Integer, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("outcome", PlainText),
    Column("created_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("mention", Json(Mention)),
    Column("news", Json(SourceNews)),
    UniqueConstraint("kind", "subject", "chat_key"),
    Index(None, "state", "due_at"),
    sqlite_autoincrement=True,
)
