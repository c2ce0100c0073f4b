"""Digests, limits and timed pauses of chats; deliveries that are letters, or told of in one message."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for column in _CHATS:
        op.add_column("chats", column)
    op.create_index("ix_chats_digest_at", "chats", ["digest_at"])
    with op.batch_alter_table("deliveries", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("alert_id", existing_type=BIG_ID, nullable=True)
        batch.alter_column("incident_id", existing_type=BIG_ID, nullable=True)
        for column in _DELIVERIES:
            batch.add_column(column)
        batch.create_foreign_key(
            "fk_deliveries_carried_by", "deliveries", ["carried_by"], ["id"], ondelete="SET NULL"
        )
        batch.create_unique_constraint(
            "uq_deliveries_chat_key_period_revision", ["chat_key", "period", "revision"]
        )
    op.create_index("ix_deliveries_carried_by", "deliveries", ["carried_by"])
    op.create_index("ix_deliveries_chat_key_created_at", "deliveries", ["chat_key", "created_at"])
    op.create_index("ix_deliveries_chat_key_finished_at", "deliveries", ["chat_key", "finished_at"])


_CHATS: tuple[sa.Column[Any], ...] = (
    sa.Column("paused_until", sa.DateTime(timezone=True)),
    sa.Column("immediate", sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column("digest", sa.Text(), nullable=False, server_default=""),
    sa.Column("digest_empty", sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column("digest_at", sa.DateTime(timezone=True)),
    sa.Column("digest_since", sa.DateTime(timezone=True)),
    sa.Column("hourly", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("silent_below", sa.String(32)),
)
_DELIVERIES: tuple[sa.Column[Any], ...] = (
    sa.Column("severity", sa.String(32), nullable=False, server_default="unknown"),
    sa.Column("period", sa.Text()),
    sa.Column("letter", sa.Text()),
    sa.Column("carried_by", BIG_ID),
    sa.Column("held", sa.String(32)),
)
