"""Every table, in the order of the way through the house; migrations/ brings databases to this shape."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from alertbot.model import (
    Alert,
    ArticleState,
    Category,
    Certainty,
    ChatKind,
    DeliveryState,
    FeedKind,
    Incident,
    Reading,
    Report,
    Severity,
    Status,
    Watch,
)
from alertbot.store.columns import BIG_ID, Choice, Hash64, Json, PlainText, Span, UtcTime
from alertbot.store.delivery_columns import delivery_contents, delivery_settings
from alertbot.store.feed_columns import WORDS, feed_upkeep

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", BIG_ID, primary_key=True, autoincrement=True)


def _ref(name: str, target: str, *, primary_key: bool = False) -> Column[int]:
    return Column(
        name, BIG_ID, ForeignKey(target, ondelete="CASCADE"), nullable=False, primary_key=primary_key
    )


# Ids are never used twice (AUTOINCREMENT on SQLite): a worker that comes back late with the id of an
# erased row must not hit a new one.

feeds = Table(
    "feeds",
    metadata,
    _id(),
    Column("listed_url", PlainText, nullable=False, unique=True),  # as configured: what finds it again
    Column("url", PlainText, nullable=False),  # where it answers today
    Column("origin", Text, nullable=False),
    Column("name", PlainText, nullable=False),
    Column("homepage", PlainText, nullable=False),
    Column("language", Text),
    Column("country", Text),
    Column("kind", Choice(FeedKind), nullable=False),
    Column("reliability", Text, nullable=False),
    Column("full_text", Boolean, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("etag", PlainText),
    Column("last_modified", PlainText),
    Column("body_hash", Text),
    Column("next_poll_at", UtcTime),
    Column("interval", Span, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("last_ok_at", UtcTime),
    Column("last_new_at", UtcTime),
    Column("error", PlainText),
    Column("lease_until", UtcTime),
    *feed_upkeep(),
    Index(None, "enabled", "next_poll_at"),
    sqlite_autoincrement=True,
)

entries = Table(
    "entries",
    metadata,
    _id(),
    _ref("feed_id", "feeds.id"),
    Column("first_key", LargeBinary(16), nullable=False),  # digest of the strongest key
    Column("keys", Json(WORDS), nullable=False),
    Column("url", PlainText, nullable=False),
    Column("title", PlainText, nullable=False),
    Column("html", PlainText, nullable=False),
    Column("published", UtcTime),
    Column("content_hash", Text, nullable=False),
    Column("language", PlainText),
    Column("first_seen", UtcTime, nullable=False),
    Index(None, "feed_id", "first_seen"),
    sqlite_autoincrement=True,
)

entry_keys = Table(
    "entry_keys",
    metadata,
    _ref("feed_id", "feeds.id", primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),  # a digest: keys come from outside, of any length
    Column("entry_id", BIG_ID, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

articles = Table(
    "articles",
    metadata,
    _id(),
    Column("entry_id", BIG_ID, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("state", Choice(ArticleState), nullable=False),
    # When it may be worked on next; a claim moves it past its lease, a failure to the retry. Finished: when
    # it was first seen, until its text is erased; then None. So no query walks through history.
    Column("due_at", UtcTime),
    Column("attempt", Integer, nullable=False),
    Column("trouble", PlainText),
    Column("title", PlainText),
    Column("text", PlainText),
    Column("language", Text),
    Column("published", UtcTime),
    Column("signature", LargeBinary),
    Column("copy_of", BIG_ID, ForeignKey("articles.id", ondelete="SET NULL"), index=True),
    Column("reading", Json(Reading)),
    Column("first_seen", UtcTime, nullable=False, index=True),
    Index(None, "state", "due_at"),
    sqlite_autoincrement=True,
)

article_bands = Table(
    "article_bands",
    metadata,
    _ref("article_id", "articles.id", primary_key=True),
    Column("band", Hash64, primary_key=True, autoincrement=False),
    Column("published", UtcTime, nullable=False),
    Index(None, "band", "published"),
    sqlite_with_rowid=False,
)

incidents = Table(
    "incidents",
    metadata,
    _id(),
    Column("code", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("country", Text),
    Column("status", Choice(Status), nullable=False),
    Column("severity", Choice(Severity), nullable=False),
    Column("certainty", Choice(Certainty), nullable=False),
    Column("retracted", Boolean, nullable=False),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False, index=True),
    Column("snapshot", Json(Incident), nullable=False),  # without its reports
    Index(None, "country", "last_at"),
    sqlite_autoincrement=True,
)

incident_categories = Table(
    "incident_categories",
    metadata,
    _ref("incident_id", "incidents.id", primary_key=True),
    Column("category", Choice(Category), primary_key=True),
    Index(None, "category", "incident_id"),
    sqlite_with_rowid=False,
)

incident_keys = Table(
    "incident_keys",
    metadata,
    _ref("incident_id", "incidents.id", primary_key=True),
    Column("key", PlainText, primary_key=True),
    Column("last_at", UtcTime, nullable=False),  # the incident's own, so that the index finds the newest
    Index(None, "key", "last_at"),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    metadata,
    _ref("incident_id", "incidents.id", primary_key=True),
    Column(
        "article_id",
        BIG_ID,
        ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("position", Integer, nullable=False),
    Column("report", Json(Report), nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    _id(),
    _ref("incident_id", "incidents.id"),
    Column("revision", Integer, nullable=False),
    Column("snapshot", Json(Alert), nullable=False),  # with all reports: what people were told stays
    Column("created_at", UtcTime, nullable=False, index=True),
    UniqueConstraint("incident_id", "revision"),
    sqlite_autoincrement=True,
)

chats = Table(
    "chats",
    metadata,
    _id(),
    Column("telegram_id", BIG_ID, nullable=False),
    Column("thread_id", BIG_ID, nullable=False),
    Column("kind", Choice(ChatKind), nullable=False),
    Column("language", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    *delivery_settings(),
    Column("suspended", PlainText),
    Column("not_before", UtcTime),
    Column("countries", Json(WORDS), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("telegram_id", "thread_id"),
    sqlite_autoincrement=True,
)

watches = Table(
    "watches",
    metadata,
    _id(),
    Column("chat_key", BIG_ID, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("watch", Json(Watch), nullable=False),
    # The count of changes when it was last written: a process that knows all up to some count reads the rest.
    Column("changed", BIG_ID, nullable=False, index=True, server_default="0"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    *delivery_contents(),
    _ref("chat_key", "chats.id"),
    Column("state", Choice(DeliveryState), nullable=False),
    # pending: when to send; sending: when the lease ends; suspended: when it was to be sent.
    Column("due_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("ambiguous", Integer, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("reason", PlainText, nullable=False),  # why this chat
    Column("outcome", PlainText),  # what the last attempt gave
    Column("message_id", BIG_ID),
    Column("created_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    UniqueConstraint("alert_id", "chat_key"),
    UniqueConstraint("chat_key", "period", "revision"),
    Index(None, "chat_key", "created_at"),
    Index(None, "chat_key", "finished_at"),
    Index(None, "state", "due_at"),
    Index(None, "state", "expires_at"),
    Index(None, "chat_key", "incident_id", "revision"),
    Index(None, "incident_id", "revision"),
    sqlite_autoincrement=True,
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", UtcTime, nullable=False, index=True),
    Column("actor", BIG_ID, index=True),  # Telegram id; None: alertbot itself, or erased
    Column("telegram_id", BIG_ID),  # the chat it was about
    Column("action", Text, nullable=False),
    Column("details", Json(dict[str, Any]), nullable=False),
    Index(None, "telegram_id"),
    sqlite_autoincrement=True,
)
