"""Which watches changed since when: a count of changes, and the count at which each watch was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("watches", sa.Column("changed", BIG_ID, nullable=False, server_default="0"))
    op.create_index("ix_watches_changed", "watches", ["changed"])
    op.create_table(
        "watch_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", BIG_ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_clock"),
    )
