"""Tables of what readers say, mute and suggest; part of the one schema of `tables`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text

from alertbot.model import Verdict
from alertbot.store.columns import BIG_ID, Choice, PlainText, UtcTime
from alertbot.store.tables import metadata


def _ref(name: str, target: str, *, primary_key: bool = False, index: bool = False) -> Column[int]:
    gone = ForeignKey(target, ondelete="CASCADE")
    return Column(name, BIG_ID, gone, nullable=False, primary_key=primary_key, index=index or None)


feedback = Table(
    "feedback",
    metadata,
    _ref("incident_id", "incidents.id", primary_key=True),
    Column("person", BIG_ID, primary_key=True, autoincrement=False, index=True),  # a Telegram id
    _ref("chat_key", "chats.id", index=True),
    Column("verdict", Choice(Verdict), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
    sqlite_with_rowid=False,
)

muted_incidents = Table(
    "muted_incidents",
    metadata,
    _ref("chat_key", "chats.id", primary_key=True),
    _ref("incident_id", "incidents.id", primary_key=True, index=True),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

muted_feeds = Table(
    "muted_feeds",
    metadata,
    _ref("chat_key", "chats.id", primary_key=True),
    _ref("feed_id", "feeds.id", primary_key=True, index=True),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

merged_codes = Table(  # codes that people may still type, of incidents merged into another
    "merged_codes",
    metadata,
    Column("code", Text, primary_key=True),
    _ref("incident_id", "incidents.id", index=True),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", BIG_ID, primary_key=True, autoincrement=True),
    Column("url", PlainText, nullable=False, unique=True),
    Column("telegram_id", BIG_ID, index=True),  # the chat; None: erased
    Column("at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)
