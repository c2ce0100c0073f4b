"""Who changes something, and the line in the audit trail that a change leaves, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from alertbot.store.codec import encode
from alertbot.store.database import Transaction
from alertbot.store.tables import audit


@dataclass(frozen=True, slots=True)
class Author:
    """On whose behalf a store works; None as actor: alertbot itself, or somebody who cannot be named."""

    actor: int | None
    now: datetime


async def note(
    transaction: Transaction,
    author: Author | None,
    action: str,
    telegram_id: int | None,
    details: Mapping[str, Any],
) -> None:
    """Leave a line in the trail; without an author (alertbot's own work) there is none."""
    if author is None:
        return
    row = {
        "at": author.now,
        "actor": author.actor,
        "telegram_id": telegram_id,
        "action": action,
        "details": dict(details),
    }
    await transaction.run(insert(audit), [row])


def changes(shape: Any, old: Any, new: Any) -> dict[str, list[Any]]:
    """Fields that differ between two values of a dataclass as [old, new]; None for what is not there."""
    before = json.loads(encode(shape, old)) if old is not None else {}
    after = json.loads(encode(shape, new)) if new is not None else {}
    names = [name for name in (after or before) if before.get(name) != after.get(name)]
    return {name: [before.get(name), after.get(name)] for name in names if name not in ("id", "chat", "key")}
