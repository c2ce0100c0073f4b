"""What readers say of alerts, what they mute and suggest, and the codes of merged incidents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _feedback()
    _muted("muted_incidents", "incident_id", "incidents")
    _muted("muted_feeds", "feed_id", "feeds")
    op.create_table(
        "merged_codes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("incident_id", BIG_ID, nullable=False),
        _foreign("merged_codes", "incident_id", "incidents"),
        sa.PrimaryKeyConstraint("code", name="pk_merged_codes"),
    )
    op.create_index("ix_merged_codes_incident_id", "merged_codes", ["incident_id"])
    op.create_table(
        "suggestions",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("telegram_id", BIG_ID),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.UniqueConstraint("url", name="uq_suggestions_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_suggestions_telegram_id", "suggestions", ["telegram_id"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("incident_id", BIG_ID, nullable=False),
        sa.Column("person", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("chat_key", BIG_ID, nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _foreign("feedback", "incident_id", "incidents"),
        _foreign("feedback", "chat_key", "chats"),
        sa.PrimaryKeyConstraint("incident_id", "person", name="pk_feedback"),
        sqlite_with_rowid=False,
    )
    for column in ("person", "chat_key", "at"):
        op.create_index(f"ix_feedback_{column}", "feedback", [column])


def _muted(name: str, column: str, target: str) -> None:
    op.create_table(
        name,
        sa.Column("chat_key", BIG_ID, nullable=False),
        sa.Column(column, BIG_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _foreign(name, "chat_key", "chats"),
        _foreign(name, column, target),
        sa.PrimaryKeyConstraint("chat_key", column, name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_{column}", name, [column])


def _foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
