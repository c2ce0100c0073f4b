"""Whether a chat wants a chart with its digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "chats", sa.Column("digest_picture", sa.Boolean(), nullable=False, server_default=sa.true())
    )
