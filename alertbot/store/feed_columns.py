"""Columns of feeds: what an operator decides about one, and how its host is treated with care."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Text

from alertbot.model import Rhythm, Strikes, Wishes
from alertbot.store.columns import BIG_ID, Json, PlainText, UtcTime

WORDS: Any = tuple[str, ...]
"""The shape of a JSON column of words."""


def feed_upkeep() -> tuple[Column[Any], ...]:
    """A part of the table `feeds`."""
    return (
        Column("pack", Text, nullable=False),
        Column("licence", PlainText, nullable=False),
        Column("addresses", Json(WORDS), nullable=False),  # of a source that has several
        Column("rhythm", Json(Rhythm | None)),
        Column("wishes", Json(Wishes | None)),
        Column("strikes", Json(Strikes | None)),
        # By an operator: stronger than the catalogue; NULL: as the catalogue says.
        Column("switched", Boolean),
        Column("host", PlainText, nullable=False, server_default="", index=True),  # of `url`: see `hosts`
        Column("added_by", BIG_ID),  # the operator's Telegram id; NULL: the catalogue or the command line
        Column("report_due", UtcTime),  # since when somebody waits to hear what its first poll brought
    )
