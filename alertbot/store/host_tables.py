"""The table of hosts: when each may be asked again; part of the one schema of `tables`."""

from __future__ import annotations

from sqlalchemy import Column, Table

from alertbot.store.columns import PlainText, UtcTime
from alertbot.store.tables import metadata

hosts = Table(
    "hosts",
    metadata,
    Column("host", PlainText, primary_key=True),  # '': all hosts together
    Column("free_at", UtcTime, nullable=False, index=True),
)
