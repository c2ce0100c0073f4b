"""An API over incidents in memory, as its callers see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from exported import kunduz

from alertbot.api.guard import Guard
from alertbot.api.routes import Api
from alertbot.model import Alert, Category, Change, ChangeKind, Incident, IncidentId, Watch
from alertbot.ports.exports import IncidentPage
from alertbot.texts import TextCatalogue

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOKEN = "a-token-of-the-tests-0123456789"
TEXTS = TextCatalogue()
INCIDENTS = (
    kunduz(),
    kunduz(id=IncidentId(2), code="M3XP", categories=(Category.GBV,), country="SDN", places=(), context=()),
    kunduz(id=IncidentId(3), code="W8RT", retracted=True),
    kunduz(id=IncidentId(4), code="Z9TT", country="COD", places=(), categories=(Category.DISPLACEMENT_RISK,)),
)


@dataclass
class Shelf:
    """Implements `ports.ExportStore` in memory."""

    incidents: list[Incident] = field(default_factory=lambda: list(INCIDENTS))
    broken: Exception | None = None

    async def page(
        self,
        limit: int,
        *,
        before: IncidentId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> IncidentPage:
        if self.broken:
            raise self.broken
        found = [
            one
            for one in sorted(self.incidents, key=lambda one: -(one.id or 0))
            if (before is None or (one.id or 0) < before)
            and (since is None or one.last_at >= since)
            and (until is None or one.last_at < until)
        ]
        more = len(found) > limit
        return IncidentPage(tuple(found[:limit]), found[limit - 1].id if more else None)

    async def by_code(self, code: str) -> Incident | None:
        return next((one for one in self.incidents if one.code == code.upper()), None)

    async def revisions(self, incidents: Sequence[IncidentId]) -> dict[IncidentId, list[Alert]]:
        change = Change(ChangeKind.FIRST, True, "a test")
        return {
            one.id: [Alert(None, one, change, NOW)]
            for one in self.incidents
            if one.id in incidents and one.id
        }

    async def watches(self) -> list[Watch]:
        return []


@dataclass
class Count:
    """Implements `ports.Meter`."""

    seen: list[str] = field(default_factory=list)

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        self.seen.append(f"{name} {labels['status']}")

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        raise AssertionError(name)


@dataclass
class World:
    """The API, its shelf and its clock."""

    shelf: Shelf = field(default_factory=Shelf)
    meter: Count = field(default_factory=Count)
    now: datetime = NOW
    per_minute: int = 1_000
    provinces: dict[str, list[str]] = field(default_factory=dict)
    pause: float = 0
    """Seconds that pass at each look at the clock."""

    def __post_init__(self) -> None:
        guard = Guard(TOKEN, self.per_minute)
        api = Api(
            self.shelf,
            TEXTS.load_texts,
            self.clock,
            guard,
            "desk@example.org",
            self.meter,
            lambda name: self.provinces.get(name, ()),
        )
        self.app = api.app()

    def clock(self) -> datetime:
        """The time."""
        self.later(self.pause)
        return self.now

    def client(self, token: str = TOKEN) -> httpx.AsyncClient:
        """A caller that shows the token."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.AsyncClient(transport=transport, base_url="http://api.example", headers=headers)

    async def get(self, address: str, **headers: str) -> httpx.Response:
        """One answer."""
        async with self.client() as client:
            return await client.get(address, headers=headers)

    def later(self, seconds: float) -> None:
        """Time passes."""
        self.now += timedelta(seconds=seconds)
