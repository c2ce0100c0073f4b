"""Opens the ports of an installation: one for the machines that look after it, one for other systems."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from alertbot.api.guard import Guard
from alertbot.api.routes import Api
from alertbot.exports.cap import sender_of
from alertbot.gazetteer.fold import fold
from alertbot.ops.metrics import Metrics
from alertbot.ops.readiness import unready
from alertbot.ops.web import serve, status_app
from alertbot.ports import Gazetteer, Store
from alertbot.texts import TextCatalogue


@dataclass(frozen=True, slots=True)
class Ports:
    """Opens them over one store, until `stack` is closed; a port of 0 stays shut."""

    stack: contextlib.AsyncExitStack
    store: Store
    metrics: Metrics
    clock: Callable[[], datetime]
    texts: TextCatalogue
    gazetteer: Gazetteer
    contact: str

    async def open_status(self, host: str, port: int) -> None:
        """/healthz, /readyz and /metrics. Raises ConfigurationError if the port is taken."""
        if port:
            ready = partial(unready, self.store.deliveries, self.clock)
            web = status_app(ready, lambda: self.metrics.page(self.store, self.clock()))
            await self.stack.enter_async_context(serve(web, host, port))

    async def open_api(self, host: str, port: int, token: str, per_minute: int) -> None:
        """The read-only API for those who show `token`. Raises ConfigurationError if the port is taken."""
        if port:
            api = Api(
                self.store.exports,
                self.texts.load_texts,
                self.clock,
                Guard(token, per_minute),
                sender_of(self.contact),
                self.metrics,
                partial(_provinces, self.gazetteer),
            )
            await self.stack.enter_async_context(serve(api.app(), host, port, "ALERTBOT_API_PORT"))


def _provinces(gazetteer: Gazetteer, name: str) -> list[str]:
    """What the gazetteer calls the provinces of that name, in any country and any of our languages."""
    rows = (row for row in gazetteer.find(fold(name)) if row.kind == "admin1")
    return [known for row in rows for known in (row.name, row.admin1) if known]
