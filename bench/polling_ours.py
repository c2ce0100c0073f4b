"""alertbot's polling stage on the feeds of `bench.polling_server`, with its real parts; run as a process."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from alertbot.feeds.fetch import HttpFetcher
from alertbot.logs import configure_logs
from alertbot.model import FeedSource
from alertbot.ops.sandbox import ProcessSandbox
from alertbot.pipeline.poll import Poll
from alertbot.settings import Settings
from alertbot.store import SqlStore, open_store

PRELOAD = ("alertbot.pipeline.feed_document", "alertbot.articles.extract")


def now() -> datetime:
    return datetime.now(UTC)


async def main(database: str, urls: list[str]) -> None:
    """As `bench.polling_reader`: poll once, then once more for each line on standard input."""
    configure_logs("ERROR", "console")
    settings = Settings(_env_file=None)
    store = await open_store(f"sqlite+aiosqlite:///{database}")
    hosts = frozenset((str(urlsplit(url).hostname), urlsplit(url).port or 0) for url in urls)
    sandbox = ProcessSandbox(settings.sandbox_workers, preload=PRELOAD)
    poll = Poll(
        store.feeds,
        HttpFetcher(allow=hosts),
        sandbox,
        now,
        lambda: 0.0,
        settings.poll_concurrency,
        lambda: None,
    )
    await store.feeds.add([FeedSource(url, f"feed {number}") for number, url in enumerate(urls)], now())
    await poll()
    print(json.dumps({"ready": await entries(store)}), flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        await store.feeds.poll_now(now())
        used, began = cpu(), time.perf_counter()
        await poll()
        seconds = time.perf_counter() - began
        told = {"seconds": seconds, "cpu": cpu() - used, "memory": memory(), "entries": await entries(store)}
        print(json.dumps(told), flush=True)
    await sandbox.close()
    await store.close()


async def entries(store: SqlStore) -> int:
    return sum((await store.articles.counts()).values())


def family() -> list[int]:
    """This process and its children."""
    me = os.getpid()
    children = Path(f"/proc/{me}/task/{me}/children").read_text().split()
    return [me, *map(int, children)]


def cpu() -> float:
    """Seconds of processor time of all of them so far."""
    ticks = 0
    for process in family():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory() -> float:
    """Megabytes: the most that each of them ever held, added up; what they share counts for each."""
    total = 0
    for process in family():
        status = Path(f"/proc/{process}/status").read_text()
        total += int(status.partition("VmHWM:")[2].split()[0])
    return total / 1024


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2].split(",")))
