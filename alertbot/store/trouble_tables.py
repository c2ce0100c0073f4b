"""The tables of feeds in trouble and of chats that depend on them; part of the one schema of `tables`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text, UniqueConstraint

from alertbot.model import TroubleKind
from alertbot.store.columns import BIG_ID, Choice, Json, PlainText, UtcTime
from alertbot.store.tables import metadata

feed_troubles = Table(
    "feed_troubles",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=True),
    Column("feed_id", BIG_ID, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Choice(TroubleKind), nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("detail", PlainText, nullable=False),
    Column("suggestion", PlainText, nullable=False),
    Column("told_at", UtcTime, index=True),
    Column("over_at", UtcTime, index=True),
    sqlite_autoincrement=True,
)

source_gaps = Table(
    "source_gaps",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=True),
    Column("chat_key", BIG_ID, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("country", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("feeds", Json(tuple[int, ...]), nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("over_at", UtcTime, index=True),
    UniqueConstraint("chat_key", "country", "language", "since"),
    sqlite_autoincrement=True,
)
