"""What leaves the house as data, in the store, as a protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alertbot.model import Alert, Incident, IncidentId, Watch


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Some incidents, and where the next ones begin."""

    incidents: tuple[Incident, ...]
    next: IncidentId | None
    """Pass as `before` for more; None: these were the last."""


class ExportStore(Protocol):
    """Incidents that were told, withdrawn ones too, always as the do-no-harm switches allow.

    What is switched off, or held for an operator's word, is not there.
    """

    async def page(
        self,
        limit: int,
        *,
        before: IncidentId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> IncidentPage:
        """Look at `limit` incidents in the order of their making, the newest first, ids below `before`.

        Of those reported from `since` on and before `until`. An incident never changes its place, so that
        pages asked for one after the other hold each incident once, whatever happens in between.
        """
        ...

    async def by_code(self, code: str) -> Incident | None:
        """The incident with that code, any case, also of one merged into it."""
        ...

    async def revisions(self, incidents: Sequence[IncidentId]) -> dict[IncidentId, list[Alert]]:
        """What was told of each, the first revision first."""
        ...

    async def watches(self) -> list[Watch]:
        """The watches of every chat, in order of making."""
        ...
