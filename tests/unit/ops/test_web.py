"""The server for machines: real HTTP on loopback, a real SQLite file behind the figures."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from alertbot.errors import ConfigurationError, StoreBusy
from alertbot.model import FeedSource
from alertbot.ops.metrics import _COUNTERS, _TIMES, Metrics
from alertbot.ops.readiness import unready
from alertbot.ops.web import serve, status_app
from alertbot.store import open_store

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)


async def nothing() -> bytes:
    return b""


async def test_it_is_alive_but_not_ready_while_something_is_wrong() -> None:
    wrong = ["the database does not answer"]

    async def ready() -> Sequence[str]:
        return wrong

    async with (
        serve(status_app(ready, nothing), "127.0.0.1", 0) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        assert (await client.get("/healthz")).json() == {"status": "alive"}
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()["reasons"]) == (503, wrong)
        wrong.clear()
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/")).status_code == 404


async def test_a_port_that_is_taken_is_one_clear_sentence() -> None:
    app = status_app(well, nothing)
    async with serve(app, "127.0.0.1", 0) as port:
        with pytest.raises(ConfigurationError, match="ALERTBOT_HTTP_PORT to a free port"):
            async with serve(app, "127.0.0.1", port):
                pass


async def well() -> Sequence[str]:
    return []


async def test_metrics_hold_what_happened_and_what_the_database_holds(tmp_path: Path) -> None:
    metrics = Metrics()
    address = f"sqlite+aiosqlite:///{tmp_path / 'metrics.sqlite'}"
    store = await open_store(address, timed=lambda kind, took: metrics.observe("database", took, kind=kind))
    await store.feeds.sync_catalogue([FeedSource("https://dawn.example/", "Dawn")], NOW)
    metrics.count("polls", result="ok")
    metrics.count("polls", result="timeout")
    metrics.count("entries", 3)
    metrics.observe("limiter_wait", -1.0)
    page = (await metrics.page(store, NOW)).decode()
    await store.close()
    assert 'alertbot_polls_total{result="timeout"} 1.0' in page
    assert "alertbot_entries_total 3.0" in page
    assert 'alertbot_stored{kind="feeds",state="ok"} 1.0' in page
    assert "alertbot_limiter_wait_seconds_sum 0.0" in page
    assert 'alertbot_database_seconds_count{kind="write"}' in page


class Outbox:
    """An outbox of which only the next due time counts; may be out of reach."""

    def __init__(self, due: datetime | None, *, broken: bool = False) -> None:
        self.due, self.broken = due, broken

    async def oldest_due(self, now: datetime) -> datetime | None:
        if self.broken:
            raise StoreBusy("locked")
        return self.due


@pytest.mark.parametrize(
    ("outbox", "words"),
    [
        (Outbox(None), []),
        (Outbox(NOW - timedelta(minutes=9)), []),
        (Outbox(NOW - timedelta(minutes=11)), ["due for 0:11:00"]),
        (Outbox(None, broken=True), ["does not answer: locked"]),
    ],
)
async def test_what_makes_the_bot_unready_is_told_in_words(outbox: Outbox, words: list[str]) -> None:
    reasons = await unready(outbox, lambda: NOW)  # type: ignore[arg-type]
    assert len(reasons) == len(words)
    assert all(word in reason for word, reason in zip(words, reasons, strict=True))


def test_an_unknown_metric_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Metrics().count("pollls")


def test_the_dashboard_in_docs_asks_only_for_metrics_that_exist() -> None:
    dashboard = json.loads((Path(__file__).parents[3] / "docs" / "grafana.json").read_text())
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"alertbot_[a-z_]+", target["expr"])
    }
    known = {f"alertbot_{name}_total" for name in _COUNTERS}
    known |= {f"alertbot_{name}_seconds_bucket" for name in _TIMES}
    assert asked
    assert asked <= known | {"alertbot_stored", "alertbot_oldest_due_seconds"}
