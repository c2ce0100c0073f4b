"""Dose: hostile feeds and pages in the real sandbox; limits hold, and good feeds are read beside them in time."""

from __future__ import annotations

import asyncio
import itertools
import random
import resource
import time
from collections.abc import Iterable, Iterator
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
LANES = 2
"""Installations side by side, each with its own sandbox of two children: one for each core."""
PAUSE = 0.1
"""Seconds between two readings of the good feed."""
_MEGABYTES = 1024


@dataclass(slots=True)
class Trial:
    """A sandbox as the application has it, and what was seen."""

    sandbox: ProcessSandbox
    violations: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    killed: int = 0

    async def warm(self) -> None:
        """Both children are there, as in an installation that has run for a minute."""
        await asyncio.gather(self.sandbox.run(len, b""), self.sandbox.run(len, b""))

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
            await asyncio.sleep(PAUSE)


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
    """The lanes draw from one pile; each has a good feed that is read all the while."""
    pile = iter(documents)
    lanes = [Trial(ProcessSandbox(2, PRELOAD, LIMITS)) for _ in range(LANES)]
    await asyncio.gather(*(lane.warm() for lane in lanes))
    counts = await asyncio.gather(*(_lane(lane, pile) for lane in lanes))
    violations = [wrong for lane in lanes for wrong in lane.violations]
    slowest = max(max(lane.delays) for lane in lanes)
    if slowest > LONGEST_DELAY:
        violations.append(f"a good feed waited {slowest:.1f} s")
    killed, read = sum(lane.killed for lane in lanes), sum(len(lane.delays) for lane in lanes)
    figure = f"{killed} ended by a limit, {read:,} good feeds beside them waited at most {slowest:.2f} s"
    return Row(fault, sum(counts), None, violations=tuple(violations), figure=figure)


async def _lane(trial: Trial, pile: Iterator[tuple[str, bytes]]) -> int:
    """Take documents until none is left; how many."""
    done, count = asyncio.Event(), 0
    beside = asyncio.create_task(trial.read_good(done))
    for label, body in pile:
        await trial.take(body, label)
        count += 1
    done.set()
    await beside
    await trial.sandbox.close()
    return count
