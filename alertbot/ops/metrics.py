"""Metrics for Prometheus: counters and times as they happen, and what the database holds when asked."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from alertbot.ports import Store

_COUNTERS = {
    "polls": ("Polls of feeds, by result: ok, or why it failed.", ("result",)),
    "entries": ("Entries that were new or changed.", ()),
    "articles": ("Articles assessed, by language and verdict.", ("language", "verdict")),
    "alerts": ("Revisions of incidents worth telling, by what changed.", ("change",)),
    "deliveries": ("Results of attempts to deliver, by the state they led to.", ("state",)),
    "api_requests": ("Requests to the HTTP API, by status.", ("status",)),
    "sandbox_kills": ("Child processes that had to be ended, by limit.", ("reason",)),
}
_QUICK = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
_SLOW = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
_TIMES = {
    "published_to_alert": ("From the publication of an article to its alert.", _SLOW, ()),
    "planned_to_sent": (
        "From the planning of a delivery to Telegram's answer.",
        _SLOW,
        (),
    ),
    "limiter_wait": ("What a message waited for Telegram's limits.", _QUICK, ()),
    "database": ("Transactions, the wait for the database included.", _QUICK, ("kind",)),
}


class Metrics:
    """Implements `ports.Meter`; `page` gives all in Prometheus's text format."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._counters = {
            name: Counter(f"alertbot_{name}", text, labels, registry=self._registry)
            for name, (text, labels) in _COUNTERS.items()
        }
        self._times = {
            name: Histogram(
                f"alertbot_{name}_seconds", text, labels, registry=self._registry, buckets=buckets
            )
            for name, (text, buckets, labels) in _TIMES.items()
        }
        self._stored = Gauge(
            "alertbot_stored", "Rows by kind and state.", ("kind", "state"), registry=self._registry
        )
        self._late = Gauge(
            "alertbot_oldest_due_seconds",
            "How long the oldest delivery has been due.",
            registry=self._registry,
        )

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter of `_COUNTERS`."""
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc(amount)

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """Note a time of `_TIMES`; a clock set back counts as no time."""
        times = self._times[name]
        (times.labels(**labels) if labels else times).observe(max(seconds, 0.0))

    async def page(self, store: Store, now: datetime) -> bytes:
        """Everything, with the queues as the database holds them now."""
        for kind, counts in (
            ("feeds", await store.feeds.counts()),
            ("articles", await store.articles.counts()),
            ("deliveries", await store.deliveries.counts()),
        ):
            for state, number in counts.items():
                self._stored.labels(kind=kind, state=str(state)).set(number)
        due = await store.deliveries.oldest_due(now)
        self._late.set(max((now - due).total_seconds(), 0.0) if due else 0.0)
        return generate_latest(self._registry)
