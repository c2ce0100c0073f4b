"""Whether a chat wants the map with the first alert of an incident."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("alert_map", sa.Boolean(), nullable=False, server_default=sa.false()))
