"""The watchdog: looks at every part, writes the health file, tells operators once and at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from alertbot.errors import AlertbotError
from alertbot.ops.health import Standing, from_json, stand, to_json

log = structlog.get_logger(__name__)
EVERY = timedelta(seconds=10)

Look = Callable[[datetime], Awaitable[str | None]]
"""What is wrong with a part, in one sentence; None: nothing."""
Tell = Callable[[str, Standing, datetime], Awaitable[bool]]
"""Tells the operators about a part; True once they know. `Standing.over`: it works again."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One part that is looked at."""

    name: str
    look: Look
    patience: timedelta = timedelta(0)
    """How long trouble may last before it counts."""


@dataclass(slots=True)
class Watchdog:
    """A stage that is woken each second and looks around six times a minute."""

    probes: Sequence[Probe]
    tell: Tell
    file: Path
    clock: Callable[[], datetime]
    standings: dict[str, Standing] = field(default_factory=dict)
    last: datetime | None = None

    async def __call__(self) -> bool:
        """Look around if it is time; there is never more to do at once."""
        now = self.clock()
        if self.last is None:
            self._remember()
        elif timedelta(0) <= now - self.last < EVERY:
            return False
        self.last = now
        for probe in self.probes:
            self._judge(probe, await _look(probe, now), now)
        self._write(now)
        for name in self.standings:
            await self._announce(name, now)
        self._write(now)
        return False

    def _remember(self) -> None:
        """What the process before us had told, so that a restart does not tell it again."""
        known = from_json(self.file.read_text(encoding="utf-8"))[1] if self.file.exists() else {}
        names = {probe.name for probe in self.probes}
        self.standings = {name: standing for name, standing in known.items() if name in names}

    def _judge(self, probe: Probe, found: str | None, now: datetime) -> None:
        before = self.standings.get(probe.name, Standing())
        after = stand(before, found, probe.patience, now)
        if after.red and not before.red:
            log.error("health.red", part=probe.name, reason=after.detail)
        if before.red and not after.red:
            log.warning("health.well_again", part=probe.name)
        self.standings[probe.name] = after

    async def _announce(self, name: str, now: datetime) -> None:
        standing = self.standings[name]
        if standing.over and await self.tell(name, standing, now):
            self.standings[name] = Standing()
        elif standing.red and not standing.told and standing.well_since is None:
            self.standings[name] = replace(standing, told=await self.tell(name, standing, now))

    def _write(self, now: datetime) -> None:
        """Replaced in one go: a reader never sees half a file. A disk that is full is trouble of its own."""
        half = self.file.with_name(self.file.name + ".new")
        try:
            half.write_text(to_json(self.standings, now), encoding="utf-8")
            half.replace(self.file)
        except OSError as error:
            log.warning("health.unwritten", error=str(error))


async def _look(probe: Probe, now: datetime) -> str | None:
    """A part that cannot even be looked at is in trouble."""
    try:
        return await probe.look(now)
    except AlertbotError as error:
        return str(error)
