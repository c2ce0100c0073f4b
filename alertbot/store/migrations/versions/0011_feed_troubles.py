"""Feeds in trouble, chats that depend on them, hosts that are treated with care, reports on added feeds."""

from __future__ import annotations

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

from alertbot.store.columns import BIG_ID

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("notices", sa.Column("news", sa.Text()))
    op.add_column(
        "chats", sa.Column("source_notices", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("feeds", sa.Column("host", sa.Text(), nullable=False, server_default=""))
    op.add_column("feeds", sa.Column("added_by", BIG_ID))
    op.add_column("feeds", sa.Column("report_due", TIME))
    op.create_index("ix_feeds_host", "feeds", ["host"])
    _name_hosts()
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("free_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_hosts"),
    )
    op.create_index("ix_hosts_free_at", "hosts", ["free_at"])
    op.create_table(
        "feed_troubles",
        sa.Column("id", BIG_ID, nullable=False, autoincrement=True),
        sa.Column("feed_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("told_at", TIME),
        sa.Column("over_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_feed_troubles"),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_feed_troubles_feed_id", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    for column in ("feed_id", "told_at", "over_at"):
        op.create_index(f"ix_feed_troubles_{column}", "feed_troubles", [column])
    op.create_table(
        "source_gaps",
        sa.Column("id", BIG_ID, nullable=False, autoincrement=True),
        sa.Column("chat_key", BIG_ID, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("feeds", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("over_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_source_gaps"),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chats.id"], name="fk_source_gaps_chat_key", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "chat_key", "country", "language", "since", name="uq_source_gaps_chat_key_country_language_since"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_gaps_over_at", "source_gaps", ["over_at"])


def _name_hosts() -> None:
    feeds = sa.table("feeds", sa.column("id"), sa.column("url"), sa.column("host"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(feeds.c.id, feeds.c.url)).all():
        host = (urlsplit(row.url).hostname or "") if "//" in row.url else ""
        connection.execute(sa.update(feeds).where(feeds.c.id == row.id).values(host=host))
