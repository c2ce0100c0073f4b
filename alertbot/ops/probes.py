"""What the watchdog looks at: each returns one sentence about trouble, or None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.model import Feed
from alertbot.ops.sandbox import ProcessSandbox
from alertbot.ops.stages import Stage
from alertbot.ops.watchdog import Probe
from alertbot.ports import ArticleStore, DeliveryStore, FeedStore, LeaseStore, Store

OLDEST_DELIVERY = timedelta(minutes=10)
OLDEST_ARTICLE = timedelta(minutes=30)
FEEDS_SILENT = timedelta(minutes=45)
"""Three times the interval at which a new feed is polled."""
NETWORK_SILENT, FEW_FEEDS = timedelta(minutes=15), 3
"""Sooner, where most feeds, of more than a few, cannot even be reached."""
UPDATES_SILENT = timedelta(minutes=3)
STUCK = timedelta(minutes=10)
OUTAGE = timedelta(minutes=5)
BUSY = timedelta(seconds=30)
AFTER_SLEEP = timedelta(minutes=1)
"""A machine that slept catches up in that time; nobody is called for it."""
FAULTS_IN_A_ROW = 5
KILLS_IN_A_ROW = 10


def database(leases: LeaseStore) -> Probe:
    """Whether something can be written: a database that is full or locked still reads well."""

    async def look(now: datetime) -> str | None:
        await leases.acquire("watchdog", "anybody", now, timedelta(minutes=1))
        return None

    return Probe("database", look, BUSY)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is told about Telegram by those who talk to it."""

    probing: Callable[[], bool]
    """It refuses everything, or is out of reach."""
    silent_for: Callable[[], timedelta]
    """Since it last answered getUpdates."""
    listening: Callable[[], bool]
    """Whether asking for updates is ours to do."""


def look_around(
    store: Store, signs: Signs, box: ProcessSandbox, running: Sequence[Stage]
) -> tuple[Probe, ...]:
    """Everything there is to look at."""
    return (
        database(store.leases),
        oldest_delivery(store.deliveries),
        oldest_article(store.articles),
        feeds(store.feeds),
        telegram(signs.probing),
        updates(signs.silent_for, signs.listening),
        look_at_sandbox(box),
        look_at_stages(running),
    )


def telegram(probing: Callable[[], bool]) -> Probe:
    """Whether Telegram takes messages: `probing` while it refuses all, or is out of reach."""

    async def look(now: datetime) -> str | None:
        return "Telegram takes no message: out of reach, or the token was refused" if probing() else None

    return Probe("telegram", look, OUTAGE)


def updates(silent_for: Callable[[], timedelta], mine: Callable[[], bool]) -> Probe:
    """Whether getUpdates is answered, where it is ours to ask."""

    async def look(now: datetime) -> str | None:
        silent = silent_for()
        if not mine() or silent < UPDATES_SILENT:
            return None
        return f"no answer to getUpdates for {_minutes(silent)}: people cannot talk to the bot"

    return Probe("updates", look)


def oldest_delivery(deliveries: DeliveryStore) -> Probe:
    """Whether what is due is sent."""

    async def look(now: datetime) -> str | None:
        due = await deliveries.oldest_due(now)
        late = now - due if due else timedelta(0)
        if late < OLDEST_DELIVERY:
            return None
        return f"an alert has been due for {_minutes(late)} and was not sent"

    return Probe("deliveries", look)


def oldest_article(articles: ArticleStore) -> Probe:
    """Whether what was found is read and assessed."""

    async def look(now: datetime) -> str | None:
        due = await articles.oldest_due(now)
        late = now - due if due else timedelta(0)
        if late < OLDEST_ARTICLE:
            return None
        return f"an article has waited {_minutes(late)} to be read"

    return Probe("articles", look)


def feeds(store: FeedStore) -> Probe:
    """Whether any feed at all could be read lately."""
    since: list[datetime] = []

    async def look(now: datetime) -> str | None:
        since[:] = since or [now]
        running = [feed for feed in await store.all() if feed.source.enabled and feed.schedule.next_poll_at]
        latest = max((feed.schedule.last_ok_at or since[0] for feed in running), default=now)
        silent = now - max(latest, since[0])
        cut_off = sum(_out_of_reach(feed) for feed in running)
        if silent >= NETWORK_SILENT and len(running) > FEW_FEEDS and cut_off * 2 >= len(running):
            return (
                f"no feed answered for {_minutes(silent)} and {cut_off} of {len(running)} cannot be reached: "
                "it is rather this machine's network or its DNS than the feeds"
            )
        if silent < FEEDS_SILENT:
            return None
        return f"none of {len(running)} feeds could be read for {_minutes(silent)}"

    return Probe("feeds", look, AFTER_SLEEP)


def _out_of_reach(feed: Feed) -> bool:
    return (feed.schedule.error or "").partition(":")[0] in ("name_not_found", "connection", "timeout")


def look_at_sandbox(box: ProcessSandbox) -> Probe:
    """Whether children live long enough to read anything."""

    async def look(now: datetime) -> str | None:
        if box.kills_in_a_row < KILLS_IN_A_ROW:
            return None
        return f"{box.kills_in_a_row} child processes in a row died: {box.last_kill}"

    return Probe("sandbox", look)


def look_at_stages(running: Sequence[Stage]) -> Probe:
    """Whether a step of a stage hangs, or fails again and again."""

    async def look(now: datetime) -> str | None:
        for stage in running:
            if stage.busy_for > STUCK.total_seconds():
                return f"the stage '{stage.name}' has hung for {stage.busy_for / 60:.0f} min"
            if stage.faults_in_a_row >= FAULTS_IN_A_ROW:
                return (
                    f"the stage '{stage.name}' failed {stage.faults_in_a_row} times in a row: {stage.trouble}"
                )
        return None

    return Probe("stages", look)


def _minutes(span: timedelta) -> str:
    return f"{span.total_seconds() / 60:.0f} min"
