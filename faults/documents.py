"""Dose: hostile feeds and pages in the real sandbox; limits hold, and good feeds are read beside them in time."""

from __future__ import annotations

import asyncio
import itertools
import random
import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from alertbot.articles.extract import extract_article
from alertbot.errors import AlertbotError
from alertbot.feeds.errors import FeedUnreadable
from alertbot.ops.sandbox import ProcessSandbox, SandboxKilled, SandboxLimits
from alertbot.pipeline.feed_document import read_feed
from faults.documents_made import CLASSES, GOOD, mutations
from faults.dose import Size
from faults.table import Row

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
URL = "https://feeds.example/rss"
PRELOAD = ("alertbot.pipeline.feed_document", "alertbot.articles.extract")
LIMITS = SandboxLimits()
LONGEST_DELAY = 2.0
"""Seconds that a good feed may wait for its turn and its reading beside a hostile one, on two cores."""
GRACE = 3.0
_MEGABYTES = 1024


@dataclass(slots=True)
class Trial:
    """A sandbox as the application has it, and what was seen."""

    sandbox: ProcessSandbox
    violations: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    killed: int = 0

    async def take(self, body: bytes, label: str) -> None:
        """Read a document as a feed and as a page."""
        for read in (
            partial(self.sandbox.run, read_feed, body, "", URL, NOW),
            partial(self.sandbox.run, extract_article, body, URL),
        ):
            begun = time.monotonic()
            try:
                await read()
            except SandboxKilled:
                self.killed += 1
            except FeedUnreadable:
                pass
            except (AlertbotError, Exception) as error:  # noqa: BLE001 - what came past the sandbox
                self.violations.append(f"{label}: {error!r} came past the sandbox")
            if time.monotonic() - begun > LIMITS.wall + GRACE:
                self.violations.append(f"{label}: was not ended in time")

    async def read_good(self, until: asyncio.Event) -> None:
        """Read a good feed again and again beside the hostile ones, as another feed's poll does."""
        while not until.is_set():
            begun = time.monotonic()
            _, entries = await self.sandbox.run(read_feed, GOOD, "", URL, NOW)
            self.delays.append(time.monotonic() - begun)
            if [entry.title for entry in entries] != ["A"]:
                self.violations.append("a good feed was read wrong")
            await asyncio.sleep(0.02)


def run(size: Size) -> Iterable[Row]:
    """By hand, then mutated; good feeds are read all the while."""
    return asyncio.run(_run(size))


async def _run(size: Size) -> list[Row]:
    by_hand = [(f"{name} {n}", body) for name, bodies in CLASSES.items() for n, body in enumerate(bodies)]
    made = itertools.islice(mutations(random.Random(20261125)), size.of(1_000, 100_000))
    rows = [
        await _row(f"hostile feeds and pages, {len(CLASSES)} classes by hand", by_hand),
        await _row(
            "hostile feeds and pages, mutated", ((f"mutation {n}", body) for n, body in enumerate(made))
        ),
    ]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _MEGABYTES
    most = LIMITS.memory / 1e6 + 200
    rows.append(
        Row(
            "memory of the children",
            len(by_hand),
            None,
            violations=(f"{peak:.0f} MB were used",) if peak > most else (),
            figure=f"at most {peak:.0f} MB",
        )
    )
    return rows


async def _row(fault: str, documents: Iterable[tuple[str, bytes]]) -> Row:
    sandbox = ProcessSandbox(2, PRELOAD, LIMITS)
    await asyncio.gather(sandbox.run(len, b""), sandbox.run(len, b""))
    trial, done, count = Trial(sandbox), asyncio.Event(), 0
    beside = asyncio.create_task(trial.read_good(done))
    for label, body in documents:
        await trial.take(body, label)
        count += 1
    done.set()
    await beside
    await sandbox.close()
    slowest = max(trial.delays)
    if slowest > LONGEST_DELAY:
        trial.violations.append(f"a good feed waited {slowest:.1f} s")
    figure = f"{trial.killed} ended by a limit, others waited at most {slowest:.2f} s"
    return Row(fault, count, None, violations=tuple(trial.violations), figure=figure)
