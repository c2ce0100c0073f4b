"""Builds the stages that poll feeds, read their articles and look after them, for the composition root."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from alertbot.articles.language import LanguageIdentifier
from alertbot.house import jitter
from alertbot.model import PollBudget
from alertbot.ops.stages import Stage
from alertbot.pipeline.care import Care
from alertbot.pipeline.find_address import FindAddress
from alertbot.pipeline.poll import Poll
from alertbot.pipeline.probe import Probe
from alertbot.pipeline.read import Read
from alertbot.ports import Fetcher, Meter, Sandbox, Store


def polling_stage(
    store: Store,
    fetcher: Fetcher,
    sandbox: Sandbox,
    clock: Callable[[], datetime],
    found: Callable[[], None],
    halting: asyncio.Event,
    meter: Meter,
    concurrency: int,
    budget: PollBudget,
) -> Stage:
    """Asks feeds for news; `found` is called when there is something to read."""
    poll = Poll(
        store.feeds, fetcher, sandbox, clock, jitter, concurrency, found, halting.is_set, meter, budget
    )
    return Stage("poll", poll)


def reading_stage(
    store: Store,
    fetcher: Fetcher,
    sandbox: Sandbox,
    languages: LanguageIdentifier,
    clock: Callable[[], datetime],
    concurrency: int,
    found: Callable[[], None],
    halting: asyncio.Event,
) -> Stage:
    """Turns entries into text; `found` is called when there is something to assess."""
    read = Read(store.articles, fetcher, sandbox, languages, clock, concurrency, found, halting.is_set)
    return Stage("read", read)


def care_of_feeds(
    store: Store,
    probe: Probe,
    operators: Sequence[int],
    clock: Callable[[], datetime],
    planned: Callable[[], None],
) -> Care:
    """Looks for feeds in trouble; `planned` is called when there is a notice to send."""
    find = FindAddress(probe, store.feeds)
    return Care(store.feeds, store.troubles, find, operators, clock, planned, store.first_readings)
