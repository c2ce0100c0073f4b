"""How each part of the house stands: when trouble turns red, whom it was told, what the health file says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

CALM = timedelta(minutes=1)
"""A part that was red is well again when nothing was found for so long."""
STALE = timedelta(minutes=2)
"""A health file older than this means that the process hangs or is gone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one part stands. Without a `since` it is well and nothing is to be said of it."""

    detail: str = ""
    """What is wrong, in one English sentence for the operator."""
    since: datetime | None = None
    """When the trouble was first seen."""
    red: bool = False
    well_since: datetime | None = None
    """It was red, and nothing has been found since then."""
    told: bool = False
    """The operators know of the trouble."""

    @property
    def over(self) -> bool:
        """The trouble ended, and the operators do not know yet."""
        return self.since is not None and not self.red and self.well_since is not None


def stand(before: Standing, found: str | None, patience: timedelta, now: datetime) -> Standing:
    """The standing after one more look that `found` trouble, or None; red once it lasted for `patience`."""
    if found is not None:
        since = before.since if before.since and not before.over else now
        told = before.told and not before.over
        return Standing(found, since, before.red or now - since >= patience, None, told)
    if not before.red:
        return before if before.over else Standing()
    well_since = before.well_since or now
    return replace(before, well_since=well_since, red=now - well_since < CALM)


def to_json(standings: Mapping[str, Standing], now: datetime) -> str:
    """The health file: what `alertbot health` reads, and the next process to know what was told."""
    parts = {name: _part(standing) for name, standing in sorted(standings.items())}
    well = not any(standing.red for standing in standings.values())
    return json.dumps({"at": now.isoformat(), "well": well, "parts": parts}, ensure_ascii=False, indent=1)


def from_json(text: str) -> tuple[datetime | None, dict[str, Standing]]:
    """When the file was written and how every part stood; (None, {}) for a file that is none of ours."""
    try:
        found = json.loads(text)
        parts = {name: _standing(part) for name, part in found["parts"].items()}
        return datetime.fromisoformat(found["at"]), parts
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, {}


def _part(standing: Standing) -> dict[str, Any]:
    return {
        "red": standing.red,
        "detail": standing.detail,
        "since": standing.since.isoformat() if standing.since else None,
        "well_since": standing.well_since.isoformat() if standing.well_since else None,
        "told": standing.told,
    }


def _standing(part: Mapping[str, Any]) -> Standing:
    times = {
        name: datetime.fromisoformat(part[name]) if part[name] else None for name in ("since", "well_since")
    }
    return Standing(
        str(part["detail"]), times["since"], bool(part["red"]), times["well_since"], bool(part["told"])
    )


def describe(text: str, now: datetime) -> tuple[bool, list[str]]:
    """Whether all is well by this health file, and a line for each part with its reason."""
    at, parts = from_json(text)
    if at is None:
        return False, ["not well: the health file cannot be read"]
    lines = [f"{name}: {_words(standing, now)}" for name, standing in parts.items()]
    if now - at > STALE:
        return False, [f"not well: no sign of life for {(now - at).total_seconds():.0f} s", *lines]
    red = any(standing.red for standing in parts.values())
    return not red, ["not well" if red else "well", *lines]


def _words(standing: Standing, now: datetime) -> str:
    if standing.since is None or standing.over:
        return "well"
    minutes = (now - standing.since).total_seconds() / 60
    return f"{'RED' if standing.red else 'in doubt'} for {minutes:.0f} min: {standing.detail}"
