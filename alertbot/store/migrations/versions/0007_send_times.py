"""When messages left lately: the memory of the sending limits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "send_times",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_send_times"),
    )
    op.create_index("ix_send_times_last_at", "send_times", ["last_at"])
