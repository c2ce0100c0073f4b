"""Packs, licences, several addresses, rhythms and operators' switches of feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("pack", sa.Text(), nullable=False, server_default=""))
    op.add_column("feeds", sa.Column("licence", sa.Text(), nullable=False, server_default=""))
    op.add_column("feeds", sa.Column("addresses", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("feeds", sa.Column("rhythm", sa.Text()))
    op.add_column("feeds", sa.Column("switched", sa.Boolean()))
